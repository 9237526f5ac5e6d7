/// What a run does to one resource.
struct Change: Sendable, Hashable {
    /// The documented kinds of change.
    enum Action: String, Sendable, Hashable, Codable {
        case add = "ADD"
        case addThenDelete = "ADD_THEN_DELETE"
        case delete = "DELETE"
        case deleteThenAdd = "DELETE_THEN_ADD"
        case update = "UPDATE"
        case none = "NO_OPERATION"
    }

    var action: Action
    var key: ResourceKey
    /// The resource as it is; nil when there is none.
    var current: StackResource?
    /// The resource as it is to be; nil when it is to go.
    var target: Blueprint.Resource?

    /// The changes that lead from what a stack has to what it is to have, in the order in which they are made.
    static func between(_ content: StackContent, _ blueprint: Blueprint) -> [Change] {
        var existing: [ResourceKey: StackResource] = [:]
        for resource in content.resources { existing[resource.key] = resource }
        var changes: [Change] = []
        for target in blueprint.resources {
            let current = existing.removeValue(forKey: target.key)
            changes.append(
                Change(action: action(current, target), key: target.key, current: current, target: target))
        }
        for resource in content.resources.reversed() where existing[resource.key] != nil {
            changes.append(Change(action: .delete, key: resource.key, current: resource))
        }
        return changes
    }

    private static func action(_ current: StackResource?, _ target: Blueprint.Resource) -> Action {
        guard let current, current.exists else { return .add }
        if OwnResource.needsReplacement(target.key, from: current.attributes, to: target.attributes) {
            return .deleteThenAdd
        }
        let isSame = (current.remote ?? current.attributes) == target.attributes
        return isSame && !current.status.isFailed ? .none : .update
    }
}
