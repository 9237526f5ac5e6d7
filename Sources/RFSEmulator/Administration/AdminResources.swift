/// Resources that administration changes as somebody would who goes past the stack.
extension Administration {
    /// Gives arguments of a resource other values in the cloud; the stack does not learn of it, its plans do.
    func changeResource(_ call: HTTPCall, _ account: Account) throws -> HTTPAnswer {
        let body = try AdminBody(
            call.body, allowed: ["region", "stack_name", "resource_type", "resource_name", "index", "attributes"])
        guard let name = try body.string("stack_name"), let type = try body.string("resource_type"),
            let resource = try body.string("resource_name"), let changes = try body.texts("attributes")
        else { throw AdminProblem(400, "stack_name, resource_type, resource_name or attributes is missing") }
        let region = try body.string("region") ?? Region.first.name
        let index = try body.string("index")
        let now = account.now
        try accounts.change(account) { state in
            let stacks = StackTable(state: state, region: region, now: now)
            guard let stack = stacks.find(name) else { throw AdminProblem(404, "there is no stack \(name)") }
            guard !stack.status(at: now).isBusy else { throw AdminProblem(409, "the stack \(name) is busy") }
            let (base, run) = stacks.content(of: stack)
            var content = run?.result ?? base
            let place = content.resources.firstIndex {
                $0.exists && $0.key.type == type && $0.key.name == resource && $0.key.index == index
            }
            guard let place else { throw AdminProblem(404, "the stack \(name) has no resource \(type).\(resource)") }
            content.resources[place].change(changes)
            stacks.settle(stack, content)
        }
        return HTTPAnswer(status: 204)
    }
}

extension StackResource {
    /// Gives arguments other values in the cloud.
    fileprivate mutating func change(_ changes: [(name: String, text: String)]) {
        var remote = self.remote ?? attributes
        for change in changes {
            if let index = remote.firstIndex(where: { $0.name == change.name }) {
                remote[index].value = change.text
            } else {
                remote.append(ResourceAttribute(name: change.name, value: change.text))
            }
        }
        self.remote = remote == attributes ? nil : remote
    }
}
