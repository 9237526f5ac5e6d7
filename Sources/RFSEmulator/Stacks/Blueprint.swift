/// What a template with its variables asks for: the resources and outputs that a stack is to have.
struct Blueprint: Sendable, Hashable, Codable {
    /// A resource to be there after the run.
    struct Resource: Sendable, Hashable, Codable {
        var key: ResourceKey
        /// The id that the resource gets when the run creates it.
        var physicalID: String
        var attributes: [ResourceAttribute]
        /// The names of arguments that are known only after the deployment, each with the reason.
        var unknown: [String: String] = [:]
        /// The addresses of what must exist before.
        var dependencies: [String] = []
        var provider: String
        var preventsDestruction = false
        var isImported = false

        /// The value of an argument; nil when the template does not set it.
        subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    /// What others depend on comes first.
    var resources: [Resource] = []
    var outputs: [StackOutput] = []

    /// Whether an import block takes over an existing resource.
    var imports: Bool { resources.contains(where: \.isImported) }
}
