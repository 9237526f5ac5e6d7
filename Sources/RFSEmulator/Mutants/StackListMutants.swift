/// Mutants of the lists of stacks and plans: order, pages, what is listed.
enum StackListMutants {
    static let all: [Mutant] = pages + entries + single

    private static let pages: [Mutant] = lists.flatMap { operation, entries -> [Mutant] in
        let table = MutantTable(operation: operation)
        let list = table.rule("field-\(entries)")
        let empty = table.rule("empty-list")
        let own = [
            table.lost("default-order-desc", "lists the oldest first", by: "json", "at"),
            Mutant(empty, .signal, "null", .way("null"), "gives null in place of an empty list", by: "json"),
            Mutant(empty, .signal, "absent", .way("absent"), "leaves out a list that is empty", by: "json"),
            Mutant(table.rule("summary-only"), .effect, .effect, "adds the variables to entries", by: "json", "at"),
        ]
        let text = Mutant(
            list, .signal, "text", .form(.malformed), "gives null in place of the list", by: "at", "json")
        let ofThings = ["list-stacks", "list-execution-plans"].contains(operation)
        return ListMutants.pages(operation) + [text] + (ofThings ? own : [])
    }

    private static let entries: [Mutant] = complete.flatMap { operation, rule -> [Mutant] in
        let rule = RuleID(operation: operation, rule: rule)
        return [
            Mutant(rule, .drop, "last", .drop, "leaves out the last entry of a page", by: "json", "at"),
            Mutant(rule, .drop, "first", .way("newest"), "leaves out the first entry", by: "json", "at"),
        ]
    }

    private static let single: [Mutant] = {
        let stacks = MutantTable(operation: "list-stacks")
        let plans = MutantTable(operation: "list-execution-plans")
        return [
            stacks.lost("includes-deleting", "does not list stacks that are being deleted", by: "json"),
            stacks.lost("status-message-failed-only", "gives no status_message of failed stacks", by: "at", "json"),
            plans.lost("description-absent-when-unset", "gives an empty description for none", by: "json", "at"),
        ]
    }()

    private static let lists: [(operation: String, entries: String)] = [
        ("list-stacks", "stacks"), ("list-stack-resources", "stack-resources"), ("list-stack-outputs", "outputs"),
        ("list-stack-events", "stack-events"), ("list-execution-plans", "execution-plans"),
    ]

    private static let complete: [(operation: String, rule: String)] = [
        ("list-stacks", "lists-own-stacks"), ("list-stack-resources", "lists-managed"),
        ("list-stack-outputs", "outputs-of-template"),
        ("list-execution-plans", "lists-plans-of-stack"),
    ]
}
