import ContractCore
import Foundation

/// One suite of a JUnit file: the cases of a contract.
///
/// Its test cases are made one after the other while they are written.
struct JUnitSuite {
    /// What the test cases are about.
    private enum Content {
        case rules([ReportIndex.Entry])
        case leftovers(CleanupReport)
        case outOfDate([GateProblem])
    }

    private let name: String
    /// The contract's file, nil where there is none or several are.
    private let file: String?
    private let content: Content
    /// The outcomes of the cases.
    private(set) var counts = JUnitCounts()
    private var seconds = 0.0
    /// Seconds from the start of the run to the start of the first case.
    private var start: Double?

    /// The suites of a report: one a contract, and one about resources left behind when there are any.
    static func suites(of report: RunReport) -> [JUnitSuite] {
        var suites = ReportIndex(report).contracts.map { JUnitSuite($0, run: report.run) }
        if !report.cleanup.leftBehind.isEmpty {
            suites.append(JUnitSuite(name: "cleanup", .leftovers(report.cleanup), errors: 1))
        }
        if let problems = report.gate?.problems, !problems.isEmpty {
            suites.append(JUnitSuite(name: "baseline and waivers", .outOfDate(problems), failures: problems.count))
        }
        return suites
    }

    private init(_ contract: ReportIndex.Contract, run: RunFacts) {
        name = contract.name
        file = contract.file
        content = .rules(contract.entries)
        for entry in contract.entries {
            if entry.cases.isEmpty { counts.add(.skipped(message: "")) }
            for place in entry.cases.indices { add(entry.cases[place], of: entry.rule.level, strict: run.strict) }
        }
    }

    private mutating func add(_ result: CaseResult, of level: Level, strict: Bool) {
        counts.add(JUnitCase.outcome(result, level, strict: strict))
        seconds += result.seconds.isFinite ? max(result.seconds, 0) : 0
        guard result.verdict != .skipped, result.verdict != .unsupported else { return }
        start = min(start ?? result.start, result.start)
    }

    private init(name: String, _ content: Content, failures: Int = 0, errors: Int = 0) {
        self.name = name
        file = nil
        self.content = content
        for _ in 0..<failures { counts.add(.failure(type: "", message: "")) }
        for _ in 0..<errors { counts.add(.error(type: "", message: "")) }
    }

    /// Writes the suite; `budget` is what all texts to come may take, in bytes.
    func write(to xml: inout XMLText, run: RunFacts, names: inout UniqueNames, budget: inout Int) {
        xml.open(
            "testsuite",
            [("name", name)] + counts.attributes + [
                ("time", Wording.seconds(seconds)), ("timestamp", Self.timestamp(run.startedAt, plus: start ?? 0)),
                ("file", file),
            ])
        xml.open("properties")
        for (name, value) in Self.properties(of: run) { xml.property(name, value) }
        xml.close()
        switch content {
        case .rules(let entries):
            for entry in entries {
                JUnitCase.forEach(of: entry, run: run, names: &names) { $0.write(to: &xml, budget: &budget) }
            }
        case .leftovers(let cleanup):
            JUnitCase.leftovers(cleanup, names: &names).write(to: &xml, budget: &budget)
        case .outOfDate(let problems):
            for testCase in JUnitCase.outOfDate(problems, names: &names) { testCase.write(to: &xml, budget: &budget) }
        }
        xml.close()
    }

    private static func properties(of run: RunFacts) -> [(name: StaticString, value: String)] {
        var properties: [(name: StaticString, value: String)] = [
            ("run", run.id), ("version", run.version), ("transport", run.transport), ("target", run.target),
            ("environment", run.environment), ("seed", "\(run.seed)"), ("jobs", "\(run.jobs)"),
            ("strict", "\(run.strict)"), ("suite-digest", run.suiteDigest), ("interrupted", "\(run.interrupted)"),
        ]
        if let selection = run.selection { properties.append(("selection", selection)) }
        if let mutation = run.mutation { properties.append(("mutation", "\(mutation) (not a conformance result)")) }
        return properties
    }

    /// A moment of RFC 3339 and some seconds later; unchanged when it cannot be read.
    static func timestamp(_ moment: String, plus seconds: Double) -> String {
        if let known = UTCMoment(moment), seconds.isFinite, abs(seconds) < 1e9 {
            return UTCMoment(milliseconds: known.milliseconds + Int((seconds * 1_000).rounded())).text
        }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let parsed = (try? style.parse(moment)) ?? (try? Date.ISO8601FormatStyle().parse(moment))
        guard let parsed, seconds.isFinite, abs(seconds) < 1e9 else { return moment }
        return parsed.addingTimeInterval(seconds).formatted(style)
    }
}

/// Hands out names that occur once in a file, because GitLab tells test cases apart by name alone.
struct UniqueNames {
    private var seen: Set<String> = []

    /// The name, or the name and the first free number from two.
    mutating func unique(_ name: String) -> String {
        var candidate = name
        var number = 1
        while !seen.insert(candidate).inserted {
            number += 1
            candidate = "\(name) (\(number))"
        }
        return candidate
    }
}
