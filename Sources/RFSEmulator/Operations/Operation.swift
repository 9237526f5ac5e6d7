/// One operation of the API: its address, its parameters and what it does.
protocol Operation: Sendable {
    /// The name in kebab case, the first part of its rule ids.
    var name: String { get }
    /// The method of the request line.
    var method: String { get }
    /// The path; segments in braces are parameters.
    var path: String { get }
    /// The table of parameters, in the order in which they are checked.
    var parameters: [Parameter] { get }
    /// Whether a request may come without the body that the table describes.
    var isBodyOptional: Bool { get }

    /// Carries out a request whose parameters are in order.
    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer
}

extension Operation {
    /// False unless an operation says otherwise.
    var isBodyOptional: Bool { false }

    /// The name as documents write it, for instance `CreatePrivateModule`.
    var documentedName: String {
        name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

/// All operations; a new one is a file of its own and a line here.
enum Operations {
    static let all: [any Operation] = privateModules + stacks + executionPlans

    private static let privateModules: [any Operation] = [
        CreatePrivateModule(),
        CreatePrivateModuleVersion(),
        DeletePrivateModule(),
        DeletePrivateModuleVersion(),
        ListPrivateModuleVersions(),
        ListPrivateModules(),
        ShowPrivateModuleMetadata(),
        ShowPrivateModuleVersionContent(),
        ShowPrivateModuleVersionMetadata(),
        UpdatePrivateModuleMetadata(),
    ]

    private static let stacks: [any Operation] = [
        ContinueDeployStack(),
        ContinueRollbackStack(),
        CreateStack(),
        DeleteStack(),
        DeleteStackEnhanced(),
        DeployStack(),
        GetStackMetadata(),
        GetStackTemplate(),
        ListStackEvents(),
        ListStackOutputs(),
        ListStackResources(),
        ListStacks(),
        UpdateStack(),
    ]

    private static let executionPlans: [any Operation] = [
        ApplyExecutionPlan(),
        CreateExecutionPlan(),
        DeleteExecutionPlan(),
        EstimateExecutionPlanPrice(),
        GetExecutionPlan(),
        GetExecutionPlanMetadata(),
        ListExecutionPlans(),
    ]

    /// The operation of a name, documented or in kebab case; nil when there is none.
    static func named(_ name: String) -> (any Operation)? { byName[name] }

    private static let byName = Dictionary(
        all.flatMap { [($0.name, $0), ($0.documentedName, $0)] }, uniquingKeysWith: { first, _ in first })
}
