import HTTPTypes

/// What an operation works with: who calls, where, when, and the state.
struct OperationContext: Sendable {
    let rules: OperationRules
    let account: Account
    let region: Region
    /// The instant of the request on the clock of the account.
    let now: Instant
    let services: InstanceServices
    /// How far the caller's look at modules reaches; further than the own account only while rules are altered.
    var reach = ModuleTable.Scope.own

    /// Reads the state.
    func query<Result: Sendable>(_ statements: (Transaction) throws -> Result) throws -> Result {
        try services.accounts.query(account, statements)
    }

    /// Changes the state in one transaction, the clock and the counters of the account included.
    ///
    /// A refusal undoes the transaction, except where a rule is altered so that a refused request acts.
    func change(_ statements: (Transaction) throws -> HTTPAnswer) throws -> HTTPAnswer {
        let outcome: Result<HTTPAnswer, Refusal> = try services.accounts.change(account) { state in
            do {
                return .success(try statements(state))
            } catch let refusal as Refusal where !rules.isFaithful {
                return .failure(refusal)
            }
        }
        return try outcome.get()
    }

    /// The modules that the caller may see.
    func modules(_ state: Transaction) -> ModuleTable {
        ModuleTable(state: state, region: region.name, scope: reach)
    }

    /// The module that a request names, its id compared with the one given.
    ///
    /// - Parameter onMismatch: what an alteration does although the request is refused for a wrong id.
    func module(
        _ arguments: Arguments, _ state: Transaction, onMismatch: ((ModuleRow) -> Void)? = nil
    ) throws -> ModuleRow {
        let name = arguments["module_name"] ?? ""
        let ignoresCase = rules.decide("module-name-case-sensitive", false)
        try rules.permit("module-id-optional", when: arguments["module_id"] == nil, "module_id is missing")
        guard let module = modules(state).find(name, ignoringCase: ignoresCase) else {
            throw rules.signal(
                "status-404",
                rules.signal("unknown-module-404", Refusal(.moduleNotFound, "the module \(name) does not exist")))
        }
        if let id = arguments["module_id"] {
            let isNear = rules.breaks("module-id-mismatch", by: "prefix") && id.prefix(18) == module.id.prefix(18)
            let isMatch = id == module.id && rules.decide("module-id-match", true)
            let isStale = !rules.keeps("module-id-stale") && services.former.id(formerKey(name)) == id
            guard isMatch || isNear || isStale || rules.decide("module-id-mismatch", false) else {
                onMismatch?(module)
                try rules.refuse(
                    "module-id-mismatch",
                    Refusal(.moduleIDMismatch, "module_id is not the id of the module \(name)"))
                return module
            }
        }
        return module
    }

    /// The version that a request names.
    func version(_ arguments: Arguments, of module: ModuleRow, _ state: Transaction) throws -> VersionRow {
        let number = arguments["module_version"] ?? ""
        let found = VersionTable(state: state, module: module.sequence).find(number)
        guard let version = found, rules.isBookFaithful || !services.former.isHidden(version.sequence) else {
            throw rules.signal(
                "status-404",
                rules.signal(
                    "unknown-module-404",
                    Refusal(.versionNotFound, "the module \(module.name) has no version \(number)")))
        }
        if rules.keeps("returns-named-version") { return version }
        return VersionTable(state: state, module: module.sequence)
            .scan(PageScan(ascending: true, count: 2)).first { $0 != version } ?? version
    }

    /// An id for a new resource.
    func newIdentifier() -> String {
        let id = account.nextIdentifier()
        guard rules.manners.idVersion != 4 else { return id }
        return "\(id.prefix(14))\(rules.manners.idVersion)\(id.dropFirst(15))"
    }

    /// The key under which a freed name is noted.
    func formerKey(_ name: String, version: String = "") -> String {
        "\(account.domainID) \(region.name) \(name) \(version)"
    }

    /// Answers as if done where a second deletion is altered not to be refused.
    func repeatable(_ deletion: () throws -> HTTPAnswer) throws -> HTTPAnswer {
        do {
            return try deletion()
        } catch let refusal as Refusal where refusal.status == 404 && !rules.keeps("repeat-delete-404") {
            return success(204)
        }
    }

    /// A success without content.
    func success(_ status: Int) -> HTTPAnswer {
        var answer = HTTPAnswer(status: rules.status("success-status", status))
        if !rules.takesPlace("success-no-body") {
            answer.headers[.contentType] = "application/json"
            answer.body = Array("{}".utf8)
        }
        return answer
    }

    /// A success with a JSON document.
    func success(_ status: Int, _ members: (inout JSONWriter) -> Void) -> HTTPAnswer {
        .json(rules.status("success-status", status), JSONWriter.object(members))
    }
}
