/// All files of a suite, read: what can be planned and run.
public struct Suite: Sendable {
    /// The first word of every group.
    public var name: String
    /// What the suite is about, for people.
    public var title: String
    /// The version that statements about a target name, or nil.
    public var version: String?
    /// Header fields that every request to the endpoint gets unless it has them.
    public var headers: [(name: Template, value: ValueTemplate)] = []
    /// Names of environment variables that contracts may use.
    public var variables: [String] = []
    /// The environment file used when none is named, relative to the suite's folder.
    public var environment: String?
    /// A request that shows whether the endpoint answers and accepts the credentials.
    public var probe: RequestTemplate?
    /// Shapes, outcomes, files and fixtures.
    public var vocabulary = Vocabulary()
    /// Operations in the order of their files.
    public var operations: [OperationDescription] = []
    /// Families in the order of their files.
    public var families: [Family] = []
    /// Contracts in the order of their files; none once a plan stands for them.
    public var contracts: [ContractFile] = []
    /// How many files were read.
    public var fileCount = 0
    /// Files beside the contracts, in order: environments, profiles, waivers and baselines.
    public var companions: [SourceFile] = []

    /// An operation by its name.
    public func operation(_ name: String) -> OperationDescription? { operations.first { $0.name == name } }
}

/// Rules that many operations share.
public struct Family: Sendable {
    /// Its name.
    public var name: String
    /// What its rules are made for.
    public var subject: Subject
    /// What must be true of a subject.
    public var conditions: LocatedNode?
    /// The rules.
    public var rules: [RuleDefinition]
    /// The file.
    public var file: String

    /// What a family's rules can be made for.
    public enum Subject: String, Sendable, CaseIterable {
        /// Every operation.
        case operation
        /// Every parameter of every operation.
        case parameter
        /// Every field of every operation's success content.
        case field
        /// Every documented error status of every operation.
        case error
    }
}

/// Rules that belong to no single operation.
public struct ContractFile: Sendable {
    /// The name that rule identifiers begin with.
    public var name: String
    /// The rules.
    public var rules: [RuleDefinition]
    /// The file.
    public var file: String
}
