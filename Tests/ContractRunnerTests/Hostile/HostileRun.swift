import ContractCore
import ContractReports
import ContractRunner
import Foundation
import FoundationXML

/// A whole run with its reports, against a target that a test scripts.
struct HostileRun {
    /// What stands in for a secret; it must never be seen by anybody but the endpoint.
    static let token = "canary-token-0123456789"

    static let contract = """
        contract: hostile
        rules:
          answers:
            rule: The thing is there.
            GET: /things/one
            follow: true
            expect: {status: 200, json: {name: one}}
          refuses:
            rule: A thing without a name is refused.
            POST: /things
            json: {}
            expect: {status: 400}
        """

    let report: RunReport
    let junit: String
    let markdown: String
    let json: String
    let console: String

    /// Runs contracts; the clock is the machine's, but its pauses take no time.
    init(
        _ origin: String, contract: String = contract, options: TransportOptions = TransportOptions(timeout: .seconds(5)),
        environment: String = "", jobs: Int = 2, ledger: String? = nil, runID: String = "0a1b2c3d",
        interruption: Interruption = Interruption()
    ) throws {
        let settings = try Self.settings(
            origin, contract: contract, options: options, environment: environment, jobs: jobs, ledger: ledger, runID: runID)
        let runner = try Runner(
            settings, transport: CurlTransport(options: options), cleanupTransport: CurlTransport(options: options),
            interruption: interruption)
        self.init(runner.run())
    }

    init(_ report: RunReport) {
        self.report = report
        (junit, markdown, json) = (
            Self.text(JUnitReporter(), report), Self.text(MarkdownReporter(), report), Self.text(JSONReporter(), report)
        )
        console = ConsoleSummary().text(report)
    }

    static func settings(
        _ origin: String, contract: String = contract, options: TransportOptions = TransportOptions(timeout: .seconds(5)),
        environment: String = "", jobs: Int = 1, ledger: String? = nil, runID: String = "0a1b2c3d"
    ) throws -> RunSettings {
        let (suite, mistakes) = SuiteReader.read([SourceFile(name: "hostile.yaml", text: contract)])
        let (plan, others) = Planner.plan(suite)
        if let first = (mistakes.all + others.all).first { throw first }
        let text = "environment: hostile\nsecrets: {token: {env: X}}\nsigner: {token: {value: \"${token}\"}}\n" + environment
        let (read, wrong) = EnvironmentReader.read(SourceFile(name: "environment.yaml", text: text))
        guard let read, wrong.all.isEmpty else { throw wrong.all[0] }
        let machine = RunClock.system
        return RunSettings(
            suite: suite, plan: plan, environment: read, secrets: ["token": token], endpoint: origin, runID: runID, jobs: jobs,
            transport: options, ledgerFolder: ledger,
            clock: RunClock(monotonic: machine.monotonic, wall: machine.wall, sleep: { _, _ in }))
    }

    private static func text(_ reporter: some Reporter, _ report: RunReport) -> String {
        var text = ""
        reporter.render(report, to: &text)
        return text
    }

    subscript(_ rule: String) -> CaseResult? { report.cases.first { $0.rule == "hostile.\(rule)" } }

    /// Everything that the run gave to anybody.
    var texts: [String] { [junit, markdown, json, console] }

    /// The names of the elements of the JUnit report, read back by another parser; throws when it is not well formed.
    func junitElements() throws -> [String: Int] {
        let counter = ElementCounter()
        let parser = XMLParser(data: Data(junit.utf8))
        parser.delegate = counter
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.propertyListReadCorrupt) }
        return counter.counts
    }

    /// Characters in the terminal's text that would act instead of being seen.
    var acting: [Unicode.Scalar] {
        console.unicodeScalars.filter { $0 != "\n" && [.control, .format, .lineSeparator].contains($0.properties.generalCategory) }
    }

    /// Lines that a continuous integration system would take for its commands.
    var commands: [Substring] {
        (console + markdown).split(separator: "\n").filter { $0.hasPrefix("::") || $0.contains("##vso[") || $0.hasPrefix("##teamcity[") }
    }
}

private final class ElementCounter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        counts[name, default: 0] += 1
    }
}
