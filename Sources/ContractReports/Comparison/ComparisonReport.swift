public import ContractCore

/// What changed between two runs, in the forms in which it is read.
public struct ComparisonReport: Sendable {
    private let comparison: RunComparison
    private let trend: Trend

    /// Takes a comparison, and the runs before for the plots.
    public init(_ comparison: RunComparison, trend: Trend) {
        self.comparison = comparison
        self.trend = trend
    }

    // MARK: Text

    /// For a terminal: every change but the unchanged, the counts, one sentence.
    public var text: String {
        var text = ""
        for (kind, title, _, _) in ChangeWords.kinds where kind != .unchanged {
            for change in comparison.changes(kind) {
                text +=
                    "\(title.lowercased()): \(Escaping.visible(change.rule.id)) [\(change.rule.level.rawValue)] \(ChangeWords.verdicts(change))\n"
                text += change.details.prefix(5).map { "  \(Escaping.visible(Wording.cut($0, to: 400)))\n" }.joined()
            }
        }
        if !text.isEmpty { text += "\n" }
        for (kind, title, _, _) in ChangeWords.kinds {
            let count = comparison.changes(kind).count
            if count > 0 {
                text += TextWidth.left(title.lowercased(), 22) + TextWidth.right(Wording.number(count), 6) + "\n"
            }
        }
        text +=
            "\n"
            + ChangeWords.differences(comparison).map { "differs: \(Escaping.visible(Wording.cut($0, to: 400)))\n" }
            .joined()
        text +=
            "\(Escaping.visible(ChangeWords.run(comparison.before))) → \(Escaping.visible(ChangeWords.run(comparison.after)))\n"
        return text + "\(ChangeWords.verdict(comparison).word): \(ChangeWords.sentence(comparison))\n"
    }

    // MARK: JSON

    private struct Document: Encodable {
        var schema = "hallmark.comparison/1"
        var verdict: String
        var sentence: String
        var before: RunFacts
        var after: RunFacts
        var scored: Int
        var changes: [Item]

        struct Item: Encodable {
            var rule: String
            var level: Level
            var kind: RuleChange.Kind
            var before: Verdict?
            var after: Verdict?
            var excused: Bool
            var details: [String]
        }
    }

    /// For programs: every rule with its kind of change, the most alarming kinds first.
    public var json: String {
        let items = ChangeWords.kinds.flatMap { comparison.changes($0.kind) }.map { change in
            Document.Item(
                rule: change.rule.id, level: change.rule.level, kind: change.kind, before: change.before,
                after: change.after,
                excused: change.isExcused, details: change.details)
        }
        let document = Document(
            verdict: ChangeWords.verdict(comparison).word, sentence: ChangeWords.sentence(comparison),
            before: comparison.before.run, after: comparison.after.run, scored: comparison.scored, changes: items)
        return ((try? OrderedJSON.text(document)) ?? "null") + "\n"
    }

    // MARK: Markdown

    /// For people, in GitHub's Markdown and under 1 MiB.
    public var markdown: String {
        var page = MarkdownPage()
        page.add("**\(ChangeWords.verdict(comparison).word)** — \(ChangeWords.sentence(comparison))")
        page.add(
            "\(MarkdownReporter.code(ChangeWords.run(comparison.before))) → \(MarkdownReporter.code(ChangeWords.run(comparison.after)))"
                + " · target \(MarkdownReporter.code(comparison.after.run.target))")
        let differences = ChangeWords.differences(comparison)
        if !differences.isEmpty {
            page.add(differences.map { "- differs: \(MarkdownReporter.prose($0))" }.joined(separator: "\n"))
        }
        let counts = ChangeWords.kinds.map { ($0.title, $0.meaning, comparison.changes($0.kind).count) }.filter {
            $0.2 > 0
        }
        page.add(
            "| change | rules | |\n|:--|--:|:--|\n"
                + counts.map { "| \($0.0) | \(Wording.number($0.2)) | \($0.1) |" }.joined(separator: "\n"))
        for (kind, title, _, _) in ChangeWords.kinds where kind != .unchanged {
            let isFolded = [.newlyRequired, .retired, .gained].contains(kind)
            page.section(
                title, comparison.changes(kind), share: kind == .regressed ? 300_000 : 60_000, noun: "rule",
                isFolded: isFolded
            ) {
                change in
                var text = "- \(MarkdownReporter.code(change.rule.id)) (\(change.rule.level.rawValue)) "
                text += "\(ChangeWords.verdicts(change)): \(MarkdownReporter.prose(change.rule.text))\n"
                text += change.details.prefix(5).map { "  - \(MarkdownReporter.prose($0, limit: 500))\n" }.joined()
                return text
            }
        }
        let points = trend.points.suffix(12)
        if points.count > 1 {
            page.section(
                "Trend", Array(points), share: 40_000, noun: "run", isFolded: true,
                head: "| run | began | hold | of | rate | took | median answer |\n|:--|:--|--:|--:|--:|--:|--:|\n"
            ) { point in
                let rate = point.passRate.map(TrendChart.percent) ?? ""
                let median = point.latency.median.map(TrendChart.fine) ?? ""
                return
                    "| #\(point.number) | \(MarkdownReporter.code(String(point.startedAt.prefix(19)))) | \(Wording.number(point.held)) | "
                    + "\(Wording.number(point.decided)) | \(rate) | \(Wording.duration(point.seconds)) | \(median) |\n"
            }
        }
        return page.take()
    }

    // MARK: HTML

