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
    /// The values for the variables of the module.
    var inputs: [Attribute]
    var place: SourcePlace

    var address: String { "module.\(name)" }
}

/// A name and its expression in a `locals` block.
struct LocalDeclaration: Sendable, Hashable {
    var name: String
    var value: Expression
    var place: SourcePlace

    var address: String { "local.\(name)" }
}

/// An `import` block: an existing resource that the deployment takes over.
struct ImportDeclaration: Sendable, Hashable {
    /// The address of the resource without an index.
    var address: String
    var place: SourcePlace
}
