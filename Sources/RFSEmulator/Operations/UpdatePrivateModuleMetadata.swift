import GRDB

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
        try rules.require(
            arguments["module_id"] == nil ? "nothing-to-update-400" : "only-id-400", description != nil,
            else: Refusal(.nothingToUpdate, "the request names nothing to update"))
        return try context.change { db in
            let modules = context.modules(db)
            let module = try context.module(arguments, db) { module in
                if !rules.takesPlace("mismatch-keeps-description") {
                    try modules.update(module, description: description ?? "", at: context.now)
                }
            }
            try rules.require(
                "same-value-valid", true, else: Refusal(.nothingToUpdate, "the description stands already"))
            let kept = module.description ?? ""
            let isSame = description == module.description
            let moves =
                rules.takesPlace("update-time-changes")
                && (!isSame || rules.takesPlace("update-time-changes-same-value"))
            let updated = moves ? max(context.now, module.updated + 1) : module.updated
            let text = rules.takesPlace("description-updated") ? description ?? kept : kept
            try modules.update(module, description: text, at: updated)
            return context.success(204)
        }
    }
}
