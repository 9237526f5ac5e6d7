import GRDB

/// `GET /v1/private-modules/{module_name}/versions/{module_version}/metadata`: what is known of one version.
struct ShowPrivateModuleVersionMetadata: Operation {
    let name = "show-private-module-version-metadata"
    let method = "GET"
    let path = "/v1/private-modules/{module_name}/versions/{module_version}/metadata"
    let parameters: [Parameter] = [
        .clientRequestID, .moduleName(in: .path), .moduleVersion(in: .path, required: true), .moduleID(in: .query),
    ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let (module, version) = try context.query { db in
            let module = try context.module(arguments, db)
            return (module, try context.version(arguments, of: module, db))
        }
        return context.success(200) { writer in
            writer.member("module_name", module.name, rules.form("field-module-name"))
            writer.member("module_id", module.id, rules.form("field-module-id"))
            writer.member("module_version", version.number, rules.form("field-module-version"))
            if let description = version.description {
                writer.member("version_description", description, rules.form("field-version-description"))
            }
            writer.member("create_time", version.created.text, rules.form("field-create-time"))
            if !rules.takesPlace("no-update-time") { writer.member("update_time", module.updated.text) }
            writer.member("module_source", source(module, version, context), rules.form("field-module-source"))
        }
    }

    /// The text for the `source` argument of a module block.
    private func source(_ module: ModuleRow, _ version: VersionRow, _ context: OperationContext) -> String {
        let equals = context.rules.takesPlace("module-source-form") ? "==" : "="
        return "rf://rfs.\(context.region.name).myhuaweicloud.com/private/\(context.account.domainID)/\(module.name)"
            + "?version\(equals)\(version.number)"
    }
}
