import ContractCore
import Dispatch

/// How a case performs its steps and judges the answers.
extension CaseExecution {
    func perform(_ step: Step, label: String) throws(Stop) {
        // An accepted call needs no control: it proved itself, and may have used up what it needed.
        if step.isControl, lastStatus < 400 { return }
        if let during = step.during, let miss = try missing(during, during.before, "before \(label)") {
            findings.append(miss)
            throw Stop(.inconclusive, Stop.moment, "the moment had passed before it was asked: \(miss.sentence)")
        }
        switch step.action {
        case .wait(let milliseconds): try pass(milliseconds, label)
        case .arrange(let name, let given):
            var parts = JSONObject()
            for part in given { parts.append(part.name, try value(part.value, "'\(part.name)'")) }
            guard case .success(let capability) = check.availability(name) else {
                throw Stop(.skipped, "missing-capability", "the environment does not offer '\(name)'")
            }
            overlay.merge(try use(capability, with: ["with": .object(parts)], label: "arrange \(name)")) { $1 }
        case .request(let template): try request(step, template, label: "\(label) \(step.words)")
        case .list(let template, let paging): try list(step, template, paging, label: "\(label) \(step.words)")
        }
    }

    /// Why a step's answer tells nothing of the rule at this moment; nil when it does.
    private func missing(_ during: While, _ template: RequestTemplate, _ label: String) throws(Stop) -> Finding? {
        let (request, _) = try build(template, label)
        let exchange = try exchange(
            try signed(request, usual), label: "\(label): \(template.words)", foresees: { _ in false })
        let misses = try observations(during.condition, Answer(response: exchange.response), label)
        return misses.first { $0.outcome != .holds }.map { Finding($0, step: label, outcome: .undecidable) }
    }

    private func request(_ step: Step, _ template: RequestTemplate, label: String) throws(Stop) {
        let sender = try sender(for: step)
        let observed = step.expect?.observed ?? []
        let before = try observe(observed, "before", label)
        let (request, parts) = try build(template, label, endpoint: sender.endpoint, files: step.files)
        self.parts = parts
        let pending = try intend(step, request, sender)
        var exchange = try sending(pending.map(\.0)) { () throws(Stop) in try send(request, step, sender, label) }
        for (pending, removal) in pending {
            try reading(exchange.response.body.count) { () throws(Stop) in
                settle(pending, step, removal, Answer(response: exchange.response), sender)
            }
        }
        if let until = step.until { exchange = try wait(for: until, request, step, sender, label, first: exchange) }
        let after = try observe(observed, "after", label)
        let answer = Answer(
            response: exchange.response, seconds: exchange.timings.total, files: bytes(of: step.files),
            observed: observed.isEmpty ? [] : zip(observed, zip(before, after)).map { ($0.words, $1.0, $1.1) })
        lastStatus = exchange.response.status
        try judge(step, answer, label)
    }

    /// Whose name a step asks in, and which endpoint that name is known at.
    func sender(for step: Step) throws(Stop) -> Sender {
        var overrides: [String: JSONValue] = [:]
        if let name = step.identity, !Identity.builtIn.contains(name) { overrides = try identity(name) }
        let endpoint = overrides["endpoint"]?.stringValue ?? overlay["endpoint"]?.stringValue ?? context.endpoint
        return Sender(overrides: overrides, endpoint: endpoint)
    }

    private func observe(_ requests: [RequestTemplate], _ moment: String, _ step: String) throws(Stop) -> [WireResponse]
    {
        guard !requests.isEmpty else { return [] }
        let label = "\(moment) \(step)"
        var responses: [WireResponse] = []
        for template in requests {
            let (request, _) = try build(template, label)
            let exchange = try exchange(
                try signed(request, usual), label: "\(label): \(template.words)", foresees: { _ in false })
            responses.append(exchange.response.digested(beyond: RunContext.largestState))
        }
        return responses
    }

    /// Who asks where nobody is named.
    var usual: Sender { Sender(overrides: [:], endpoint: endpoint) }

    /// Signs a request, sends it, and follows redirects where that is asked for.
    func send(
        _ request: WireRequest, _ step: Step, _ sender: Sender, _ label: String
    ) throws(Stop) -> Exchange {
        let exchange = try follow(request, step, sender, label)
        let status = exchange.response.status
        if status == 401, step.identity == nil, step.signature == nil, !step.foresees(401),
            try !areCredentialsAccepted()
        {
            // What a login gave may have expired; a new one shows whether it had.
            if renewLogin() {
                probedCredentials = nil
                let second = try follow(request, step, sender, label)
                if second.response.status != 401 { return second }
            }
            throw Stop(
                .error, "credentials-refused",
                "the target refuses the credentials of this run (401), so nothing can be told about the rule")
        }
        if [502, 504].contains(status), !step.foresees(status) {
            throw Stop(.inconclusive, "gateway", "a gateway answered \(status) to \(request.method) \(request.url)")
        }
        return exchange
    }

