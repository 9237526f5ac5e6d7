import ContractCore

/// The rules of a run by operation, each with the evidence behind it; written group by group.
struct HTMLRules {
    /// The most bytes that the evidence of all cases takes.
    private static let evidenceLimit = 5 << 20
    /// The most rules that are listed.
    private static let ruleLimit = 5000

    private let index: ReportIndex

    init(_ index: ReportIndex) {
        self.index = index
    }

    /// Writes the sections of the page.
    func write(to output: inout some TextOutputStream) {
        var evidence = HTMLEvidence(budget: Self.evidenceLimit)
        // What is no pass is made first, so that it gets the room for evidence; the order of the page stays.
        var rows: [Int: String] = [:]
        let gists = index.rules.gists
        for place in gists.indices.lazy.filter({ gists[$0].verdict != .pass }).prefix(Self.ruleLimit) {
            var row = ""
            Self.add(index.entry(at: place), &evidence, to: &row)
            rows[place] = row
        }
        var room = Self.ruleLimit - rows.count
        for group in groups {
            var html = Self.head(of: group.name, group.places.lazy.map { gists[$0] })
            var separator = ""
            for place in group.places {
                let row = rows.removeValue(forKey: place)
                guard row != nil || (room > 0 && gists[place].verdict == .pass) else { continue }
                html += separator
                separator = "\n"
                if let row {
                    html += row
                } else {
                    room -= 1
                    Self.add(index.entry(at: place), &evidence, to: &html)
                }
            }
            html += "</div></section>\n"
            output.write(html)
        }
        let more = gists.count - Self.ruleLimit
        if more > 0 { output.write("<p class=\"none\">\(Wording.count(more, "more rule")) in report.json</p>") }
    }

    /// The rules by the operation or contract that they are about, in the order of their first rule.
    private var groups: [(name: String, places: Places)] {
        var found: [String: Int] = [:]
        var groups: [(name: String, places: Places)] = []
        for (place, rule) in index.rules.enumerated() {
            if let group = found[rule.contract] {
                groups[group].places.append(place)
            } else {
                found[rule.contract] = groups.count
                groups.append((rule.contract, Places(place)))
            }
        }
        return groups
    }

    private static func head(of name: String, _ rules: some Sequence<RuleGist>) -> String {
        let states = RuleState.counts(of: rules)
        let total = states.values.reduce(0, +)
        return """
            <section data-group><h2><span class="mono">\(HTMLPage.text(name, limit: 200))</span>\(RuleState.bar(states))\
            <span class="n">\(Wording.number(states[.pass] ?? 0)) of \(Wording.count(total, "rule")) hold</span></h2>\
            <div class="card list">
            """
    }

    private static func add(_ entry: ReportIndex.Entry, _ evidence: inout HTMLEvidence, to html: inout String) {
        let rule = entry.rule
        let state = RuleState(rule.verdict, rule.disposition)
        let seconds = entry.seconds
        let isOpen = state == .fail
        let cases = entry.gists.count == 1 ? "" : "<span>\(Wording.count(entry.gists.count, "case"))</span>"
        let flaky = entry.gists.contains(where: \.isFlaky) ? "<span class=\"level t-undecided pill\">flaky</span>" : ""
        html += """
            <details class="rule t-\(state.rawValue)" data-rule="\(state.rawValue)" data-level="\(rule.level.rawValue)" \
            id="\(anchor(rule))"\(isOpen ? " open" : "")><summary><span class="mark" title="\(state.word)">\(state.mark)</span>\
            <span class="what">\(HTMLPage.text(rule.text, limit: 1000))<small class="mono">\(HTMLPage.text(rule.id, limit: 300))</small></span>\
            <span class="side">\(flaky)\(cases)<span class="time">\(Wording.duration(seconds))</span>\
            <span class="level">\(rule.level.rawValue)</span></span></summary>\
            <div class="inside">
            """
        evidence.addInside(of: entry, to: &html)
        html += "</div></details>"
    }

    /// The name by which a link reaches a rule.
    static func anchor(_ rule: RuleResult) -> String {
        let space = UInt8(ascii: " ")
        let name = HTMLPage.attribute(rule.id)
        guard name.utf8.contains(space) else { return "rule-\(name)" }
        return "rule-\(String(decoding: name.utf8.map { $0 == space ? UInt8(ascii: "_") : $0 }, as: UTF8.self))"
    }
}
