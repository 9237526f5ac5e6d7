/// A `variable` block.
struct VariableDeclaration: Sendable, Hashable {
    var name: String
    /// `any` when no type is declared.
    var type: TypeConstraint
    /// Whether the block states a type; values of variables without one are taken as plain text.
    var statesType: Bool
    /// The default, converted to the type; nil when the variable needs a value.
    var fallback: TemplateValue?
    var description: String?
    var isSensitive: Bool
    var isNullable: Bool
    var validations: [ValidationRule]
    var place: SourcePlace
}

/// A condition that the value of a variable has to meet.
struct ValidationRule: Sendable, Hashable {
    /// The condition as it is written in the template.
    var conditionText: String
    /// The message as it is written, or the source of its expression when it is not plain text.
    var errorMessage: String
    var condition: Expression
    var message: Expression
    var place: SourcePlace
}

/// A `resource` or `data` block.
struct ResourceDeclaration: Sendable, Hashable {
    enum Mode: Sendable, Hashable {
        case managed
        case data
    }

    var mode: Mode
    var type: String
    var name: String
    var place: SourcePlace

    /// The address without an index, for example `huaweicloud_vpc.main` or `data.huaweicloud_images.all`.
    var address: String { mode == .data ? "data.\(type).\(name)" : "\(type).\(name)" }
}

/// An `output` block.
struct OutputDeclaration: Sendable, Hashable {
    var name: String
    var value: Expression
    var description: String?
    var isSensitive: Bool
    var place: SourcePlace
}

/// A `provider` block.
struct ProviderDeclaration: Sendable, Hashable {
    var name: String
    var alias: String?
    var place: SourcePlace
}

/// An entry of `required_providers`.
struct RequiredProvider: Sendable, Hashable {
    var name: String
    var source: String?
    var version: String?
    var place: SourcePlace
}

/// A `module` block.
struct ModuleDeclaration: Sendable, Hashable {
    var name: String
    var source: String
    var version: String?
    var place: SourcePlace
}

/// A name and its expression in a `locals` block.
struct LocalDeclaration: Sendable, Hashable {
    var name: String
    var value: Expression
    var place: SourcePlace
}

/// An `import` block: an existing resource that the deployment takes over.
struct ImportDeclaration: Sendable, Hashable {
    /// The address of the resource, with an index where one is written.
    var address: String
    var place: SourcePlace
}
