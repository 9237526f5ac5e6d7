/// `POST …/stacks/{stack_name}/execution-plans`: works out what a deployment would do, without doing it.
struct CreateExecutionPlan: Operation {
    let name = "create-execution-plan"
    let method = "POST"
    let path = "/v1/{project_id}/stacks/{stack_name}/execution-plans"
    let parameters: [Parameter] =
        Parameter.ofStack + [.stackID(in: .body)] + Parameter.templateSources + [
            .planName(in: .body), .stackDescription,
        ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let name = arguments["execution_plan_name"] ?? ""
        guard let template = try context.template(arguments, isRequired: true) else {
            throw Refusal(.templateSourceMissing, "neither template_body nor template_uri is given")
        }
        try rules.permit(
            "execution-plan-name-chinese-accepted", when: name.unicodeScalars.contains { $0.value >= 0x4E00 },
            "execution_plan_name holds a Chinese character")
        return try context.change { state in
            let stack = try context.stack(arguments, state, missing: "stack-missing-404")
            let plans = PlanTable(state: state, stack: stack.sequence)
            try rules.permit(
                "no-deep-checks", when: stack.agencies != nil, "an agency of the stack lacks permission for the plan")
            try context.check(.createPlan, on: stack)
            let former =
                rules.isFaithful ? nil : context.services.former.id(context.planKey(name, of: stack))
            try rules.permit("recreate-after-delete", when: former != nil, "the name was used before")
            try checkRoom(plans, name, context)
            let content = context.content(of: stack, state)
            let draft = draft(template, content, context, state)
            let fails = draft.target.blueprint == nil && rules.keeps("invalid-template-fails-later")
            let failure = fails ? draft.target.problems.joined(separator: "; ") : nil
            let isAsync = rules.takesPlace("async-status")
            let fresh = context.account.nextIdentifier()
            let id = rules.keeps("new-id-each-time") ? fresh : former ?? fresh
            try plans.insert(
                name: name, id: id, description: arguments["description"], at: context.now,
                ready: context.now + (isAsync ? context.transition : 0),
                failure: rules.takesPlace("available-readable") ? failure : failure ?? "not available", draft: draft)
            if !rules.takesPlace("stack-untouched") { context.refresh(stack, state) }
            return context.success(202) { writer in
                writer.member("execution_plan_id", id, rules.form("field-execution-plan-id"))
            }
        }
    }

    /// Refuses a name in use and a plan beyond the limits.
    private func checkRoom(_ plans: PlanTable, _ name: String, _ context: OperationContext) throws {
        let rules = context.rules
        let ignoresCase = rules.decide("execution-plan-name-case-sensitive", false)
        let existing = plans.find(name, ignoringCase: ignoresCase)
        try rules.permit(
            "same-name-other-stack", when: existing == nil && PlanTable.isUsed(plans.state, name),
            "another stack has a plan of this name")
        try rules.require(
            "execution-plan-name-unique", existing == nil,
            else: rules.signal(
                "duplicate-name-409", Refusal(.planExists, "the stack has an execution plan \(name) already")))
        if let existing { plans.delete(existing) }
        let quota = context.account.snapshot.quota
        guard plans.count() < rules.bounds("quota-403", Bounds(0, quota.plans)).upper else {
            throw rules.signal(
                "quota-403", Refusal(.planQuota, "the stack holds as many execution plans as its quota allows"))
        }
        let busy = plans.countInProgress(at: context.now)
        guard busy < rules.bounds("parallel-creations-403", Bounds(0, quota.parallel)).upper else {
            throw rules.signal(
                "parallel-creations-403", Refusal(.parallelPlans, "too many execution plans are being created at once"))
        }
    }

    /// What the plan would do to what the stack has now.
    private func draft(
        _ template: TemplateInput, _ content: StackContent, _ context: OperationContext, _ state: Transaction
    ) -> PlanDraft {
        let target = context.blueprint(template, for: content, state)
        var items: [PlanItem] = []
        if case .success(let blueprint) = target { items = PlanItem.items(Change.between(content, blueprint)) }
        return PlanDraft(
            inputs: template.inputs, target: DeploymentTarget(target), items: items, template: template.bytes)
    }
}

extension OperationContext {
    /// Begins a run that changes no resource of a stack; only altered rules do so for a plan.
    func refresh(_ stack: StackRow, _ state: Transaction) {
        let content = content(of: stack, state)
        var planner = RunPlanner(start: now, transition: transition, content: content)
        planner.deploy(.failure(DeploymentProblem(messages: ["planned"])), fallback: nil)
        begin(planner, on: stack, from: content, deployment: nil, stable: stack.stable, state)
    }
}
