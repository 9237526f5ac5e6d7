/// What a caller gave for a deployment or a plan, beside the template.
struct DeploymentInputs: Sendable, Hashable, Codable {
    /// The name under which the template is offered for download.
    var templateName: String
    /// `vars_structure` as JSON text.
    var variables: String?
    var variablesBody: String?
    var variablesFile: String?
}

/// What a deployment leads to: a blueprint, or the reasons why there is none.
struct DeploymentTarget: Sendable, Hashable, Codable {
    var blueprint: Blueprint?
    var problems: [String] = []

    init(_ result: Result<Blueprint, DeploymentProblem>) {
        switch result {
        case .success(let blueprint): self.blueprint = blueprint
        case .failure(let problem): problems = problem.messages
        }
    }

    var result: Result<Blueprint, DeploymentProblem> {
        blueprint.map { .success($0) } ?? .failure(DeploymentProblem(messages: problems))
    }
}

/// One deployment with a template.
struct DeploymentRow: Sendable {
    var sequence: Int64
    var inputs: DeploymentInputs
    var target: DeploymentTarget
    var objectKey: String
}

/// The deployments and rollbacks of one stack.
struct DeploymentTable {
    let state: Transaction
    let stack: Int64

    private var deployments: [DeploymentRecord] { state.parts(of: stack).deployments }

    /// Stores a deployment with its template, and gives its sequence.
    func insert(
        id: String, inputs: DeploymentInputs, target: DeploymentTarget, template: [UInt8], objectKey: String,
        at now: Instant
    ) -> Int64 {
        let sequence = state.nextSequence()
        let source = DeploymentRow(sequence: sequence, inputs: inputs, target: target, objectKey: objectKey)
        return add(
            DeploymentRecord(sequence: sequence, id: id, created: now, source: source, template: template))
    }

    /// Stores a rollback, which has no template of its own.
    func insertRollback(id: String, at now: Instant) -> Int64 {
        add(DeploymentRecord(sequence: state.nextSequence(), id: id, created: now))
    }

    /// The sequence of an id; nil when the stack has no such deployment.
    func sequence(of id: String) -> Int64? { deployments.first { $0.id == id }?.sequence }

    /// The latest deployments with a template, newest first.
    ///
    /// - Parameter started: deployments of a later instant are left out.
    func latest(startedBefore instant: Instant? = nil, count: Int = 1) -> [DeploymentRow] {
        let found = deployments.reversed().lazy.filter { deployment in
            instant.map { deployment.created < $0 } ?? true
        }
        return Array(found.compactMap(\.source).prefix(count))
    }

    /// The deployment of a sequence; nil when it has no template.
    func find(_ sequence: Int64) -> DeploymentRow? { deployments.last { $0.sequence == sequence }?.source }

    /// The template of a deployment.
    func template(of deployment: DeploymentRow) -> [UInt8] {
        deployments.last { $0.sequence == deployment.sequence }?.template ?? []
    }

    private func add(_ deployment: DeploymentRecord) -> Int64 {
        state.change(stack) { $0.deployments.append(deployment) }
        state.rows?.add { [stack] db in try DeploymentRows(db: db).insert(deployment, stack: stack) }
        return deployment.sequence
    }
}
