/// Mutants of execution plans: creating, reading, applying, deleting, pricing.
enum PlanMutants {
    static let all: [Mutant] = creating + reading + applying + pricing

    private static let creating: [Mutant] = {
        let table = MutantTable(operation: "create-execution-plan")
        let deletion = MutantTable(operation: "delete-execution-plan")
        let own = [
            table.denied("execution-plan-name-chinese-accepted", "refuses an execution_plan_name in Chinese"),
            table.denied("recreate-after-delete", "refuses the name of a deleted plan"),
            table.denied("same-name-other-stack", "refuses a name that another stack's plan has"),
            table.lost(
                "async-status", "has computed a plan before it answers",
                equivalent: "how long a run takes is left free, so it may be over before it is looked at"),
            table.lost("new-id-each-time", "gives the id of a deleted plan to the next of its name", by: "json"),
            table.lost("available-readable", "fails every plan", by: "json", "deadline", "until", "status"),
            table.lost("stack-untouched", "deploys the stack when a plan is made", by: "json"),
            Mutant(
                table.rule("execution-plan-name-case-sensitive"), .drop, .drop,
                "takes names that differ in case for the same", by: "status", "json"),
            table.doneAnyway("execution-plan-name-unique", "a name in use"),
            deletion.lost("gone-after-delete", "accepts a deletion and does not carry it out", by: "status"),
            deletion.lost("repeat-delete-404", "accepts a second deletion", by: "status"),
            deletion.lost(
                "stack-untouched", "deploys the stack when a plan is deleted", by: "json"),
            table.lost(
                "invalid-template-fails-later", "takes a plan that cannot be made for available", by: "json", "at",
                "status"),
            Mutant(
                table.rule("invalid-template-fails-later"), .signal, "message",
                answersOf: "get-execution-plan-metadata",
                AnswerChange(statuses: 200...200, act: .json(JSONChange(path: ["status_message"], act: .set(.null)))),
                "does not say why a plan failed", by: "json", "at"),
        ]
        let refused: [[Mutant]] = [
            table.accepted("execution-plan-name-unique", "a name that is in use", statuses: [200, 500]),
            Array(table.accepted("duplicate-name-409", "a name in use", statuses: [400, 403, 500]).dropFirst()),
            table.quota("plans"),
        ]
        return own + refused.flatMap { $0 }
    }()

    private static let reading: [Mutant] = {
        let content = MutantTable(operation: "get-execution-plan")
        let metadata = MutantTable(operation: "get-execution-plan-metadata")
        return [
            content.lost("no-items-creation-in-progress", "shows items of a plan that is not made yet", by: "json"),
            content.lost(
                "no-items-creation-failed", "shows items of a plan that failed",
                equivalent: "a plan that failed has no items to show"),
            Mutant(
                content.rule("no-items-creation-failed"), .effect, "item",
                answers: AnswerChange(
                    statuses: 200...200,
                    act: .json(JSONChange(path: ["execution_plan_items"], act: .set(.array([.object([])]))))),
                "shows an item of a plan that failed", by: "json", "at"),
            content.lost("items-describe-changes", "shows no items", by: "json", "at"),
            content.lost("no-drift-one-item", "shows a drift where there is none", by: "json", "at"),
            content.lost("previous-value-empty-on-add", "shows a previous_value of a new resource", by: "at", "json"),
            content.lost("target-value-empty-on-delete", "shows a target_value of what goes", by: "at", "json"),
            content.lost("index-count", "shows no index of numbered resources", by: "json", "at"),
            content.lost("index-for-each", "shows no index of keyed resources", by: "json", "at"),
            metadata.lost("summary-available", "shows no summary of an available plan", by: "json", "at"),
            metadata.lost("summary-apply-in-progress", "shows no summary of a plan being applied", by: "json", "at"),
            metadata.lost("summary-applied", "shows no summary of an applied plan", by: "json", "at"),
            metadata.lost("no-summary-creation-in-progress", "shows a summary of an unfinished plan", by: "json", "at"),
            metadata.lost("no-summary-creation-failed", "shows a summary of a failed plan", by: "json", "at"),
            metadata.lost("summary-matches-items", "counts one resource too many", by: "json", "at"),
            metadata.lost("inputs-echo", "adds a line end to variables", by: "json", "at"),
            metadata.lost("template-not-returned", "shows the template", by: "json", "at"),
            metadata.lost("status-message-failed-only", "gives a status_message without a failure", by: "json", "at"),
        ]
    }()

    private static let applying: [Mutant] = {
        let table = MutantTable(operation: "apply-execution-plan")
        return [
            table.lost("removed-resource-deleted", "keeps resources that the plan removes", by: "json", "at"),
            table.lost("result-in-stack-status", "does not tell of a failed run", by: "json"),
            table.lost(
                "status-apply-in-progress", "takes a plan for applied at once",
                equivalent: "how long a run takes is left free, so it may be over before it is looked at"),
            table.lost("status-applied", "never takes a plan for applied", by: "json", "deadline", "until"),
            table.lost("apply-time-set", "gives an apply_time before create_time", by: "json", "at"),
            table.lost("other-plans-expire", "lets other plans be applied afterwards", by: "status"),
        ]
    }()

    private static let pricing: [Mutant] = {
        let table = MutantTable(operation: "estimate-execution-plan-price")
        return [
            table.lost("two-decimals-up", "gives amounts with more than two decimals", by: "at", "json"),
            table.lost("free-no-period", "gives a period of what is free", by: "at", "json"),
            Mutant(
                table.rule("unsupported-no-price"), .effect, "price",
                answers: AnswerChange(
                    statuses: 200...200,
                    act: .json(JSONChange(path: ["items", "*", "resource_price"], act: .set(.array([.object([])]))))),
                "gives a price of what it cannot price", by: "json", "at"),
            table.lost(
                "unsupported-no-price", "gives an empty list of prices of what it cannot price",
                equivalent: "an empty list of prices says the same as none"),
        ]
    }()
}
