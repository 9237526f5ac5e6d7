import GRDB

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
        return try context.change { db in
            let module = try context.module(arguments, db)
            let versions = VersionTable(db: db, module: module.sequence)
            let existing = try versions.find(number)
            try rules.require(
                "duplicate-version-409", existing == nil,
                else: Refusal(.versionExists, "the module \(module.name) has a version \(number) already"))
            let limit = rules.bounds("quota-403", Bounds(0, context.account.snapshot.quota.versions)).upper
            guard try versions.count() < limit else {
                throw rules.signal(
                    "quota-403", Refusal(.versionQuota, "the module holds as many versions as its quota allows"))
            }
            if let existing { try versions.delete(existing) }
            if rules.takesPlace("version-visible") {
                try versions.insert(
                    number: number, description: arguments["version_description"], at: context.now,
                    package: package, objectKey: context.objectKey(module: module.id))
            }
            return context.success(201)
        }
    }
}
