public import ContractCore

/// The end of a run on a terminal: broken rules in the style of a compiler, counts by level, the verdict.
///
/// A pure function of the report. Nothing that the target sent can move the cursor, change a colour or end a line.
public struct ConsoleSummary: Sendable {
    /// The most cases of one rule that are shown.
    private static let casesOfRule = 3
    /// The most broken rules that are shown.
    private static let rulesShown = 50

    /// The most bytes of one text or command line that are shown.
    private static let longest = 600

    /// The width of the table of counts, under which nothing can go.
    private static let narrowest = 70

    /// Whether colours are used.
    public var color: Bool
    /// The width of the terminal in columns; lines are broken there, but for locations, paths of reports and command lines.
    public var width: Int

    /// Makes a summary without colours for 100 columns, unless told otherwise; 70 columns are the least.
    public init(color: Bool = false, width: Int = 100) {
        self.color = color
        self.width = max(Self.narrowest, width)
    }

    /// The text to print after a run.
    ///
    /// - Parameter reports: The paths of the reports that were written.
    public func text(_ report: RunReport, reports: [String] = []) -> String {
        let index = ReportIndex(report)
        var blocks = brokenRules(index, strict: report.run.strict)
        blocks += undecided(index.cases { $0.verdict.isUndecided })
        blocks += report.cleanup.leftBehind.map { leftover($0) }
        blocks += (report.gate?.problems ?? []).map { outOfDate($0) }
        blocks += index.cases(where: \.isFlaky).map { flaky($0) }
        blocks.append(counts(report.tally))
        blocks.append(verdict(report))
        if !reports.isEmpty { blocks.append(paths(reports)) }
        return blocks.joined(separator: "\n")
    }

    // MARK: Blocks

    private func brokenRules(_ index: ReportIndex, strict: Bool) -> [String] {
        let broken = index.broken
        var blocks = broken.prefix(Self.rulesShown).flatMap { place in
            let entry = index.entry(at: place)
            let binds = entry.rule.level >= (strict ? .should : .must)
            let broken = entry.broken
            var blocks = broken.prefix(Self.casesOfRule).map { brokenCase($0, of: entry.rule, binds: binds) }
            let others = broken.dropFirst(Self.casesOfRule)
            if !others.isEmpty {
                let rows = Wording.list(others.map { safe($0.row ?? $0.rule, 60) }, limit: 8)
                let count = Wording.count(others.count, "more row")
                blocks.append(field("also", "\(count) of \(safe(entry.rule.id)): \(rows)"))
            }
            return blocks
        }
        if broken.count > Self.rulesShown {
            blocks.append("\(Wording.count(broken.count - Self.rulesShown, "more broken rule")), see the reports\n")
        }
        return blocks
    }

    private func brokenCase(_ result: CaseResult, of rule: RuleResult, binds: Bool) -> String {
        var text = location(result, binds ? "fail" : "warning", binds ? .red : .yellow, code: result.code)
        text += field(rule.level.rawValue, safe(rule.text))
        let decisive = CaseText.decisive(result)
        if let first = decisive.first {
            text += field("expected", safe(first.expected))
            text += field("actual", safe(first.actual))
            text += field("at", "\(safe(first.place)), \(safe(first.step)), \(safe(first.file)):\(first.line)")
            let others = decisive.count - 1
            if others > 0 { text += field("also", "\(Wording.count(others, "more finding")), see the reports") }
        } else {
            text += field("reason", safe(CaseText.sentence(result)))
        }
        if let curl = CaseText.evidence(result)?.curl { text += command(curl) }
        return text
    }

    private func undecided(_ cases: PackedList<CaseResult>) -> [String] {
        ReasonGroup.groups(cases).map { group in
            let first = cases[group.first]
            var text = location(first, first.verdict.rawValue, .yellow, code: group.code)
            text += field("reason", safe(group.reason))
            if group.count > 1 {
                text += field("also", "\(Wording.count(group.count - 1, "more case")) for the same reason")
            }
            if let refused = CaseText.evidence(first), refused.signing != nil {
                text += ExchangeText.signing(refused).map { "  \(Escaping.visible(Wording.cut($0, to: 4000)))\n" }
                    .joined()
            }
            return text
        }
    }

    private func leftover(_ leftover: Leftover) -> String {
        "\(paint("left behind", .yellow)): \(safe(leftover.resource))\n"
            + field("reason", safe(leftover.reason)) + field("case", safe(leftover.caseID)) + command(leftover.curl)
    }

