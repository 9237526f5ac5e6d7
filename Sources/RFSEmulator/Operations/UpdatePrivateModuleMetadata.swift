/// `PATCH /v1/private-modules/{module_name}/metadata`: another description for a module.
struct UpdatePrivateModuleMetadata: Operation {
    let name = "update-private-module-metadata"
    let method = "PATCH"
    let path = "/v1/private-modules/{module_name}/metadata"
    let parameters: [Parameter] = [
        .clientRequestID, .moduleName(in: .path), .moduleDescription, .moduleID(in: .body),
    ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let description = arguments["module_description"]
        if description == nil, !rules.isFaithful { try actThoughRefused(arguments, context) }
        try rules.require(
            arguments["module_id"] == nil ? "nothing-to-update-400" : "only-id-400", description != nil,
            else: Refusal(.nothingToUpdate, "the request names nothing to update"))
        try rules.permit("description-not-emptied", when: description == "", "module_description is empty")
        if description == "", rules.manners.refusesEmptyDescription {
            throw Refusal(.nothingToUpdate, "module_description is empty")
        }
        return try context.change { state in
            let modules = context.modules(state)
            let module = try context.module(arguments, state) { module in
                if !rules.takesPlace("mismatch-keeps-description") {
                    modules.update(module, description: description ?? "", at: context.now)
                }
            }
            if description == module.description, rules.breaks("same-value-valid", by: "refused") {
                throw Refusal(.nothingToUpdate, "the description stands already")
            }
            let kept = module.description ?? ""
            let isSame = description == module.description
            let moves =
                rules.takesPlace("update-time-changes")
                && (!isSame || rules.takesPlace("update-time-changes-same-value"))
            var updated = moves ? max(context.now, module.updated + 1) : module.updated
            if rules.breaks("update-time-changes", by: "back") { updated = module.updated + -1000 }
            let text = rules.kept("description-updated", description) ?? kept
            modules.update(module, description: text, at: updated)
            if !rules.isFaithful {
                let id = rules.keeps("id-unchanged") ? module.id : context.account.nextIdentifier()
                modules.replace(module, id: id, created: module.created, updated: updated)
                if let name = renamed(arguments, rules) { try modules.rename(module, to: name) }
            }
            return context.success(204)
        }
    }

    /// The name that an altered rule lets an update give.
    private func renamed(_ arguments: Arguments, _ rules: OperationRules) -> String? {
        rules.breaks("description-only", by: "renames") ? arguments["unknown module_name"] : nil
    }

    /// What a refused update does all the same when rules are altered.
    private func actThoughRefused(_ arguments: Arguments, _ context: OperationContext) throws {
        let rules = context.rules
        guard !rules.takesPlace("partial-update") || !rules.takesPlace("failed-update-keeps-time") else { return }
        _ = try context.change { state in
            let modules = context.modules(state)
            let module = try context.module(arguments, state)
            let text = rules.takesPlace("partial-update") ? module.description ?? "" : ""
            let updated = rules.takesPlace("failed-update-keeps-time") ? module.updated : module.updated + 1
            modules.update(module, description: text, at: updated)
            return context.success(204)
        }
    }
}
