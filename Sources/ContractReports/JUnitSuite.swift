import ContractCore
import Foundation

/// One suite of a JUnit file: the cases of a contract.
struct JUnitSuite {
    /// The contract's name.
    var name: String
    /// The contract's file, nil where there is none or several are.
    var file: String?
    /// The test cases in the order of the contract.
    var cases: [JUnitCase]
    /// Seconds from the start of the run to the start of the first case.
    var start = 0.0

    /// The suites of a report: one a contract, and one about resources left behind when there are any.
    static func suites(of report: RunReport) -> [JUnitSuite] {
        var names = UniqueNames()
        var suites = ReportIndex(report).contracts.map { contract in
            let cases = contract.entries.flatMap { JUnitCase.cases(of: $0, run: report.run, names: &names) }
            let ran = contract.entries.flatMap(\.cases).filter { $0.verdict != .skipped && $0.verdict != .unsupported }
            let start = ran.map(\.start).min() ?? 0
            return JUnitSuite(name: contract.name, file: contract.file, cases: cases, start: start)
        }
        if !report.cleanup.leftBehind.isEmpty {
            suites.append(JUnitSuite(name: "cleanup", cases: [.leftovers(report.cleanup, names: &names)]))
        }
        if let problems = report.gate?.problems, !problems.isEmpty {
            suites.append(JUnitSuite(name: "baseline and waivers", cases: JUnitCase.outOfDate(problems, names: &names)))
        }
        return suites
    }

    /// The outcomes of the cases.
    var counts: JUnitCounts { cases.reduce(into: JUnitCounts()) { $0.add($1.outcome) } }

    /// Writes the suite; `budget` is what all texts to come may take, in bytes.
    func write(to xml: inout XMLText, run: RunFacts, budget: inout Int) {
        let time = cases.reduce(0) { $0 + ($1.seconds.isFinite ? max($1.seconds, 0) : 0) }
        xml.open(
            "testsuite",
            [("name", name)] + counts.attributes + [
                ("time", Wording.seconds(time)), ("timestamp", Self.timestamp(run.startedAt, plus: start)),
                ("file", file),
            ])
        xml.open("properties")
        for (name, value) in Self.properties(of: run) { xml.empty("property", [("name", name), ("value", value)]) }
        xml.close()
        for testCase in cases { testCase.write(to: &xml, budget: &budget) }
        xml.close()
    }

    private static func properties(of run: RunFacts) -> [(name: String, value: String)] {
        var properties = [
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
