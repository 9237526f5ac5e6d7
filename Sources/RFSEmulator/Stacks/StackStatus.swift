/// Where a stack stands; the nine documented values.
enum StackStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case creationComplete = "CREATION_COMPLETE"
    case deploymentInProgress = "DEPLOYMENT_IN_PROGRESS"
    case deploymentComplete = "DEPLOYMENT_COMPLETE"
    case deploymentFailed = "DEPLOYMENT_FAILED"
    case rollbackInProgress = "ROLLBACK_IN_PROGRESS"
    case rollbackComplete = "ROLLBACK_COMPLETE"
    case rollbackFailed = "ROLLBACK_FAILED"
    case deletionInProgress = "DELETION_IN_PROGRESS"
    case deletionFailed = "DELETION_FAILED"

    /// Whether a run is under way.
    var isBusy: Bool { rawValue.hasSuffix("_IN_PROGRESS") }
    /// Whether the last run ended in failure.
    var isFailed: Bool { rawValue.hasSuffix("_FAILED") }
}

/// Where an execution plan stands; that a plan has expired is no status.
enum PlanStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case creationInProgress = "CREATION_IN_PROGRESS"
    case creationFailed = "CREATION_FAILED"
    case available = "AVAILABLE"
    case applyInProgress = "APPLY_IN_PROGRESS"
    case applied = "APPLIED"
}

/// Where a resource of a stack stands; also the kind of an event about it.
enum ResourceStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case creationInProgress = "CREATION_IN_PROGRESS"
    case creationFailed = "CREATION_FAILED"
    case creationComplete = "CREATION_COMPLETE"
    case updateInProgress = "UPDATE_IN_PROGRESS"
    case updateFailed = "UPDATE_FAILED"
    case updateComplete = "UPDATE_COMPLETE"
    case deletionInProgress = "DELETION_IN_PROGRESS"
    case deletionFailed = "DELETION_FAILED"
    case deletionComplete = "DELETION_COMPLETE"

    var isFailed: Bool { rawValue.hasSuffix("_FAILED") }
}
