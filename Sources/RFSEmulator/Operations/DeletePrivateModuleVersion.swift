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
        return try context.repeatable {
            try context.change { db in
                let module = try context.module(arguments, db)
                let version = try context.version(arguments, of: module, db)
                let versions = VersionTable(db: db, module: module.sequence)
                try rules.permit(
                    "last-version-deletable", when: versions.count() == 1, "the version is the last of its module")
                if rules.takesPlace("gone-after-delete") { try versions.delete(version) }
                if !rules.takesPlace("deletes-one-version") { try versions.deleteAll() }
                if !rules.keeps("number-reusable") {
                    let key = context.formerKey(module.name, version: version.number)
                    context.services.former.note(key, id: module.id)
                }
                return context.success(204)
            }
        }
    }
}
