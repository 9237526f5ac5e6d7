public import ContractCore

/// One page to look at: verdict, filters, search, every rule by operation, and the evidence behind what is broken.
///
/// A single file that loads nothing; it is made by plain string building, since every piece is short and a template
/// engine would only move the escaping out of sight. It stays under 10 MB whatever the run.
public struct HTMLReporter: Reporter {
    /// `html`.
    public static let format = "html"
    /// `report.html`.
    public static let fileName = "report.html"

    /// Makes the reporter.
    public init() {}

    /// Writes the page, the rules group by group.
    public func render(_ report: RunReport, to output: inout some TextOutputStream) {
        let index = ReportIndex(report)
        let title = "\(report.conformance.rawValue) · \(report.run.target) · Hallmark"
        output.write(HTMLPage.start(title: title))
        output.write(
            """
            <header>\(HTMLPage.banner("conformance report"))\(Self.hero(report))\(Self.alerts(report, index))</header>
            <main>
            \(Self.tools(index))

            """)
        HTMLRules(index).write(to: &output)
        output.write(
            """

            <p id="none" class="none" hidden>no rule fits the filter</p>
            </main>
            <footer>\(Self.footer(report))</footer>
            """)
        output.write(HTMLPage.end)
    }

    // MARK: Head

    private static func hero(_ report: RunReport) -> String {
        let run = report.run
        var html = "<div class=\"card hero t-\(report.conformance.state.rawValue)\">"
        html += "<h1>\(report.conformance.rawValue)</h1><p>\(HTMLPage.text(Headline.sentence(report)))</p>"
        if let mutation = run.mutation {
            html += "<p class=\"notice\"><b>Mutated target: this is not a conformance result.</b> Made to break: "
            html += "\(HTMLPage.text(mutation))</p>"
        }
        if run.interrupted { html += "<p class=\"notice\">The run was interrupted before every case had run.</p>" }
        html += levels(report)
        var facts = [
            ("target", run.target), ("environment", run.environment),
            ("when", "\(run.startedAt.prefix(19).replacing("T", with: " ")) UTC"),
            ("took", "\(Wording.duration(run.seconds)), \(Wording.count(run.jobs, "job"))"),
            ("run", "\(run.id), seed \(run.seed)"),
            (
                "suite",
                [run.suite?.name, run.suite?.version, String(run.suiteDigest.prefix(12))].compactMap(\.self).joined(
                    separator: " ")
            ),
        ]
        if let claim = report.claim { facts.append(("profile", "\(claim.name) \(claim.version)")) }
        if let selection = run.selection { facts.append(("selected", selection)) }
        if let shard = run.shard { facts.append(("part", "\(shard.index) of \(shard.count)")) }
        if run.strict { facts.append(("strict", "should-rules bind")) }
        return html + HTMLPage.facts(facts) + "</div>"
    }

    private static func levels(_ report: RunReport) -> String {
        let rows = Level.allCases.compactMap { level -> String? in
            let states = RuleState.counts(of: report.rules.gists.lazy.filter { $0.level == level })
            guard !states.isEmpty else { return nil }
            let total = states.values.reduce(0, +)
            return "<span>\(level.rawValue)</span>\(RuleState.bar(states))"
                + "<span class=\"n\">\(Wording.number(states[.pass] ?? 0)) of \(Wording.number(total)) hold</span>"
        }
        return "<div class=\"levels\">\(rows.joined())</div>"
    }

    // MARK: What needs somebody

    private static func alerts(_ report: RunReport, _ index: ReportIndex) -> String {
        var html = alert("Broken", .fail, index.broken, limit: 12, noun: "broken rule") { place in
            let entry = index.entry(at: place)
            let row = entry.broken.first
            let why = row.map { HTMLPage.text(CaseText.sentence($0), limit: 300) } ?? ""
            return "<a href=\"#\(HTMLRules.anchor(entry.rule))\">"
                + "<code>\(HTMLPage.text(entry.rule.id, limit: 200))</code></a> "
                + "<span class=\"level\">\(entry.rule.level.rawValue)</span><br><span class=\"about\">\(why)</span>"
        }
        let groups = ReasonGroup.groups(index.cases { $0.verdict.isUndecided })
        html += alert("Could not be decided", .undecided, groups, limit: 8, noun: "reason") { group in
            "\(HTMLPage.text(group.reason, limit: 400)) <span class=\"about\">\(Wording.count(group.count, "case")) of "
                + "\(Wording.count(group.ruleCount, "rule"))</span>"
        }
        html += alert("Out of date", .fail, report.gate?.problems ?? [], limit: 20, noun: "entry") { problem in
            "\(HTMLPage.text(problem.message, limit: 500)) <span class=\"about\">\(HTMLPage.text(problem.file)):\(problem.line)</span>"
        }
        html += alert(
            "Left behind in the target's account", .undecided, report.cleanup.leftBehind, limit: 20, noun: "resource"
        ) {
            "\(HTMLPage.text($0.resource)): \(HTMLPage.text($0.reason))<pre>\(HTMLPage.text($0.curl))</pre>"
        }
        return html
    }

    private static func alert<Item>(
        _ title: String, _ state: RuleState, _ items: [Item], limit: Int, noun: String, row: (Item) -> String
    ) -> String {
        guard !items.isEmpty else { return "" }
        var rows = items.prefix(limit).map { "<li>\(row($0))</li>" }
        if items.count > limit {
            rows.append("<li class=\"about\">and \(Wording.count(items.count - limit, "more \(noun)"))</li>")
        }
        return
            "<div class=\"card alert t-\(state.rawValue)\"><h2>\(title)</h2><ul class=\"plain\">\(rows.joined())</ul></div>"
    }

    // MARK: Filters and footer

    private static func tools(_ index: ReportIndex) -> String {
        let states = RuleState.counts(of: index.rules.gists)
        let levels = Set(index.rules.gists.lazy.map(\.level))
        var html =
            "<div class=\"tools\" role=\"search\"><input id=\"search\" type=\"search\" placeholder=\"Search rules, rows, evidence\" "
        html += "aria-label=\"search\" autocomplete=\"off\" spellcheck=\"false\">"
        for state in RuleState.allCases {
            guard let count = states[state] else { continue }
            html +=
                "<button type=\"button\" class=\"chip t-\(state.rawValue)\" data-v=\"\(state.rawValue)\" aria-pressed=\"false\">"
            html += "\(state.mark) \(state.word) \(Wording.number(count))</button>"
        }
        if levels.count > 1 {
            for level in Level.allCases where levels.contains(level) {
                html += "<button type=\"button\" class=\"chip\" data-l=\"\(level.rawValue)\" aria-pressed=\"false\">"
                html += "\(level.rawValue)</button>"
            }
        }
        html += "<button type=\"button\" class=\"chip\" id=\"open\" title=\"open or close all (o)\">open all</button>"
        return html
            + "<span id=\"shown\" aria-live=\"polite\">\(Wording.count(index.rules.count, "rule"))</span></div>"
    }

    private static func footer(_ report: RunReport) -> String {
        "<p><kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous rule · <kbd>f</kbd> next that does not hold · "
            + "<kbd>Enter</kbd> open · <kbd>o</kbd> open all · <kbd>t</kbd> light or dark</p>"
            + "<p>hallmark \(HTMLPage.text(report.run.version)) · \(HTMLPage.text(report.run.transport, limit: 400))</p>"
    }
}
