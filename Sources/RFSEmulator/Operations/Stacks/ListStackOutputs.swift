/// `GET …/stacks/{stack_name}/outputs`: the outputs of the last deployment; none while a run is under way.
struct ListStackOutputs: Operation {
    let name = "list-stack-outputs"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/outputs"
    let parameters: [Parameter] = Parameter.ofStack + [.stackID(in: .query)] + Parameter.page

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.query { state in
            let stack = try context.stack(arguments, state)
            let request = try context.pageRequest(arguments, resource: stack.id, isAscending: true)
            let isBusy = stack.status(at: context.now).isBusy && rules.takesPlace("empty-while-in-progress")
            let outputs = isBusy ? [] : context.content(of: stack, state).outputs
            let page = context.page(outputs, request)
            let entries = context.shown(page, arguments, all: "outputs-of-template")
            try rules.permit("no-outputs", when: outputs.isEmpty && !isBusy, "the stack has no outputs")
            return context.success(200) { writer in
                context.writeList("outputs", rule: "field-outputs", entries, to: &writer) { item, entry in
                    write(entry.entry, rules, to: &item)
                }
                context.writePageInfo(page, request, resource: stack.id, to: &writer)
            }
        }
    }

    private func write(_ output: StackOutput, _ rules: OperationRules, to item: inout JSONWriter) {
        let isMasked = output.isSensitive && rules.takesPlace("sensitive-masked")
        let mask = "<sensitive>"
        let name = rules.takesPlace("name-from-template") ? output.name : "output.\(output.name)"
        item.member("name", name, rules.form("item-name"))
        if let description = output.description {
            item.member("description", description, rules.form("item-description"))
        }
        item.member("type", isMasked ? mask : output.type, rules.form("item-type"))
        if rules.takesPlace("value-string") {
            item.member("value", isMasked ? mask : output.value, rules.form("item-value"))
        } else {
            item.member("value", 0)
        }
        if output.isSensitive { item.member("sensitive", true, rules.form("item-sensitive")) }
    }
}
