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
        let name = arguments["module_name"] ?? ""
        try rules.permit(
            "module-name-chinese-accepted", when: name.unicodeScalars.contains { $0.value >= 0x4E00 },
            "module_name holds a Chinese character")
        try rules.permit(
            "description-optional", when: arguments["module_description"] == nil, "module_description is missing")
        return try context.change { db in
            let modules = context.modules(db)
            let former = rules.isFaithful ? nil : context.services.former.id(context.formerKey(name))
            try rules.permit("recreate-after-delete", when: former != nil, "the name was used before")
            try rules.permit(
                "name-unique-region",
                when: try ModuleTable(db: db, account: 0, region: "", scope: .instance).find(name) != nil,
                "the name is in use elsewhere")
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
            let fresh = context.account.nextIdentifier()
            let id = rules.keeps("new-id-each-time") ? fresh : former ?? fresh
            if rules.takesPlace("visible-in-list"), rules.takesPlace("visible-in-show") {
                let keepsDescription = rules.takesPlace("description-stored")
                let module = try modules.insert(
                    name: name, id: id, description: keepsDescription ? arguments["module_description"] : nil,
                    at: context.now)
                if let version, rules.takesPlace("with-version") {
                    try VersionTable(db: db, module: module).insert(
                        number: version.number, description: arguments["version_description"], at: context.now,
                        package: version.package, objectKey: context.objectKey(module: id))
                } else if version == nil, !rules.keeps("empty-module") {
                    try VersionTable(db: db, module: module).insert(
                        number: "0.0.1", description: nil, at: context.now, package: [],
                        objectKey: context.objectKey(module: id))
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
