public import ContractCore

/// The end of a run on a terminal: broken rules in the style of a compiler, counts by level, the verdict.
///
/// A pure function of the report. Nothing that the target sent can move the cursor, change a colour or end a line.
public struct ConsoleSummary: Sendable {
    /// The most cases of one rule that are shown.
    private static let casesOfRule = 3
    /// The most broken rules that are shown.
    private static let rulesShown = 50

    /// Whether colours are used.
    public var color: Bool
    /// The width of the terminal in columns; lines are broken there, but for locations and command lines.
    public var width: Int

    /// Makes a summary without colours for 100 columns, unless told otherwise.
    public init(color: Bool = false, width: Int = 100) {
        self.color = color
        self.width = max(40, width)
    }

    /// The text to print after a run.
    ///
    /// - Parameter reports: The paths of the reports that were written.
    public func text(_ report: RunReport, reports: [String] = []) -> String {
        let entries = ReportIndex(report).entries
        var blocks = brokenRules(entries, strict: report.run.strict)
        blocks += undecided(entries.flatMap(\.cases))
        blocks += report.cleanup.leftBehind.map { leftover($0) }
        blocks.append(counts(report.tally))
        blocks.append(verdict(report))
        if !reports.isEmpty { blocks.append(field("reports", reports.joined(separator: " "), label: 9, indent: 0)) }
        return blocks.joined(separator: "\n")
    }

    // MARK: Blocks

    private func brokenRules(_ entries: [ReportIndex.Entry], strict: Bool) -> [String] {
        let broken = entries.filter { !$0.broken.isEmpty }
        let ordered = Level.allCases.sorted(by: >).flatMap { level in broken.filter { $0.rule.level == level } }
        var blocks = ordered.prefix(Self.rulesShown).flatMap { entry in
            let binds = entry.rule.level >= (strict ? .should : .must)
            var blocks = entry.broken.prefix(Self.casesOfRule).map { brokenCase($0, of: entry.rule, binds: binds) }
            let others = entry.broken.dropFirst(Self.casesOfRule)
            if !others.isEmpty {
                let rows = Wording.list(others.map { safe($0.row ?? $0.rule, 60) }, limit: 8)
                blocks.append(field("also", "\(Wording.count(others.count, "row")) more of \(safe(entry.rule.id)): \(rows)"))
            }
            return blocks
        }
        if ordered.count > Self.rulesShown {
            blocks.append("\(Wording.count(ordered.count - Self.rulesShown, "broken rule")) more, see the reports\n")
        }
        return blocks
    }

    private func brokenCase(_ result: CaseResult, of rule: RuleResult, binds: Bool) -> String {
        let word = binds ? paint("fail", .red) : paint("warning", .yellow)
        var text = location(result, word, code: result.code)
        text += field(rule.level.rawValue, safe(rule.text))
        let decisive = CaseText.decisive(result)
        if let first = decisive.first {
            text += field("expected", safe(first.expected))
            text += field("actual", safe(first.actual))
            text += field("at", "\(safe(first.place)), \(safe(first.step)), \(safe(first.file)):\(first.line)")
            if decisive.count > 1 { text += field("also", "\(Wording.count(decisive.count - 1, "finding")) more, see the reports") }
        } else {
            text += field("reason", safe(CaseText.sentence(result)))
        }
        if let curl = CaseText.evidence(result)?.curl { text += command(curl) }
        return text
    }

    private func undecided(_ cases: [CaseResult]) -> [String] {
        ReasonGroup.groups(cases.filter { [.inconclusive, .error].contains($0.verdict) }).compactMap { group in
            guard let first = group.results.first else { return nil }
            var text = location(first, paint(first.verdict.rawValue, .yellow), code: group.code)
            text += field("reason", safe(group.reason))
            if group.results.count > 1 {
                text += field("also", "\(Wording.count(group.results.count - 1, "case")) more for the same reason")
            }
            return text
        }
    }

    private func leftover(_ leftover: Leftover) -> String {
        "\(paint("left behind", .yellow)): \(safe(leftover.resource))\n"
            + field("reason", safe(leftover.reason)) + field("case", safe(leftover.caseID)) + command(leftover.curl)
    }

    private func counts(_ tally: Tally) -> String {
        let titles = ["total", "pass", "fail", "undecided", "unsupported", "skipped", "excused"]
        var text = paint(TextWidth.left("level", 8) + titles.map { TextWidth.right($0, $0.count + 2) }.joined(), .bold) + "\n"
        for level in Level.allCases where tally.total(level) > 0 {
            let counts = [
                tally.total(level), tally.count(.pass, level), Headline.unexcused(tally, level),
                tally.count(.inconclusive, level) + tally.count(.error, level), tally.count(.unsupported, level),
                tally.count(.skipped, level), tally.excused(level),
            ]
            let cells = zip(titles, counts).map { TextWidth.right(Wording.number($1), $0.count + 2) }
            text += TextWidth.left(level.rawValue, 8) + cells.joined() + "\n"
        }
        return text
    }

    private func verdict(_ report: RunReport) -> String {
        let run = report.run
        let style: Style =
            switch report.conformance {
            case .notConformant: .red
            case .undecided, .notAssessed: .yellow
            case .conformant: .green
            }
        var lines = TextWidth.wrap("\(report.conformance.rawValue): \(Headline.sentence(report))", columns: width)
        if let first = lines.first { lines[0] = paint(first, style) }
        if let mutation = run.mutation {
            let warning = "mutated target, not a conformance result: \(safe(mutation))"
            lines = TextWidth.wrap(warning, columns: width).map { paint($0, .yellow) } + lines
        }
        if run.interrupted { lines.append("interrupted before every case had run") }
        let facts = "\(safe(run.target)) in \(Wording.duration(run.seconds)), run \(safe(run.id)), seed \(run.seed)"
        return (lines + TextWidth.wrap(facts, columns: width)).joined(separator: "\n") + "\n"
    }

    // MARK: Lines

    private func location(_ result: CaseResult, _ word: String, code: String?) -> String {
        let name = result.row.map { "\(safe(result.rule)) [\(safe($0))]" } ?? safe(result.rule)
        let place = "\(safe(result.file)):\(result.line): "
        return paint(place, .bold) + word + ": \(name)\(code.map { " [\(safe($0))]" } ?? "")\n"
    }

    /// A label and its text, further lines below the first.
    private func field(_ name: String, _ value: String, label: Int = 10, indent: Int = 2) -> String {
        let lines = TextWidth.wrap(value, columns: width - label - indent)
        let margin = String(repeating: " ", count: indent)
        return lines.enumerated().map { position, line in
            margin + TextWidth.left(position == 0 ? name : "", label) + line + "\n"
        }.joined()
    }

    /// A command line, never broken, so that it can be copied.
    private func command(_ curl: String) -> String {
        ExchangeText.split(curl).map { "  \(Escaping.visible(Wording.cut($0, to: 4000)))\n" }.joined()
    }

    private func safe(_ text: String, _ limit: Int = 600) -> String {
        Escaping.visible(Wording.cut(text, to: limit))
    }

    private enum Style: String {
        case bold = "1"
        case red = "1;31"
        case green = "1;32"
        case yellow = "1;33"
    }

    private func paint(_ text: String, _ style: Style) -> String {
        color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
