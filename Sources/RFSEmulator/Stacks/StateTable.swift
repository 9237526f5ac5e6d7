/// What a changing request may find a stack in, and what comes of it: the whole machine as one value.
///
/// Read it beside the tables of the documentation. A row is a request, a column a status; a cell says whether the
/// request is taken or how it is refused, and which rule says so. Absent stacks and plans are 404 before this table.
enum StateTable {
    /// A request that changes a stack or a plan.
    enum Request: String, Sendable, CaseIterable {
        case deploy, continueDeploy, continueRollback, createPlan, applyPlan, update, enableRollback, delete
    }

    /// What comes of a request; `rule` is the part of the id of the rule behind the full stop.
    enum Outcome: Sendable, Hashable {
        case taken(rule: String? = nil)
        case refused(ErrorCode, rule: String)
    }

    /// The outcomes of one request, in the order of the columns.
    struct Row: Sendable {
        fileprivate let outcomes: [StackStatus: Outcome]

        fileprivate init(_ outcomes: Outcome...) {
            self.outcomes = Dictionary(uniqueKeysWithValues: zip(StateTable.columns, outcomes))
        }
    }

    static let columns: [StackStatus] = [
        .creationComplete, .deploymentComplete, .rollbackComplete,
        .deploymentFailed, .rollbackFailed, .deletionFailed,
        .deploymentInProgress, .rollbackInProgress, .deletionInProgress,
    ]

    // swift-format-ignore
    static let stack: [Request: Row] = [
        .deploy: Row(
            .taken(), .taken(), .taken(),
            .taken(), .taken(), .taken(rule: "after-deletion-failed"),
            .refused(.stackBusy, rule: "in-progress-403"),
            .refused(.stackBusy, rule: "in-progress-403"),
            .refused(.stackBusy, rule: "in-progress-403")),
        .continueDeploy: Row(
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .taken(rule: "allowed-state"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused")),
        .continueRollback: Row(
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .taken(rule: "allowed-state"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused"),
            .refused(.continueInStackStatus, rule: "other-states-refused")),
        .createPlan: Row(
            .taken(), .taken(), .taken(),
            .taken(), .taken(), .taken(),
            .refused(.stackBusy, rule: "refused-deployment-in-progress"),
            .refused(.stackBusy, rule: "refused-rollback-in-progress"),
            .refused(.stackBusy, rule: "refused-deletion-in-progress")),
        .applyPlan: Row(
            .taken(), .taken(), .taken(),
            .taken(), .taken(), .taken(),
            .refused(.applyInStackStatus, rule: "refused-deployment-in-progress"),
            .refused(.applyInStackStatus, rule: "refused-rollback-in-progress"),
            .refused(.applyInStackStatus, rule: "refused-deletion-in-progress")),
        .update: Row(
            .taken(), .taken(), .taken(),
            .taken(rule: "other-updates-in-failed"),
            .taken(rule: "other-updates-in-failed"),
            .taken(rule: "other-updates-in-failed"),
            .refused(.stackBusy, rule: "refused-deployment-in-progress"),
            .refused(.stackBusy, rule: "refused-rollback-in-progress"),
            .refused(.stackBusy, rule: "refused-deletion-in-progress")),
        .enableRollback: Row(
            .taken(), .taken(), .taken(),
            .refused(.rollbackInStackStatus, rule: "rollback-on-refused-deployment-failed"),
            .refused(.rollbackInStackStatus, rule: "rollback-on-refused-rollback-failed"),
            .refused(.rollbackInStackStatus, rule: "rollback-on-refused-deletion-failed"),
            .refused(.stackBusy, rule: "refused-deployment-in-progress"),
            .refused(.stackBusy, rule: "refused-rollback-in-progress"),
            .refused(.stackBusy, rule: "refused-deletion-in-progress")),
        .delete: Row(
            .taken(rule: "final-states-allowed"), .taken(rule: "final-states-allowed"),
            .taken(rule: "final-states-allowed"),
            .taken(rule: "final-states-allowed"), .taken(rule: "final-states-allowed"),
            .taken(rule: "final-states-allowed"),
            .refused(.deleteInStackStatus, rule: "refused-deployment-in-progress"),
            .refused(.deleteInStackStatus, rule: "refused-rollback-in-progress"),
            .refused(.deleteInStackStatus, rule: "refused-deletion-in-progress")),
    ]

    /// Applying and deleting a plan, by the status of the plan.
    static let plan: [PlanStatus: (apply: Outcome, delete: Outcome)] = [
        .creationInProgress: (
            .refused(.applyInPlanStatus, rule: "not-available-403"),
            .refused(.deleteInPlanStatus, rule: "refused-creation-in-progress")
        ),
        .creationFailed: (
            .refused(.applyInPlanStatus, rule: "not-available-403"), .taken(rule: "allowed-creation-failed")
        ),
        .available: (.taken(), .taken(rule: "allowed-available")),
        .applyInProgress: (
            .refused(.applyInPlanStatus, rule: "not-available-403"),
            .refused(.deleteInPlanStatus, rule: "refused-apply-in-progress")
        ),
        .applied: (.refused(.applyInPlanStatus, rule: "applied-twice-403"), .taken(rule: "allowed-applied")),
    ]

    /// What comes of a request to a stack in a status.
    static func outcome(_ request: Request, in status: StackStatus) -> Outcome {
        stack[request]?.outcomes[status] ?? .taken()
    }
}

extension OperationRules {
    /// Refuses what the state table refuses.
    ///
    /// - Parameters:
    ///   - status: the status of what the request is about, for alterations that concern some only.
    ///   - subject: begins the message.
    func check(
        _ outcome: StateTable.Outcome, in status: String, _ subject: @autoclosure () -> String
    ) throws(Refusal) {
        switch outcome {
        case .taken(nil): return
        case .taken(let rule?):
            try require(rule, true, on: status, else: Refusal(.stackBusy, subject()))
        case .refused(let error, let rule):
            try require(rule, false, on: status, else: Refusal(error, subject()))
        }
    }
}
