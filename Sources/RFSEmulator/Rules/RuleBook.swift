/// Where the emulator looks up how a documented rule is decided.
struct RuleBook: Sendable {
    /// The rules that are broken on purpose; empty for the faithful emulator.
    var alterations: [RuleID: Alteration]
    /// What is done to answers, by operation; empty for the faithful emulator.
    var changes: [String: [AnswerChange]]
    /// What is done in another way where the documents leave it free.
    var manners = Manners()
    /// Where alterations are noted that made a difference.
    let trace: MutantTrace

    init(
        alterations: [RuleID: Alteration] = [:], changes: [String: [AnswerChange]] = [:],
        trace: MutantTrace = MutantTrace()
    ) {
        self.alterations = alterations
        self.changes = changes
        self.trace = trace
    }

    /// The rules of one operation.
    func rules(of operation: String) -> OperationRules {
        let own = alterations.filter { $0.key.operation == operation }
        return OperationRules(
            operation: operation,
            alterations: Dictionary(uniqueKeysWithValues: own.map { ($0.key.rule, $0.value) }),
            isBookFaithful: alterations.isEmpty, changes: changes[operation] ?? [], manners: manners, trace: trace
        )
    }
}

/// The rules of one operation, each named by the part of its id behind the full stop.
///
/// Every method answers as documented unless the rule is altered; without alterations that costs one comparison.
struct OperationRules: Sendable {
    /// The operation in kebab case.
    let operation: String
    private let alterations: [String: Alteration]
    /// Whether no rule of the operation is altered.
    let isFaithful: Bool
    /// Whether no rule of any operation is altered.
    let isBookFaithful: Bool
    /// What is done to the answers of the operation.
    let changes: [AnswerChange]
    /// What is done in another way where the documents leave it free.
    let manners: Manners
    private let trace: MutantTrace
    /// Where refusals go that do not keep the request from being carried out.
    var deferred: DeferredRefusal?

    init(
        operation: String, alterations: [String: Alteration] = [:], isBookFaithful: Bool = true,
        changes: [AnswerChange] = [], manners: Manners = Manners(), trace: MutantTrace = MutantTrace()
    ) {
        self.operation = operation
        self.manners = manners
        self.isBookFaithful = isBookFaithful
        self.alterations = alterations
        self.changes = changes
        self.trace = trace
        isFaithful = alterations.isEmpty
    }

    /// The alteration of a rule, nil when the rule is kept.
    func alteration(_ rule: String) -> Alteration? {
        guard !isFaithful, let alteration = alterations[rule] else { return nil }
        trace.noteReached()
        return alteration
    }

    /// Whether a rule is kept as documented.
    func keeps(_ rule: String) -> Bool {
        if isFaithful || alterations[rule] == nil { return true }
        trace.noteDifference()
        return false
    }

    /// Whether a rule is broken in the way of that name.
    func breaks(_ rule: String, by way: String) -> Bool {
        guard !isFaithful, alterations[rule] == .way(way) else { return false }
        trace.noteDifference()
        return true
    }

    /// Refuses something that a rule allows, if the rule is altered; the faithful emulator never does.
    func permit(_ rule: String, when applies: @autoclosure () throws -> Bool, _ message: String) throws {
        if isFaithful { return }
        guard alteration(rule) != nil, try applies() else { return }
        trace.noteDifference()
        throw signal(rule, Refusal(.name, message))
    }

    /// Whether what a rule demands is taken to hold.
    ///
    /// - Parameter text: what the rule judges, for alterations that concern some texts only.
    func decide(_ rule: String, _ holds: Bool, on text: @autoclosure () -> String = "") -> Bool {
        let decision =
            switch alteration(rule) {
            case .drop: true
            case .tighten: false
            case .accept(let texts): holds || texts.contains(text())
            case .refuse(let texts): holds && !texts.contains(text())
            default: holds
            }
        if decision != holds { trace.noteDifference() }
        return decision
    }

    /// Refuses unless what a rule demands holds.
    func require(
        _ rule: String, _ holds: Bool, on text: @autoclosure () -> String = "", else refusal: @autoclosure () -> Refusal
    ) throws(Refusal) {
        if isFaithful {
            if !holds { throw refusal() }
        } else if !decide(rule, holds, on: text()) {
            try refuse(rule, refusal())
        }
    }

