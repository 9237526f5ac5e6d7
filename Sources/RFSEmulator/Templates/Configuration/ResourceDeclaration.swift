/// A `resource` or `data` block.
struct ResourceDeclaration: Sendable, Hashable {
    /// Who keeps the thing: the deployment manages a resource and only reads a data source.
    enum Mode: Sendable, Hashable {
        case managed
        case data
    }

    var mode: Mode
    var type: String
    var name: String
    /// The arguments and nested blocks without those that have a meaning for all resources.
    var body: Body
    var count: Expression?
    var forEach: Expression?
    /// The local name of the provider: stated, or the part of the type before its first underscore.
    var provider: String
    /// The alias of the provider configuration, when one is stated.
    var providerAlias: String?
    /// Whether `lifecycle` forbids to destroy the resource.
    var preventsDestruction: Bool
    /// The addresses of the resources, data sources and modules that it refers to, also by way of locals.
    var dependsOn: [String] = []
    var place: SourcePlace

    /// The address without an index, for example `huaweicloud_vpc.main` or `data.huaweicloud_images.all`.
    var address: String { mode == .data ? "data.\(type).\(name)" : "\(type).\(name)" }
}
