import GRDB
import HTTPTypes

/// What an operation works with: who calls, where, when, and the state.
struct OperationContext: Sendable {
    let rules: OperationRules
    let account: Account
    let region: Region
    /// The instant of the request on the clock of the account.
    let now: Instant
    let services: InstanceServices

    /// Reads the state.
    func query<Result: Sendable>(_ statements: (Database) throws -> Result) throws -> Result {
        try services.store.query(statements)
    }

    /// Changes the state in one transaction, the clock and the counters of the account included.
    ///
    /// A refusal undoes the transaction, except where a rule is altered so that a refused request acts.
    func change(_ statements: (Database) throws -> HTTPAnswer) throws -> HTTPAnswer {
        let outcome: Result<HTTPAnswer, Refusal> = try services.store.change { db in
            do {
                let answer = try statements(db)
                try AccountTable(db: db).save(account)
                return .success(answer)
            } catch let refusal as Refusal where !rules.isFaithful {
                return .failure(refusal)
            }
        }
        return try outcome.get()
    }

    /// The modules that the caller may see.
    func modules(_ db: Database) -> ModuleTable {
        ModuleTable(db: db, account: account.sequence, region: region.name)
    }

    /// The module that a request names, its id compared with the one given.
    ///
    /// - Parameter onMismatch: what an alteration does although the request is refused for a wrong id.
    func module(
        _ arguments: Arguments, _ db: Database, onMismatch: ((ModuleRow) throws -> Void)? = nil
    ) throws -> ModuleRow {
        let name = arguments["module_name"] ?? ""
        let ignoresCase = rules.decide("module-name-case-sensitive", false)
        guard let module = try modules(db).find(name, ignoringCase: ignoresCase) else {
            throw rules.signal("status-404", Refusal(.moduleNotFound, "the module \(name) does not exist"))
        }
        if let id = arguments["module_id"] {
            let isMatch = id == module.id && rules.decide("module-id-match", true)
            guard isMatch || rules.decide("module-id-mismatch", false) else {
                try onMismatch?(module)
                throw rules.signal(
                    "module-id-mismatch",
                    Refusal(.moduleIDMismatch, "module_id is not the id of the module \(name)"))
            }
        }
        return module
    }

    /// The version that a request names.
    func version(_ arguments: Arguments, of module: ModuleRow, _ db: Database) throws -> VersionRow {
        let number = arguments["module_version"] ?? ""
        guard let version = try VersionTable(db: db, module: module.sequence).find(number) else {
            throw rules.signal(
                "status-404",
                Refusal(.versionNotFound, "the module \(module.name) has no version \(number)"))
        }
        return version
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
