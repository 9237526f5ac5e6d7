/// One thing that a run does to one resource.
struct ResourceTask: Sendable, Hashable {
    var action: OwnResource.Action
    var key: ResourceKey
    var current: StackResource?
    var target: Blueprint.Resource?

    /// What a change amounts to.
    static func tasks(of change: Change) -> [ResourceTask] {
        func task(_ action: OwnResource.Action) -> ResourceTask {
            ResourceTask(action: action, key: change.key, current: change.current, target: change.target)
        }
        return switch change.action {
        case .none: []
        case .add: [task(.create)]
        case .update: [task(.update)]
        case .delete: change.current?.exists == true ? [task(.delete)] : []
        case .deleteThenAdd: [task(.delete), task(.create)]
        case .addThenDelete: [task(.create), task(.delete)]
        }
    }

    /// Carries the task out on the content of a stack.
    func outcome(_ content: inout StackContent) -> StepOutcome {
        let counter = OwnResource.counter(key, action)
        let earlier = content.attempts[counter, default: 0]
        let attributes = (action == .delete ? current?.attributes : target?.attributes) ?? []
        let failure = OwnResource.failure(action, on: key, attributes, earlier: earlier)
        if key.type == OwnResource.fault { content.attempts[counter] = earlier + 1 }

        var during = current ?? unmade
        during.message = nil
        during.status = inProgress
        if action == .create { during = unmade }
        var after: StackResource? = during
        if let failure {
            after?.status = failed
            after?.message = failure
        } else if action == .delete {
            after = nil
        } else if let target {
            after?.physicalID = action == .create ? target.physicalID : current?.physicalID
            after?.attributes = target.attributes
            after?.remote = nil
            after?.provider = target.provider
            after?.preventsDestruction = target.preventsDestruction
            after?.status = complete
        }
        content.resources.removeAll { $0.key == key && after == nil }
        if let after {
            if let index = content.resources.firstIndex(where: { $0.key == key }) {
                content.resources[index] = after
            } else {
                content.resources.append(after)
            }
        }
        return StepOutcome(
            task: self, during: during, after: after, failure: failure,
            finished: failure == nil ? complete : failed)
    }

    /// The resource before it exists.
    private var unmade: StackResource {
        StackResource(
            key: key, attributes: target?.attributes ?? [], status: .creationInProgress,
            provider: target?.provider ?? "", preventsDestruction: target?.preventsDestruction ?? false)
    }

    private var inProgress: ResourceStatus {
        switch action {
        case .create: .creationInProgress
        case .update: .updateInProgress
        case .delete: .deletionInProgress
        }
    }

    private var failed: ResourceStatus {
        switch action {
        case .create: .creationFailed
        case .update: .updateFailed
        case .delete: .deletionFailed
        }
    }

    private var complete: ResourceStatus {
        switch action {
        case .create: .creationComplete
        case .update: .updateComplete
        case .delete: .deletionComplete
        }
    }
}

/// What came of a task.
struct StepOutcome: Sendable, Hashable {
    var task: ResourceTask
    var during: StackResource
    /// The resource afterwards; nil when it is gone.
    var after: StackResource?
    /// Why the task failed.
    var failure: String?
    /// The status with which the task ended.
    var finished: ResourceStatus

    var key: ResourceKey { task.key }

    /// The two events of the step.
    func events(start: Instant, end: Instant) -> [StackEvent] {
        let word =
            switch task.action {
            case .create: task.target?.isImported == true ? "import" : "creation"
            case .update: "update"
            case .delete: "deletion"
            }
        let id = during.physicalID
        let ending = failure.map { "the \(word) of \(key.address) failed: \($0)" }
        return [
            StackEvent(during.status, key, id: id, "the \(word) of \(key.address) begins", at: start),
            StackEvent(
                finished, key, id: after?.physicalID ?? id, ending ?? "the \(word) of \(key.address) is complete",
                at: end, elapsed: (end.milliseconds - start.milliseconds) / 1000),
        ]
    }
}
