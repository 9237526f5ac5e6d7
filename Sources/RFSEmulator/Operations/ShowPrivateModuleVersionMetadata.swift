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
        let (module, version) = try context.query { state in
            let module = try context.module(arguments, state)
            var version = try context.version(arguments, of: module, state)
            if !rules.keeps("version-description-immutable") { version.description = module.description }
            return (module, version)
        }
        return context.success(200) { writer in
            writer.member("module_name", module.name, rules.form("field-module-name"))
            writer.member("module_id", module.id, rules.form("field-module-id"))
            writer.member("module_version", version.number, rules.form("field-module-version"))
            writer.optional(
                "version_description", version.description, rules.form("field-version-description"), rules.manners)
            writer.member("create_time", version.created, rules.form("field-create-time"))
            if !rules.takesPlace("no-update-time") { writer.member("update_time", module.updated.text) }
            writer.member("module_source", source(module, version, context), rules.form("field-module-source"))
        }
    }

    /// The text for the `source` argument of a module block.
    private func source(_ module: ModuleRow, _ version: VersionRow, _ context: OperationContext) -> String {
        if !context.rules.keeps("module-source-usable") { return "" }
        let rules = context.rules
        if rules.breaks("module-source-form", by: "empty") { return "" }
        let equals = rules.breaks("module-source-form", by: "equals") ? "=" : "=="
        let domain = rules.breaks("module-source-form", by: "account") ? "" : "/\(context.account.domainID)"
        let end = rules.breaks("module-source-form", by: "version") ? "" : "?version\(equals)\(version.number)"
        return "rf://rfs.\(context.region.name).myhuaweicloud.com/private\(domain)/\(module.name)\(end)"
    }
}
