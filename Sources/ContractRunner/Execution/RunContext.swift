import ContractCore
import Dispatch
import Synchronization

/// What all cases of a run share: resolved once, or guarded.
final class RunContext: Sendable {
    let settings: RunSettings
    let transport: any Transport
    let interruption: Interruption
    let pacer: Pacer
    let began: Double
    /// Values of the environment and the command line.
    let variables: [String: JSONValue]
    let endpoint: String
    /// Origins that the user named; nil where the environment is trusted.
    private let named: Set<Origin>?
    private let origin: Origin
    /// What the signer's login gave.
    let login = LoginState()
    /// Sends what removes things, also when the run was interrupted.
    let cleanupTransport: any Transport
    /// Where creations are written down before they are sent; nil for a target that nobody else uses.
    let ledger: RunLedger?
    /// Requests that ran out of time, one after another.
    let pulse = Pulse(patience: 10, isFinal: true)
    /// Requests that were put off by 429 and 503 to the end, one after another.
    let putOffs = Pulse(patience: 10, isFinal: true)
    /// Things that were still there when the time for their removal was over, one after another.
    let removals = Pulse(patience: 3, isFinal: false)
    /// Waits that ended at their deadline, one after another.
    let waits = Pulse(patience: 10, isFinal: false)
    private let lastAnswer: Mutex<Double>
    /// Content longer than this, in bytes, is judged by one case at a time.
    static let largeAnswer = 256 << 10
    let largeAnswers = DispatchSemaphore(value: 1)
    /// Of a state that is compared before and after a step, content longer than this is compared by its digest.
    static let largestState = 1 << 20
    /// What the target says of itself.
    let admission = TargetAdmission()
    /// How many cases run at once in this round.
    let width = Atomic<Int>(1)
    /// The number of this round, from zero.
    let round = Atomic<Int>(0)
    private let evidenceBytes = Atomic<Int>(0)
    private let shared = Mutex<[SharedRemoval]>([])
    private let redactor: Mutex<Redactor>
    private let links = Mutex<[String: String]>([:])
    private let files = Mutex<[String: [UInt8]]>([:])

    init(
        _ settings: RunSettings, transport: any Transport, cleanupTransport: (any Transport)?,
        interruption: Interruption
    ) throws(ConfigurationError) {
        self.cleanupTransport = cleanupTransport ?? transport
        self.settings = settings
        self.transport = transport
        self.interruption = interruption
        pacer = Pacer(rate: settings.rate ?? settings.environment.pace.rate, clock: settings.clock)
        began = settings.clock.monotonic()
        lastAnswer = Mutex(began)
        var values: [String: JSONValue] = settings.variables.mapValues { .string($0) }
        for (name, value) in settings.secrets { values[name] = .string(value) }
        if let endpoint = settings.endpoint { values["endpoint"] = .string(endpoint) }
        do throws(TemplateError) {
            for variable in settings.environment.variables where values[variable.name] == nil {
                values[variable.name] = try variable.value.value { (expression) throws(TemplateError) in
                    values[expression.root]
                }
            }
        } catch {
            throw ConfigurationError(
                "the environment's variables cannot be filled in: \(error.message)", hint: error.hint)
        }
        let known = values
        let stated = try? settings.environment.endpoint?.text { (expression) throws(TemplateError) in
            known[expression.root]
        }
        let endpoint = settings.endpoint ?? stated
        guard let endpoint, let origin = Origin(endpoint) else {
            throw ConfigurationError(
                endpoint.map { "the endpoint '\($0)' is not an http or https URL" }
                    ?? "there is no endpoint to run against",
                hint: "name one with --endpoint https://host, or leave it out to use the embedded emulator")
        }
        named = settings.namedURLs.map { Set($0.compactMap(Origin.init)) }
        if let named, !Self.isMeant(origin, named) {
            throw ConfigurationError(
                "secrets of yours would go to \(origin), which nobody named but the suite's own environment",
                hint: "name the environment with --environment if it is meant")
        }
        self.origin = origin
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        values["endpoint"] = .string(self.endpoint)
        variables = values
        let redactor = Redactor(secrets: Self.secrets(of: settings), headerNames: Self.credentialHeaders(of: settings))
        self.redactor = Mutex(redactor)
        let head = LedgerHead(
            run: settings.runID, endpoint: redactor.redact(self.endpoint), environment: settings.environment.name,
            startedAt: RunClock.text(settings.clock.wall()))
        ledger = settings.ledgerFolder.map { RunLedger(folder: $0, head: head) }
    }

