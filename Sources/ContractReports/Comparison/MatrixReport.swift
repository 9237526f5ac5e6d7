public import ContractCore

/// Several targets side by side, in the forms in which it is read.
public struct MatrixReport: Sendable {
    private let matrix: ImplementationMatrix

    /// Takes a matrix.
    public init(_ matrix: ImplementationMatrix) {
        self.matrix = matrix
    }

    private var sentence: String {
        let count = matrix.differences.count
        let targets = Wording.count(matrix.columns.count, "implementation")
        return "\(targets) differ in \(Wording.number(count)) of \(Wording.count(matrix.rows.count, "rule"))"
    }

    private static func mark(_ verdict: Verdict?) -> String {
        verdict.map { RuleState($0, .unexpected).mark + " " + $0.rawValue } ?? "· absent"
    }

    /// For a terminal: the rules that differ, and one sentence.
    public var text: String {
        var text = ""
        let names = matrix.names.map { Escaping.visible(Wording.cut($0, to: 60)) }
        let width = names.map { TextWidth.columns($0) }.max() ?? 0
        for row in matrix.differences {
            text +=
                "\(Escaping.visible(row.rule.id)) [\(row.rule.level.rawValue)]\(row.hasOtherRevisions ? " (other revisions)" : "")\n"
            for (name, verdict) in zip(names, row.verdicts) {
                text += "  \(TextWidth.left(name, width))  \(Self.mark(verdict))\n"
            }
        }
        return text + "\(sentence)\n"
    }

    /// For programs: every rule and the verdict of each target, those that differ first.
    public var json: String {
        struct Document: Encodable {
            var schema = "hallmark.matrix/1"
            var implementations: [Column]
            var rules: [Row]
            struct Column: Encodable {
                var name: String
                var conformance: Conformance
                var run: RunFacts
            }
            struct Row: Encodable {
                var rule: String
                var level: Level
                var differs: Bool
                var otherRevisions: Bool
                var verdicts: [String]
            }
        }
        let document = Document(
            implementations: zip(matrix.names, matrix.columns).map {
                Document.Column(name: $0, conformance: $1.conformance, run: $1.run)
            },
            rules: matrix.rows.map { row in
                Document.Row(
                    rule: row.rule.id, level: row.rule.level, differs: row.differs,
                    otherRevisions: row.hasOtherRevisions,
                    verdicts: row.verdicts.map { $0?.rawValue ?? "absent" })
            })
        return ((try? OrderedJSON.text(document)) ?? "null") + "\n"
    }

    /// For people, in GitHub's Markdown and under 1 MiB.
    public var markdown: String {
        var page = MarkdownPage()
        page.add("**\(sentence)**")
        let names = matrix.names.map { MarkdownReporter.code($0, limit: 100) }
        page.add(
            "| implementation | verdict | hold | broken | run |\n|:--|:--|--:|--:|:--|\n"
                + zip(names, matrix.columns).map { name, column in
                    "| \(name) | \(column.conformance.rawValue) | \(Wording.number(column.tally.count(.pass))) | "
                        + "\(Wording.number(column.tally.count(.fail))) | \(MarkdownReporter.code(ChangeWords.run(column))) |"
                }.joined(separator: "\n"))
        let head =
            "| rule | level | \(names.joined(separator: " | ")) |\n|:--|:--|\(names.map { _ in ":-:|" }.joined())\n"
        func line(_ row: ImplementationMatrix.Row) -> String {
            "| \(MarkdownReporter.code(row.rule.id, limit: 200))\(row.hasOtherRevisions ? " (other revisions)" : "") | \(row.rule.level.rawValue) | "
                + row.verdicts.map(Self.mark).joined(separator: " | ") + " |\n"
        }
        page.section("Differences", matrix.differences, share: 400_000, noun: "rule", head: head, block: line)
        page.section(
            "The same everywhere", matrix.rows.filter { !$0.differs }, share: 300_000, noun: "rule", isFolded: true,
            head: "\n" + head, block: line)
        return page.take()
    }

    /// For people, as one page that loads nothing.
    public var html: String {
        let state: RuleState = matrix.differences.isEmpty ? .pass : .undecided
        var head =
            "<div class=\"card hero t-\(state.rawValue)\"><h1>\(HTMLPage.text(sentence))</h1><div class=\"levels\">"
        for (name, column) in zip(matrix.names, matrix.columns) {
            head += "<span><b>\(HTMLPage.text(name, limit: 100))</b></span>"
            head += RuleState.bar(column.rules.map { RuleState($0.result.verdict, $0.result.disposition) })
            head +=
                "<span class=\"n pill t-\(column.conformance.state.rawValue)\">\(column.conformance.rawValue)</span>"
        }
        head += "</div></div>"
        var table = "<div class=\"card scroll\"><table class=\"matrix\"><thead><tr><th scope=\"col\">rule</th>"
        table +=
            matrix.names.map { "<th scope=\"col\">\(HTMLPage.text($0, limit: 100))</th>" }.joined()
            + "</tr></thead><tbody>"
        for row in matrix.rows.prefix(5000) {
            let kind = row.differs ? "fail" : "pass"
            table +=
                "<tr data-rule=\"\(kind)\" data-level=\"\(row.rule.level.rawValue)\" tabindex=\"-1\"><td>\(HTMLPage.text(row.rule.text, limit: 500))"
            table += "<small class=\"mono\">\(HTMLPage.text(row.rule.id, limit: 200)) · \(row.rule.level.rawValue)"
            table += "\(row.hasOtherRevisions ? " · other revisions" : "")</small></td>"
            table +=
                row.verdicts.map { verdict in
                    let state = verdict.map { RuleState($0, .unexpected) } ?? .skipped
                    let words = Self.mark(verdict).split(separator: " ", maxSplits: 1)
                    return "<td><span class=\"pill t-\(state.rawValue)\" title=\"\(words[1])\">\(words[0])"
                        + "<span class=\"word\"> \(words[1])</span></span></td>"
                }.joined() + "</tr>\n"
        }
        table += "</tbody></table></div>"
        let same = matrix.rows.count - matrix.differences.count
        let chips = """
            <button type="button" class="chip t-fail" data-v="fail" aria-pressed="false">differ \(matrix.differences.count)</button>\
            <button type="button" class="chip t-pass" data-v="pass" aria-pressed="false">the same \(same)</button>
            """
        return HTMLPage.document(
            title: "\(sentence) · Hallmark",
            body: """
                <header>\(HTMLPage.banner("implementations side by side"))\(head)</header>
                <main><div class="tools" role="search"><input id="search" type="search" placeholder="Search rules" aria-label="search" \
                autocomplete="off" spellcheck="false">\(chips)<span id="shown" aria-live="polite"></span></div>
                \(table)
                <p id="none" class="none" hidden>no rule fits the filter</p></main>
                <footer><p><kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous rule · <kbd>t</kbd> light or dark</p></footer>
                """)
    }
}
