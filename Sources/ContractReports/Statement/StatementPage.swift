import ContractCore

/// A conformance statement for people, in Markdown.
enum StatementPage {
    private static let shown = 200

    static func text(_ statement: ConformanceStatement) -> String {
        var page = MarkdownPage()
        page.add("# Conformance statement")
        if let mutation = statement.mutation {
            page.add(
                "**MUTATED TARGET: this is no statement of conformance.** Made to break: \(MarkdownReporter.prose(mutation))"
            )
        }
        page.add("**\(statement.verdict.rawValue)** — \(sentence(statement))")
        page.add(facts(statement))
        page.add(levels(statement))
        page.section("Broken", statement.broken, share: 100_000, noun: "rule", block: item)
        page.section(
            "Expected by the implementer's baseline", statement.expected, share: 60_000, noun: "rule", block: item)
        page.section("Waived", statement.waivers, share: 60_000, noun: "waiver") { waiver in
            let link = waiver.link.map { ", \(MarkdownReporter.code($0))" } ?? ""
            let cases = Wording.list(waiver.cases.map { MarkdownReporter.code($0, limit: 300) }, limit: 10)
            return "- **\(MarkdownReporter.prose(waiver.id))** until \(MarkdownReporter.prose(waiver.expires)): "
                + "\(MarkdownReporter.prose(waiver.reason)) (\(MarkdownReporter.prose(waiver.owner))\(link)): \(cases)\n"
        }
        page.section("Not supported", statement.unsupported, share: 60_000, noun: "rule", block: item)
        page.section("Not assessed", statement.notAssessed, share: 100_000, noun: "rule") { gap in
            "- \(MarkdownReporter.code(gap.rule)): \(MarkdownReporter.prose(gap.reason))\n"
        }
        page.section("Held only when repeated", statement.flaky, share: 60_000, noun: "rule", block: item)
        page.add(
            "Derived from `report.json` with SHA-256 `\(Escaping.visible(statement.evidence))`. "
                + "`hallmark verify DIR` derives it again from that file and says whether anything differs.")
        return page.take()
    }

    private static func item(_ rule: String) -> String { "- \(MarkdownReporter.code(rule))\n" }

    static func sentence(_ statement: ConformanceStatement) -> String {
        var text = "\(Wording.number(statement.held)) of \(Wording.count(statement.required, "required rule")) hold"
        if !statement.broken.isEmpty { text += ", \(Wording.number(statement.broken.count)) broken" }
        let gaps = statement.notAssessed.count
        if gaps > 0 { text += ", \(Wording.number(gaps)) not assessed" }
        return text
    }

    private static func facts(_ statement: ConformanceStatement) -> String {
        var rows = [["target", code(statement.target)], ["environment", code(statement.environment)]]
        if let profile = statement.profile {
            rows.append([
                "profile", "\(code("\(profile.name) \(profile.version)")) \(MarkdownReporter.prose(profile.title))",
            ])
            rows.append(["profile digest", code(profile.digest)])
        } else {
            rows.append(["profile", "none claimed: the rules are those that were selected"])
        }
        if let suite = statement.suite {
            rows.append(["suite", code([suite.name, suite.version].compactMap(\.self).joined(separator: " "))])
        }
        rows += [
            ["suite digest", code("sha256:\(statement.suiteDigest)")], ["made by", code(statement.program)],
            ["run", "\(code(statement.run)) at \(code(statement.startedAt))\(statement.strict ? ", strict" : "")"],
        ]
        return "| | |\n|:--|:--|\n" + rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }

    private static func code(_ text: String) -> String { MarkdownReporter.code(text) }

    private static func levels(_ statement: ConformanceStatement) -> String {
        var lines = [
            "| level | total | pass | fail | undecided | unsupported | skipped | excused |",
            "|:--|--:|--:|--:|--:|--:|--:|--:|",
        ]
        for level in statement.levels {
            let counts = [
                level.total, level.pass, level.fail, level.undecided, level.unsupported, level.skipped, level.excused,
            ]
            lines.append("| \(level.level.rawValue) | \(counts.map(Wording.number).joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n")
    }
}
