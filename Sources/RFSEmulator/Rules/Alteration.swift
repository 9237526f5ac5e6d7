/// One way in which an emulator can be made to break a rule.
///
/// The faithful emulator has none. Where a rule is decided, its alteration is looked up by the id of the rule.
enum Alteration: Sendable, Hashable {
    /// The rule is not enforced; a field is left out; an effect does not take place.
    case drop
    /// Something that the rule allows is refused: bounds are narrower by one at both ends, sets lose an element.
    case tighten
    /// Bounds are wider by one at both ends.
    case shift
    /// The decision is right, its signal is not: another status, another code, a field of another type.
    case signal(status: Int? = nil, code: String? = nil)
    /// The answer is right, what it says was done was not: a refusal acts, a success does not.
    case effect
}

/// The id of a documented rule: operation and rule in kebab case, joined by a full stop.
struct RuleID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The operation, for instance `create-private-module`.
    let operation: String
    /// The rule within the operation, for instance `module-name-length`.
    let rule: String

    init(operation: String, rule: String) {
        self.operation = operation
        self.rule = rule
    }

    init(stringLiteral value: String) {
        let parts = value.split(separator: ".", maxSplits: 1)
        operation = String(parts.first ?? "")
        rule = parts.count == 2 ? String(parts[1]) : ""
    }

    var description: String { "\(operation).\(rule)" }
}
