/// Mutants of modules as such: names, ids, what operations leave behind.
enum ModuleMutants {
    static let all: [Mutant] =
        named + MutantTable(operation: "create-private-module").quota("modules") + creation + showing + updating
        + deleting

    private static let pathOperations = Operations.all.filter { operation in
        operation.parameters.contains { $0.name == "module_name" && $0.place == .path }
    }

    /// Rules of the name and the id that say which module is meant.
    private static let named: [Mutant] = pathOperations.flatMap { operation -> [Mutant] in
        func rule(_ name: String) -> RuleID { RuleID(operation: operation.name, rule: name) }
        let changes = operation.method != "GET"
        var mutants = [
            Mutant(
                rule("module-name-case-sensitive"), .drop, .drop, "finds a module by its name in other case",
                by: "status"),
            Mutant(rule("module-id-optional"), .tighten, .tighten, "refuses a call without module_id", by: "status"),
            Mutant(rule("module-id-match"), .tighten, .tighten, "refuses the right module_id", by: "status"),
            Mutant(rule("module-id-mismatch"), .drop, .drop, "ignores a wrong module_id", by: "status"),
            Mutant(
                rule("module-id-mismatch"), .drop, "prefix", .way("prefix"),
                "compares the first half of module_id only",
                by: "status"),
            Mutant(rule("module-id-stale"), .drop, .drop, "takes the module_id of a deleted module", by: "status"),
            Mutant(
                rule("status-404"), .signal, "400", .signal(status: 400), "answers 400 for an unknown module",
                by: "status"),
            Mutant(
                rule("status-404"), .signal, "500", .signal(status: 500), "answers 500 for an unknown module",
                by: "status"),
            Mutant(
                rule("status-404"), .signal, "200", .signal(status: 200), "answers 200 for an unknown module",
                by: "status"),
        ]
        mutants += [403, 404, 409, 500].map { (status: Int) in
            Mutant(
                rule("module-id-mismatch"), .signal, "\(status)", .signal(status: status),
                "answers \(status) to a wrong module_id", by: "status")
        }
        if changes {
            let own = [
                "delete-private-module": "mismatch-keeps-module",
                "update-private-module-metadata": "mismatch-keeps-description",
            ]
            mutants.append(
                Mutant(
                    rule(own[operation.name] ?? "module-id-mismatch"), .effect, .effect,
                    "refuses a wrong module_id and carries the call out all the same", by: "unchanged"))
        }
        return mutants
    }

