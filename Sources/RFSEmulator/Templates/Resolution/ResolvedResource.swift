/// One copy of a resource or of a data source.
struct ResolvedResource: Sendable, Hashable {
    var mode: ResourceDeclaration.Mode
    var type: String
    var name: String
    /// Nil when neither `count` nor `for_each` is used, or when their values are not known.
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

    /// The address with the index, for example `huaweicloud_vpc.main[0]` or `huaweicloud_vpc.main["a"]`.
    var address: String { resourceAddress + (key?.suffix ?? "") }

    /// The value of an attribute; nil when the template does not set it.
    subscript(_ name: String) -> TemplateValue? { attributes.first { $0.name == name }?.value }
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

    /// The part of an address in brackets.
    var suffix: String {
        switch self {
        case .count(let index): "[\(index)]"
        case .each(let key): "[\(TemplateValue.string(key).json)]"
        }
    }
}
