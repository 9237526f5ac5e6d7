import GRDB

/// `GET /v1/private-modules`: the modules of the account in the region, newest first unless asked otherwise.
struct ListPrivateModules: Operation {
    let name = "list-private-modules"
    let method = "GET"
    let path = "/v1/private-modules"
    let parameters: [Parameter] = [.clientRequestID] + Parameter.paging

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let request = try context.pageRequest(arguments, resource: "")
        let page = try context.query { db in
            let modules = context.modules(db)
            return try request.page(key: \.key, scan: modules.scan)
        }
        return context.success(200) { writer in
            writer.name("modules")
            writer.array { list in
                for module in page.entries {
                    list.object { item in
                        item.member("module_name", module.name, rules.form("item-module-name"))
                        item.member("module_id", module.id, rules.form("item-module-id"))
                        if let description = module.description {
                            item.member("module_description", description, rules.form("item-module-description"))
                        }
                        item.member("create_time", module.created.text, rules.form("item-create-time"))
                        item.member("update_time", module.updated.text, rules.form("item-update-time"))
                    }
                }
            }
            context.writePageInfo(page, request, resource: "", to: &writer)
        }
    }
}
