public import ContractCore

/// A summary for people in GitHub's Markdown: the verdict first, then what is broken, then all the rest in short.
///
/// The page stays under 1 MiB whatever the run. Texts of the target stand in code, where nothing in them is markup, a
/// link or a mention.
public struct MarkdownReporter: Reporter {
    /// `markdown`.
    public static let format = "markdown"
    /// `summary.md`.
    public static let fileName = "summary.md"

    /// Makes the reporter.
    public init() {}

    /// Writes the page, some sections at a time.
    public func render(_ report: RunReport, to output: inout some TextOutputStream) {
        let index = ReportIndex(report)
        var page = MarkdownPage()
        Self.addHead(report, to: &page)
        page.add(Self.levels(report.tally))
        page.section("Broken rules", index.broken, share: 500_000, noun: "rule") {
            Self.brokenRule(index.entry(at: $0), strict: report.run.strict)
        }
        output.write(page.take())
        Self.addGroups("Could not be decided", index.cases { $0.verdict.isUndecided }, to: &page)
        page.section("Out of date", report.gate?.problems ?? [], share: 60_000, noun: "entry") {
            "- **\($0.kind.rawValue)** \(Self.prose($0.message)) (\(Self.code("\($0.file):\($0.line)")))\n"
        }
        page.section("Left behind", report.cleanup.leftBehind, share: 60_000, noun: "resource") { Self.leftover($0) }
        let excused = index.cases { $0.verdict == .fail && $0.disposition != .unexpected }
        page.section("Excused", excused, share: 60_000, noun: "case") {
            "- \(Self.name($0)): \(Self.prose(CaseText.skipReason($0)))\n"
        }
        page.section("Repeated", index.cases(where: \.isRepeated), share: 60_000, noun: "case") {
            "- \(Self.name($0)): \(Self.prose(CaseText.attempts($0)))\n"
        }
        let remarked = index.cases { $0.verdict == .pass && $0.hasRemarks }
        page.section("Remarks", remarked, share: 60_000, noun: "case") {
            "- \(Self.name($0)): \($0.remarks.map { Self.prose($0) }.joined(separator: "; "))\n"
        }
        Self.addGroups("Not supported", index.cases { $0.verdict == .unsupported }, to: &page)
        Self.addGroups("Skipped", index.cases { $0.verdict == .skipped }, to: &page)
        output.write(page.take())
        let untested = index.untested
        let title = "\(Wording.count(untested.count, "rule")) without a test"
        page.section(title, untested, share: 80_000, noun: "rule", isFolded: true) {
            "- \(Self.code($0.id)) (\($0.level.rawValue)): \(Self.prose($0.untested ?? CaseText.noCase))\n"
        }
        Self.addContracts(index, to: &page)
        page.section("Slowest cases", index.slowest(5), share: 40_000, noun: "case", isFolded: true) {
            "- \(Wording.duration($0.seconds)) \(Self.name($0))\n"
        }
        output.write(page.take())
    }

    // MARK: Head

    private static func addHead(_ report: RunReport, to page: inout MarkdownPage) {
        let run = report.run
        if let mutation = run.mutation {
            page.add("**MUTATED TARGET: this is not a conformance result.** Made to break: \(prose(mutation))")
        }
        page.add("**\(report.conformance.rawValue)** — \(Headline.sentence(report))")
        if run.interrupted { page.add("**The run was interrupted** before every case had run.") }
        let left = report.cleanup.leftBehind.count
        if left > 0 { page.add("**\(Wording.count(left, "resource")) left behind** in the target's account.") }
        var facts = [
            "target \(code(run.target))", "environment \(code(run.environment))", "run \(code(run.id))",
            "seed \(code("\(run.seed)"))", "suite \(code(String(run.suiteDigest.prefix(12))))",
        ]
        if let selection = run.selection { facts.append("selected: \(prose(selection))") }
        if let claim = report.claim {
            let assessed = report.rules.gists.count { $0.verdict.isDecided }
            let name = code("\(claim.name) \(claim.version)")
            facts.append(
                "profile \(name), \(Wording.number(assessed)) of \(Wording.count(claim.rules.count, "rule")) assessed")
        }
        if run.strict { facts.append("strict") }
        let tools = [
            "\(code(run.startedAt)), \(Wording.duration(run.seconds)), \(Wording.count(run.jobs, "job"))",
            "hallmark \(code(run.version))", prose(run.transport),
        ]
        page.add(facts.joined(separator: " · ") + "  \n" + tools.joined(separator: " · "))
    }

    private static func levels(_ tally: Tally) -> String {
        var lines = [
            "| level | total | pass | fail | undecided | unsupported | skipped | excused |",
            "|:--|--:|--:|--:|--:|--:|--:|--:|",
        ]
        for level in Level.allCases where tally.total(level) > 0 {
            let counts = [
                tally.total(level), tally.count(.pass, level), Headline.unexcused(tally, level),
                tally.count(.inconclusive, level) + tally.count(.error, level), tally.count(.unsupported, level),
                tally.count(.skipped, level), tally.excused(level),
            ]
            lines.append("| \(level.rawValue) | \(counts.map(Wording.number).joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Words

    /// Code of at most so many bytes of text.
    static func code(_ text: String, limit: Int = 600) -> String { Escaping.markdownCode(Wording.cut(text, to: limit)) }

    /// Prose of at most so many bytes of text.
    static func prose(_ text: String, limit: Int = 1000) -> String { Escaping.markdown(Wording.cut(text, to: limit)) }

    /// The rule of a case and its row.
    static func name(_ result: CaseResult) -> String {
        result.row.map { "\(code(result.rule)) (\(prose($0, limit: 300)))" } ?? code(result.rule)
    }
}
