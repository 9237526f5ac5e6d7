/// Mutants of lists: order, pages, markers, what is listed.
enum ListMutants {
    static let all: [Mutant] =
        paged("list-private-modules", entries: "modules") + paged("list-private-module-versions", entries: "versions")
        + modules + versions

    private static func paged(_ operation: String, entries: String) -> [Mutant] {
        func rule(_ name: String) -> RuleID { RuleID(operation: operation, rule: name) }
        let pairs = [
            ("sort-key-without-dir", "a sort_key without a sort_dir"),
            ("sort-dir-without-key", "a sort_dir without a sort_key"),
            ("sort-count-mismatch", "unequal numbers of sort_key and sort_dir"),
        ].flatMap { name, what in
            [Mutant(rule(name), .drop, .drop, "accepts \(what)", by: "status")]
                + ParameterMutants.refusals(rule(name), what)
        }
        let order = [
            Mutant(rule("default-order-desc"), .drop, .way("oldest-first"), "lists the oldest first", by: "json"),
            Mutant(
                rule("default-order-desc"), .drop, "by-name", .way("by-name"), "lists in the order of names", by: "json"
            ),
            Mutant(
                rule("sort-asc"), .drop, .drop, "lists the newest first although asked for ascending order", by: "json"),
            Mutant(
                rule("sort-desc"), .drop, .drop, "lists the oldest first although asked for descending order",
                by: "json"),
            Mutant(
                rule("sort-count-mismatch"), .drop, "more-keys", .accept(.equal("keys")),
                "accepts more keys than directions", by: "status"),
            Mutant(
                rule("sort-count-mismatch"), .drop, "more-directions", .accept(.equal("directions")),
                "accepts more directions than keys", by: "status"),
            Mutant(
                rule("sort-dir-without-key"), .drop, "ascending", .accept(.equal("asc")),
                "accepts asc without a sort_key",
                by: "status"),
            Mutant(
                rule("sort-dir-without-key"), .drop, "descending", .accept(.equal("desc")),
                "accepts desc without a sort_key", by: "status"),
        ]
        let list = rule("field-\(entries)")
        let shape = [
            Mutant(list, .drop, .drop, "leaves out \(entries)", by: "at"),
            Mutant(list, .signal, "null", .form(.null), "gives null as \(entries)", by: "at"),
            Mutant(list, .signal, "number", .signal(), "gives a number as \(entries)", by: "at"),
            Mutant(rule("summary-only"), .effect, .effect, "adds module_source to entries", by: "json"),
        ]
        return pairs + order + pages(operation) + shape
    }

    /// Mutants of pages, markers and counts.
    static func pages(_ operation: String) -> [Mutant] {
        func rule(_ name: String) -> RuleID { RuleID(operation: operation, rule: name) }
        return [
            Mutant(rule("limit-respected"), .shift, .shift, "gives one entry more than limit says", by: "at"),
            Mutant(rule("limit-respected"), .drop, .way("ignored"), "ignores limit", by: "at"),
            Mutant(
                rule("marker-next-page"), .drop, .way("ignored"), "gives the first page again for a marker",
                by: "paging", "json"),
            Mutant(
                rule("marker-next-page"), .shift, "repeats", .way("repeats"), "repeats the last entry on the next page",
                by: "json"),
            Mutant(
                rule("marker-next-page"), .shift, "skips", .way("skips"), "skips an entry between pages", by: "at",
                "json"),
            Mutant(
                rule("marker-next-page"), .signal, "400", .way("refused"), "refuses its own markers", by: "at",
                "status", "assume"),
            Mutant(
                rule("marker-absent-first-page"), .drop, .drop, "leaves out the first entry without a marker", by: "at"),
            Mutant(
                rule("marker-same-parameters"), .signal, "500", .signal(status: 500),
                "answers 500 to a marker of another call", by: "status"),
            Mutant(rule("page-info-next-marker"), .drop, .drop, "gives no next_marker", by: "at"),
            Mutant(rule("page-info-next-marker"), .signal, "null", .form(.null), "gives null as next_marker", by: "at"),
            Mutant(
                rule("page-info-next-marker"), .signal, "number", .signal(), "gives a number as next_marker", by: "at"),
            Mutant(
                rule("page-info-next-marker"), .shift, .way("behind-the-last"),
                "gives a next_marker on the last page too",
                by: "at", "paging"),
            Mutant(rule("page-info-current-count"), .shift, .shift, "counts one entry more than there is", by: "at"),
            Mutant(
                rule("page-info-current-count"), .signal, "total", .way("total"), "counts the entries of all pages",
                by: "at"),
            Mutant(
                rule("page-info-current-count"), .signal, "limit", .way("limit"), "gives the limit as current_count",
                by: "at"),
            Mutant(
                rule("page-info-current-count"), .signal, "text", .way("text"), "gives current_count as a text",
                by: "at"),
            Mutant(rule("page-info-current-count"), .drop, .drop, "gives no current_count", by: "at"),
            Mutant(
                rule("page-info-previous-marker"), .signal, "wrong", .way("next"),
                "gives a previous_marker that leads on",
                by: "at"),
        ]
    }

