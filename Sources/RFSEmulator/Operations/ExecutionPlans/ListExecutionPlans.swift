/// `GET …/stacks/{stack_name}/execution-plans`: the execution plans of a stack, newest first.
struct ListExecutionPlans: Operation {
    let name = "list-execution-plans"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/execution-plans"
    let parameters: [Parameter] = Parameter.ofStack + [.stackID(in: .query)] + Parameter.page

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.query { state in
            let stack = try context.stack(arguments, state)
            let request = try context.pageRequest(
                arguments, resource: stack.id, isAscending: !rules.keeps("default-order-desc"))
            let page = request.page(key: \.key, scan: PlanTable(state: state, stack: stack.sequence).scan)
            let entries = context.shown(page, arguments, all: "lists-plans-of-stack")
            return context.success(200) { writer in
                context.writeList(
                    "execution_plans", rule: "field-execution-plans", entries, detail: "vars_body", to: &writer
                ) { item, plan in
                    item.member("stack_name", stack.name, rules.form("item-stack-name"))
                    item.member("stack_id", stack.id, rules.form("item-stack-id"))
                    item.member("execution_plan_id", plan.id, rules.form("item-execution-plan-id"))
                    item.member("execution_plan_name", plan.name, rules.form("item-execution-plan-name"))
                    if let description = plan.description {
                        item.member("description", description, rules.form("item-description"))
                    } else if !rules.takesPlace("description-absent-when-unset") {
                        item.member("description", "")
                    }
                    item.planStatus(plan, at: context.now, rules, prefix: "item")
                }
                context.writePageInfo(page, request, resource: stack.id, to: &writer)
            }
        }
    }
}