    private func follow(
        _ request: WireRequest, _ step: Step, _ sender: Sender, _ label: String
    ) throws(Stop) -> Exchange {
        func signed(_ request: WireRequest) throws(Stop) -> WireRequest {
            try self.signed(request, as: step.identity, sender, step.signature)
        }
        var request = request
        var exchange = try exchange(try signed(request), label: label, foresees: { step.foresees($0) })
        var hops = 0
        var wasAway = false
        while step.followsRedirects, [301, 302, 303, 307, 308].contains(exchange.response.status),
            let location = exchange.response.headers["Location"]
        {
            hops += 1
            guard hops <= 10 else {
                throw Stop(
                    .inconclusive, "redirects",
                    "more than 10 redirects, the last to \(location.prefix(Self.wordsOfURL))")
            }
            guard let next = Redirect.next(request, to: location, status: exchange.response.status) else {
                throw Stop(
                    .inconclusive, "redirects",
                    "the redirect to '\(location.prefix(Self.wordsOfURL))' cannot be followed")
            }
            request = next
            // What has led to another origin once leads to no credentials again.
            wasAway = wasAway || Origin(next.url) != Origin(sender.endpoint)
            let sent = wasAway ? request : try signed(request)
            exchange = try self.exchange(sent, label: "\(label), redirected", foresees: { step.foresees($0) })
        }
        return exchange
    }

    /// How many characters of an address that a target made up are said again in a reason.
    private static let wordsOfURL = 200

    /// Whether the suite's probe is accepted with the usual credentials; asked at most once a case.
    private func areCredentialsAccepted() throws(Stop) -> Bool {
        if let probedCredentials { return probedCredentials }
        guard let probe = context.settings.suite.probe else { return true }
        probedCredentials = true
        let (request, _) = try build(probe, "the probe")
        let status = try exchange(try signed(request, usual), label: "probe", foresees: { _ in true }).response.status
        probedCredentials = status != 401
        return status != 401
    }

    private func wait(
        for until: Until, _ request: WireRequest, _ step: Step, _ sender: Sender, _ label: String, first: Exchange
    ) throws(Stop) -> Exchange {
        let pace = context.settings.environment.pace
        // Where wait after wait comes to nothing, the others are not given their whole time any more.
        let isCut = context.waits.isLost
        let whole = until.deadline ?? pace.deadline
        let deadline = isCut ? max(1, whole / 10) : whole
        let began = context.settings.clock.monotonic()
        let virtual = virtualMilliseconds
        var exchange = first
        while true {
            let answer = Answer(
                response: exchange.response, seconds: exchange.timings.total, files: bytes(of: step.files))
            let size = answer.response.body.count
            if try reading(size, { () throws(Stop) in try holds(until.condition, answer, label) }) {
                if until.isPromised { observations += 1 }
                context.waits.answered()
                return exchange
            }
            let last = "the last answer was \(exchange.response.status)"
            if let stop = until.stop,
                try reading(size, { () throws(Stop) in try holds(stop, answer, label) })
            {
                throw Stop(.inconclusive, "stopped", "what was waited for cannot come any more; \(last) (\(label))")
            }
            let passed = max(Int((context.settings.clock.monotonic() - began) * 1_000), virtualMilliseconds - virtual)
            guard passed < deadline else {
                context.waits.missed()
                throw try late(until, answer, deadline, isCut: isCut, label)
            }
            try pass(min(until.every ?? pace.every, max(1, deadline - passed)), label)
            exchange = try send(request, step, sender, label)
        }
    }

    /// The end of a wait whose deadline has passed.
    private func late(_ until: Until, _ answer: Answer, _ deadline: Int, isCut: Bool, _ label: String)
        throws(Stop) -> Stop
    {
        let cut = isCut ? ", a tenth of its time since \(context.waits.patience) waits came to nothing" : ""
        let words = "what was waited for did not come within \(DurationText.text(milliseconds: deadline))\(cut)"
        let broken = try observations(until.condition, answer, label).filter { $0.outcome == .broken }
        guard until.isPromised, !isCut, let first = broken.first else {
            return Stop(.inconclusive, "deadline", "\(words); the last answer was \(answer.response.status) (\(label))")
        }
        findings += broken.map { Finding($0, step: label) }
        observations += broken.count
        return Stop(.fail, first.assertion, "\(Finding(first, step: label).sentence); \(words)")
    }

    private func holds(_ expectation: Expectation, _ answer: Answer, _ label: String) throws(Stop) -> Bool {
        do throws(TemplateError) {
            return try expectation.holds(for: answer) { (expression) throws(TemplateError) in
                try self.lookUp(expression)
            }
        } catch {
            throw Stop(error, label)
        }
    }

    /// Judges an answer: an absent feature first, then what the rule relies on, then the rule itself.
    func judge(_ step: Step, _ answer: Answer, _ label: String) throws(Stop) {
        try reading(answer.response.body.count) { () throws(Stop) in try judgeWhole(step, answer, label) }
    }

