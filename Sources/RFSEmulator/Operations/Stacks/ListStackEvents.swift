/// `GET …/stacks/{stack_name}/events`: what happened to a stack so far, newest first.
struct ListStackEvents: Operation {
    let name = "list-stack-events"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/events"
    let parameters: [Parameter] =
        Parameter.ofStack + [
            .stackID(in: .query),
            Parameter(
                "deployment_id", in: .query,
                checks: [.identifier(rule: "deployment-id-format", length: Bounds(36, 36))]),
            Parameter("filter", in: .query, checks: [.length(rule: "filter-length", Bounds(0, 512))]),
            Parameter("field", in: .query, checks: [.length(rule: "field-length", Bounds(0, 128))]),
        ] + Parameter.page

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let filter = try EventFilter(arguments["filter"], rules: rules)
        let fields = try EventFields(arguments["field"], rules: rules)
        return try context.query { state in
            let stack = try context.stack(arguments, state)
            let deployment = try deployment(arguments, stack, context, state)
            let scope = [stack.id, arguments["deployment_id"], arguments["filter"], arguments["field"]]
                .map { $0 ?? "" }.joined(separator: "|")
            let request = try context.pageRequest(
                arguments, resource: scope, isAscending: !rules.keeps("order-desc"))
            let events = EventTable(state: state, stack: stack.sequence)
            let page = request.page(key: \.key) { scan in
                events.scan(scan, now: context.now, deployment: deployment, filter: filter)
            }
            let entries = context.shown(page, arguments, all: "all-deployments")
            try rules.permit("empty-stack", when: entries.isEmpty, "the stack has no events")
            return context.success(200) { writer in
                context.writeList("stack_events", rule: "field-stack-events", entries, to: &writer) { item, event in
                    write(event, fields, rules, to: &item)
                }
                context.writePageInfo(page, request, resource: scope, to: &writer)
            }
        }
    }

    /// The deployment that is asked for; nil when all are.
    private func deployment(
        _ arguments: Arguments, _ stack: StackRow, _ context: OperationContext, _ state: Transaction
    ) throws -> Int64? {
        let rules = context.rules
        let deployments = DeploymentTable(state: state, stack: stack.sequence)
        guard let id = arguments["deployment_id"] else {
            return rules.breaks("all-deployments", by: "last") ? deployments.latest().first?.sequence : nil
        }
        let sequence = deployments.sequence(of: id)
        try rules.require(
            "unknown-deployment-404", sequence != nil,
            else: rules.signal(
                "status-404-2",
                Refusal(.deploymentNotFound, "the stack \(stack.name) has no deployment \(id)")))
        return rules.takesPlace("by-deployment") ? sequence : nil
    }

    private func write(
        _ event: EventRow, _ fields: EventFields, _ rules: OperationRules, to item: inout JSONWriter
    ) {
        func text(_ name: String, _ value: String?, _ rule: String) {
            guard let value, fields.contains(name) else { return }
            item.member(name, value, rules.form(rule))
        }
        let usesKey = event.resourceKey.flatMap { Int($0) } == nil ? "resource-key-for-each" : "resource-key-count"
        text("resource_type", event.resourceType, "item-resource-type")
        text("resource_name", event.resourceName, "item-resource-name")
        text("resource_id_key", event.resourceID.map { _ in "id" }, "item-resource-id-key")
        text("resource_id_value", event.resourceID, "item-resource-id-value")
        if rules.takesPlace(usesKey) { text("resource_key", event.resourceKey, "item-resource-key") }
        text("time", event.time.secondText, "item-time")
        if rules.takesPlace("field-event-type-always") || fields.contains("event_type") {
            item.member("event_type", event.type, rules.form("item-event-type"))
        }
        text("event_message", event.message, "item-event-message")
        if let elapsed = event.elapsed, fields.contains("elapsed_seconds") {
            let isWhole = rules.takesPlace("elapsed-seconds-unit")
            item.member("elapsed_seconds", isWhole ? elapsed : -1, rules.form("item-elapsed-seconds"))
        }
    }
}
