/// Mutants of versions: creating, showing, downloading, deleting.
enum VersionMutants {
    static let all: [Mutant] =
        MutantTable(operation: "create-private-module-version").quota("versions") + creation + showing + content
        + deleting

    private static let creation: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "create-private-module-version", rule: name) }
        return [
            Mutant(
                rule("duplicate-version-409"), .drop, .drop, "replaces a version that there is already", by: "status"),
            Mutant(
                rule("duplicate-version-409"), .signal, "400", .signal(status: 400),
                "answers 400 to a version that there is already", by: "status"),
            Mutant(
                rule("duplicate-version-409"), .signal, "500", .signal(status: 500),
                "answers 500 to a version that there is already", by: "status"),
            Mutant(
                rule("quota-403"), .effect, .effect, "reports a used up quota and makes the version all the same",
                by: "status"),
            Mutant(rule("version-visible"), .drop, .drop, "accepts a version and does not keep it", by: "json"),
            Mutant(
                rule("version-visible"), .effect, "description", .way("description"),
                "does not keep the description of a version", by: "json"),
            Mutant(
                rule("version-immutable"), .effect, .effect, "lets a refused creation change the version there is",
                by: "json", "unchanged"),
            Mutant(
                rule("same-version-other-module"), .tighten, .tighten, "refuses a version that another module has",
                by: "status"),
        ]
    }()

    private static let showing: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "show-private-module-version-metadata", rule: name) }
        return [
            Mutant(rule("returns-named-version"), .drop, .drop, "shows another version than the one named", by: "json"),
            Mutant(rule("field-version-description"), .drop, .drop, "shows no description of a version", by: "json"),
            Mutant(
                rule("field-version-description"), .signal, "number", .signal(), "shows a number as description",
                by: "json"),
            Mutant(
                rule("module-source-form"), .signal, "equals", .way("equals"),
                "writes one equals sign in module_source", by: "json"),
            Mutant(
                rule("module-source-form"), .signal, "account", .way("account"),
                "leaves the account out of module_source", by: "json"),
            Mutant(
                rule("module-source-form"), .signal, "version", .way("version"),
                "leaves the version out of module_source", by: "json"),
            Mutant(
                rule("module-source-form"), .signal, "empty", .way("empty"), "gives an empty module_source", by: "json"),
            Mutant(
                rule("version-description-immutable"), .effect, .effect,
                "shows the description of the module as that of the version", by: "json"),
            Mutant(rule("no-update-time"), .effect, .effect, "shows an update_time of a version", by: "json"),
            Mutant(
                rule("unknown-module-404"), .signal, "400", .signal(status: 400), "answers 400 for an unknown version",
                by: "status"),
            Mutant(
                rule("unknown-module-404"), .signal, "200", .signal(status: 200), "answers 200 for an unknown version",
                by: "status"),
        ]
    }()

    private static let content: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "show-private-module-version-content", rule: name) }
        func header(_ word: String, _ value: String?, _ what: String) -> Mutant {
            Mutant(
                rule("location-header"), value == nil ? .drop : .signal, word,
                answers: AnswerChange(statuses: 300...399, act: .header("Location", value)), "answers \(what)",
                by: "headers")
        }
        return [
            header("", nil, "without a Location"), header("relative", "/package.zip", "with a relative Location"),
            header("empty", "", "with an empty Location"),
            header("scheme", "obs://bucket/package.zip", "with a link of another scheme"),
            Mutant(rule("location-downloads-package"), .drop, .drop, "gives a link that leads nowhere", by: "status"),
            Mutant(
                rule("location-downloads-package"), .effect, "other", .way("other"),
                "gives a link to another version's package", by: "body"),
            Mutant(
                rule("location-downloads-package"), .effect, "cut", .way("cut"),
                "keeps a package without its last byte", by: "body"),
            Mutant(rule("location-presigned"), .drop, .drop, "gives a link that is not signed", by: "status"),
            Mutant(rule("location-expires"), .drop, .way("never"), "gives a link that never expires", by: "status"),
            Mutant(
                rule("location-expires"), .shift, "longer", .way("longer"),
                "gives a link that is valid for ten minutes", by: "status"),
            Mutant(
                rule("location-expires"), .tighten, .way("shorter"), "gives a link that is valid for one minute",
                by: "status"),
            Mutant(
                rule("location-expires"), .shift, "shorter", .way("three"),
                "gives a link that is valid for three minutes", by: "status"),
            Mutant(
                rule("location-expires"), .effect, "once", .way("once"), "gives a link that works once only",
                by: "status"),
        ]
    }()

    private static let deleting: [Mutant] = {
        func rule(_ name: String) -> RuleID { RuleID(operation: "delete-private-module-version", rule: name) }
        return [
            Mutant(
                rule("gone-after-delete"), .drop, .drop, "accepts a deletion and does not carry it out", by: "status"),
            Mutant(
                rule("gone-after-delete"), .effect, "content", .way("hidden"),
                "shows a deleted version still in the list", by: "json"),
            Mutant(rule("deletes-one-version"), .effect, .effect, "deletes all versions of the module", by: "status"),
            Mutant(
                rule("deletes-one-version"), .effect, "module", .way("module"), "deletes the module with the version",
                by: "status"),
            Mutant(
                rule("number-reusable"), .tighten, .tighten, "refuses the number of a deleted version", by: "status"),
            Mutant(
                rule("number-reusable"), .effect, .way("old-package"),
                "gives the package of the deleted version for its number", by: "body"),
            Mutant(
                rule("last-version-deletable"), .tighten, .tighten, "refuses to delete the last version", by: "status"),
            Mutant(
                rule("last-version-deletable"), .effect, .way("module"), "deletes a module with its last version",
                by: "status"),
            Mutant(rule("repeat-delete-404"), .drop, .drop, "accepts a second deletion", by: "status"),
        ]
    }()
}
