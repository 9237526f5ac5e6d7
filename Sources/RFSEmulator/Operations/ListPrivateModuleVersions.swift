/// `GET /v1/private-modules/{module_name}/versions`: the versions of a module, newest first unless asked otherwise.
struct ListPrivateModuleVersions: Operation {
    let name = "list-private-module-versions"
    let method = "GET"
    let path = "/v1/private-modules/{module_name}/versions"
    let parameters: [Parameter] =
        [.clientRequestID, .moduleName(in: .path), .moduleID(in: .query)] + Parameter.paging

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        try context.checkSort(arguments)
        return try context.query { state in
            let module = try context.module(arguments, state)
            let request = try context.pageRequest(arguments, resource: module.id)
            let versions = VersionTable(state: state, module: module.sequence)
            var page = request.page(key: \.key, scan: versions.scan)
            if rules.breaks("default-order-desc", by: "by-name"), arguments["sort_dir"] == nil {
                page.entries.sort { $0.number < $1.number }
            }
            if rules.breaks("lists-versions", by: "others") { page.entries += VersionTable.strangers(state, module) }
            let entries = context.shown(page, arguments, all: "lists-versions")
            try rules.permit("empty-module", when: entries.isEmpty, "the module holds no version")
            return context.success(200) { writer in
                context.writeList("versions", rule: "field-versions", entries, to: &writer) { item, version in
                    item.member("module_name", module.name, rules.form("item-module-name"))
                    item.member("module_id", module.id, rules.form("item-module-id"))
                    item.member("module_version", version.number, rules.form("item-module-version"))
                    item.optional(
                        "version_description", version.description, rules.form("item-version-description"),
                        rules.manners)
                    item.member("create_time", version.created, rules.form("item-create-time"))
                }
                context.writePageInfo(page, request, resource: module.id, to: &writer)
            }
        }
    }
}
