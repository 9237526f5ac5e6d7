/// `POST …/stacks/{stack_name}/continuations`: tries a failed deployment again, with its template and variables.
struct ContinueDeployStack: Operation {
    let name = "continue-deploy-stack"
    let method = "POST"
    let path = "/v1/{project_id}/stacks/{stack_name}/continuations"
    let parameters: [Parameter] = Parameter.ofStack + [.stackID(in: .body)]
    let isBodyOptional = true

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.change { state in
            let stack = try context.stack(arguments, state)
            try context.check(.continueDeploy, on: stack)
            let deployments = DeploymentTable(state: state, stack: stack.sequence)
            guard let last = deployments.latest(count: 2).first else {
                throw Refusal(.stackWithoutTemplate, "the stack \(stack.name) has no template")
            }
            try rules.permit(
                "repeatable", when: deployments.latest(count: 2).count > 1, "the deployment was continued before")
            let (id, _) = context.deploy(
                stack, last.target.result, inputs: last.inputs, template: deployments.template(of: last),
                from: context.content(of: stack, state), state)
            return context.success(202) { writer in
                writer.member("deployment_id", id, rules.form("field-deployment-id"))
            }
        }
    }
}