    /// For people, as one page with plots that loads nothing.
    public var html: String {
        let (word, state) = ChangeWords.verdict(comparison)
        var head =
            "<div class=\"card hero t-\(state.rawValue)\"><h1>\(word)</h1><p>\(HTMLPage.text(ChangeWords.sentence(comparison)))</p>"
        head += ChangeWords.differences(comparison).map { "<p class=\"notice\">\(HTMLPage.text($0, limit: 400))</p>" }
            .joined()
        head +=
            "<div class=\"pair\">\(side(comparison.before, "before"))<span>→</span>\(side(comparison.after, "after"))</div></div>"
        head += tiles + TrendChart.charts(trend)
        let listed = ChangeWords.kinds.filter { $0.kind != .unchanged && !comparison.changes($0.kind).isEmpty }
        var body = ""
        for (kind, title, meaning, tone) in listed {
            let changes = comparison.changes(kind)
            body +=
                "<section data-group><h2><span>\(title)</span><span class=\"n\">\(Wording.count(changes.count, "rule")), \(meaning)</span></h2>"
            body +=
                "<div class=\"card list\">\(changes.prefix(1000).map { row($0, tone, kind) }.joined(separator: "\n"))</div></section>"
        }
        if listed.isEmpty { body = "<p class=\"none\">every rule is as it was before</p>" }
        return HTMLPage.document(
            title: "\(word) · \(comparison.after.run.target) · Hallmark",
            body: """
                <header>\(HTMLPage.banner("regression report"))\(head)</header>
                <main>
                \(listed.isEmpty ? "" : tools)
                \(body)
                <p id="none" class="none" hidden>no rule fits the search</p>
                </main>
                <footer><p><kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous rule · <kbd>t</kbd> light or dark</p></footer>
                """)
    }

    /// How many rules changed in which way, and the ways in which none did.
    private var tiles: String {
        var tiles = ""
        var none: [String] = []
        for (kind, title, meaning, tone) in ChangeWords.kinds {
            let count = comparison.changes(kind).count
            guard count > 0 else {
                none.append(title.lowercased())
                continue
            }
            tiles += "<div class=\"card tile \(tone)\" title=\"\(meaning)\"><b>\(Wording.number(count))</b>"
            tiles += "<span>\(title.lowercased())</span></div>"
        }
        return "<div class=\"tiles\">\(tiles)</div>"
            + (none.isEmpty ? "" : "<p class=\"zeros\">none: \(none.joined(separator: " · "))</p>")
    }

    private var tools: String {
        """
        <div class="tools" role="search"><input id="search" type="search" placeholder="Search rules" aria-label="search" \
        autocomplete="off" spellcheck="false"><span id="shown" aria-live="polite"></span></div>
        """
    }

    private func side(_ run: RunSummary, _ label: String) -> String {
        let tally = run.tally
        let states = run.rules.map { RuleState($0.result.verdict, $0.result.disposition) }
        return
            "<div class=\"t-\(run.conformance.state.rawValue)\"><small>\(label): \(HTMLPage.text(ChangeWords.run(run)))</small>"
            + "<b>\(run.conformance.rawValue)</b> \(RuleState.bar(states))"
            + "<small>\(Wording.number(tally.count(.pass))) of \(Wording.count(tally.total(), "rule")) hold · "
            + "\(HTMLPage.text(run.run.target, limit: 200))</small></div>"
    }

    private func row(_ change: RuleChange, _ tone: String, _ kind: RuleChange.Kind) -> String {
        let isOpen = kind == .regressed || kind == .undecided
        let points = trend.rules[change.rule.id] ?? []
        var inside = change.details.prefix(20).map { "<div class=\"case \(tone)\"><p>\(HTMLPage.text($0))</p></div>" }
            .joined()
        inside += Self.plots(points)
        let source = [CaseText.source(change.rule), "\(change.rule.file):\(change.rule.line)"].compactMap(\.self)
            .joined(separator: " · ")
        return """
            <details class="rule \(tone)" data-rule="\(kind.rawValue)" data-level="\(change.rule.level.rawValue)"\(isOpen ? " open" : "")>\
            <summary><span class="mark">\(change.after.map { RuleState($0, change.isExcused ? .waived : .unexpected).mark } ?? "·")</span>\
            <span class="what">\(HTMLPage.text(change.rule.text, limit: 800))<small class="mono">\(HTMLPage.text(change.rule.id, limit: 300))</small></span>\
            <span class="side">\(TrendChart.strip(points))<span>\(ChangeWords.verdicts(change))</span>\
            <span class="level">\(change.rule.level.rawValue)</span></span></summary>\
            <div class="inside"><p class="about">\(HTMLPage.text(source, limit: 400))</p>\(inside)</div></details>
            """
    }

    /// The plots of one rule: how long its cases took, and how fast its requests were answered.
    private static func plots(_ points: [Trend.RulePoint]) -> String {
        guard points.count > 2 else { return "" }
        let shown = Array(points.suffix(30))
        let labels = shown.map { "#\($0.number)" }
        let charts = [
            TrendChart(
                title: "time of its cases", values: shown.map { $0.seconds }, labels: labels, tone: "t-excused",
                range: 0...0,
                text: TrendChart.fine),
            TrendChart(
                title: "median answer", values: shown.map(\.latency), labels: labels, tone: "t-unsupported",
                range: 0...0,
                text: TrendChart.fine),
        ]
        return "<div class=\"charts\">\(charts.map(\.html).joined())</div>"
    }
}
