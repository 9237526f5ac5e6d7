/// `GET /v1/{project_id}/stacks`: the stacks of the account in the region, newest first.
struct ListStacks: Operation {
    let name = "list-stacks"
    let method = "GET"
    let path = "/v1/{project_id}/stacks"
    let parameters: [Parameter] = [.clientRequestID, .projectID] + Parameter.page

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let request = try context.pageRequest(
            arguments, resource: "", isAscending: !rules.keeps("default-order-desc"))
        let page = try context.query { state in
            let stacks = context.stacks(state)
            return request.page(key: \.key, scan: stacks.scan)
        }
        var entries = context.shown(page, arguments, all: "lists-own-stacks")
        if !rules.takesPlace("includes-deleting") {
            entries.removeAll { $0.status(at: context.now) == .deletionInProgress }
        }
        return context.success(200) { writer in
            context.writeList(
                "stacks", rule: "field-stacks", entries, detail: "vars_body", to: &writer
            ) { item, stack in
                let phase = stack.timeline.phase(at: context.now)
                item.member("stack_name", stack.name, rules.form("item-stack-name"))
                if let description = stack.description {
                    item.member("description", description, rules.form("item-description"))
                }
                item.member("stack_id", stack.id, rules.form("item-stack-id"))
                item.member("status", phase.status.rawValue, rules.form("item-status"))
                item.member("create_time", stack.created.secondText, rules.form("item-create-time"))
                item.member(
                    "update_time", stack.updated(at: context.now).secondText, rules.form("item-update-time"))
                item.failure(phase.message, rules, form: rules.form("item-status-message"))
            }
            context.writePageInfo(page, request, resource: "", to: &writer)
        }
    }
}
