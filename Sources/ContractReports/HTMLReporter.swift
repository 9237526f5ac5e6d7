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

    /// The most bytes that the evidence of all cases takes.
    private static let evidenceLimit = 5 << 20
    /// The most rules that are listed.
    private static let ruleLimit = 5000

    /// Makes the reporter.
    public init() {}

    /// Writes the page.
    public func render(_ report: RunReport, to output: inout some TextOutputStream) {
        let index = ReportIndex(report)
        let title = "\(report.conformance.rawValue) · \(report.run.target) · Hallmark"
        let body = """
            <header>\(HTMLPage.banner("conformance report"))\(Self.hero(report))\(Self.alerts(report, index))</header>
            <main>
            \(Self.tools(index))
            \(Self.sections(index))
            <p id="none" class="none" hidden>no rule fits the filter</p>
            </main>
            <footer>\(Self.footer(report))</footer>
            """
        output.write(HTMLPage.document(title: title, body: body))
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
            let states = report.rules.filter { $0.level == level }.map { RuleState($0.verdict, $0.disposition) }
            guard !states.isEmpty else { return nil }
            let held = states.count { $0 == .pass }
            return "<span>\(level.rawValue)</span>\(RuleState.bar(states))"
                + "<span class=\"n\">\(Wording.number(held)) of \(Wording.number(states.count)) hold</span>"
        }
        return "<div class=\"levels\">\(rows.joined())</div>"
    }

    // MARK: What needs somebody

    private static func alerts(_ report: RunReport, _ index: ReportIndex) -> String {
        var html = alert("Broken", .fail, index.broken, limit: 12, noun: "broken rule") { entry in
            let row = entry.broken.first
            let why = row.map { HTMLPage.text(CaseText.sentence($0), limit: 300) } ?? ""
            return "<a href=\"#\(anchor(entry.rule))\"><code>\(HTMLPage.text(entry.rule.id, limit: 200))</code></a> "
                + "<span class=\"level\">\(entry.rule.level.rawValue)</span><br><span class=\"about\">\(why)</span>"
        }
        let groups = ReasonGroup.groups(index.entries.flatMap(\.cases).filter(\.isUndecided))
        html += alert("Could not be decided", .undecided, groups, limit: 8, noun: "reason") { group in
            "\(HTMLPage.text(group.reason, limit: 400)) <span class=\"about\">\(Wording.count(group.results.count, "case")) of "
                + "\(Wording.count(group.rules.count, "rule"))</span>"
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

    // MARK: Rules

    private static func tools(_ index: ReportIndex) -> String {
        let states = Dictionary(grouping: index.entries) { RuleState($0.rule.verdict, $0.rule.disposition) }
        let levels = Dictionary(grouping: index.entries, by: \.rule.level)
        var html =
            "<div class=\"tools\" role=\"search\"><input id=\"search\" type=\"search\" placeholder=\"Search rules, rows, evidence\" "
        html += "aria-label=\"search\" autocomplete=\"off\" spellcheck=\"false\">"
        for state in RuleState.allCases {
            guard let count = states[state]?.count else { continue }
            html +=
                "<button type=\"button\" class=\"chip t-\(state.rawValue)\" data-v=\"\(state.rawValue)\" aria-pressed=\"false\">"
            html += "\(state.mark) \(state.word) \(Wording.number(count))</button>"
        }
        if levels.count > 1 {
            for level in Level.allCases where levels[level] != nil {
                html += "<button type=\"button\" class=\"chip\" data-l=\"\(level.rawValue)\" aria-pressed=\"false\">"
                html += "\(level.rawValue)</button>"
            }
        }
        html += "<button type=\"button\" class=\"chip\" id=\"open\" title=\"open or close all (o)\">open all</button>"
        return html
            + "<span id=\"shown\" aria-live=\"polite\">\(Wording.count(index.entries.count, "rule"))</span></div>"
    }

    private static func sections(_ index: ReportIndex) -> String {
        var evidence = HTMLEvidence(budget: evidenceLimit)
        // What is no pass is written first, so that it gets the room for evidence; the order of the page stays.
        let entries = index.entries
        let order =
            entries.indices.filter { entries[$0].rule.verdict != .pass }
            + entries.indices.filter { entries[$0].rule.verdict == .pass }
        var rows: [Int: String] = [:]
        for place in order.prefix(ruleLimit) { rows[place] = rule(entries[place], &evidence) }
        var html = ""
        for group in groups(entries) {
            let states = group.places.map { RuleState(entries[$0].rule.verdict, entries[$0].rule.disposition) }
            let held = states.count { $0 == .pass }
            html +=
                "<section data-group><h2><span class=\"mono\">\(HTMLPage.text(group.name, limit: 200))</span>\(RuleState.bar(states))"
            html +=
                "<span class=\"n\">\(Wording.number(held)) of \(Wording.count(states.count, "rule")) hold</span></h2>"
            html +=
                "<div class=\"card list\">\(group.places.compactMap { rows[$0] }.joined(separator: "\n"))</div></section>\n"
        }
        let more = entries.count - ruleLimit
        if more > 0 { html += "<p class=\"none\">\(Wording.count(more, "more rule")) in report.json</p>" }
        return html
    }

    /// The rules by the operation or contract that they are about, in the order of their first rule.
    private static func groups(_ entries: [ReportIndex.Entry]) -> [(name: String, places: [Int])] {
        var found: [String: Int] = [:]
        var groups: [(name: String, places: [Int])] = []
        for (place, entry) in entries.enumerated() {
            if let index = found[entry.rule.contract] {
                groups[index].places.append(place)
            } else {
                found[entry.rule.contract] = groups.count
                groups.append((entry.rule.contract, [place]))
            }
        }
        return groups
    }

    private static func rule(_ entry: ReportIndex.Entry, _ evidence: inout HTMLEvidence) -> String {
        let rule = entry.rule
        let state = RuleState(rule.verdict, rule.disposition)
        let seconds = entry.cases.reduce(0) { $0 + $1.seconds }
        let isOpen = state == .fail
        let cases = entry.cases.count == 1 ? "" : "<span>\(Wording.count(entry.cases.count, "case"))</span>"
        let flaky = entry.cases.contains(where: \.isFlaky) ? "<span class=\"level t-undecided pill\">flaky</span>" : ""
        return """
            <details class="rule t-\(state.rawValue)" data-rule="\(state.rawValue)" data-level="\(rule.level.rawValue)" \
            id="\(anchor(rule))"\(isOpen ? " open" : "")><summary><span class="mark" title="\(state.word)">\(state.mark)</span>\
            <span class="what">\(HTMLPage.text(rule.text, limit: 1000))<small class="mono">\(HTMLPage.text(rule.id, limit: 300))</small></span>\
            <span class="side">\(flaky)\(cases)<span class="time">\(Wording.duration(seconds))</span>\
            <span class="level">\(rule.level.rawValue)</span></span></summary>\
            <div class="inside">\(evidence.inside(entry))</div></details>
            """
    }

    /// The name by which a link reaches a rule.
    private static func anchor(_ rule: RuleResult) -> String {
        "rule-\(HTMLPage.attribute(rule.id).replacing(" ", with: "_"))"
    }

    private static func footer(_ report: RunReport) -> String {
        "<p><kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous rule · <kbd>f</kbd> next that does not hold · "
            + "<kbd>Enter</kbd> open · <kbd>o</kbd> open all · <kbd>t</kbd> light or dark</p>"
            + "<p>hallmark \(HTMLPage.text(report.run.version)) · \(HTMLPage.text(report.run.transport, limit: 400))</p>"
    }
}