    private static let creation: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "create-private-module", rule: name) }
        return [
            Mutant(
                rule("quota-403"), .effect, .effect, "reports a used up quota and makes the module all the same",
                by: "unchanged", "json", "status"),
            Mutant(rule("module-name-chinese-accepted"), .tighten, .tighten, "refuses Chinese names", by: "status"),
            Mutant(
                rule("module-name-chinese-accepted"), .effect, .way("ascii"),
                "keeps Chinese characters as question marks", by: "status", "json"),
            Mutant(
                rule("module-name-case-sensitive"), .drop, .drop, "takes names that differ in case for the same",
                by: "status"),
            Mutant(
                rule("module-name-case-sensitive"), .effect, .way("lower"), "keeps names in lower case", by: "status",
                "json"),
            Mutant(
                rule("module-name-unique"), .drop, .way("replaces"), "lets a second module take the place of the first",
                by: "status", "unchanged"),
            Mutant(
                rule("module-name-unique"), .effect, .way("overwrites"),
                "refuses a second module and overwrites the first", by: "unchanged"),
            Mutant(
                rule("duplicate-name-409"), .signal, "400", .signal(status: 400), "answers 400 to a name that is taken",
                by: "status"),
            Mutant(
                rule("duplicate-name-409"), .signal, "500", .signal(status: 500), "answers 500 to a name that is taken",
                by: "status"),
            Mutant(
                rule("name-unique-region"), .tighten, .tighten, "refuses a name that another account uses", by: "status"
            ),
            Mutant(
                rule("recreate-after-delete"), .tighten, .tighten, "refuses the name of a deleted module", by: "status"),
            Mutant(
                rule("new-id-each-time"), .drop, .drop, "gives the id of a deleted module to a new one of its name",
                by: "json"),
            Mutant(rule("empty-module"), .effect, .effect, "makes a version nobody asked for", by: "json"),
            Mutant(rule("with-version"), .drop, .drop, "makes no version although one was given", by: "json"),
            Mutant(
                rule("with-version"), .effect, .way("first"), "makes version 0.0.1 in place of the one given",
                by: "json"),
            Mutant(
                rule("description-optional"), .tighten, .tighten, "refuses a module without a description", by: "status"
            ),
            Mutant(rule("description-optional"), .effect, .way("default"), "makes up a description", by: "json"),
            Mutant(rule("description-stored"), .drop, .drop, "does not keep the description", by: "json"),
            Mutant(
                rule("description-stored"), .effect, "cut", .form(.changed(.trimmedEnd)),
                "keeps 20 characters of the description", by: "json"),
            Mutant(
                rule("description-stored"), .effect, "ascii", .form(.changed(.ascii)),
                "keeps question marks for characters outside ASCII", by: "json"),
            Mutant(
                rule("description-stored"), .effect, "markup", .form(.changed(.markup)),
                "keeps the description with references of HTML", by: "json"),
            Mutant(
                rule("description-stored"), .effect, "lower", .form(.changed(.lower)),
                "keeps the description in lower case", by: "json"),
            Mutant(rule("visible-in-list"), .drop, .drop, "accepts a module and does not list it", by: "json"),
            Mutant(rule("visible-in-list"), .effect, "id", .way("id"), "answers another id than it keeps", by: "json"),
            Mutant(rule("visible-in-show"), .drop, .drop, "accepts a module and cannot show it", by: "json", "status"),
            Mutant(rule("visible-in-show"), .effect, "id", .way("id"), "answers another id than it shows", by: "json"),
        ]
    }()

    private static let showing: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "show-private-module-metadata", rule: name) }
        return [
            Mutant(rule("returns-named-module"), .drop, .drop, "shows another module than the one named", by: "json"),
            Mutant(rule("field-module-description"), .drop, .drop, "shows no description", by: "json"),
            Mutant(
                rule("field-module-description"), .signal, "number", .signal(), "shows a number as description",
                by: "json"),
            Mutant(
                rule("field-module-description"), .signal, "cut", .form(.changed(.cut)), "shows descriptions cut short",
                by: "json"),
            Mutant(
                rule("no-version-list"), .effect, .effect, "adds the versions to what is shown of a module", by: "json"),
            Mutant(rule("same-as-list"), .effect, .effect, "shows another update_time than it lists", by: "at"),
            Mutant(
                rule("id-stable-over-update"), .effect, .effect, "shows another module_id after an update", by: "json"),
            Mutant(
                rule("create-time-stable"), .effect, .effect, "shows the time of the update as create_time", by: "json"),
            Mutant(
                rule("never-updated-times"), .signal, "earlier", .way("earlier"),
                "shows an update_time before create_time", by: "at"),
        ]
    }()

    private static let updating: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "update-private-module-metadata", rule: name) }
        return [
            Mutant(
                rule("description-updated"), .drop, .drop, "accepts an update and does not carry it out", by: "json"),
            Mutant(
                rule("description-updated"), .effect, "appended", .form(.changed(.doubled)),
                "keeps another text than the one given", by: "json"),
            Mutant(
                rule("description-only"), .effect, .way("renames"), "lets an update rename a module", by: "json",
                "status"),
            Mutant(
                rule("partial-update"), .effect, .effect, "empties a description that the request does not name",
                by: "json"),
            Mutant(rule("nothing-to-update-400"), .drop, .drop, "accepts an update of nothing", by: "status"),
            Mutant(rule("only-id-400"), .drop, .drop, "accepts an update that names the id only", by: "status"),
            Mutant(
                rule("missing-body-400"), .signal, "404", .signal(status: 404),
                "answers 404 to an update without a body", by: "status"),
            Mutant(
                rule("missing-body-400"), .signal, "500", .signal(status: 500),
                "answers 500 to an update without a body", by: "status"),
            Mutant(
                rule("same-value-valid"), .tighten, .way("refused"), "refuses the value that stands already",
                by: "status"),
            Mutant(rule("update-time-changes"), .drop, .drop, "leaves update_time as it was", by: "json"),
            Mutant(
                rule("update-time-changes-same-value"), .drop, .drop,
                "leaves update_time for a value that stands already", by: "json"),
            Mutant(rule("update-time-changes"), .effect, "back", .way("back"), "moves update_time back", by: "json"),
            Mutant(
                rule("failed-update-keeps-time"), .effect, .effect, "moves update_time for a refused update", by: "json"
            ),
            Mutant(rule("id-unchanged"), .effect, .effect, "gives a module another id with an update", by: "json"),
            Mutant(
                rule("description-not-emptied"), .signal, "500", .signal(status: 500),
                "answers 500 to an empty description", by: "status"),
        ] + ParameterMutants.refusals(rule("nothing-to-update-400"), "an update of nothing")
            + ParameterMutants.refusals(rule("only-id-400"), "an update that names the id only")
    }()

    private static let deleting: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "delete-private-module", rule: name) }
        return [
            Mutant(
                rule("gone-after-delete"), .drop, .drop, "accepts a deletion and does not carry it out", by: "status"),
            Mutant(rule("gone-from-list"), .drop, .drop, "lists a deleted module", by: "json"),
            Mutant(rule("deletes-versions"), .drop, .drop, "keeps a module that has versions", by: "status"),
            Mutant(
                rule("deletes-versions"), .effect, .way("orphans"),
                "keeps the versions of a deleted module for the next of its name", by: "status"),
            Mutant(rule("repeat-delete-404"), .drop, .drop, "accepts a second deletion", by: "status"),
        ]
    }()
}
