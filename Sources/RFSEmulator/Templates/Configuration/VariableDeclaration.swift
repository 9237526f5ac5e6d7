/// A `variable` block.
struct VariableDeclaration: Sendable, Hashable {
    var name: String
    /// `any` when no type is declared.
    var type: TypeConstraint
    /// Whether the block states a type; texts given for variables without one are their values.
    var statesType: Bool
    /// The default, converted to the type; nil when the variable needs a value.
    var fallback: TemplateValue?
    var description: String?
    var isSensitive: Bool
    var isNullable: Bool
    var validations: [ValidationRule]
    var place: SourcePlace

    var address: String { "var.\(name)" }
}

/// A condition that the value of a variable has to meet.
struct ValidationRule: Sendable, Hashable {
    /// The condition as it is written in the template.
    var conditionText: String
    /// The message, or the source of its expression when it is not plain text.
    var errorMessage: String
    var condition: Expression
    /// The expression of the message.
    var message: Expression
    var place: SourcePlace
}
