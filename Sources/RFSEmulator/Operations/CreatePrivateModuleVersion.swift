/// `POST /v1/private-modules/{module_name}/versions`: a new, unchangeable version of a module.
struct CreatePrivateModuleVersion: Operation {
    let name = "create-private-module-version"
    let method = "POST"
    let path = "/v1/private-modules/{module_name}/versions"
    let parameters: [Parameter] = [
        .clientRequestID, .moduleName(in: .path), .moduleID(in: .body), .moduleVersion(in: .body, required: true),
        .versionDescription, .moduleURI(required: true),
    ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let number = arguments["module_version"] ?? ""
        let package = try arguments["module_uri"].map(context.package) ?? []
        return try context.change { state in
            let module = try context.module(arguments, state)
            let versions = VersionTable(state: state, module: module.sequence)
            let existing = versions.find(number)
            if let existing, !rules.keeps("version-immutable") {
                versions.replace(existing, description: arguments["version_description"])
            }
            try rules.permit(
                "same-version-other-module", when: existing == nil && VersionTable.isUsed(state, number),
                "another module has this version")
            let former = context.services.former
            let key = context.formerKey(module.name, version: number)
            if !rules.isBookFaithful, former.id(key) != nil {
                throw Refusal(.versionExists, "the version was used before")
            }
            try rules.require(
                "duplicate-version-409", existing == nil,
                else: Refusal(.versionExists, "the module \(module.name) has a version \(number) already"))
            let quota = context.account.snapshot.quota.versions
            if !rules.admits("quota-403", versions.count() + 1, Bounds(0, quota)).0 {
                try rules.refuse(
                    "quota-403", Refusal(.versionQuota, "the module holds as many versions as its quota allows"))
            }
            if let existing { versions.delete(existing) }
            if rules.manners.versionsTouchModules {
                context.modules(state).replace(module, id: module.id, created: module.created, updated: context.now)
            }
            if rules.takesPlace("version-visible") {
                let description =
                    rules.breaks("version-visible", by: "description") ? nil : arguments["version_description"]
                try versions.insert(
                    number: number, description: description, at: context.now,
                    package: former.package(key) ?? package, objectKey: context.objectKey(module: module.id))
            }
            return context.success(201)
        }
    }
}
