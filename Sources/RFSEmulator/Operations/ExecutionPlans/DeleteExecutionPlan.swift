/// `DELETE …/execution-plans/{execution_plan_name}`: removes an execution plan; the stack stays as it is.
struct DeleteExecutionPlan: Operation {
    let name = "delete-execution-plan"
    let method = "DELETE"
    let path = "/v1/{project_id}/stacks/{stack_name}/execution-plans/{execution_plan_name}"
    let parameters: [Parameter] = Parameter.ofPlan + [.stackID(in: .query), .planID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.repeatable {
            try context.change { state in
                let stack = try context.stack(arguments, state)
                let plan = try context.plan(arguments, of: stack, state)
                let status = plan.status(at: context.now)
                if let outcome = StateTable.plan[status]?.delete {
                    try rules.check(
                        outcome, in: status.rawValue,
                        "the execution plan \(plan.name) is in \(status.rawValue), which does not allow the request")
                }
                if rules.takesPlace("gone-after-delete") {
                    PlanTable(state: state, stack: stack.sequence).delete(plan)
                }
                if !rules.takesPlace("stack-untouched") { context.refresh(stack, state) }
                if !rules.isBookFaithful {
                    context.services.former.note(context.planKey(plan.name, of: stack), id: plan.id)
                }
                return context.success(204)
            }
        }
    }
}
