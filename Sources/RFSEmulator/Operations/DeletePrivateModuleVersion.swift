import GRDB

/// `DELETE /v1/private-modules/{module_name}/versions/{module_version}`: removes one version; the module stays.
struct DeletePrivateModuleVersion: Operation {
    let name = "delete-private-module-version"
    let method = "DELETE"
    let path = "/v1/private-modules/{module_name}/versions/{module_version}"
    let parameters: [Parameter] = [
        .clientRequestID, .moduleName(in: .path), .moduleVersion(in: .path, required: true), .moduleID(in: .query),
    ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.change { db in
            let module = try context.module(arguments, db)
            let version = try context.version(arguments, of: module, db)
            let versions = VersionTable(db: db, module: module.sequence)
            if rules.takesPlace("gone-after-delete") { try versions.delete(version) }
            if !rules.takesPlace("deletes-one-version") { try versions.deleteAll() }
            return context.success(204)
        }
    }
}
