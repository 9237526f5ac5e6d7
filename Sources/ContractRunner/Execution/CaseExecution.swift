import ContractCore

/// Runs one case straight through on the thread that asks, from its account to its cleanup.
final class CaseExecution {
    let item: Case
    let context: RunContext
    let check: CapabilityCheck
    var values: [String: JSONValue] = [:]
    /// Values that capabilities captured, which outrank the environment's for this case.
    var overlay: [String: JSONValue] = [:]
    var identities: [String: [String: JSONValue]] = [:]
    var random: SeededGenerator
    var names: Int
    /// More names than one try of a case asks for.
    private static let namesOfTry = 1000
    let index: Int
    var exchanges: [ExchangeRecord] = []
    var findings: [Finding] = []
    var remarks: [String] = []
    var observations = 0
    var removals: [(removal: PreparedRemoval, resource: String)] = []
    var undo: [(request: RequestTemplate, name: String, values: [String: JSONValue])] = []
    var cleanup = CleanupReport()
    var isDisposable = false
    var probedCredentials: Bool?
    var virtualMilliseconds = 0
    var lastStatus = 0

    /// A try of a case; a repeated one draws other numbers and names than those before it.
    init(_ item: Case, index: Int, attempt: Int = 0, _ context: RunContext, _ check: CapabilityCheck) {
        self.item = item
        self.index = index
        self.context = context
        self.check = check
        random = SeededGenerator(seed: context.settings.seed, name: attempt == 0 ? item.id : "\(item.id) #\(attempt)")
        names = attempt * Self.namesOfTry
    }

    /// Runs the case and cleans up after it, whatever happened.
    func run() -> (result: CaseResult, cleanup: CleanupReport) {
        let start = context.elapsed
        var result = CaseResult(
            rule: item.rule, row: item.row, verdict: .pass, file: item.location.file, line: item.location.line, start: start)
        do throws(Stop) {
            if let missing = check.missing(for: item) { throw Stop(.skipped, "missing-capability", missing) }
            try openAccount()
            try define()
            for (number, step) in item.steps.enumerated() { try perform(step, label: "step \(number + 1)") }
            if observations == 0 { throw Stop(.error, "no-observation", "the case observed nothing") }
        } catch {
            result.verdict = error.verdict
            result.code = error.code
            result.reason = error.reason
        }
        cleanUp()
        result.remarks = remarks
        result.observations = observations
        result.findings = findings
        result.exchanges = result.verdict == .pass ? exchanges.map(\.outline) : exchanges
        result.seconds = context.elapsed - start
        let full = result
        return (context.redact { $0.redact(full) }, cleanup)
    }

    /// An account of the case's own, where the environment has one to give.
    func openAccount() throws(Stop) {
        guard let name = context.settings.environment.isolation, case .success(let capability) = check.availability(name) else { return }
        overlay.merge(try use(capability, with: [:], label: name)) { $1 }
        isDisposable = capability.cleanup != nil
    }

    /// Names for values, and fixtures; a name that needs a fixture waits for it.
    private func define() throws(Stop) {
        var later: [(name: String, value: ValueTemplate)] = []
        let fixtures = Set(item.given.map(\.name))
        for item in item.lets {
            let needsFixture = item.value.expressions.contains { fixtures.contains($0.root) || later.map(\.name).contains($0.root) }
            if needsFixture { later.append(item) } else { values[item.name] = try value(item.value, "the value of '\(item.name)'") }
        }
        for given in item.given { values[given.name] = try make(given) }
        for item in later { values[item.name] = try value(item.value, "the value of '\(item.name)'") }
    }

    /// Makes a fixture, as often as asked, and gives what it provides.
    private func make(_ given: Given) throws(Stop) -> JSONValue {
        guard let count = given.count else { return try make(given, number: nil) }
        var result: [JSONValue] = []
        for number in 0..<count {
            if number > 0, given.apart > 0 { try pass(given.apart, "given \(given.name)") }
            result.append(try make(given, number: number))
        }
        return .array(result)
    }

    private func make(_ given: Given, number: Int?) throws(Stop) -> JSONValue {
        guard let fixture = context.settings.suite.vocabulary.fixtures[given.fixture] else {
            throw Stop(.error, "unknown-fixture", "no fixture is called '\(given.fixture)'")
        }
        var own: [String: JSONValue] = [:]
        for item in given.lets { own[item.name] = try value(item.value, "the value of '\(item.name)'") }
        let outer = values
        defer { values = outer }
        values = own
        values["index"] = .number(JSONNumber(number ?? 0))
        for item in fixture.lets where own[item.name] == nil { values[item.name] = try value(item.value, "the value of '\(item.name)'") }
        for inner in fixture.given { values[inner.name] = try make(inner) }
        let label = "given \(given.fixture)" + (number.map { " \($0 + 1)" } ?? "")
        for step in fixture.steps {
            do throws(Stop) {
                try perform(step, label: label)
            } catch {
                guard error.verdict == .fail || error.verdict == .inconclusive else { throw error }
                throw Stop(.inconclusive, "prerequisite", "\(label) could not be made: \(error.reason)")
            }
        }
        var object = JSONObject()
        for name in fixture.provides.sorted() { if let value = values[name] { object.append(name, value) } }
        return .object(object)
    }

    /// Lets time pass: at once where the environment has a virtual clock.
    func pass(_ milliseconds: Int, _ label: String) throws(Stop) {
        virtualMilliseconds += milliseconds
        if case .success(let capability) = check.availability("virtual-clock") {
            let number = JSONValue.number(JSONNumber(milliseconds))
            _ = try use(capability, with: ["wait": ["milliseconds": number]], label: "wait")
        } else {
            context.settings.clock.sleep(Double(milliseconds) / 1_000, context.interruption)
        }
        if context.interruption.isRequested { throw .interrupted }
    }

    func value(_ template: ValueTemplate, _ what: String) throws(Stop) -> JSONValue {
        do throws(TemplateError) {
            return try template.value { (expression) throws(TemplateError) in try self.lookUp(expression) }
        } catch {
            throw Stop(error, what)
        }
    }
}

/// The end of a case before its last step, with the verdict it leads to.
struct Stop: Error {
    let verdict: Verdict
    let code: String
    let reason: String

    init(_ verdict: Verdict, _ code: String, _ reason: String) {
        self.verdict = verdict
        self.code = code
        self.reason = reason
    }

    /// A template that could not be filled in: for want of a value that the target did not give, or by a mistake.
    init(_ error: TemplateError, _ what: String) {
        let isMissing = error.code == "undefined-variable"
        self.init(isMissing ? .inconclusive : .error, error.code, "\(what) cannot be filled in: \(error.message)")
    }

    static var interrupted: Stop { Stop(.skipped, "interrupted", "the run was interrupted") }
}
