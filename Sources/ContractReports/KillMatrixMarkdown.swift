public import ContractCore

/// A kill matrix for people in Markdown: what has to be mended first, then every mutant, then every rule.
public enum KillMatrixMarkdown {
    /// The page.
    public static func text(_ matrix: KillMatrix) -> String {
        var page = MarkdownPage()
        page.add("# Kill matrix")
        page.add("**\(KillMatrixSummary.headline(matrix))**")
        page.add(facts(matrix))
        page.section("Broken by the faithful emulator", matrix.unfaithful, share: 60_000, noun: "case", block: change)
        let open = matrix.mutants.filter { !$0.outcome.isGood }
        page.section("To be mended", open, share: 200_000, noun: "mutant", block: survivor)
        page.section("Rules without proof", matrix.unproved, share: 60_000, noun: "rule") {
            "- \(code($0.id)): \($0.gap ?? "")\n"
        }
        let lesser = matrix.rules.filter { $0.level != .must && $0.gap != nil }
        page.section("Rules without proof that do not bind", lesser, share: 30_000, noun: "rule", isFolded: true) {
            "- \(code($0.id)) (\($0.level.rawValue)): \($0.gap ?? "")\n"
        }
        page.section(
            "Rules that nothing can break", matrix.rules.filter { $0.exemption != nil }, share: 30_000, noun: "rule"
        ) {
            "- \(code($0.id)): \(prose($0.exemption ?? ""))\n"
        }
        addSteady(matrix, to: &page)
        page.section(
            "Degenerate targets", matrix.degenerate, share: 60_000, noun: "target",
            head: head(["target", "binding rules passed", "seconds", "first line"])
        ) {
            row([
                code($0.id) + " " + prose($0.summary), "\($0.passed.count)", Wording.seconds($0.seconds),
                prose($0.headline),
            ])
        }
        addFields(matrix.fields, to: &page)
        page.section(
            "Equivalent mutants", matrix.mutants.filter { $0.outcome == .equivalent }, share: 30_000, noun: "mutant"
        ) {
            "- \(code($0.mutant.id)): \(prose($0.mutant.equivalent ?? ""))\n"
        }
        page.section(
            "Collateral without a reason", matrix.mutants.filter { !$0.unexplained.isEmpty }, share: 60_000,
            noun: "mutant"
        ) {
            "- \(code($0.mutant.id)) decides nothing otherwise in the cases of \(rules($0.unexplained)), and their verdict changed\n"
        }
        page.section(
            "Collateral: other rules in whose cases the mutant decided something otherwise",
            matrix.mutants.filter { !$0.collateral.isEmpty }, share: 100_000, noun: "mutant", isFolded: true
        ) {
            "- \(code($0.mutant.id)): \(rules($0.collateral))\n"
        }
        page.section(
            "Mutants", matrix.survivorsFirst, share: 350_000, noun: "mutant", isFolded: true,
            head: head(["mutant", "does", "outcome", "caught by"])
        ) {
            row([code($0.mutant.id), prose($0.mutant.accusation), $0.outcome.rawValue, prose($0.witness ?? "")])
        }
        page.section(
            "Rules", matrix.rules, share: 150_000, noun: "rule", isFolded: true,
            head: head(["rule", "level", "proved", "mutants caught"])
        ) {
            row([code($0.id), $0.level.rawValue, proved($0), "\($0.killed) of \($0.mutants)"])
        }
        return page.text
    }

    private static func facts(_ matrix: KillMatrix) -> String {
        var words = [
            "suite \(code(String(matrix.suiteDigest.prefix(12))))", "hallmark \(code(matrix.version))",
            Wording.duration(matrix.seconds),
        ]
        if let selection = matrix.selection { words.append("selected: \(prose(selection))") }
        return words.joined(separator: " · ")
    }

    private static func addSteady(_ matrix: KillMatrix, to page: inout MarkdownPage) {
        page.section(
            "Verdicts that changed and must not", matrix.steady.filter { !$0.changes.isEmpty }, share: 60_000,
            noun: "run"
        ) { run in
            "- \(code(run.id)), \(prose(run.summary)):\n" + run.changes.prefix(40).map { "  " + change($0) }.joined()
        }
        page.section(
            "Runs in which no verdict may change", matrix.steady, share: 30_000, noun: "run",
            head: head(["run", "what is otherwise", "cases", "changed"])
        ) {
            row([code($0.id), prose($0.summary), "\($0.cases)", "\($0.changes.count)"])
        }
    }

    private static func addFields(_ fields: [FieldCoverage], to page: inout MarkdownPage) {
        page.section("Fields that no rule looks at", fields.filter(\.isUnseen), share: 30_000, noun: "field") { field in
            let state =
                field.attention == .notShown
                ? "no answer held it" : "no rule failed when it was \(Wording.list(field.unnoticed, limit: 9))"
            return "- \(code(field.operation)) \(code(field.field)): \(state); to mend: \(prose(field.repair ?? ""))\n"
        }
        page.section(
            "Fields", fields, share: 100_000, noun: "field", isFolded: true,
            head: head(["operation", "field", "looked at", "noticed when wrong", "not noticed"])
        ) { field in
            let seen = field.witnesses.map { "\($0.act): \(code($0.rule))" }.joined(separator: "<br>")
            return row([
                code(field.operation), code(field.field), field.attention.rawValue, seen,
                field.unnoticed.joined(separator: ", "),
            ])
        }
    }

    private static func survivor(_ result: MutantResult) -> String {
        var text = "- \(code(result.mutant.id)) \(prose(result.mutant.accusation)): **\(result.outcome.rawValue)**"
        if let repair = result.repair { text += "; \(repair)" }
        if let witness = result.witness { text += "  \n  \(prose(witness)): \(prose(result.sentence ?? ""))" }
        return text + "\n"
    }

    private static func change(_ change: ChangedVerdict) -> String {
        "- \(code(change.id)): \(change.verdict.rawValue) in place of \(change.usual.rawValue), \(prose(change.sentence ?? ""))\n"
    }

    /// Whether a rule is proved, in a word or two.
    static func proved(_ rule: ProvedRule) -> String {
        rule.isProved ? "yes" : !rule.isTested ? "not tested" : rule.exemption == nil ? "no" : "cannot be broken"
    }

    private static func head(_ names: [String]) -> String {
        row(names) + "|" + names.map { _ in ":--|" }.joined() + "\n"
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ") + " |\n"
    }

    private static func rules(_ ids: [String]) -> String { ids.map { code($0) }.joined(separator: ", ") }

    private static func code(_ text: String) -> String { MarkdownReporter.code(text) }

    private static func prose(_ text: String) -> String { MarkdownReporter.prose(text) }
}
