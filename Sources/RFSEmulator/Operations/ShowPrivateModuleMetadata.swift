import GRDB

/// `GET /v1/private-modules/{module_name}/metadata`: what is known of a module, without its versions.
struct ShowPrivateModuleMetadata: Operation {
    let name = "show-private-module-metadata"
    let method = "GET"
    let path = "/v1/private-modules/{module_name}/metadata"
    let parameters: [Parameter] = [.clientRequestID, .moduleName(in: .path), .moduleID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let module = try context.query { db in try context.module(arguments, db) }
        return context.success(200) { writer in
            writer.member("module_name", module.name, rules.form("field-module-name"))
            writer.member("module_id", module.id, rules.form("field-module-id"))
            if let description = module.description {
                writer.member("module_description", description, rules.form("field-module-description"))
            }
            writer.member("create_time", module.created.text, rules.form("field-create-time"))
            writer.member("update_time", module.updated.text, rules.form("field-update-time"))
        }
    }
}
