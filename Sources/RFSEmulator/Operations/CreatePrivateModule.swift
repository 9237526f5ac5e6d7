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
            "module-name-chinese-accepted",
            when: rules.alteration("module-name-chinese-accepted") == .tighten
                && name.unicodeScalars.contains { $0.value >= 0x4E00 },
            "module_name holds a Chinese character")
        try rules.permit(
            "description-optional",
            when: rules.alteration("description-optional") == .tighten && arguments["module_description"] == nil,
            "module_description is missing")
        return try context.change { state in
            let modules = context.modules(state)
            let former = rules.isFaithful ? nil : context.services.former.id(context.formerKey(name))
            try rules.permit("recreate-after-delete", when: former != nil, "the name was used before")
            try rules.permit(
                "name-unique-region",
                when: ModuleTable(state: state, region: context.region.name, scope: .instance).find(name) != nil,
                "the name is in use elsewhere")
            let first = modules.find(name)
            if let first, rules.breaks("module-name-unique", by: "replaces") { modules.delete(first) }
            if let first, rules.breaks("module-name-unique", by: "overwrites") {
                modules.replace(
                    first, id: context.account.nextIdentifier(), created: context.now, updated: context.now)
            }
            let kept = keptName(name, rules)
            let isTaken = modules.find(kept, ignoringCase: rules.decide("module-name-case-sensitive", false)) != nil
            try rules.require(
                "module-name-unique", !isTaken,
                else: rules.signal(
                    "duplicate-name-409", Refusal(.moduleExists, "a module named \(name) exists already")))
            let quota = context.account.snapshot.quota.modules
            if !rules.admits("quota-403", modules.count() + 1, Bounds(0, quota)).0 {
                try rules.refuse(
                    "quota-403", Refusal(.moduleQuota, "the account holds as many modules as its quota allows"))
            }
            let fresh = context.newIdentifier()
            let id = rules.keeps("new-id-each-time") ? fresh : former ?? fresh
            if rules.takesPlace("visible-in-list"), rules.takesPlace("visible-in-show") {
                var description = rules.kept("description-stored", arguments["module_description"])
                if description == nil, rules.breaks("description-optional", by: "default") { description = "a module" }
                let module = try modules.insert(
                    name: kept, id: id, description: description, at: context.now,
                    updated: context.now + rules.manners.updateDelay)
                if !rules.isBookFaithful { try adoptOrphans(module, id, context, state) }
                if let version, rules.takesPlace("with-version") {
                    let number = rules.breaks("with-version", by: "first") ? "0.0.1" : version.number
                    try VersionTable(state: state, module: module).insert(
                        number: number, description: arguments["version_description"], at: context.now,
                        package: version.package, objectKey: context.objectKey(module: id))
                } else if version == nil, !rules.keeps("empty-module") {
                    try VersionTable(state: state, module: module).insert(
                        number: "0.0.1", description: nil, at: context.now, package: [],
                        objectKey: context.objectKey(module: id))
                }
            }
            let isWrong = rules.breaks("visible-in-list", by: "id") || rules.breaks("visible-in-show", by: "id")
            let shown = isWrong ? context.account.nextIdentifier() : id
            return context.success(201) { writer in
                writer.member("module_id", shown, rules.form("field-module-id"))
            }
        }
    }

    /// Gives a new module the versions of a deleted one of its name; only altered rules leave any.
    private func adoptOrphans(_ module: Int64, _ id: String, _ context: OperationContext, _ state: Transaction) throws {
        guard let name = context.modules(state).name(of: module) else { return }
        for orphan in context.services.former.orphans(context.formerKey(name)) {
            try VersionTable(state: state, module: module).insert(
                number: orphan.number, description: orphan.description, at: context.now, package: [],
                objectKey: context.objectKey(module: id))
        }
    }

    /// The name that is kept.
    private func keptName(_ name: String, _ rules: OperationRules) -> String {
        if rules.breaks("module-name-chinese-accepted", by: "ascii") { return TextChange.ascii.applied(to: name) }
        return rules.breaks("module-name-case-sensitive", by: "lower") ? name.lowercased() : name
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
