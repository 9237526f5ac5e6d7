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

/// Which copy of a resource is meant.
enum InstanceKey: Sendable, Hashable {
    /// A copy that `count` made, from 0.
    case count(Int)
    /// A copy that `for_each` made.
    case each(String)

    /// The number or the key as text.
    var text: String {
        switch self {
        case .count(let index): String(index)
        case .each(let key): key
        }
    }
}

/// One copy of a resource or of a data source.
struct ResolvedResource: Sendable, Hashable {
    var mode: ResourceDeclaration.Mode
    var type: String
    var name: String
    /// Nil when neither `count` nor `for_each` is used.
    var key: InstanceKey?
    /// The local name of the provider that manages the resource.
    var provider: String
    /// In the order of the template, nested blocks after the arguments, as lists of maps.
    var attributes: [ResolvedAttribute]
    /// The addresses, without index, of the resources, data sources and modules that must exist before.
    var dependsOn: [String]
    /// Whether a plan that destroys the resource has to fail.
    var preventsDestruction: Bool
    /// Whether an `import` block takes over an existing resource.
    var isImported: Bool

    /// The address without an index.
    var resourceAddress: String { mode == .data ? "data.\(type).\(name)" : "\(type).\(name)" }

    /// The address with the index, for example `huaweicloud_vpc.main[0]`.
    var address: String { resourceAddress }

    /// The value of an attribute; nil when the template does not set it.
    subscript(_ name: String) -> TemplateValue? { attributes.first { $0.name == name }?.value }
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
    /// The type of the value as text, for example `string`.
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
