/// Works out a run: its steps, its events, its statuses and what is left at the end.
struct RunPlanner: Sendable {
    /// How long each part of a run takes, in milliseconds.
    let transition: Int64
    /// What the stack consists of after all steps so far.
    private(set) var content: StackContent
    private(set) var steps: [Run.Step] = []
    private(set) var events: [StackEvent] = []
    private(set) var phases: [Timeline.Phase] = []
    /// When the next part begins.
    private var clock: Instant

    init(start: Instant, transition: Int64, content: StackContent) {
        self.transition = transition
        self.content = content
        clock = start
    }

    /// The run as it is stored.
    var run: Run { Run(steps: steps, result: content) }

    /// A deployment, followed by a rollback when it fails and there is something to roll back to.
    ///
    /// - Parameters:
    ///   - target: what the template asks for, or why it cannot be had.
    ///   - fallback: what a failed deployment is rolled back to; nil when it stays failed.
    mutating func deploy(_ target: Result<Blueprint, DeploymentProblem>, fallback: Blueprint?) {
        begin(.deploymentInProgress, "the deployment begins")
        let failure: String?
        switch target {
        case .failure(let problem):
            let end = clock + transition
            for message in problem.messages { events.append(StackEvent(.error, message, at: end)) }
            clock = end
            failure = problem.messages.first ?? "the template cannot be deployed"
        case .success(let blueprint):
            failure = carryOut(Change.between(content, blueprint))
            if failure == nil { content.outputs = blueprint.outputs }
        }
        guard let failure else { return finish(.deploymentComplete, "the deployment is complete") }
        guard let fallback else { return finish(.deploymentFailed, "the deployment failed", failure) }
        events.append(StackEvent(.error, "the deployment failed: \(failure)", at: clock))
        rollBack(to: fallback)
    }

    /// A return to what the stack was before.
    mutating func rollBack(to blueprint: Blueprint) {
        begin(.rollbackInProgress, "the rollback begins")
        if let failure = carryOut(Change.between(content, blueprint)) {
            return finish(.rollbackFailed, "the rollback failed", failure)
        }
        content.outputs = blueprint.outputs
        finish(.rollbackComplete, "the rollback is complete")
    }

    /// The end of a stack; the instant at which it is gone, nil when a resource cannot be deleted.
    mutating func delete(retaining: Bool) -> Instant? {
        begin(.deletionInProgress, retaining ? "the deletion begins, resources are kept" : "the deletion begins")
        if retaining {
            clock = clock + transition
            return clock
        }
        let failure: String?
        if let kept = content.resources.first(where: { $0.preventsDestruction && $0.exists }) {
            clock = clock + transition
            failure = "\(kept.key.address) must not be destroyed"
        } else {
            failure = carryOut(Change.between(content, Blueprint()))
        }
        guard let failure else { return clock }
        finish(.deletionFailed, "the deletion failed", failure)
        return nil
    }

    private mutating func begin(_ status: StackStatus, _ message: String) {
        phases.append(Timeline.Phase(start: clock, status: status))
        events.append(StackEvent(.log, message, at: clock))
    }

    private mutating func finish(_ status: StackStatus, _ message: String, _ failure: String? = nil) {
        if let failure { events.append(StackEvent(.error, "\(message): \(failure)", at: clock)) }
        events.append(StackEvent(.summary, message, at: clock))
        phases.append(Timeline.Phase(start: clock, status: status, message: failure))
    }

    /// Carries out changes one after the other until one fails; each takes its share of the time.
    private mutating func carryOut(_ changes: [Change]) -> String? {
        if let kept = changes.first(where: { $0.action == .deleteThenAdd && $0.target?.preventsDestruction == true }) {
            clock = clock + transition
            return "\(kept.key.address) must not be destroyed"
        }
        let began = clock
        var outcomes: [StepOutcome] = []
        for task in changes.flatMap(ResourceTask.tasks) {
            outcomes.append(task.outcome(&content))
            if outcomes.last?.failure != nil { break }
        }
        let count = Int64(outcomes.count)
        for (index, outcome) in outcomes.enumerated() {
            let start = began + transition * Int64(index) / count
            let end = began + transition * Int64(index + 1) / count
            steps.append(
                Run.Step(start: start, end: end, key: outcome.key, during: outcome.during, after: outcome.after))
            events += outcome.events(start: start, end: end)
        }
        clock = began + transition
        if outcomes.last?.failure == nil { content.dropUnmade(except: changes) }
        return outcomes.last?.failure
    }
}

/// Why a template cannot be deployed at all, a message for each cause.
struct DeploymentProblem: Error, Sendable, Hashable {
    var messages: [String]
}

extension StackContent {
    /// Forgets resources that never came to be and are not asked for any more.
    fileprivate mutating func dropUnmade(except changes: [Change]) {
        let wanted = Set(changes.filter { $0.target != nil }.map(\.key))
        resources.removeAll { !$0.exists && !wanted.contains($0.key) }
    }
}
