import ContractCore

extension MarkdownReporter {
    /// The most cases of a rule that are shown with their evidence.
    private static let shownCases = 3
    /// The most findings of a case that are shown.
    private static let shownFindings = 4

    // MARK: Broken rules

    /// A broken rule: what it says, and what was seen instead.
    static func brokenRule(_ entry: ReportIndex.Entry, strict: Bool) -> String {
        let rule = entry.rule
        let binds = rule.level >= (strict ? .should : .must)
        var text = "### \(code(rule.id)) · \(rule.level.rawValue)\(binds ? "" : " (does not bind)")\n\n"
        text += "> \(prose(rule.text))\n"
        let source = CaseText.source(rule).map { "\(prose($0)) · " } ?? ""
        text += ">\n> \(source)\(code("\(rule.file):\(rule.line)"))\n\n"
        let broken = entry.broken
        for result in broken.prefix(shownCases) { text += brokenCase(result) }
        let others = broken.dropFirst(shownCases)
        if !others.isEmpty {
            let rows = others.map { $0.row.map { prose($0, limit: 200) } ?? "a case without a row" }
            text += "Broken as well: \(Wording.list(rows, limit: 20))\n\n"
        }
        return text
    }

    private static func brokenCase(_ result: CaseResult) -> String {
        var text = result.row.map { "**\(prose($0, limit: 300))**\n\n" } ?? ""
        let decisive = CaseText.decisive(result)
        if decisive.isEmpty { text += "- \(prose(CaseText.sentence(result)))\n" }
        for finding in decisive.prefix(shownFindings) {
            text += "- \(code(finding.place)) in \(code(finding.step)), \(code("\(finding.file):\(finding.line)"))\n"
            text += "  - expected: \(code(finding.expected))\n"
            text += "  - observed: \(code(finding.actual))\n"
        }
        if decisive.count > shownFindings {
            text += "- and \(Wording.count(decisive.count - shownFindings, "more finding"))\n"
        }
        text += "\n"
        guard let shown = CaseText.evidence(result) else { return text }
        let lines = ExchangeText.lines(shown, bodyLimit: 1500).map { Wording.cut($0, to: 2000) }
        text += Escaping.markdownFence(Wording.cut(lines.joined(separator: "\n"), to: 6000)) + "\n"
        if let curl = shown.curl { text += Escaping.markdownFence(Wording.cut(curl, to: 4000), info: "sh") + "\n" }
        return text
    }

    // MARK: The rest

    /// Adds results by their reason: one line a reason, the most frequent first.
    static func addGroups(_ title: String, _ results: PackedList<CaseResult>, to page: inout MarkdownPage) {
        page.section(title, ReasonGroup.groups(results), share: 60_000, noun: "reason") { group in
            let code = group.code.map { " \(self.code($0, limit: 100))" } ?? ""
            let count = "\(Wording.count(group.count, "case")) of \(Wording.count(group.ruleCount, "rule"))"
            let rules = Wording.list(group.rules.map { self.code($0, limit: 200) }, limit: 5, of: group.ruleCount)
            return "- **\(group.verdict.rawValue)**\(code): \(prose(group.reason)) — \(count): \(rules)\n"
        }
    }

    /// What is still in the account, and how to remove it.
    static func leftover(_ leftover: Leftover) -> String {
        let fence = Escaping.markdownFence(Wording.cut(leftover.curl, to: 2000), info: "sh")
        return
            "\(prose(leftover.resource)), created by \(code(leftover.caseID)): \(prose(leftover.reason))\n\n\(fence)\n"
    }

    /// Adds the table of contracts: how many rules each has, and how many of them were tested and how they fared.
    static func addContracts(_ index: ReportIndex, to page: inout MarkdownPage) {
        page.section(
            "Coverage by contract", index.contracts, share: 80_000, noun: "contract", isFolded: true,
            head: """
                | contract | rules | tested | pass | fail | undecided | not run |
                |:--|--:|--:|--:|--:|--:|--:|

                """
        ) { contract in
            let places = contract.places
            let tally = Tally(places.lazy.map { index.rules.gists[$0] })
            let counts = [
                tally.total(), places.count { !index.cases(of: $0).isEmpty }, tally.count(.pass), tally.count(.fail),
                tally.count(.inconclusive) + tally.count(.error), tally.count(.unsupported) + tally.count(.skipped),
            ]
            return "| \(code(contract.name, limit: 200)) | \(counts.map(Wording.number).joined(separator: " | ")) |\n"
        }
    }
}
