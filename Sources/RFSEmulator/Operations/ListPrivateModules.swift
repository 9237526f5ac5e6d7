/// `GET /v1/private-modules`: the modules of the account in the region, newest first unless asked otherwise.
struct ListPrivateModules: Operation {
    let name = "list-private-modules"
    let method = "GET"
    let path = "/v1/private-modules"
    let parameters: [Parameter] = [.clientRequestID] + Parameter.paging

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let request = try context.pageRequest(arguments, resource: "")
        var page = try context.query { state in
            var modules = context.modules(state)
            if !rules.takesPlace("region-scope") { modules.scope = .account }
            if !rules.takesPlace("account-scope") { modules.scope = .instance }
            return request.page(key: \.key, scan: modules.scan)
        }
        if rules.breaks("default-order-desc", by: "by-name"), arguments["sort_dir"] == nil {
            page.entries.sort { $0.id < $1.id }
        }
        let entries = context.shown(page, arguments, all: "lists-own-modules")
        if entries.isEmpty, rules.breaks("empty-list", by: "404") {
            throw Refusal(.moduleNotFound, "there is no module")
        }
        return context.success(200) { writer in
            context.writeList("modules", rule: "field-modules", entries, to: &writer) { item, module in
                let isStable = rules.keeps("item-module-id-stable") || module.updated == module.created
                let updated = rules.keeps("item-update-time-not-before-create") ? module.updated : module.created + -1
                item.member("module_name", module.name, rules.form("item-module-name"))
                item.member(
                    "module_id", isStable ? module.id : "0" + module.id.dropFirst(), rules.form("item-module-id"))
                item.optional(
                    "module_description", module.description, rules.form("item-module-description"), rules.manners)
                item.member("create_time", module.created, rules.form("item-create-time"))
                item.member("update_time", updated, rules.form("item-update-time"))
                if rules.breaks("summary-only", by: "versions") {
                    item.name("versions")
                    item.array { _ in }
                }
            }
            context.writePageInfo(page, request, resource: "", to: &writer)
        }
    }
}
