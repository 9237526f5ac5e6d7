import ContractCore

/// Cases and what they saw, as HTML; keeps count of what the evidence takes.
struct HTMLEvidence {
    /// The most bytes of one content that are shown.
    private static let bodyLimit = 6 * 1024
    /// The most cases of a rule that are shown.
    private static let caseLimit = 400
    /// The most findings of a case that are shown.
    private static let findingLimit = 20

    /// How many bytes there is still room for.
    private(set) var budget: Int

    init(budget: Int) {
        self.budget = budget
    }

    /// What stands below a rule when it is opened.
    mutating func inside(_ entry: ReportIndex.Entry) -> String {
        let rule = entry.rule
        var about = [CaseText.source(rule), "\(rule.file):\(rule.line)"].compactMap(\.self)
        if !rule.tags.isEmpty { about.append(rule.tags.joined(separator: ", ")) }
        if !rule.revision.isEmpty { about.append("revision \(rule.revision)") }
        var html = "<p class=\"about\">\(HTMLPage.text(about.joined(separator: " · "), limit: 600))</p>"
        if entry.cases.isEmpty {
            html += "<p class=\"about\">\(HTMLPage.text(CaseText.untestedReason(rule)))</p>"
        }
        let ordered = entry.cases.filter { $0.verdict != .pass } + entry.cases.filter { $0.verdict == .pass }
        for result in ordered.prefix(Self.caseLimit) {
            guard budget > 0 else {
                html += "<p class=\"about\">more cases are left out here for length; report.json has all</p>"
                break
            }
            let text = result.verdict == .pass ? held(result) : other(result)
            budget -= text.utf8.count
            html += text
        }
        let more = ordered.count - Self.caseLimit
        if more > 0 { html += "<p class=\"about\">\(Wording.count(more, "more case")) in report.json</p>" }
        return html
    }

    // MARK: Cases

    private func held(_ result: CaseResult) -> String {
        var words = result.row.map { "<b>\(HTMLPage.text($0, limit: 400))</b> " } ?? ""
        words += "<span class=\"word\">holds</span> <span class=\"about\">\(Wording.duration(result.seconds))</span>"
        var html = "<div class=\"case quiet t-pass\"><p>\(words)</p>"
        html += result.remarks.map { "<p class=\"about\">\(HTMLPage.text($0))</p>" }.joined()
        html += attempts(result)
        if !result.exchanges.isEmpty {
            html += "<details class=\"x\"><summary>\(Wording.count(result.exchanges.count, "request"))</summary>"
            html +=
                result.exchanges.prefix(60).map { "<p class=\"about\">\(Self.outline($0))</p>" }.joined() + "</details>"
        }
        return html + "</div>"
    }

    private func other(_ result: CaseResult) -> String {
        let state = RuleState(result.verdict, result.disposition)
        let word =
            state == .undecided ? result.verdict.rawValue : state == .excused ? result.disposition.rawValue : state.word
        var head = result.row.map { "<b>\(HTMLPage.text($0, limit: 400))</b> " } ?? ""
        head += "<span class=\"word\">\(word)</span>"
        if result.seconds > 0 { head += " <span class=\"about\">\(Wording.duration(result.seconds))</span>" }
        var html = "<div class=\"case t-\(state.rawValue)\"><p>\(head)</p>"
        let decisive = CaseText.decisive(result)
        if decisive.isEmpty || state != .fail {
            html += "<p>\(HTMLPage.text(result.reason ?? CaseText.sentence(result)))</p>"
        }
        for finding in decisive.prefix(Self.findingLimit) { html += Self.finding(finding) }
        let more = decisive.count - Self.findingLimit
        if more > 0 { html += "<p class=\"about\">\(Wording.count(more, "more finding")) in report.json</p>" }
        html += result.remarks.map { "<p class=\"about\">\(HTMLPage.text($0))</p>" }.joined()
        html += attempts(result)
        let shown = CaseText.evidence(result)
        for exchange in result.exchanges.prefix(60) { html += self.exchange(exchange, isOpen: exchange == shown) }
        return html + "</div>"
    }

    private func attempts(_ result: CaseResult) -> String {
        (result.attempts ?? []).enumerated().map { index, attempt in
            "<p class=\"about\">try \(index + 1): \(attempt.verdict.rawValue)"
                + (attempt.reason.map { ", \(HTMLPage.text($0))" } ?? "") + "</p>"
        }.joined()
    }

    private static func finding(_ finding: Finding) -> String {
        """
        <dl class="see"><dt>where</dt><dd>\(HTMLPage.text(finding.place)) <span class="about">\(HTMLPage.text(finding.step)), \
        \(HTMLPage.text(finding.file)):\(finding.line)</span></dd><dt>expected</dt><dd class="want mono">\
        \(HTMLPage.text(finding.expected, limit: 3000))</dd><dt>got</dt><dd class="got mono">\
        \(HTMLPage.text(finding.actual, limit: 3000))</dd></dl>
        """
    }

    /// One line: what it was for, the method, the URL, what came back and how long it took.
    private static func outline(_ exchange: ExchangeRecord) -> String {
        let label = exchange.label.firstRange(of: " \(exchange.method) ").map {
            String(exchange.label[..<$0.lowerBound])
        }
        let answer = exchange.status.map { "\($0)" } ?? exchange.failure ?? "no response"
        return
            "\(HTMLPage.text(label ?? exchange.label, limit: 200)) <b>\(HTMLPage.text(exchange.method, limit: 40))</b> "
            + "<code>\(HTMLPage.text(exchange.url, limit: 400))</code> <b class=\"answer\">\(HTMLPage.text(answer, limit: 300))</b> "
            + Wording.duration(exchange.timings.total)
    }

    private func exchange(_ exchange: ExchangeRecord, isOpen: Bool) -> String {
        let outline = Self.outline(exchange)
        let lines = ExchangeText.lines(exchange, bodyLimit: Self.bodyLimit).prefix(600).map { line in
            let kind = line.hasPrefix(">") ? "sent" : line.hasPrefix("<") ? "came" : "lost"
            return "<span class=\"\(kind)\">\(HTMLPage.text(line, limit: Self.bodyLimit))</span>"
        }
        var html = "<details class=\"x\"\(isOpen ? " open" : "")><summary>\(outline)</summary>"
        html += "<pre>\(lines.joined(separator: "\n"))</pre>"
        if let curl = exchange.curl {
            html += "<div class=\"curl\"><button type=\"button\" class=\"copy\">copy</button>"
            html += "<pre>\(HTMLPage.text(curl, limit: 4000))</pre></div>"
        }
        return html + "</details>"
    }
}
