/// A deployment, a rollback or a deletion, worked out from its start to its end.
struct Run: Sendable, Hashable, Codable {
    /// What happens to one resource.
    struct Step: Sendable, Hashable, Codable {
        var start: Instant
        var end: Instant
        var key: ResourceKey
        /// The resource while the step is under way.
        var during: StackResource
        /// The resource after the step; nil when it is gone.
        var after: StackResource?
    }

    var steps: [Step]
    /// What the stack consists of when the run is over.
    var result: StackContent
}

extension StackContent {
    /// The resources at an instant of a run that began with this content.
    func resources(during run: Run, at now: Instant) -> [StackResource] {
        var resources = self.resources
        for step in run.steps where step.start <= now {
            let index = resources.firstIndex { $0.key == step.key }
            let state = now < step.end ? step.during : step.after
            switch (index, state) {
            case (let index?, let state?): resources[index] = state
            case (let index?, nil): resources.remove(at: index)
            case (nil, let state?): resources.append(state)
            case (nil, nil): break
            }
        }
        return resources
    }
}
