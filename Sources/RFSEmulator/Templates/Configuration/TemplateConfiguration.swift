/// What the configuration files of a template declare, each list in the order of files and places.
struct TemplateConfiguration: Sendable, Hashable {
    var variables: [VariableDeclaration] = []
    var locals: [LocalDeclaration] = []
    var requiredProviders: [RequiredProvider] = []
    var providers: [ProviderDeclaration] = []
    /// The managed resources.
    var resources: [ResourceDeclaration] = []
    /// The data sources.
    var data: [ResourceDeclaration] = []
    var modules: [ModuleDeclaration] = []
    var outputs: [OutputDeclaration] = []
    var imports: [ImportDeclaration] = []
    /// The files that the places refer to.
    var sources: [SourceText] = []
    /// What has to be computed, each step behind those that it needs.
    var order: [ComputationStep] = []

    func problem(_ kind: TemplateProblem.Kind, _ message: String, at place: SourcePlace) -> TemplateProblem {
        guard sources.indices.contains(place.file) else { return TemplateProblem(kind, message, file: "template") }
        return sources[place.file].problem(kind, message, at: place.offset)
    }
}

/// Something that is computed once per deployment, by its index in the configuration.
enum ComputationStep: Sendable, Hashable {
    case local(Int)
    case data(Int)
    case resource(Int)
    case module(Int)
}
