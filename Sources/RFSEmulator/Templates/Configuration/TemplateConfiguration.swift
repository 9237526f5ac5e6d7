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
}
