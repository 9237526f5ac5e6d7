import ContractCore

/// Cases and what they saw, as HTML; keeps count of what the evidence takes.
struct HTMLEvidence {
    /// The most bytes of one content that are shown.
    private static let bodyLimit = 6 * 1024
    /// The most cases of a rule that are shown.
    private static let caseLimit = 400
    /// The most findings of a case that are shown.
    private static let findingLimit = 20
    /// The most exchanges of a case that are shown.
    private static let exchangeLimit = 60
    /// The most bytes of a label in which the method is looked for.
    private static let labelLimit = 4096
    /// The most lines of an exchange that are shown.
    private static let lineLimit = 600

    /// How many bytes there is still room for.
    private(set) var budget: Int

    init(budget: Int) {
        self.budget = budget
    }

    /// Adds what stands below a rule when it is opened.
    mutating func addInside(of entry: ReportIndex.Entry, to html: inout String) {
        let rule = entry.rule
        var about = [CaseText.source(rule), "\(rule.file):\(rule.line)"].compactMap(\.self)
        if !rule.tags.isEmpty { about.append(rule.tags.joined(separator: ", ")) }
        if !rule.revision.isEmpty { about.append("revision \(rule.revision)") }
        html += "<p class=\"about\">\(HTMLPage.text(about.joined(separator: " · "), limit: 600))</p>"
        if entry.gists.isEmpty {
            html += "<p class=\"about\">\(HTMLPage.text(CaseText.untestedReason(rule)))</p>"
        }
        let ordered = entry.cases { $0.verdict != .pass } + entry.cases { $0.verdict == .pass }
        for result in ordered.prefix(Self.caseLimit) {
            guard budget > 0 else {
                html += "<p class=\"about\">more cases are left out here for length; report.json has all</p>"
                break
            }
            let size = html.utf8.count
            if result.verdict == .pass { Self.addHeld(result, to: &html) } else { Self.addOther(result, to: &html) }
            budget -= html.utf8.count - size
        }
        let more = ordered.count - Self.caseLimit
        if more > 0 { html += "<p class=\"about\">\(Wording.count(more, "more case")) in report.json</p>" }
    }

    // MARK: Cases

    private static func addHeld(_ result: CaseResult, to html: inout String) {
        html += "<div class=\"case quiet t-pass\"><p>"
        addRow(result, to: &html)
        html += "<span class=\"word\">holds</span> <span class=\"about\">"
        html += Wording.duration(result.seconds)
        html += "</span></p>"
        addRemarks(result, to: &html)
        if !result.exchanges.isEmpty {
            html += "<details class=\"x\"><summary>\(Wording.count(result.exchanges.count, "request"))</summary>"
            for exchange in result.exchanges.prefix(exchangeLimit) {
                html += "<p class=\"about\">"
                addOutline(exchange, to: &html)
                html += "</p>"
            }
            html += "</details>"
        }
        html += "</div>"
    }

    private static func addOther(_ result: CaseResult, to html: inout String) {
        let state = RuleState(result.verdict, result.disposition)
        let word =
            state == .undecided ? result.verdict.rawValue : state == .excused ? result.disposition.rawValue : state.word
        html += "<div class=\"case t-\(state.rawValue)\"><p>"
        addRow(result, to: &html)
        html += "<span class=\"word\">\(word)</span>"
        if result.seconds > 0 { html += " <span class=\"about\">\(Wording.duration(result.seconds))</span>" }
        html += "</p>"
        let decisive = CaseText.decisive(result)
        if decisive.isEmpty || state != .fail {
            html += "<p>\(HTMLPage.text(result.reason ?? CaseText.sentence(result)))</p>"
        }
        for finding in decisive.prefix(findingLimit) { html += self.finding(finding) }
        let more = decisive.count - findingLimit
        if more > 0 { html += "<p class=\"about\">\(Wording.count(more, "more finding")) in report.json</p>" }
        addRemarks(result, to: &html)
        let shown = CaseText.evidence(result)
        for exchange in result.exchanges.prefix(exchangeLimit) { add(exchange, isOpen: exchange == shown, to: &html) }
        html += "</div>"
    }

    private static func addRow(_ result: CaseResult, to html: inout String) {
        guard let row = result.row else { return }
        html += "<b>"
        html += HTMLPage.text(row, limit: 400)
        html += "</b> "
    }

    /// Adds what was remarked, and what earlier tries found out.
    private static func addRemarks(_ result: CaseResult, to html: inout String) {
        for remark in result.remarks { html += "<p class=\"about\">\(HTMLPage.text(remark))</p>" }
        for (index, attempt) in (result.attempts ?? []).enumerated() {
            let reason = attempt.reason.map { ", \(HTMLPage.text($0))" } ?? ""
            html += "<p class=\"about\">try \(index + 1): \(attempt.verdict.rawValue)\(reason)</p>"
        }
    }

    private static func finding(_ finding: Finding) -> String {
        """
        <dl class="see"><dt>where</dt><dd>\(HTMLPage.text(finding.place)) <span class="about">\(HTMLPage.text(finding.step)), \
        \(HTMLPage.text(finding.file)):\(finding.line)</span></dd><dt>expected</dt><dd class="want mono">\
        \(HTMLPage.text(finding.expected, limit: 3000))</dd><dt>got</dt><dd class="got mono">\
        \(HTMLPage.text(finding.actual, limit: 3000))</dd></dl>
        """
    }

    // MARK: Exchanges

    /// Adds one line: what it was for, the method, the URL, what came back and how long it took.
    private static func addOutline(_ exchange: ExchangeRecord, to html: inout String) {
        html += HTMLPage.text(purpose(exchange), limit: 200)
        html += " <b>"
        html += HTMLPage.text(exchange.method, limit: 40)
        html += "</b> <code>"
        html += HTMLPage.text(exchange.url, limit: 400)
        html += "</code> <b class=\"answer\">"
        html += exchange.status.map { "\($0)" } ?? HTMLPage.text(exchange.failure ?? "no response", limit: 300)
        html += "</b> "
        html += Wording.duration(exchange.timings.total)
    }

    /// The label up to the method, which stands in a column of its own.
    private static func purpose(_ exchange: ExchangeRecord) -> String {
        let label = Array(exchange.label.utf8.prefix(labelLimit))
        let method = Array(" \(exchange.method) ".utf8)
        let place = label.indices.first { label[$0] == method[0] && label[$0...].starts(with: method) }
        return place.map { String(decoding: label[..<$0], as: UTF8.self) } ?? exchange.label
    }

    private static func add(_ exchange: ExchangeRecord, isOpen: Bool, to html: inout String) {
        html += "<details class=\"x\"\(isOpen ? " open" : "")><summary>"
        addOutline(exchange, to: &html)
        html += "</summary><pre>"
        let lines = ExchangeText.lines(exchange, bodyLimit: bodyLimit).prefix(lineLimit).map { line in
            let kind = line.hasPrefix(">") ? "sent" : line.hasPrefix("<") ? "came" : "lost"
            return "<span class=\"\(kind)\">\(HTMLPage.text(line, limit: bodyLimit))</span>"
        }
        html += lines.joined(separator: "\n")
        html += "</pre>"
        if let curl = exchange.curl {
            html += "<div class=\"curl\"><button type=\"button\" class=\"copy\">copy</button>"
            html += "<pre>\(HTMLPage.text(curl, limit: 4000))</pre></div>"
        }
        html += "</details>"
    }
}
