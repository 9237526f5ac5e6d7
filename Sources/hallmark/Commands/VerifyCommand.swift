import ArgumentParser
import ContractCore
import ContractReports
import Foundation

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Derive a conformance statement again from its evidence, and say whether anything differs.",
        discussion: """
            The folder holds report.json, statement.json, statement.md and badge.svg as a run with --profile wrote them. With \
            --contracts the rules of the report are compared with those of a suite too. Exit code 1: something differs.
            """)

    @Argument(help: "The folder of reports.")
    var folder: String
    @Option(help: "The contracts that the report should be about.")
    var contracts: String?

    func run() throws {
        let path = (folder as NSString).appendingPathComponent("report.json")
        let bytes = try FileReading.bytes(path, limit: SavedReport.sizeLimit)
        let report = try SavedReport.read(bytes, from: path)
        var problems = EvidenceCheck.problems(of: report)
        problems += claimProblems(report)
        problems += try statementProblems(report, bytes)
        if let contracts { problems += try suiteProblems(report, SuiteLoader.load([contracts])) }
        for problem in problems.prefix(100) { Console.output("differs: \(Escaping.visible(problem))") }
        if problems.count > 100 { Console.output("and \(problems.count - 100) more") }
        guard problems.isEmpty else { throw ExitStatus.broken.code }
        let statement = ConformanceStatement(report, evidence: "")
        Console.output("verified: \(Escaping.visible(statement.words))")
    }

    /// What is wrong with the claim of a report that has one.
    private func claimProblems(_ report: RunReport) -> [String] {
        guard let claim = report.claim else {
            return ["the report claims no profile, so there is no statement to verify"]
        }
        let digest = GateFiles.digest(
            of: Profile.canonicalText(name: claim.name, version: claim.version, rules: claim.rules))
        var problems: [String] = []
        if digest != claim.digest {
            problems.append("the profile '\(claim.name)' has the digest \(digest), and the report says \(claim.digest)")
        }
        let required = Set(claim.rules)
        for rule in report.rules where !required.contains(rule.id) {
            problems.append("the rule '\(rule.id)' is not part of the profile '\(claim.name)'")
        }
        return problems
    }

    /// The files of the statement that are not what the report makes them.
    private func statementProblems(_ report: RunReport, _ bytes: [UInt8]) throws(Failure) -> [String] {
        var problems: [String] = []
        for (name, text) in StatementFiles.all(report, evidence: GateFiles.hexadecimal(bytes)) {
            let file = (folder as NSString).appendingPathComponent(name)
            guard FileManager.default.fileExists(atPath: file) else {
                problems.append("there is no \(name)")
                continue
            }
            if try FileReading.bytes(file, limit: SavedReport.sizeLimit) != Array(text.utf8) {
                problems.append("\(name) is not what the report says")
            }
        }
        return problems
    }

    /// The rules of a report that a suite does not have, or has in another revision.
    private func suiteProblems(_ report: RunReport, _ loaded: LoadedSuite) -> [String] {
        let known = Dictionary(loaded.plan.rules.map { ($0.id, $0) }) { first, _ in first }
        let cases = loaded.caseIDs
        let planned = Dictionary(grouping: loaded.plan.cases, by: \.rule).mapValues { Set($0.map(\.id)) }
        let reported = Dictionary(grouping: report.cases, by: \.rule).mapValues { Set($0.map(\.id)) }
        var problems: [String] = []
        for rule in report.rules {
            guard let own = known[rule.id] else {
                problems.append("the contracts have no rule '\(rule.id)'")
                continue
            }
            if own.revision != rule.revision || own.text != rule.text || own.level != rule.level {
                problems.append("the rule '\(rule.id)' is another one in the contracts")
            }
            for missing in (planned[rule.id] ?? []).subtracting(reported[rule.id] ?? []).sorted() {
                problems.append("the case '\(missing)' is not in the report")
            }
        }
        for result in report.cases where !cases.contains(result.id) {
            problems.append("the contracts have no case '\(result.id)'")
        }
        return problems
    }
}
