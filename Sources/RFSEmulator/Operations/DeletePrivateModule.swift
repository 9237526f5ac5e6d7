/// `DELETE /v1/private-modules/{module_name}`: removes a module with all of its versions.
struct DeletePrivateModule: Operation {
    let name = "delete-private-module"
    let method = "DELETE"
    let path = "/v1/private-modules/{module_name}"
    let parameters: [Parameter] = [.clientRequestID, .moduleName(in: .path), .moduleID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.repeatable {
            try context.change { state in
                let modules = context.modules(state)
                let module = try context.module(arguments, state) { module in
                    if !rules.takesPlace("mismatch-keeps-module") { modules.delete(module) }
                }
                let keepsVersions =
                    !rules.takesPlace("deletes-versions")
                    && VersionTable(state: state, module: module.sequence).count() > 0
                if rules.takesPlace("gone-after-delete"), rules.takesPlace("gone-from-list"), !keepsVersions {
                    if rules.breaks("deletes-versions", by: "orphans") {
                        let versions = VersionTable(state: state, module: module.sequence)
                            .scan(PageScan(ascending: true, count: 100))
                        context.services.former.note(
                            context.formerKey(module.name),
                            orphans: versions.map { FormerNames.Orphan(number: $0.number, description: $0.description) }
                        )
                    }
                    modules.delete(module)
                }
                if !rules.isBookFaithful {
                    context.services.former.note(context.formerKey(module.name), id: module.id)
                }
                return context.success(204)
            }
        }
    }
}