    /// Refuses for a rule; an alteration may let the request be carried out all the same.
    func refuse(_ rule: String, _ refusal: Refusal) throws(Refusal) {
        if case .effect = alteration(rule), let deferred {
            trace.noteDifference()
            deferred.note(refusal)
        } else {
            throw signal(rule, refusal)
        }
    }

    /// The bounds that a rule sets.
    func bounds(_ rule: String, _ bounds: Bounds) -> Bounds {
        switch alteration(rule) {
        case .drop: Bounds(0, .max)
        case .tighten: Bounds(bounds.lower == 0 ? 0 : bounds.lower + 1, bounds.upper - 1)
        case .shift: Bounds(bounds.lower - 1, bounds.upper + 1)
        case .move(let lower, let upper): Bounds(bounds.lower + lower, bounds.upper + upper)
        default: bounds
        }
    }

    /// Whether a rule admits a number between bounds; says on which side it is when not.
    ///
    /// - Parameter text: what the number was taken of, for alterations that take it otherwise.
    func admits(_ rule: String, _ number: Int, _ documented: Bounds, of text: String? = nil) -> (Bool, isBelow: Bool) {
        let bounds = bounds(rule, documented)
        var measured = number
        if let text, alteration(rule) == .bytes { measured = text.utf8.count }
        let decision =
            switch alteration(rule) {
            case .accept, .refuse: decide(rule, bounds.contains(measured), on: text ?? String(number))
            default: bounds.contains(measured)
            }
        if decision != documented.contains(number) { trace.noteDifference() }
        return (decision, measured < bounds.lower)
    }

    /// A refusal as it is signalled.
    func signal(_ rule: String, _ refusal: Refusal) -> Refusal {
        guard case .signal(let status, let code) = alteration(rule) else { return refusal }
        trace.noteDifference()
        var refusal = refusal
        refusal.status = status ?? refusal.status
        refusal.code = code ?? refusal.code
        return refusal
    }

    /// The status of a success.
    func status(_ rule: String, _ status: Int) -> Int {
        guard case .signal(let other?, _) = alteration(rule) else { return status }
        trace.noteDifference()
        return other
    }

    /// Whether an effect that a rule states takes place.
    func takesPlace(_ rule: String) -> Bool {
        switch alteration(rule) {
        case .drop, .effect:
            trace.noteDifference()
            return false
        default: return true
        }
    }

    /// How a response field is written; rules of the same name ending in `-format` and `-enum` are part of it.
    func form(_ rule: String) -> FieldForm {
        if isFaithful { return .documented }
        if let format = alteration("\(rule)-format") ?? alteration("\(rule)-enum") {
            trace.noteDifference()
            guard case .form(let form) = format else { return .malformed }
            return form
        }
        let form: FieldForm =
            switch alteration(rule) {
            case .drop: .absent
            case .signal: .otherType
            case .shift, .effect: .malformed
            case .form(let form): form
            default: .documented
            }
        if form != .documented { trace.noteDifference() }
        return form
    }

    /// A text as it is kept; nil when an alteration loses it.
    func kept(_ rule: String, _ text: String?) -> String? {
        guard !isFaithful, let text, let alteration = alteration(rule) else { return text }
        trace.noteDifference()
        switch alteration {
        case .drop: return nil
        case .form(.changed(let change)): return change.applied(to: text)
        default: return text
        }
    }

    /// Notes that something is done otherwise than a rule demands.
    func note() { trace.noteDifference() }

    /// The answer after everything that is done to answers.
    func changed(_ answer: HTTPAnswer) -> HTTPAnswer {
        changes.reduce(answer) { answer, change in
            guard change.statuses.contains(answer.status) else { return answer }
            trace.noteReached()
            let changed = change.applied(to: answer)
            if changed != answer { trace.noteDifference() }
            return changed
        }
    }
}

extension OperationRules {
    /// Whether an error body has all of its fields.
    func keepsErrorBody(status: Int) -> Bool {
        takesPlace("error-body") && takesPlace("error-body-\(status)")
    }
}

/// An inclusive range of whole numbers.
struct Bounds: Sendable, Hashable {
    var lower: Int
    var upper: Int

    init(_ lower: Int, _ upper: Int) {
        self.lower = lower
        self.upper = upper
    }

    func contains(_ value: Int) -> Bool { value >= lower && value <= upper }
}