    /// What no output may show, each under the name by which a shell finds it.
    private static func secrets(of settings: RunSettings) -> [(name: String, value: String)] {
        let declared = settings.environment.secrets
        let names = Set(settings.secrets.keys).union(declared.map(\.name))
        return names.sorted().compactMap { name in
            guard let value = settings.secrets[name] ?? settings.variables[name] else { return nil }
            return (declared.first { $0.name == name }?.variable ?? name, value)
        }
    }

    /// Header fields that an environment puts credentials into, besides the well-known ones.
    private static func credentialHeaders(of settings: RunSettings) -> [String] {
        settings.environment.signers.flatMap(\.settings).filter { $0.name == "header" }.compactMap(\.value.constant)
    }

    /// Why no further request is sent; nil as long as one may be.
    var exhausted: Stop? {
        if pulse.isLost {
            return Stop(
                .inconclusive, "unresponsive",
                "the target has stopped answering: \(pulse.patience) requests in a row ran out of time")
        }
        if putOffs.isLost {
            let words = DurationText.text(milliseconds: longestPutOff)
            return Stop(
                .inconclusive, "unresponsive", "the target has answered nothing but 429 and 503 for more than \(words)")
        }
        guard let limit = settings.timeLimit, elapsed > limit else { return nil }
        let words = DurationText.text(milliseconds: Int(limit * 1_000))
        return Stop(.inconclusive, "run-timeout", "the run has used up its time of \(words) (--run-timeout)")
    }

    /// Notes an answer that is more than a request to come back later.
    func answered() {
        pulse.answered()
        putOffs.answered()
        let now = settings.clock.monotonic()
        lastAnswer.withLock { $0 = now }
    }

    /// Notes that a request was put off by 429 or 503 until its patience was at an end.
    func putOff() {
        pulse.answered()
        let silence = settings.clock.monotonic() - lastAnswer.withLock { $0 }
        putOffs.missed(isLongEnough: silence * 1_000 > Double(longestPutOff))
    }

    /// How long a target may put off everything, in milliseconds.
    private var longestPutOff: Int { settings.environment.pace.patience * 2 }

    /// Lets time pass, but none beyond the end of the run's time.
    func pause(_ seconds: Double) {
        let left = settings.timeLimit.map { max(0, $0 - elapsed) + 0.001 } ?? .infinity
        settings.clock.sleep(min(seconds, left), interruption)
    }

    /// Whether removals wait for nothing any more: so many came to nothing, or the run's time is long over.
    var hurriesCleanup: Bool {
        if removals.isLost { return true }
        guard let limit = settings.timeLimit else { return false }
        return elapsed > limit + Double(settings.environment.pace.deadline) / 1_000
    }

    /// The exchanges of a case that did not pass, as its result keeps them.
    func evidence(_ exchanges: [ExchangeRecord]) -> [ExchangeRecord] {
        let used = evidenceBytes.load(ordering: .relaxed)
        let kept = Evidence.cut(exchanges, to: used > Evidence.runLimit ? 0 : Evidence.caseLimit)
        evidenceBytes.add(kept.reduce(0) { $0 + $1.weight }, ordering: .relaxed)
        return kept
    }