    private func judgeWhole(_ step: Step, _ answer: Answer, _ label: String) throws(Stop) {
        if let unsupported = step.unsupported, try holds(unsupported, answer, label) {
            throw Stop(.unsupported, "unsupported", "the target does without this optional feature (\(label))")
        }
        if let assume = step.assume ?? step.usualAssumption {
            let misses = try observations(assume, answer, label).filter { $0.outcome != .holds }
            if let first = misses.first {
                if let full = try noRoom(step, answer, label) { throw full }
                findings += misses.map { Finding($0, step: label, outcome: .undecidable) }
                let what =
                    step.isControl
                    ? "the valid request is not accepted either, so the refusal proves nothing" : "prerequisite not met"
                throw Stop(
                    .inconclusive, step.isControl ? "control" : "prerequisite",
                    "\(what): \(Finding(first, step: label).sentence)")
            }
        }
        try judgeRule(step, answer, label)
        for capture in step.captures {
            guard let value = try capture.value(in: answer) else {
                if capture.isOptional { continue }
                throw Stop(.inconclusive, "capture", "the answer has no value for '\(capture.name)' (\(label))")
            }
            values[capture.name] = value
        }
    }

    private func judgeRule(_ step: Step, _ answer: Answer, _ label: String) throws(Stop) {
        guard let expect = step.expect else { return }
        let seen = try observations(expect, answer, label)
        if seen.indices.allSatisfy({ seen[$0].outcome == .holds }) {
            observations += seen.count
            return
        }
        let broken = seen.filter { $0.outcome == .broken }
        let undecidable = seen.filter { $0.outcome == .undecidable }
        if let tolerate = step.tolerate, try holds(tolerate, answer, label) {
            observations += seen.count
            if let first = broken.first ?? undecidable.first {
                remarks.append("tolerated: \(Finding(first, step: label).sentence)")
            }
            return
        }
        if let full = try noRoom(step, answer, label) { throw full }
        if let during = step.during, let miss = try missing(during, during.after, "after \(label)") {
            findings.append(miss)
            throw Stop(.inconclusive, Stop.moment, "the moment had passed when it was answered: \(miss.sentence)")
        }
        findings += (broken + undecidable).map { Finding($0, step: label) }
        if let first = broken.first {
            observations += seen.count
            let more = broken.count > 1 ? " (and \(broken.count - 1) more)" : ""
            throw Stop(.fail, first.assertion, Finding(first, step: label).sentence + more)
        }
        if let first = undecidable.first {
            throw Stop(.inconclusive, first.assertion, Finding(first, step: label).sentence)
        }
    }

    private func observations(_ expectation: Expectation, _ answer: Answer, _ label: String) throws(Stop)
        -> [Observation]
    {
        do throws(TemplateError) {
            let seen = try expectation.judge(answer) { (expression) throws(TemplateError) in try self.lookUp(expression)
            }
            return answer.response.isCut ? seen.map { undecided($0, answer.response) } : seen
        } catch {
            throw Stop(error, "an expectation of \(label)")
        }
    }

    /// What was seen of content that went over the limit decides nothing: the rest of it was not kept.
    private func undecided(_ observation: Observation, _ response: WireResponse) -> Observation {
        let aboutContent = [BodyAssertion.key, JSONAssertion.key, AtAssertion.key, UnchangedAssertion.key]
        guard aboutContent.contains(observation.assertion) else { return observation }
        var observation = observation
        observation.outcome = .undecidable
        let options = context.settings.transport
        let size = "content of \(response.bodySize) bytes"
        observation.actual =
            lacksRoom(response)
            ? "\(size), for which the other cases left no room of \(SizeText.text(options.maximumHeldBytes)) (--jobs)"
            : "\(size), over the limit of \(SizeText.text(options.maximumBodyBytes)) (--max-body)"
        return observation
    }

    /// Whether content was cut although it is not too long: other cases held too much at that time.
    func lacksRoom(_ response: WireResponse) -> Bool {
        response.isCut && response.bodySize <= context.settings.transport.maximumBodyBytes
    }
}

/// The values in whose name a request is sent, and the endpoint where that name is known.
struct Sender {
    let overrides: [String: JSONValue]
    let endpoint: String
}

extension Finding {
    init(_ observation: Observation, step: String, outcome: Outcome? = nil) {
        self.init(
            outcome: outcome ?? observation.outcome, assertion: observation.assertion, step: step,
            place: observation.place,
            expected: observation.expected, actual: observation.actual, file: observation.location.file,
            line: observation.location.line)
    }
}

extension Step {
    /// Whether the step names this very status code as one that it foresees.
    func foresees(_ status: Int) -> Bool {
        [expect, assume, tolerate, unsupported, until?.condition, until?.stop].contains {
            $0?.names(status: status) == true
        }
    }

    /// What is assumed of a step that expects nothing: that its request is accepted.
    var usualAssumption: Expectation? {
        expect == nil && until == nil ? Self.accepted : nil
    }

    private static let accepted: Expectation? = {
        var reader = ExpectationReader()
        let place = Location(file: "")
        let status = LocatedNode(
            .list(["2xx", "3xx"].map { LocatedNode(.scalar($0, isPlain: true), at: place) }), at: place)
        return try? reader.read(
            LocatedNode(.map([LocatedNode.Entry(key: "status", keyLocation: place, value: status)]), at: place))
    }()
}
