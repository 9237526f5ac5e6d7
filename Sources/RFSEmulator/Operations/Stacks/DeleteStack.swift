/// `DELETE …/stacks/{stack_name}`: removes a stack with its resources, in the background.
struct DeleteStack: Operation {
    let name = "delete-stack"
    let method = "DELETE"
    let path = "/v1/{project_id}/stacks/{stack_name}"
    let parameters: [Parameter] = Parameter.ofStack + [.stackID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        try context.deleteStack(arguments, retaining: false)
    }
}
