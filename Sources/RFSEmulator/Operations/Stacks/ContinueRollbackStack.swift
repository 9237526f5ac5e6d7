/// `POST …/stacks/{stack_name}/rollbacks`: tries a failed rollback again.
struct ContinueRollbackStack: Operation {
    let name = "continue-rollback-stack"
    let method = "POST"
    let path = "/v1/{project_id}/stacks/{stack_name}/rollbacks"
    let parameters: [Parameter] = Parameter.ofStack + [.stackID(in: .body)]
    let isBodyOptional = true

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.change { state in
            let stack = try context.stack(arguments, state)
            try context.check(.continueRollback, on: stack)
            let content = context.content(of: stack, state)
            try rules.permit(
                "repeatable", when: content.attempts.values.contains { $0 > 1 }, "the rollback was continued before")
            let id = context.rollBack(stack, from: content, state)
            return context.success(202) { writer in
                writer.member("deployment_id", id, rules.form("field-deployment-id"))
            }
        }
    }
}
