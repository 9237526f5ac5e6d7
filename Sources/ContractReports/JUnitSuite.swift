import ContractCore
import Foundation

/// One suite of a JUnit file: the cases of a contract.
///
/// Its test cases are made one after the other while they are written.
struct JUnitSuite {
    /// What the test cases are about.
    private enum Content {
        case rules(Places)
        case leftovers(CleanupReport)
        case outOfDate([GateProblem])
    }

    private let name: String
    /// The contract's file, nil where there is none or several are.
    private let file: String?
    private let content: Content
    /// The outcomes of the cases.
    private(set) var counts = JUnitCounts()

    /// The suites of a report: one a contract, and one about resources left behind when there are any.
    static func suites(of report: RunReport, _ index: ReportIndex) -> [JUnitSuite] {
        var suites = index.contracts.map { JUnitSuite($0, index, strict: report.run.strict) }
        if !report.cleanup.leftBehind.isEmpty {
            suites.append(JUnitSuite(name: "cleanup", .leftovers(report.cleanup)))
            suites[suites.count - 1].counts.add(.error)
        }
        if let problems = report.gate?.problems, !problems.isEmpty {
            suites.append(JUnitSuite(name: "baseline and waivers", .outOfDate(problems)))
            suites[suites.count - 1].counts.add(.failure, count: problems.count)
        }
        return suites
    }

    private init(_ contract: ReportIndex.Contract, _ index: ReportIndex, strict: Bool) {
        self.init(name: contract.name, file: contract.file, .rules(contract.places))
        for place in contract.places {
            let own = index.cases(of: place)
            if own.isEmpty { counts.add(.skipped) }
            let level = index.rules.gists[place].level
            for gist in index.cases.gists[own] { counts.add(JUnitCase.kind(gist, level, strict: strict)) }
        }
    }

    private init(name: String, file: String? = nil, _ content: Content) {
        self.name = name
        self.file = file
        self.content = content
    }

    /// Writes the suite; `budget` is what all texts to come may take, in bytes.
    func write(
        to xml: inout XMLText, _ index: ReportIndex, run: RunFacts, names: inout UniqueNames, budget: inout Int
    ) {
        let (start, seconds) = times(index)
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
        case .rules(let places):
            var rules = PackedList.Cursor(index.rules)
            var cases = PackedList.Cursor(index.cases)
            for place in places {
                let rule = rules.element(at: place)
                JUnitCase.forEach(of: rule, index.cases(of: place), in: &cases, run: run, names: &names) {
                    $0.write(to: &xml, budget: &budget)
                }
            }
        case .leftovers(let cleanup):
            JUnitCase.leftovers(cleanup, names: &names).write(to: &xml, budget: &budget)
        case .outOfDate(let problems):
            for testCase in JUnitCase.outOfDate(problems, names: &names) { testCase.write(to: &xml, budget: &budget) }
        }
        xml.close()
    }

    /// Seconds from the start of the run to the start of the first case that ran, and how long all cases took.
    private func times(_ index: ReportIndex) -> (start: Double?, seconds: Double) {
        guard case .rules(let places) = content else { return (nil, 0) }
        var (start, sum): (Double?, Double) = (nil, 0)
        var cursor = PackedList.Cursor(index.cases)
        for place in places.lazy.flatMap({ index.cases(of: $0) }) {
            let times = cursor.times(at: place)
            sum += times.seconds.isFinite ? max(times.seconds, 0) : 0
            let verdict = index.cases.gists[place].verdict
            guard verdict != .skipped, verdict != .unsupported else { continue }
            start = min(start ?? times.start, times.start)
        }
        return (start, sum)
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
///
/// Names are known by 64 bits of each: if two had the same, which chance does not bring about, the second of them would
/// get a number that it does not need.
struct UniqueNames {
    private var seen = FingerprintTable()

    /// The name, or the name and the first free number from two.
    mutating func unique(_ name: String) -> String {
        var candidate = name
        var number = 1
        while seen.take(number, under: Fingerprint(candidate)) != nil {
            number += 1
            candidate = "\(name) (\(number))"
        }
        return candidate
    }
}
