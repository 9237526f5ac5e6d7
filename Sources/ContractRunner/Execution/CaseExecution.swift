import ContractCore
import Synchronization

/// Runs one case straight through on the thread that asks, from its account to its cleanup.
final class CaseExecution {
    let item: Case
    let context: RunContext
    let check: CapabilityCheck
    var values: [String: JSONValue] = [:]
    /// What the last request of a step was made of.
    var parts: RequestParts?
    /// Values that capabilities captured, which outrank the environment's for this case.
    var overlay: [String: JSONValue] = [:]
    var identities: [String: [String: JSONValue]] = [:]
    var random: SeededGenerator
    var names: Int
    /// More names than one try of a case asks for.
    private static let namesOfTry = 1000
    /// More tries than a case has in one round.
    private static let triesOfRound = 1000
    let index: Int
    var exchanges = ExchangeLog()
    /// Secrets that came up in this case; they stay out of its own result, and no other case sees them.
    private var secrets: [(name: String, value: String)] = []
    /// The run's redactor with the case's own secrets, where it has any; made when it is first asked for.
    private var ownRedactor: Redactor?
    var findings: [Finding] = []
    var remarks: [String] = []
    var observations = 0
    var removals: [PendingRemoval] = []
    /// Origins that a capability of the environment named as an endpoint, on a host that the environment names.
    var grantedOrigins: Set<Origin> = []
    /// Whether expressions are those of the environment, which may use every variable; a contract uses declared ones.
    var isEnvironmentScope = false
    var cleanup = CleanupReport()
    var isDisposable = false
    /// Whether a fixture is being made to see whether the target has room.
    var isLookingForRoom = false
    /// Links to files that were put for this case alone.
    var links: [String: String] = [:]
    var probedCredentials: Bool?
    var virtualMilliseconds = 0
    /// How far the case has moved the target's clock, in milliseconds.
    var virtualAdvance = 0
    /// What was signed, by the value of the field Authorization.
    var signings: [String: SigningRecord] = [:]
    /// The login whose values the last signature was made with.
    var loginNumber: Int?
    var lastStatus = 0
    /// Whether the content of an answer was cut although it was not too long, since other cases held too much.
    var wasCrowdedOut = false
    /// Whether this case reads a long answer, and the others wait for it.
    var isReadingAlone = false
    private var depth = 0
    private static let deepestFixture = 32

    /// A try of a case; a repeated one draws other numbers and names than those before it.
    init(_ item: Case, index: Int, attempt: Int = 0, _ context: RunContext, _ check: CapabilityCheck) {
        self.item = item
        self.index = index
        self.context = context
        self.check = check
        let attempt = attempt + context.round.load(ordering: .acquiring) * Self.triesOfRound
        random = SeededGenerator(seed: context.settings.seed, name: attempt == 0 ? item.id : "\(item.id) #\(attempt)")
        names = attempt * Self.namesOfTry
    }

    /// Runs the case and cleans up after it, whatever happened.
    func run() -> (result: CaseResult, cleanup: CleanupReport) {
        let start = context.elapsed
        var result = CaseResult(
            rule: item.rule, row: item.row, verdict: .pass, file: item.location.file, line: item.location.line,
            start: start)
        do throws(Stop) {
            if let missing = check.missing(for: item) { throw Stop(.skipped, "missing-capability", missing) }
            if let over = context.exhausted { throw over }
            try openAccount()
            try define()
            for (number, step) in item.steps.enumerated() { try perform(step, label: "step \(number + 1)") }
            if observations == 0 { throw Stop(.error, "no-observation", "the case observed nothing") }
        } catch {
            result.verdict = error.verdict
            result.code = error.code
            result.reason = error.reason
        }
        if wasCrowdedOut, result.verdict == .inconclusive || result.verdict == .error { result.code = Stop.crowdedOut }
        cleanUp()
        result.remarks = remarks
        result.observations = observations
        result.findings = findings
        let isPass = result.verdict == .pass
        result.exchanges = isPass ? exchanges.outlines : context.evidence(evidence)
        result.seconds = context.elapsed - start
        redactor.redact(&result)
        return (result, cleanup)
    }

    /// The exchanges with their curl lines, not redacted but for these.
    var evidence: [ExchangeRecord] { exchanges.records { curl($0) } }

    /// Keeps a value that came up in this case out of its result.
    func conceal(_ value: String, as name: String) {
        secrets.append((name, value))
        ownRedactor = nil
    }

    /// Takes the run's and the case's secrets out of what is reported.
    var redactor: Redactor {
        if secrets.isEmpty { return context.redact(\.self) }
        if let ownRedactor { return ownRedactor }
        let made = context.redact { $0.adding(secrets) }
        ownRedactor = made
        return made
    }

    /// An account of the case's own, where the environment has one to give.
    func openAccount() throws(Stop) {
        guard let name = context.settings.environment.isolation,
            case .success(let capability) = check.availability(name)
        else { return }
        overlay.merge(try use(capability, with: [:], label: name)) { $1 }
        isDisposable = capability.cleanup != nil
    }

    /// Names for values, and fixtures; a name that needs a fixture waits for it.
    private func define() throws(Stop) {
        var later: [(name: String, value: ValueTemplate)] = []
        let fixtures = Set(item.given.map(\.name))
        for item in item.lets {
            let needsFixture = item.value.expressions.contains {
                fixtures.contains($0.root) || later.map(\.name).contains($0.root)
            }
            if needsFixture {
                later.append(item)
            } else {
                values[item.name] = try value(item.value, "the value of '\(item.name)'")
            }
        }
        for given in item.given { values[given.name] = try make(given) }
        for item in later { values[item.name] = try value(item.value, "the value of '\(item.name)'") }
    }

    /// Makes a fixture, as often as asked, and gives what it provides.
    func make(_ given: Given) throws(Stop) -> JSONValue {
        guard let count = given.count else { return try make(given, number: nil) }
        var result: [JSONValue] = []
        for number in 0..<count {
            if number > 0, given.apart > 0 { try pass(given.apart, "given \(given.name)") }
            result.append(try make(given, number: number))
        }
        return .array(result)
    }

    private func make(_ given: Given, number: Int?) throws(Stop) -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepestFixture else {
            throw Stop(.error, "fixture-depth", "fixtures need one another more than \(Self.deepestFixture) deep")
        }
        guard let fixture = context.settings.suite.vocabulary.fixtures[given.fixture] else {
            throw Stop(.error, "unknown-fixture", "no fixture is called '\(given.fixture)'")
        }
        var own: [String: JSONValue] = [:]
        for item in given.lets { own[item.name] = try value(item.value, "the value of '\(item.name)'") }
        let outer = (values, parts)
        defer { (values, parts) = outer }
        (values, parts) = (own, nil)
        values["index"] = .number(JSONNumber(number ?? 0))
        for item in fixture.lets where own[item.name] == nil {
            values[item.name] = try value(item.value, "the value of '\(item.name)'")
        }
        for inner in fixture.given { values[inner.name] = try make(inner) }
        let label = "given \(given.fixture)" + (number.map { " \($0 + 1)" } ?? "")
        for step in fixture.steps {
            do throws(Stop) {
                try perform(step, label: label)
            } catch {
                guard error.verdict == .fail || error.verdict == .inconclusive else { throw error }
                let code = error.code == Stop.noRoom ? error.code : "prerequisite"
                throw Stop(.inconclusive, code, "\(label) could not be made: \(error.reason)")
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
            virtualAdvance += milliseconds
        } else {
            context.pause(Double(milliseconds) / 1_000)
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
