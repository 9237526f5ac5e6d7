/// The declared type of a variable.
indirect enum TypeConstraint: Sendable, Hashable {
    case any
    case bool
    case number
    case string
    case list(TypeConstraint)
    case set(TypeConstraint)
    case map(TypeConstraint)
    case object([Member])
    case tuple([TypeConstraint])

    /// An attribute of an object type.
    struct Member: Sendable, Hashable {
        var name: String
        var type: TypeConstraint
        var isOptional: Bool
        /// The value of a missing optional attribute; nil stands for null.
        var fallback: TemplateValue?
    }

    /// The type as it is written in a template, for example `list(string)`, without defaults of attributes.
    var text: String {
        switch self {
        case .any: "any"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .list(let element): "list(\(element.text))"
        case .set(let element): "set(\(element.text))"
        case .map(let element): "map(\(element.text))"
        case .tuple(let elements): "tuple([\(elements.map(\.text).joined(separator: ", "))])"
        case .object(let members):
            "object({"
                + members.map { $0.isOptional ? "\($0.name)=optional(\($0.type.text))" : "\($0.name)=\($0.type.text)" }
                .joined(separator: ", ") + "})"
        }
    }

    /// Whether texts that are given for a variable are its value and not an expression.
    var isPrimitive: Bool {
        switch self {
        case .bool, .number, .string: true
        case .any, .list, .set, .map, .object, .tuple: false
        }
    }
}
