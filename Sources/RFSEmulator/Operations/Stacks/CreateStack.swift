/// `POST /v1/{project_id}/stacks`: a new stack, deployed at once when a template is given.
struct CreateStack: Operation {
    let name = "create-stack"
    let method = "POST"
    let path = "/v1/{project_id}/stacks"
    let parameters: [Parameter] =
        [
            .clientRequestID, .projectID, .stackName(in: .body), .agencies, .stackDescription, .deletionProtection,
            .autoRollback,
        ] + Parameter.templateSources

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let name = arguments["stack_name"] ?? ""
        let agencies = try arguments.structure("agencies").map { try Agency.list($0, rules: rules) }
        let rollsBack = arguments.flag("enable_auto_rollback") ?? !rules.keeps("auto-rollback-default")
        let template = try context.template(arguments, isRequired: false)
        try rules.permit(
            "agency-limited-use", when: agencies?.isEmpty == false, "an agency lacks permission for the template")
        if rollsBack { try context.refuseImports(template?.configuration.imports.isEmpty == false) }
        try rules.permit(
            "stack-name-chinese-accepted", when: name.unicodeScalars.contains { $0.value >= 0x4E00 },
            "stack_name holds a Chinese character")
        return try context.change { state in
            let stacks = context.stacks(state)
            stacks.purge()
            let former = rules.isFaithful ? nil : context.services.former.id(context.formerKey("stack \(name)"))
            try rules.permit("recreate-after-delete", when: former != nil, "the name was used before")
            try checkRoom(stacks, hasTemplate: template != nil, name, context)
            let fresh = context.account.nextIdentifier()
            let id = rules.keeps("new-id-each-time") ? fresh : former ?? fresh
            let isStored = rules.takesPlace("stored-attributes")
            var deployment: String?
            if rules.takesPlace("visible-in-list") {
                let stack = try stacks.insert(
                    name: name, id: id, description: isStored ? arguments["description"] : nil,
                    agencies: isStored ? agencies.map(Agency.text) : nil,
                    isProtected: arguments.flag("enable_deletion_protection")
                        ?? !rules.keeps("deletion-protection-default"),
                    rollsBack: rollsBack)
                deployment = deploy(template, on: stack, context, state)
            }
            return context.success(201) { writer in
                writer.member("stack_id", id, rules.form("field-stack-id"))
                if let deployment {
                    writer.member("deployment_id", deployment, rules.form("field-deployment-id"))
                } else if !rules.keeps("empty-stack-no-deployment") {
                    writer.member("deployment_id", id)
                }
            }
        }
    }

    /// Refuses a name in use and a stack beyond the limits.
    private func checkRoom(
        _ stacks: StackTable, hasTemplate: Bool, _ name: String, _ context: OperationContext
    ) throws {
        let rules = context.rules
        let ignoresCase = rules.decide("stack-name-case-sensitive", false)
        let existing = stacks.find(name, ignoringCase: ignoresCase)
        try rules.require(
            "stack-name-unique", existing == nil,
            else: rules.signal("duplicate-name-409", Refusal(.stackExists, "a stack named \(name) exists already")))
        if let existing { stacks.delete(existing) }
        let quota = context.account.snapshot.quota
        let (all, creating) = stacks.counts()
        guard all < rules.bounds("quota-403", Bounds(0, quota.stacks)).upper else {
            throw rules.signal(
                "quota-403", Refusal(.stackQuota, "the account holds as many stacks as its quota allows"))
        }
        guard !hasTemplate || creating < rules.bounds("parallel-creations-403", Bounds(0, quota.parallel)).upper else {
            throw rules.signal(
                "parallel-creations-403", Refusal(.parallelStacks, "too many stacks are being created at once"))
        }
    }

    /// Begins the first deployment when there is a template.
    private func deploy(
        _ template: TemplateInput?, on stack: StackRow, _ context: OperationContext, _ state: Transaction
    ) -> String? {
        let rules = context.rules
        guard let template else {
            if !rules.keeps("empty-stack-status") {
                let planner = RunPlanner(deployingNothingAt: context.now, transition: context.transition)
                context.begin(planner, on: stack, from: StackContent(), deployment: nil, stable: nil, state)
            }
            if !rules.keeps("empty-stack") { context.stacks(state).settle(stack, .unasked) }
            return nil
        }
        guard rules.takesPlace("with-template-deploys") else { return nil }
        let content = StackContent()
        return context.deploy(
            stack, context.blueprint(template, for: content, state), inputs: template.inputs, template: template.bytes,
            from: content, isFirst: true, state
        ).id
    }
}

extension OperationContext {
    /// Refuses a template that imports resources for a stack that rolls back by itself.
    func refuseImports(_ imports: Bool) throws(Refusal) {
        try rules.require(
            "auto-rollback-excludes-import", !imports,
            else: Refusal(
                .importWithRollback, "the template imports resources, which a stack that rolls back by itself cannot"))
    }
}

extension StackContent {
    /// A content that nobody asked for; only altered rules give it to an empty stack.
    fileprivate static var unasked: StackContent {
        StackContent(resources: [
            StackResource(
                key: ResourceKey(type: "rfs_emulator_resource", name: "unasked"), physicalID: "unasked",
                attributes: [], status: .creationComplete, provider: "rfs")
        ])
    }
}

extension RunPlanner {
    /// The run of a stack that was not to be deployed; only altered rules begin it.
    fileprivate init(deployingNothingAt now: Instant, transition: Int64) {
        self.init(start: now, transition: transition, content: StackContent())
        deploy(.success(Blueprint()), fallback: nil)
    }
}
