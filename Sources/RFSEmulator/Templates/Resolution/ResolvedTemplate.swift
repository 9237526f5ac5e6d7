/// A template with its values filled in.
struct ResolvedTemplate: Sendable, Hashable {
    /// The copies of all resources and data sources; what others depend on comes first.
    var resources: [ResolvedResource] = []
    /// In the order of the template.
    var outputs: [ResolvedOutput] = []
    /// In the order of the template.
    var modules: [ResolvedModule] = []
    /// The values of all variables in the order of the template.
    var variables: [ResolvedVariable] = []
}

/// An argument of a resource with its value.
struct ResolvedAttribute: Sendable, Hashable {
    var name: String
    var value: TemplateValue
    /// Whether a sensitive variable goes into the value.
    var isSensitive: Bool
}

/// An output with its value.
struct ResolvedOutput: Sendable, Hashable {
    var name: String
    var value: TemplateValue
    /// The type of the value as text, for example `string`; `any` while the value is unknown.
    var type: String
    var description: String?
    var isSensitive: Bool
}

/// A module call with its inputs.
struct ResolvedModule: Sendable, Hashable {
    var name: String
    var source: String
    var version: String?
    var inputs: [ResolvedAttribute]

    /// The address, for example `module.network`.
    var address: String { "module.\(name)" }
}

/// A variable with the value that it has in this deployment.
struct ResolvedVariable: Sendable, Hashable {
    var name: String
    var value: TemplateValue
    var isSensitive: Bool
}
