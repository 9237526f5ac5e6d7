import ContractCore

/// One test case of a JUnit file.
struct JUnitCase {
    /// The element that tells what became of it.
    enum Kind {
        case passed
        case failure
        case error
        case skipped
    }

    /// What became of it.
    enum Outcome {
        case passed
        case failure(type: String, message: String)
        case error(type: String, message: String)
        case skipped(message: String)
    }

    /// The longest name, in bytes; Azure takes 512 characters.
    private static let nameLimit = 400
    /// The longest message, in bytes.
    private static let messageLimit = 1000

    /// The dotted group of the rule.
    var className: String
    /// The rule and the row, nothing that differs between runs.
    var name: String
    /// The contract's file and line, or nil where there is none.
    var file: String?
    var line: Int?
    /// How long it took.
    var seconds = 0.0
    /// How many assertions looked at something.
    var observations: Int?
    /// What became of it.
    var outcome: Outcome
    /// Facts for readers that keep them.
    var properties: [(name: StaticString, value: String)] = []
    /// The lines behind the message, most important first.
    var details: [String] = []
    /// What is worth saying about a case that counts as passed.
    var remarks: [String] = []
    /// Earlier tries of a case that was repeated.
    var attempts: [Attempt] = []

    /// Makes the test cases of a rule one after the other: one a case, or a skipped one for a rule without cases.
    static func forEach(
        of rule: RuleResult, _ places: Range<Int>, in cases: inout PackedList<CaseResult>.Cursor, run: RunFacts,
        names: inout UniqueNames, _ body: (JUnitCase) -> Void
    ) {
        if places.isEmpty { body(untested(rule, names: &names)) }
        for place in places { body(JUnitCase(cases.element(at: place), of: rule, run: run, names: &names)) }
    }

    /// The test case about resources that are still there.
    static func leftovers(_ cleanup: CleanupReport, names: inout UniqueNames) -> JUnitCase {
        let left = cleanup.leftBehind
        let message =
            "\(Wording.count(left.count, "resource")) of \(Wording.number(cleanup.created)) left behind: "
            + Wording.list(left.map(\.resource), limit: 5)
        return JUnitCase(
            className: "hallmark.cleanup", name: names.unique("cleanup"),
            outcome: .error(type: "cleanup.left-behind", message: message),
            details: left.flatMap { ["", "\($0.resource), created by \($0.caseID): \($0.reason)", $0.curl] })
    }

    /// The test cases about entries of a baseline or a waiver that are out of date.
    static func outOfDate(_ problems: [GateProblem], names: inout UniqueNames) -> [JUnitCase] {
        problems.map { problem in
            JUnitCase(
                className: "hallmark.gate", name: names.unique(bounded("\(problem.kind.rawValue) \(problem.entry)")),
                file: problem.file, line: problem.line,
                outcome: .failure(type: "gate.\(problem.kind.rawValue)", message: problem.message), details: [])
        }
    }

    private static func untested(_ rule: RuleResult, names: inout UniqueNames) -> JUnitCase {
        JUnitCase(
            className: className(rule), name: names.unique(bounded(rule.id)), file: rule.file,
            line: rule.line, outcome: .skipped(message: CaseText.untestedReason(rule)),
            properties: [("rule", rule.id), ("level", rule.level.rawValue), ("verdict", rule.verdict.rawValue)],
            details: about(rule))
    }

    private init(_ result: CaseResult, of rule: RuleResult, run: RunFacts, names: inout UniqueNames) {
        className = Self.className(rule)
        name = names.unique(Self.bounded(result.id))
        file = result.file
        line = result.line
        seconds = result.seconds
        observations = result.observations
        outcome = Self.outcome(result, rule.level, strict: run.strict)
        remarks = result.remarks
        attempts = result.attempts ?? []
        properties = [
            ("rule", rule.id), ("level", rule.level.rawValue), ("verdict", result.verdict.rawValue),
            ("disposition", result.disposition.rawValue), ("observations", "\(result.observations)"),
        ]
        if let code = result.code { properties.append(("code", code)) }
        if let mutation = run.mutation { properties.append(("mutation", mutation)) }
        if !attempts.isEmpty { properties.append(("attempts", "\(attempts.count + 1)")) }
        switch outcome {
        case .passed where result.verdict == .fail:
            remarks.append("\(rule.level.rawValue) rule broken, which does not bind: \(CaseText.sentence(result))")
            details = Self.about(rule) + Self.evidence(result)
        case .passed: break
        case .skipped: details = Self.about(rule) + Self.findings(result)
        case .failure, .error: details = Self.about(rule) + Self.evidence(result)
        }
    }

    private init(
        className: String, name: String, file: String? = nil, line: Int? = nil, outcome: Outcome,
        properties: [(name: StaticString, value: String)] = [], details: [String]
    ) {
        self.className = className
        self.name = name
        self.file = file
        self.line = line
        self.outcome = outcome
        self.properties = properties
        self.details = details
    }

    /// What becomes of a case, by its verdict and by what was decided about a fail.
    static func kind(_ gist: CaseGist, _ level: Level, strict: Bool) -> Kind {
        switch (gist.verdict, gist.disposition) {
        case (.pass, _): .passed
        case (.fail, .unexpected): level >= (strict ? Level.should : .must) ? .failure : .passed
        case (.inconclusive, _), (.error, _): .error
        default: .skipped
        }
    }

