/// Mutants of the events of a stack: order, filters, fields.
enum EventMutants {
    private static let table = MutantTable(operation: "list-stack-events")

    static let all: [Mutant] = selecting + refusing + fields

    /// Names that field takes although no page says so.
    private static let unstated = ["time", "event_type"]

    private static let fields: [Mutant] = EventFields.known.filter { !unstated.contains($0) }.map { name -> Mutant in
        table.lost(
            "field-\(name.replacing("_", with: "-"))", "does not give \(name) although field asks for it", by: "at",
            "json", "assume")
    }

    private static let selecting: [Mutant] = [
        table.lost("order-desc", "lists the oldest events first", by: "json", "at"),
        Mutant(
            table.rule("all-deployments"), .drop, .way("last"),
            "lists the events of the last deployment only, although none is named", by: "json"),
        table.lost("by-deployment", "ignores deployment_id", by: "json", "at"),
        table.lost("filter-event-type", "ignores a filter on event_type", by: "json", "at"),
        table.lost("filter-resource-type", "ignores a filter on resource_type", by: "json", "at"),
        table.lost("filter-resource-name", "ignores a filter on resource_name", by: "json", "at"),
        table.lost("filter-and", "ignores all conditions but the first", by: "json", "at"),
        table.lost("filter-or", "ignores all values but the first", by: "json", "at"),
        table.lost("field-selects", "gives all attributes whatever field says", by: "json", "at"),
        table.lost("field-separator", "ignores all names in field but the first", by: "json", "at"),
        table.lost("field-event-type-always", "leaves out event_type unless field names it", by: "json", "at"),
        table.lost("resource-key-count", "gives no resource_key of numbered resources", by: "json", "at"),
        table.lost("resource-key-for-each", "gives no resource_key of keyed resources", by: "json", "at"),
        table.lost("elapsed-seconds-unit", "gives an elapsed time below zero", by: "at", "json"),
        table.denied("empty-stack", "refuses to list no events"),
        table.denied("filter-semicolon-ignored", "refuses a filter with a semicolon"),
        MutantTable(operation: "apply-execution-plan").lost(
            "events-recorded", "records no events of an applied plan", by: "json", "at"),
    ]

    private static let refusing: [Mutant] = {
        let refused = [
            ("filter-no-parentheses", "a filter with parentheses"),
            ("filter-one-and-per-name", "two conditions on one attribute"),
            ("filter-unknown-name", "a filter on an unknown attribute"), ("filter-operator", "another operator"),
            ("filter-charset", "a filter with other characters"), ("field-charset", "a field with other characters"),
            ("unknown-deployment-404", "an unknown deployment_id"),
        ]
        let accepted = refused.flatMap { table.accepted($0.0, $0.1, statuses: [500]) }
        return accepted + table.answers("status-404-2", [200, 400, 500], "to an unknown deployment_id")
    }()
}