    private static let modules: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "list-private-modules", rule: name) }
        return [
            Mutant(
                rule("lists-own-modules"), .drop, "oldest", .drop, "leaves out the oldest module of a page", by: "json"),
            Mutant(
                rule("lists-own-modules"), .drop, "newest", .way("newest"), "leaves out the newest module", by: "json"),
            Mutant(
                rule("empty-list"), .signal, "null", .way("null"), "gives null in place of an empty list", by: "json"),
            Mutant(
                rule("empty-list"), .signal, "absent", .way("absent"), "leaves out a list that is empty", by: "json"),
            Mutant(
                rule("empty-list"), .signal, "404", .way("404"), "answers 404 when there is no module", by: "status"),
            Mutant(rule("region-scope"), .drop, .drop, "lists modules of other regions", by: "json"),
            Mutant(rule("account-scope"), .drop, .drop, "lists modules of other accounts", by: "json"),
            Mutant(
                rule("item-module-id-stable"), .effect, .effect, "lists another module_id after an update", by: "at"),
            Mutant(
                rule("item-update-time-not-before-create"), .signal, "", .shift,
                "lists an update_time before create_time",
                by: "at"),
            Mutant(rule("item-module-description"), .drop, .drop, "lists modules without description", by: "at"),
            Mutant(
                rule("item-module-description"), .signal, "number", .signal(), "lists a number as description", by: "at"
            ),
            Mutant(
                rule("item-module-description"), .signal, "cut", .form(.changed(.cut)), "lists descriptions cut short",
                by: "at"),
            Mutant(
                rule("sort-explicit-desc-equals-default"), .effect, .effect,
                "gives another order when the default order is asked for", by: "json"),
            Mutant(
                rule("summary-only"), .signal, "versions", .way("versions"), "adds the versions to entries", by: "json"),
        ]
    }()

    private static let versions: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "list-private-module-versions", rule: name) }
        return [
            Mutant(
                rule("lists-versions"), .drop, "oldest", .drop, "leaves out the oldest version of a page", by: "json"),
            Mutant(
                rule("lists-versions"), .drop, "newest", .way("newest"), "leaves out the newest version", by: "json"),
            Mutant(
                rule("lists-versions"), .effect, "others", .way("others"), "lists versions of other modules too",
                by: "json"),
            Mutant(
                rule("empty-module"), .signal, "404", .signal(status: 404), "answers 404 for a module without versions",
                by: "status"),
            Mutant(rule("item-version-description"), .drop, .drop, "lists versions without description", by: "json"),
            Mutant(
                rule("item-version-description"), .signal, "number", .signal(), "lists a number as description",
                by: "json"),
        ]
    }()
}
