/// A logical expression of a filter (RFC 9535, section 2.3.5).
indirect enum JSONPathCondition: Sendable {
    /// At least one of several holds.
    case any([JSONPathCondition])
    /// All of several hold.
    case all([JSONPathCondition])
    case not(JSONPathCondition)
    /// A query finds at least one node.
    case exists(JSONPathQuery)
    /// A function says true.
    case call(JSONPathCall)
    case comparison(JSONPathOperand, JSONPathRelation, JSONPathOperand)
}

/// A side of a comparison, or an argument of a function.
indirect enum JSONPathOperand: Sendable {
    case literal(JSONValue)
    case query(JSONPathQuery)
    case call(JSONPathCall)
}

/// A comparison operator.
enum JSONPathRelation: String, Sendable, CaseIterable {
    // Longer ones first, so that the first that fits is the right one.
    case equal = "=="
    case unequal = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
}

/// A function with its arguments, known to fit its parameters.
struct JSONPathCall: Sendable {
    let function: JSONPathFunction
    let arguments: [JSONPathOperand]
    /// The regular expression when the pattern is a literal, read once.
    let pattern: JSONPathPattern?
}

/// A literal pattern of `match` or `search`.
enum JSONPathPattern: Sendable {
    case regexp(IRegexp)
    /// Not an I-Regexp, so nothing matches.
    case invalid

    init(_ text: String) {
        self = (try? IRegexp(text)).map(JSONPathPattern.regexp) ?? .invalid
    }
}

/// The functions of RFC 9535, section 2.4; there is no way to add others.
enum JSONPathFunction: String, Sendable, CaseIterable {
    case length, count, match, search, value

    /// The types of RFC 9535, section 2.4.1.
    enum Kind: Sendable {
        case value, logical, nodes
    }

    var parameters: [Kind] {
        switch self {
        case .length: [.value]
        case .count, .value: [.nodes]
        case .match, .search: [.value, .value]
        }
    }

    var result: Kind {
        switch self {
        case .length, .count, .value: .value
        case .match, .search: .logical
        }
    }
}
