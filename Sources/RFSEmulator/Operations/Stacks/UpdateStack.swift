/// `PATCH …/stacks/{stack_name}`: other attributes for a stack; what is not sent stays.
struct UpdateStack: Operation {
    let name = "update-stack"
    let method = "PATCH"
    let path = "/v1/{project_id}/stacks/{stack_name}"
    let parameters: [Parameter] =
        Parameter.ofStack + [
            .stackDescription, .stackID(in: .body), .deletionProtection, .autoRollback, .agencies,
        ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let agencies = try arguments.structure("agencies").map { try Agency.list($0, rules: rules) }
        let names = ["description", "enable_deletion_protection", "enable_auto_rollback"]
        try rules.require(
            "nothing-to-update-400", agencies != nil || names.contains { arguments[$0] != nil },
            else: Refusal(.nothingToUpdate, "the request names nothing to update"))
        return try context.change { state in
            var stack = try context.stack(arguments, state)
            let turnsOn = arguments.flag("enable_auto_rollback") == true && !stack.rollsBack
            try context.check(turnsOn ? .enableRollback : .update, on: stack)
            if arguments.flag("enable_auto_rollback") == false, stack.status(at: context.now).isFailed {
                try rules.require(
                    "rollback-off-in-failed", true,
                    else: Refusal(.rollbackInStackStatus, "the status does not allow the request"))
            }
            change(&stack, arguments, agencies, rules)
            if rules.takesPlace("update-time-changes") {
                stack.updated = max(context.now, stack.updated(at: context.now) + 1)
            }
            if !rules.keeps("id-unchanged") { stack.id = context.account.nextIdentifier() }
            context.stacks(state).update(stack)
            return context.success(204)
        }
    }

    private func change(
        _ stack: inout StackRow, _ arguments: Arguments, _ agencies: [Agency]?, _ rules: OperationRules
    ) {
        stack.description = updated(stack.description, arguments["description"], "description", rules)
        let protects = arguments.flag("enable_deletion_protection")
        stack.isProtected = updated(stack.isProtected, protects, "enable_deletion_protection", rules) ?? false
        let rollsBack = arguments.flag("enable_auto_rollback")
        stack.rollsBack = updated(stack.rollsBack, rollsBack, "enable_auto_rollback", rules) ?? false
        var text = agencies.map(Agency.text)
        if let new = agencies, let old = stack.agencies, !rules.takesPlace("overwrite"),
            let kept = try? JSONReader.read(Array(old.utf8)), let former = try? Agency.list(kept, rules: rules)
        {
            text = Agency.text(former + new)
        }
        stack.agencies = updated(stack.agencies, text, "agencies", rules)
    }

    /// An attribute after the update: the new value, or the old one when none was sent.
    private func updated<Value>(_ old: Value?, _ new: Value?, _ name: String, _ rules: OperationRules) -> Value? {
        let stem = Parameter.ruleStem(name)
        guard let new else { return rules.takesPlace("keeps-\(stem)") ? old : nil }
        return rules.takesPlace("updates-\(stem)") ? new : old
    }
}
