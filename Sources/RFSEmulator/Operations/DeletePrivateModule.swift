import GRDB

/// `DELETE /v1/private-modules/{module_name}`: removes a module with all of its versions.
struct DeletePrivateModule: Operation {
    let name = "delete-private-module"
    let method = "DELETE"
    let path = "/v1/private-modules/{module_name}"
    let parameters: [Parameter] = [.clientRequestID, .moduleName(in: .path), .moduleID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.change { db in
            let modules = context.modules(db)
            let module = try context.module(arguments, db) { module in
                if !rules.takesPlace("mismatch-keeps-module") { try modules.delete(module) }
            }
            if rules.takesPlace("gone-after-delete") { try modules.delete(module) }
            return context.success(204)
        }
    }
}