    private static func outcome(_ result: CaseResult, _ level: Level, strict: Bool) -> Outcome {
        switch kind(result.gist, level, strict: strict) {
        case .passed: return .passed
        case .failure: return .failure(type: "contract.\(level.rawValue)", message: CaseText.sentence(result))
        case .error:
            let side = result.verdict == .error ? "harness" : "inconclusive"
            return .error(type: "\(side).\(result.code ?? "unknown")", message: CaseText.sentence(result))
        case .skipped: return .skipped(message: CaseText.skipReason(result))
        }
    }

    // MARK: Details

    private static func about(_ rule: RuleResult) -> [String] {
        var lines = ["", "rule      \(rule.text)"]
        if let source = CaseText.source(rule) { lines.append("source    \(source)") }
        return lines + ["contract  \(rule.file):\(rule.line) (\(rule.level.rawValue))"]
    }

    private static func findings(_ result: CaseResult) -> [String] {
        result.findings.flatMap { finding in
            [
                "", "\(finding.outcome.rawValue)  \(finding.place)", "  expected  \(finding.expected)",
                "  actual    \(finding.actual)", "  step      \(finding.step)",
                "  contract  \(finding.file):\(finding.line)",
            ]
        }
    }

    /// The findings, then the exchange that shows the first, then the others as they happened.
    private static func evidence(_ result: CaseResult) -> [String] {
        var lines = findings(result)
        guard let shown = CaseText.evidence(result) else { return lines }
        if let curl = shown.curl { lines += [""] + ExchangeText.split(curl) }
        lines += ["", shown.label] + ExchangeText.lines(shown, bodyLimit: 4096)
        for exchange in result.exchanges where exchange != shown {
            lines += ["", ExchangeText.outline(exchange)]
            if exchange.requestHeaders != nil || exchange.responseHeaders != nil {
                lines += ExchangeText.lines(exchange, bodyLimit: 2048)
            }
        }
        return lines
    }

    // MARK: Names

    private static func className(_ rule: RuleResult) -> String {
        Escaping.visible(rule.group.isEmpty ? rule.contract : rule.group)
    }

    /// A name that fits, its end replaced by a digest of the whole when it does not.
    private static func bounded(_ name: String) -> String {
        let name = Escaping.visible(name)
        guard name.utf8.count > nameLimit else { return name }
        return "\(Wording.prefix(name, nameLimit))… \(String(Fingerprint(name).bits, radix: 16))"
    }
}

extension JUnitCase {
    /// Writes the test case; `budget` is what all texts to come may take, in bytes.
    func write(to xml: inout XMLText, budget: inout Int) {
        var text = BoundedLines(limit: max(0, min(JUnitReporter.caseLimit, budget)))
        xml.begin("testcase")
        xml.attribute("classname", className)
        xml.attribute("name", name)
        if let file { xml.attribute("file", file) }
        if let line { xml.attribute("line", line) }
        xml.attribute("time", seconds: seconds)
        if let observations { xml.attribute("assertions", observations) }
        xml.hold("testcase")
        if !properties.isEmpty {
            xml.open("properties")
            for (name, value) in properties {
                xml.property(name, Wording.cut(value, to: Self.messageLimit))
            }
            xml.close()
        }
        switch outcome {
        case .passed: break
        case .failure(let type, let message): write("failure", type, message, &text, to: &xml)
        case .error(let type, let message): write("error", type, message, &text, to: &xml)
        case .skipped(let message): write("skipped", nil, message, &text, to: &xml)
        }
        let isPassed = if case .passed = outcome { true } else { false }
        for attempt in attempts { write(attempt, isPassed: isPassed, to: &xml) }
        if !remarks.isEmpty || (isPassed && !details.isEmpty) {
            var output = BoundedLines(limit: text.left)
            output.append(remarks + (isPassed ? details : []))
            xml.element("system-out", escaped: output.text)
            budget -= output.text.utf8.count
        }
        budget -= text.text.utf8.count
        xml.close()
    }

    /// Writes an earlier try under the name that readers know from Maven: flaky when the last try passed.
    private func write(_ attempt: Attempt, isPassed: Bool, to xml: inout XMLText) {
        let kind = attempt.verdict == .fail ? "Failure" : "Error"
        let message = Escaping.visible(Wording.cut(attempt.reason ?? attempt.verdict.rawValue, to: Self.messageLimit))
        xml.open(
            (isPassed ? "flaky" : "rerun") + kind,
            [("message", message), ("type", "\(attempt.verdict.rawValue).\(attempt.code ?? "unknown")")])
        xml.element("stackTrace", escaped: Escaping.xml(message))
        xml.close()
    }

    private func write(
        _ element: String, _ type: String?, _ message: String, _ text: inout BoundedLines, to xml: inout XMLText
    ) {
        let message = Escaping.visible(Wording.cut(message, to: Self.messageLimit))
        text.append([message] + details)
        xml.element(element, [("message", message), ("type", type)], escaped: text.text)
    }
}

/// Lines of escaped XML text up to a number of bytes, and a note where lines are missing.
struct BoundedLines {
    /// The longest line, in bytes before escaping.
    private static let lineLimit = 4096
    private static let note = "(cut here; report.json has the rest)\n"

    /// The lines so far.
    private(set) var text = ""
    private let limit: Int

    /// Starts without lines.
    init(limit: Int) {
        self.limit = limit
    }

    /// How many bytes more there is room for.
    var left: Int { max(0, limit - text.utf8.count) }

    /// Adds lines until one has no room.
    mutating func append(_ lines: [String]) {
        for line in lines {
            let escaped = Escaping.xml(Wording.cut(line, to: Self.lineLimit)) + "\n"
            guard text.utf8.count + escaped.utf8.count + Self.note.utf8.count <= limit else {
                text += Self.note
                return
            }
            text += escaped
        }
    }
}
