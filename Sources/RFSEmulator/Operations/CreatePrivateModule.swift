import GRDB

/// `POST /v1/private-modules`: a new module, with a first version when one is given.
struct CreatePrivateModule: Operation {
    let name = "create-private-module"
    let method = "POST"
    let path = "/v1/private-modules"
    let parameters: [Parameter] = [
        .clientRequestID, .moduleName(in: .body), .moduleVersion(in: .body, required: false), .moduleDescription,
        .moduleURI(required: false), .versionDescription,
    ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let version = try firstVersion(arguments, context)
        return try context.change { db in
            let modules = context.modules(db)
            let name = arguments["module_name"] ?? ""
            let isTaken = try modules.find(name, ignoringCase: rules.decide("module-name-case-sensitive", false)) != nil
            try rules.require(
                "module-name-unique", !isTaken,
                else: rules.signal(
                    "duplicate-name-409", Refusal(.moduleExists, "a module named \(name) exists already")))
            let limit = rules.bounds("quota-403", Bounds(0, context.account.snapshot.quota.modules)).upper
            guard try modules.count() < limit else {
                throw rules.signal(
                    "quota-403", Refusal(.moduleQuota, "the account holds as many modules as its quota allows"))
            }
            let id = context.account.nextIdentifier()
            if rules.takesPlace("visible-in-list") {
                let keepsDescription = rules.takesPlace("description-stored")
                let module = try modules.insert(
                    name: name, id: id, description: keepsDescription ? arguments["module_description"] : nil,
                    at: context.now)
                if let version, rules.takesPlace("with-version") {
                    try VersionTable(db: db, module: module).insert(
                        number: version.number, description: arguments["version_description"], at: context.now,
                        package: version.package, objectKey: context.objectKey(module: id))
                }
            }
            return context.success(201) { writer in
                writer.member("module_id", id, rules.form("field-module-id"))
            }
        }
    }

    /// The version that is created with the module; nil for an empty module.
    private func firstVersion(
        _ arguments: Arguments, _ context: OperationContext
    ) throws -> (number: String, package: [UInt8])? {
        let number = arguments["module_version"]
        let link = arguments["module_uri"]
        guard (number == nil) == (link == nil) else {
            throw Refusal(.versionWithoutPackage, "module_version and module_uri are given together or not at all")
        }
        guard let number, let link else { return nil }
        return (number, try context.package(link))
    }
}
