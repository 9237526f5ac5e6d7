/// Mutants of the state table: a cell that takes refuses, or one that refuses takes.
enum StackStateMutants {
    static let all: [Mutant] = cells + planCells + signals + failures + shown

    private static let cells: [Mutant] = requests.flatMap { request, operation -> [Mutant] in
        let table = MutantTable(operation: operation)
        return StateTable.columns.flatMap { status -> [Mutant] in
            cell(StateTable.outcome(request, in: status), status.rawValue, table)
        }
    }

    private static let planCells: [Mutant] = PlanStatus.allCases.flatMap { status -> [Mutant] in
        guard let outcomes = StateTable.plan[status] else { return [] }
        let applying: [Mutant] = cell(
            outcomes.apply, status.rawValue, MutantTable(operation: "apply-execution-plan"))
        return applying + cell(outcomes.delete, status.rawValue, MutantTable(operation: "delete-execution-plan"))
    }

    private static let requests: [(StateTable.Request, String)] = [
        (.deploy, "deploy-stack"), (.continueDeploy, "continue-deploy-stack"),
        (.continueRollback, "continue-rollback-stack"), (.createPlan, "create-execution-plan"),
        (.applyPlan, "apply-execution-plan"), (.update, "update-stack"), (.delete, "delete-stack"),
        (.delete, "delete-stack-enhanced"),
    ]

    /// Why taking the call in a status cannot be seen; nil when it can.
    private static func unseen(_ operation: String, _ status: String) -> String? {
        guard operation == "apply-execution-plan" else { return nil }
        switch status {
        case "DEPLOYMENT_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "DELETION_IN_PROGRESS", "APPLIED":
            return "the plan has expired by then, so it is refused all the same"
        case "APPLY_IN_PROGRESS": return "the stack is being deployed then, so the plan is refused all the same"
        default: return nil
        }
    }

    private static func cell(_ outcome: StateTable.Outcome, _ status: String, _ table: MutantTable) -> [Mutant] {
        let word = status.lowercased().replacing("_", with: "-")
        switch outcome {
        case .taken(nil): return []
        case .taken(let rule?):
            return [
                Mutant(
                    table.rule(rule), .tighten, word, .refuse(.equal(status)), "refuses the call in \(status)",
                    by: "status", "assume")
            ]
        case .refused(_, let rule):
            return [
                Mutant(
                    table.rule(rule), .drop, word, .accept(.equal(status)), "takes the call in \(status)", by: "status",
                    equivalent: unseen(table.operation, status))
            ]
        }
    }

    /// The right decision with another signal.
    private static let signals: [Mutant] = {
        var mutants: [Mutant] = []
        for (request, operation) in requests {
            var rules: [String] = []
            for status in StateTable.columns {
                if case .refused(_, let rule) = StateTable.outcome(request, in: status), !rules.contains(rule) {
                    rules.append(rule)
                }
            }
            for rule in rules {
                mutants += signals(MutantTable(operation: operation), rule, "in a status that does not allow it")
            }
        }
        let applying = MutantTable(operation: "apply-execution-plan")
        for rule in ["not-available-403", "applied-twice-403", "expired-403"] {
            mutants += signals(applying, rule, "for a plan that is not to be applied")
        }
        for rule in ["refused-creation-in-progress", "refused-apply-in-progress"] {
            mutants += signals(MutantTable(operation: "delete-execution-plan"), rule, "for a plan that is at work")
        }
        mutants.append(
            Mutant(applying.rule("expired-403"), .drop, .drop, "applies an expired plan", by: "status"))
        return mutants
    }()

    /// Turning the rollback on and off after failures.
    private static let failures: [Mutant] = {
        let table = MutantTable(operation: "update-stack")
        var mutants = [
            table.denied("rollback-off-in-failed", "does not let the rollback be turned off after a failure")
        ]
        for word in ["deployment", "rollback", "deletion"] {
            let rule = "rollback-on-refused-\(word)-failed"
            mutants += signals(table, rule, "that turns the rollback on after a failure")
            mutants.append(
                Mutant(table.rule(rule), .drop, .drop, "turns the rollback on after a failed \(word)", by: "status"))
            mutants.append(table.doneAnyway(rule, "a call that turns the rollback on after a failed \(word)"))
        }
        return mutants
    }()

    /// Statuses on the way that are shown as others.
    private static let shown: [Mutant] = [
        ("create-stack.with-template-status", "get-stack-metadata", "DEPLOYMENT_IN_PROGRESS", "CREATION_COMPLETE"),
        ("deploy-stack.async-status", "get-stack-metadata", "DEPLOYMENT_IN_PROGRESS", "CREATION_COMPLETE"),
        ("delete-stack.async", "get-stack-metadata", "DELETION_IN_PROGRESS", "DEPLOYMENT_COMPLETE"),
        ("delete-stack-enhanced.async", "get-stack-metadata", "DELETION_IN_PROGRESS", "DEPLOYMENT_COMPLETE"),
        ("create-execution-plan.async-status", "get-execution-plan-metadata", "CREATION_IN_PROGRESS", "APPLIED"),
        (
            "apply-execution-plan.status-apply-in-progress", "get-execution-plan-metadata", "APPLY_IN_PROGRESS",
            "AVAILABLE"
        ),
    ].map { rule, operation, status, other in
        Mutant(
            RuleID(stringLiteral: rule), .signal, "status", answersOf: operation,
            AnswerChange(
                statuses: 200...200, act: .json(JSONChange(path: ["status"], act: .replace(status, with: other)))),
            "shows \(other) in place of \(status)", by: "json", "one of")
    }

    private static func signals(_ table: MutantTable, _ rule: String, _ what: String) -> [Mutant] {
        [202, 400, 404, 500].map { (status: Int) -> Mutant in
            Mutant(
                table.rule(rule), .signal, "\(status)", .signal(status: status), "answers \(status) to a call \(what)",
                by: "status")
        }
    }
}
