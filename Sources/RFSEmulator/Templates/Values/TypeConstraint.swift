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

    /// The type as it is written in a template, for example `list(string)`.
    var text: String { "" }
}
