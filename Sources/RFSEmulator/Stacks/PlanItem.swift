/// One change of an execution plan as it is shown.
struct PlanItem: Sendable, Hashable, Codable {
    /// One argument before and after.
    struct Difference: Sendable, Hashable, Codable {
        var name: String
        /// Nil for a resource that is created.
        var previous: String?
        /// Nil for a resource that is deleted.
        var target: String?
    }

    var key: ResourceKey
    var action: Change.Action
    var reason: String?
    var provider: String
    /// Whether the change was made outside of the stack.
    var isDrifted = false
    var isImported = false
    var resourceID: String?
    var differences: [Difference]
    /// The pricing inputs of a resource that is created; empty otherwise.
    var arguments: [ResourceAttribute] = []
    var unknown: [String: String] = [:]
    var dependencies: [String] = []

    /// What is shown for a value that only the deployment gives.
    static let unknownValue = "(known after the deployment)"

    /// The items of a plan: one for each resource, two for one that drifted.
    static func items(_ changes: [Change]) -> [PlanItem] {
        changes.flatMap { change -> [PlanItem] in
            guard change.target != nil || change.current?.exists == true else { return [] }
            return [drift(of: change), item(of: change)].compactMap(\.self)
        }
    }

    private static func drift(of change: Change) -> PlanItem? {
        guard let current = change.current, let remote = current.remote else { return nil }
        return PlanItem(
            key: change.key, action: .update, reason: "the resource was changed outside of the stack",
            provider: current.provider, isDrifted: true, resourceID: current.physicalID,
            differences: differences(from: current.attributes, to: remote))
    }

    private static func item(of change: Change) -> PlanItem {
        let current = change.current.flatMap { $0.exists ? $0 : nil }
        let isImported = change.target?.isImported == true && current == nil
        let reason: String? =
            switch change.action {
            case .delete: "the template does not declare the resource"
            case .deleteThenAdd, .addThenDelete: "an argument cannot be changed in place"
            default: nil
            }
        var item = PlanItem(
            key: change.key, action: isImported ? .none : change.action, reason: reason,
            provider: change.target?.provider ?? current?.provider ?? "", isImported: isImported,
            resourceID: current?.physicalID, differences: [])
        let old = current.map { $0.remote ?? $0.attributes }
        if isImported {
            item.differences = []
        } else if let target = change.target {
            item.differences = differences(from: old, to: target.attributes, unknown: target.unknown)
        } else {
            item.differences = differences(from: old, to: nil)
        }
        if let target = change.target, change.action == .add, !isImported {
            item.arguments = target.attributes
            item.unknown = target.unknown
            item.dependencies = target.dependencies
        }
        return item
    }

    private static func differences(
        from old: [ResourceAttribute]?, to new: [ResourceAttribute]?, unknown: [String: String] = [:]
    ) -> [Difference] {
        func shown(_ attribute: ResourceAttribute?) -> String? {
            attribute.map { $0.isSensitive ? "<sensitive>" : $0.value }
        }
        var differences: [Difference] = []
        for attribute in new ?? [] {
            let before = old?.first { $0.name == attribute.name }
            if before?.value == attribute.value, old != nil { continue }
            let after = unknown[attribute.name] == nil || old != nil ? shown(attribute) : unknownValue
            differences.append(Difference(name: attribute.name, previous: shown(before), target: after))
        }
        for attribute in old ?? [] where new?.contains(where: { $0.name == attribute.name }) != true {
            differences.append(Difference(name: attribute.name, previous: shown(attribute), target: nil))
        }
        return differences
    }
}

/// How many changes of each kind a plan makes.
struct PlanSummary: Sendable, Hashable {
    var added: Int64 = 0
    var updated: Int64 = 0
    var deleted: Int64 = 0
    var imported: Int64 = 0

    init(_ items: [PlanItem]) {
        for item in items {
            switch item.action {
            case .add: added += 1
            case .update: updated += 1
            case .delete: deleted += 1
            case .addThenDelete, .deleteThenAdd:
                added += 1
                deleted += 1
            case .none: imported += item.isImported ? 1 : 0
            }
        }
    }
}

/// What is worked out when a plan is made, and kept until it is applied.
struct PlanDraft: Sendable {
    var inputs: DeploymentInputs
    var target: DeploymentTarget
    var items: [PlanItem]
    var template: [UInt8]
}
