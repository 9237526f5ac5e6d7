/// `POST …/stacks/{stack_name}/deletion`: removes a stack in the background, its resources only unless they are to stay.
struct DeleteStackEnhanced: Operation {
    let name = "delete-stack-enhanced"
    let method = "POST"
    let path = "/v1/{project_id}/stacks/{stack_name}/deletion"
    let parameters: [Parameter] =
        Parameter.ofStack + [.stackID(in: .body), Parameter("retain_all_resources", in: .body, .boolean)]
    let isBodyOptional = true

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let flag = arguments.flag("retain_all_resources") ?? !rules.keeps("retain-default-false")
        return try context.deleteStack(arguments, retaining: flag && rules.takesPlace("retain-true-keeps"))
    }
}
