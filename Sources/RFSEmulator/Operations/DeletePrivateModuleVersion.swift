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
            try context.change { state in
                let module = try context.module(arguments, state)
                let version = try context.version(arguments, of: module, state)
                let versions = VersionTable(state: state, module: module.sequence)
                let isLast = versions.count() == 1
                try rules.permit(
                    "last-version-deletable", when: rules.alteration("last-version-deletable") == .tighten && isLast,
                    "the version is the last of its module")
                let key = context.formerKey(module.name, version: version.number)
                if rules.breaks("number-reusable", by: "old-package") {
                    context.services.former.note(key, package: versions.package(of: version))
                } else if !rules.keeps("number-reusable") {
                    context.services.former.note(key, id: module.id)
                }
                if rules.breaks("gone-after-delete", by: "hidden") {
                    context.services.former.hide(version.sequence)
                } else if rules.takesPlace("gone-after-delete") {
                    versions.delete(version)
                }
                if !rules.takesPlace("deletes-one-version") { versions.deleteAll() }
                let takesModule =
                    rules.breaks("deletes-one-version", by: "module")
                    || isLast && rules.breaks("last-version-deletable", by: "module")
                if takesModule { context.modules(state).delete(module) }
                return context.success(204)
            }
        }
    }
}
