/// `GET /v1/private-modules/{module_name}/metadata`: what is known of a module, without its versions.
struct ShowPrivateModuleMetadata: Operation {
    let name = "show-private-module-metadata"
    let method = "GET"
    let path = "/v1/private-modules/{module_name}/metadata"
    let parameters: [Parameter] = [.clientRequestID, .moduleName(in: .path), .moduleID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let module = try context.query { state in
            let module = try context.module(arguments, state)
            return rules.isFaithful ? module : altered(module, context.modules(state), rules)
        }
        return context.success(200) { writer in
            writer.member("module_name", module.name, rules.form("field-module-name"))
            writer.member("module_id", module.id, rules.form("field-module-id"))
            writer.optional(
                "module_description", module.description, rules.form("field-module-description"), rules.manners)
            writer.member("create_time", module.created, rules.form("field-create-time"))
            writer.member("update_time", module.updated, rules.form("field-update-time"))
            if !rules.takesPlace("no-version-list") {
                writer.name("versions")
                writer.array { _ in }
            }
        }
    }

    /// What is shown instead of a module when rules are altered.
    private func altered(_ module: ModuleRow, _ modules: ModuleTable, _ rules: OperationRules) -> ModuleRow {
        var module = module
        let isUpdated = module.updated != module.created
        if !rules.keeps("returns-named-module") {
            let others = modules.scan(PageScan(ascending: true, count: 2))
            module = others.first { $0 != module } ?? module
        }
        if !rules.keeps("id-stable-over-update"), isUpdated { module.id = "0" + module.id.dropFirst() }
        if !rules.keeps("create-time-stable") { module.created = module.updated }
        if rules.breaks("never-updated-times", by: "earlier"), !isUpdated {
            module.updated = module.created + -1
        } else if !rules.keeps("never-updated-times"), !isUpdated {
            module.updated = module.updated + 1
        }
        if !rules.keeps("same-as-list") { module.updated = module.updated + 1 }
        return module
    }
}
