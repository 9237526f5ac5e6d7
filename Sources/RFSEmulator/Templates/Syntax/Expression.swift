/// A parsed expression with the place where it begins.
struct Expression: Sendable, Hashable {
    var kind: Kind
    var place: SourcePlace

    /// The forms of expressions (HCL native syntax, section "Expressions").
    indirect enum Kind: Sendable, Hashable {
        case literal(TemplateValue)
        /// Text with interpolations or directives.
        case template([TemplatePart])
        case list([Expression])
        case object([ObjectItem])
        /// A name and the path behind it.
        case reference(String, [TraversalStep])
        /// A path behind any other expression.
        case traversal(Expression, [TraversalStep])
        /// A call; the flag says that the last argument is spread over the parameters.
        case call(String, [Expression], spreads: Bool)
        case unary(UnaryOperator, Expression)
        /// Operators of one level of precedence, computed from left to right.
        case chain(Expression, [ChainLink])
        case conditional(Expression, Expression, Expression)
        case forList(ForClause, value: Expression)
        case forObject(ForClause, key: Expression, value: Expression, groups: Bool)
    }

    /// The text of an expression that is plain text without interpolations; nil for all others.
    var plainText: String? {
        guard case .literal(.string(let text)) = kind else { return nil }
        return text
    }
}

/// A key and a value of an object expression.
struct ObjectItem: Sendable, Hashable {
    var key: Expression
    var value: Expression
}

/// The head of a `for` expression or directive.
struct ForClause: Sendable, Hashable {
    /// The name of the key or index; nil when only the value has a name.
    var keyName: String?
    var valueName: String
    var collection: Expression
    var condition: Expression?
}

/// A piece of a template string.
indirect enum TemplatePart: Sendable, Hashable {
    case text(String)
    case value(Expression)
    case conditional(Expression, [TemplatePart], otherwise: [TemplatePart])
    case loop(ForClause, [TemplatePart])
}

/// A step of a path.
indirect enum TraversalStep: Sendable, Hashable {
    case attribute(String)
    case index(Expression)
    /// The steps are taken for every element.
    case splat([TraversalStep])
}

enum UnaryOperator: Sendable, Hashable {
    case not
    case negate
}

/// An operator and its right operand.
struct ChainLink: Sendable, Hashable {
    var symbol: BinaryOperator
    var operand: Expression
}

enum BinaryOperator: String, Sendable, Hashable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"

    /// The operators by precedence, the loosest first; of two that begin alike the longer stands first.
    static let levels: [[BinaryOperator]] = [
        [.or], [.and], [.equal, .unequal], [.atMost, .atLeast, .less, .greater], [.add, .subtract],
        [.multiply, .divide, .remainder],
    ]
}
