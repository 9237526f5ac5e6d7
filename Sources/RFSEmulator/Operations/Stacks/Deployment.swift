/// How operations begin a run on a stack.
extension OperationContext {
    /// What a stack consists of now that no run is under way.
    func content(of stack: StackRow, _ state: Transaction) -> StackContent {
        let (base, run) = stacks(state).content(of: stack)
        return run?.result ?? base
    }

    /// Begins a deployment and gives its id.
    ///
    /// - Parameter isFirst: whether the deployment is part of the creation of the stack.
    func deploy(
        _ stack: StackRow, _ target: Result<Blueprint, DeploymentProblem>, inputs: DeploymentInputs, template: [UInt8],
        from content: StackContent, isFirst: Bool = false, _ state: Transaction
    ) -> (id: String, end: Instant) {
        let deployments = DeploymentTable(state: state, stack: stack.sequence)
        let fallback = stack.rollsBack ? rollbackTarget(of: stack, deployments) : nil
        let fallsBack = rules.takesPlace("auto-rollback-on-failure") ? fallback : nil
        let id = account.nextIdentifier()
        let sequence = deployments.insert(
            id: id, inputs: inputs, target: DeploymentTarget(target), template: template,
            objectKey: "\(account.domainID)/\(stack.id)/\(id)/\(inputs.templateName)", at: now)
        let isAsync = ["async-status", "with-template-status"].allSatisfy(rules.takesPlace)
        var planner = RunPlanner(start: now, transition: isAsync ? transition : 0, content: content)
        let isForced = !rules.takesPlace("no-rollback-stays-failed")
        planner.deploy(target, fallback: isForced ? fallsBack ?? Blueprint() : fallsBack)
        let succeeded = planner.phases.last?.status == .deploymentComplete
        begin(
            planner, on: stack, from: content, deployment: sequence, stable: succeeded ? sequence : stack.stable,
            isFirst: isFirst, state)
        return (id, planner.phases.last?.start ?? now)
    }

    /// Begins a rollback and gives its id.
    func rollBack(_ stack: StackRow, from content: StackContent, _ state: Transaction) -> String {
        let deployments = DeploymentTable(state: state, stack: stack.sequence)
        let id = account.nextIdentifier()
        let sequence = deployments.insertRollback(id: id, at: now)
        var planner = RunPlanner(start: now, transition: transition, content: content)
        planner.rollBack(to: rollbackTarget(of: stack, deployments))
        begin(planner, on: stack, from: content, deployment: sequence, stable: stack.stable, state)
        return id
    }

    /// Stores a run with its events.
    func begin(
        _ planner: RunPlanner, on stack: StackRow, from content: StackContent, deployment: Int64?, stable: Int64?,
        isFirst: Bool = false, gone: Instant? = nil, _ state: Transaction
    ) {
        if rules.takesPlace("expires-plans"), rules.takesPlace("other-plans-expire") {
            PlanTable(state: state, stack: stack.sequence).expireAll()
        }
        if rules.takesPlace("events-recorded") {
            EventTable(state: state, stack: stack.sequence).insert(planner.events, deployment: deployment)
        }
        stacks(state).begin(
            planner.run, phases: planner.phases, on: stack, from: content, stable: stable,
            createdUntil: isFirst ? planner.phases.last?.start : nil, gone: gone)
    }

    /// What a stack was asked to be when it was deployed last with success; nothing when it never was.
    private func rollbackTarget(of stack: StackRow, _ deployments: DeploymentTable) -> Blueprint {
        stack.stable.flatMap { deployments.find($0)?.target.blueprint } ?? Blueprint()
    }
}
