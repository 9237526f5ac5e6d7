extension OperationContext {
    /// Begins the deletion of the stack that a request names.
    func deleteStack(_ arguments: Arguments, retaining: Bool) throws -> HTTPAnswer {
        try change { state in
            let stack = try stack(arguments, state) { stack in
                if !rules.takesPlace("mismatch-keeps-stack") { beginDeletion(of: stack, retaining: true, state) }
            }
            try rules.permit(
                "failed-deletion-repair",
                when: EventTable(state: state, stack: stack.sequence).has(.deletionFailed, until: now),
                "an earlier deletion of the stack failed")
            try check(.delete, on: stack)
            try rules.permit(
                "protection-removable", when: stack.updated != stack.created, "the stack was protected once")
            try rules.require(
                "protected-refused", !stack.isProtected,
                else: Refusal(.protected, "deletion protection of the stack \(stack.name) is on"))
            if !rules.isBookFaithful { services.former.note(formerKey("stack \(stack.name)"), id: stack.id) }
            if rules.takesPlace("gone-after-delete"), rules.takesPlace("deletes-related-data") {
                beginDeletion(of: stack, retaining: retaining, state)
            }
            return success(202)
        }
    }

    private func beginDeletion(of stack: StackRow, retaining: Bool, _ state: Transaction) {
        let content = content(of: stack, state)
        let duration = rules.takesPlace("async") ? transition : 0
        var planner = RunPlanner(start: now, transition: duration, content: content)
        let gone = planner.delete(retaining: retaining)
        begin(planner, on: stack, from: content, deployment: nil, stable: stack.stable, gone: gone, state)
    }
}