    /// A request as the ledger holds it: secrets stand in it as references to their variables.
    func ledgerRemoval(_ request: WireRequest, _ gone: StatusAssertion, _ later: StatusAssertion?) -> LedgerRemoval {
        redact { redactor in
            func text(_ text: String) -> String { redactor.redact(text.replacing("${", with: "$${")) }
            let headers = redactor.redact(
                HeaderLines(request.headers.lines.map { HeaderLine(name: $0.name, value: text($0.value)) }))
            return LedgerRemoval(
                method: request.method, url: text(request.url), headers: headers.lines.map { [$0.name, $0.value] },
                body: request.body.map { text(String(decoding: $0, as: UTF8.self)) }, gone: gone.codes,
                later: later?.codes)
        }
    }

    /// Leaves the removal of something that several cases use to the end of the run.
    func share(_ pending: PendingRemoval) {
        guard let request = pending.request else { return }
        let item = SharedRemoval(
            number: pending.number, resource: pending.resource, request: request, isLearned: pending.isLearned)
        shared.withLock { $0.append(item) }
    }

    /// What is to be removed at the end of the run, the last made first.
    func takeShared() -> [SharedRemoval] {
        shared.withLock { items in
            defer { items = [] }
            return items.reversed()
        }
    }

    /// Whether a host is that of the endpoint or of an origin that the environment declares.
    func names(_ host: String, _ values: ValueLookup) -> Bool {
        if host == self.origin.host { return true }
        return settings.environment.origins.contains {
            guard let origin = (try? $0.text(values)).flatMap(Origin.init) else { return false }
            return origin.host == host && isMeant(origin)
        }
    }

    /// Whether requests of this run may go to an origin that the environment declares.
    ///
    /// An environment that came with the contracts, and holds secrets of the user, leads to this machine and to what the
    /// user named.
    private func isMeant(_ origin: Origin) -> Bool { named.map { Self.isMeant(origin, $0) } ?? true }

    private static func isMeant(_ origin: Origin, _ named: Set<Origin>) -> Bool {
        origin.isLoopback || named.contains(origin)
    }

    /// Keeps a value that came up during the run out of every output.
    func conceal(_ value: String, as name: String) {
        redactor.withLock { $0.add(name: name, value: value) }
    }

    /// Takes secrets out of what is to be reported.
    func redact<Value>(_ body: (Redactor) -> Value) -> Value {
        body(redactor.withLock { $0 })
    }

    /// Seconds since the run began.
    var elapsed: Double { settings.clock.monotonic() - began }

    /// The link that a declared file was given in this run, put there by the first that asks.
    func link(_ name: String, put: () throws -> String) rethrows -> String {
        if let known = links.withLock({ $0[name] }) { return known }
        let link = try put()
        links.withLock { $0[name] = link }
        return link
    }

    /// The bytes of a declared file, made once in a run.
    func bytes(ofFile name: String) -> [UInt8]? {
        if let known = files.withLock({ $0[name] }) { return known }
        guard let bytes = settings.suite.vocabulary.files[name]?.bytes else { return nil }
        files.withLock { $0[name] = bytes }
        return bytes
    }

    /// Whether a URL has the origin of an endpoint, as it has where it leads below the run's.
    func isSameOrigin(_ url: String, _ endpoint: String) -> Bool {
        if endpoint == self.endpoint, Origin.isBelow(url, endpoint) { return true }
        guard let origin = Origin(endpoint) else { return false }
        return Origin(url) == origin
    }

    /// Why requests may not go to an origin; nil for the endpoint's, and for one that the environment declares.
    func objection(to origin: Origin, _ values: ValueLookup) -> String? {
        if origin == self.origin { return nil }
        let isDeclared = settings.environment.origins.contains { template in
            guard let text = try? template.text(values) else { return false }
            return Origin(text) == origin
        }
        guard isDeclared else { return "which is neither the endpoint nor among the environment's 'origins'" }
        return isMeant(origin)
            ? nil : "which nobody named but the suite's own environment; name that with --environment if it is meant"
    }
}

/// Something that several cases use, to be removed at the end of the run.
struct SharedRemoval {
    let number: Int?
    let resource: String
    let request: WireRequest
    let isLearned: Bool
}
