/// Where the emulator looks up how a documented rule is decided.
struct RuleBook: Sendable {
    /// The rules that are broken on purpose; empty for the faithful emulator.
    var alterations: [RuleID: Alteration]

    init(alterations: [RuleID: Alteration] = [:]) {
        self.alterations = alterations
    }

    /// The rules of one operation.
    func rules(of operation: String) -> OperationRules {
        let own = alterations.filter { $0.key.operation == operation }
        return OperationRules(
            operation: operation,
            alterations: Dictionary(uniqueKeysWithValues: own.map { ($0.key.rule, $0.value) }),
            isBookFaithful: alterations.isEmpty
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

    init(operation: String, alterations: [String: Alteration] = [:], isBookFaithful: Bool = true) {
        self.operation = operation
        self.isBookFaithful = isBookFaithful
        self.alterations = alterations
        isFaithful = alterations.isEmpty
    }

    /// The alteration of a rule, nil when the rule is kept.
    func alteration(_ rule: String) -> Alteration? {
        isFaithful ? nil : alterations[rule]
    }

    /// Whether a rule is kept as documented.
    func keeps(_ rule: String) -> Bool {
        isFaithful || alterations[rule] == nil
    }

    /// Refuses something that a rule allows, if the rule is altered; the faithful emulator never does.
    func permit(_ rule: String, when applies: @autoclosure () throws -> Bool, _ message: String) throws {
        if isFaithful { return }
        guard alterations[rule] != nil, try applies() else { return }
        throw signal(rule, Refusal(.name, message))
    }

    /// Whether what a rule demands is taken to hold.
    func decide(_ rule: String, _ holds: Bool) -> Bool {
        switch alteration(rule) {
        case .drop: true
        case .tighten: false
        default: holds
        }
    }

    /// Refuses unless what a rule demands holds.
    func require(_ rule: String, _ holds: Bool, else refusal: @autoclosure () -> Refusal) throws(Refusal) {
        if isFaithful {
            if !holds { throw refusal() }
        } else if !decide(rule, holds) {
            throw signal(rule, refusal())
        }
    }

    /// The bounds that a rule sets.
    func bounds(_ rule: String, _ bounds: Bounds) -> Bounds {
        switch alteration(rule) {
        case .drop: Bounds(0, .max)
        case .tighten: Bounds(bounds.lower == 0 ? 0 : bounds.lower + 1, bounds.upper - 1)
        case .shift: Bounds(bounds.lower - 1, bounds.upper + 1)
        default: bounds
        }
    }

    /// A refusal as it is signalled.
    func signal(_ rule: String, _ refusal: Refusal) -> Refusal {
        guard case .signal(let status, let code) = alteration(rule) else { return refusal }
        var refusal = refusal
        refusal.status = status ?? refusal.status
        refusal.code = code ?? refusal.code
        return refusal
    }

    /// The status of a success.
    func status(_ rule: String, _ status: Int) -> Int {
        guard case .signal(let other?, _) = alteration(rule) else { return status }
        return other
    }

    /// Whether an effect that a rule states takes place.
    func takesPlace(_ rule: String) -> Bool {
        switch alteration(rule) {
        case .drop, .effect: false
        default: true
        }
    }

    /// How a response field is written; rules of the same name ending in `-format` and `-enum` are part of it.
    func form(_ rule: String) -> FieldForm {
        if isFaithful { return .documented }
        if alterations["\(rule)-format"] != nil || alterations["\(rule)-enum"] != nil { return .malformed }
        return switch alterations[rule] {
        case .drop: .absent
        case .signal: .otherType
        case .shift, .effect: .malformed
        case .tighten, nil: .documented
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

/// How a response field is written.
enum FieldForm: Sendable {
    case documented
    case absent
    case otherType
    case malformed
}