    private func outOfDate(_ problem: GateProblem) -> String {
        "\(paint("\(safe(problem.file)):\(problem.line): ", .bold))\(paint(problem.kind.rawValue, .red)): \(safe(problem.entry))\n"
            + field("reason", safe(problem.message))
    }

    private func flaky(_ result: CaseResult) -> String {
        location(result, "flaky", .yellow, code: nil) + field("tries", safe(CaseText.attempts(result)))
    }

    private func counts(_ tally: Tally) -> String {
        let titles = ["total", "pass", "fail", "undecided", "unsupported", "skipped", "excused"]
        let rows = Level.allCases.filter { tally.total($0) > 0 }.map { level in
            let counts = [
                tally.total(level), tally.count(.pass, level), Headline.unexcused(tally, level),
                tally.count(.inconclusive, level) + tally.count(.error, level), tally.count(.unsupported, level),
                tally.count(.skipped, level), tally.excused(level),
            ]
            return (level: level, cells: counts.map { Wording.number($0) })
        }
        let widths = titles.indices.map { column in
            2 + rows.reduce(titles[column].count) { max($0, $1.cells[column].count) }
        }
        let line = { (cells: [String]) in zip(cells, widths).map { TextWidth.right($0, $1) }.joined() }
        return paint(TextWidth.left("level", 8) + line(titles), .bold) + "\n"
            + rows.map { TextWidth.left($0.level.rawValue, 8) + line($0.cells) + "\n" }.joined()
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
        if let claim = report.claim {
            let assessed = report.rules.gists.count { $0.verdict.isDecided }
            lines.append(
                "profile \(safe(claim.name)) \(safe(claim.version)): \(assessed) of \(claim.rules.count) rules assessed"
            )
        }
        let facts = "\(safe(run.target)) in \(Wording.duration(run.seconds)), run \(safe(run.id)), seed \(run.seed)"
        return (lines + TextWidth.wrap(facts, columns: width)).joined(separator: "\n") + "\n"
    }

    // MARK: Lines

    /// `file:line: word: rule [row] [code]`, as editors read it; row and code go to a second line where the first is full.
    private func location(_ result: CaseResult, _ word: String, _ style: Style, code: String?) -> String {
        let place = "\(safe(result.file)):\(result.line): "
        let start = paint(place, .bold) + paint(word, style) + ": \(safe(result.rule))"
        let extra = [result.row, code].compactMap { $0 }.map { "[\(safe($0))]" }.joined(separator: " ")
        guard !extra.isEmpty else { return start + "\n" }
        let fits = TextWidth.columns("\(place)\(word): \(safe(result.rule)) \(extra)") <= width
        return start + (fits ? " " : "\n  ") + extra + "\n"
    }

    /// The paths of the reports, none broken, so that they can be copied: on one line, or on a line each.
    private func paths(_ reports: [String]) -> String {
        let label = "reports  "
        let all = reports.map { Escaping.visible($0) }
        let line = label + all.joined(separator: " ")
        guard TextWidth.columns(line) > width else { return line + "\n" }
        return label + all.joined(separator: "\n" + String(repeating: " ", count: label.count)) + "\n"
    }

    /// A label and its text, further lines below the first.
    private func field(_ name: String, _ value: String, label: Int = 10, indent: Int = 2) -> String {
        let lines = TextWidth.wrap(value, columns: width - label - indent)
        let margin = String(repeating: " ", count: indent)
        return lines.enumerated().map { position, line in
            margin + TextWidth.left(position == 0 ? name : "", label) + line + "\n"
        }.joined()
    }

    /// A command line, never broken, so that it can be copied; one too long to be looked at is cut, and says so.
    private func command(_ curl: String) -> String {
        let shown = Wording.prefix(curl, Self.longest)
        let more = curl.utf8.count - shown.utf8.count
        let lines = ExchangeText.split(String(shown)).map { "  \(Escaping.visible($0))" }.joined(separator: "\n")
        return more == 0
            ? "\(lines)\n" : "\(lines)…\n  (\(Wording.count(more, "byte")) more; the whole command is in the report)\n"
    }

    /// A text that is safe to show; one too long to be looked at is cut, and says so.
    private func safe(_ text: String, _ limit: Int = longest) -> String {
        let shown = Wording.prefix(text, limit)
        let more = text.utf8.count - shown.utf8.count
        guard more > 0 else { return Escaping.visible(text) }
        let note = limit < Self.longest ? "" : ", the whole is in the report"
        return Escaping.visible("\(shown)… (\(Wording.count(more, "byte")) more\(note))")
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
