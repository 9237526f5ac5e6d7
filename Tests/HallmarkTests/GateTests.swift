import ArgumentParser
import ContractCore
import Foundation
import TestSupport
import Testing

@testable import hallmark

struct GateTests {
    private static let contracts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Contracts").path

    private func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gate-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try body(folder.path)
    }

    /// The exit code that a command ends with.
    private func exitCode(_ type: any ParsableCommand.Type, _ arguments: [String]) throws -> Int32 {
        var command = try type.parseAsRoot(arguments)
        do {
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        } catch let failure as Failure {
            return failure.status.rawValue
        }
    }

    private func save(_ report: RunReport, _ folder: String) throws {
        _ = ReportFolder(path: folder).write(report, formats: ["json"])
    }

    @Test func `an entry that is out of date fails the gate of a run in which every rule holds`() {
        var report = RunReport.scripted(verdicts: ["r": .pass])
        #expect(report.exitStatus == .success)
        report.gate = GateFacts(
            problems: [GateProblem(kind: .expired, file: "w.yaml", line: 1, entry: "W-1", message: "m")])
        #expect(report.exitStatus == .broken)
    }

    @Test func `every profile of the suite is the one that its digest froze and names rules that there are`() throws {
        let loaded = try SuiteLoader.load([Self.contracts])
        let folder = (loaded.root as NSString).appendingPathComponent("profiles")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).map { String($0.dropLast(5)) }
        #expect(names.sorted() == ["original-pages", "private-modules", "stacks-and-plans"])
        for name in names { #expect(throws: Never.self) { try GateFiles.profile(name, in: loaded) } }
    }

    @Test func `a profile selects its rules and is claimed, and an unknown one is refused`() throws {
        let loaded = try SuiteLoader.load([Self.contracts])
        let (plan, claim) = try GateOptions.parse(["--profile", "original-pages"]).claim(loaded.plan, in: loaded)
        #expect(Set(plan.rules.map(\.id)) == Set(try #require(claim).rules))
        #expect(plan.rules.count < loaded.plan.rules.count)
        let unknown = try GateOptions.parse(["--profile", "original-page"])
        #expect(throws: Failure.self) { try unknown.claim(loaded.plan, in: loaded) }
    }

    @Test func `four parts of a plan are the whole plan, each rule once`() throws {
        let loaded = try SuiteLoader.load([Self.contracts])
        var positions: [Int] = []
        for index in 1...4 {
            let options = try SelectionOptions.parse(["--shard", "\(index)/4"])
            let facts = try #require(try options.shardFacts(try options.apply(to: loaded), of: loaded, required: nil))
            #expect(facts.total == loaded.plan.rules.count)
            positions += facts.positions
        }
        #expect(positions.sorted() == Array(loaded.plan.rules.indices))
    }

    @Test func `compare ends with 1 for a regression, 4 for a rule that became undecided, 0 else`() throws {
        try withFolder { folder in
            for (name, verdict) in [("held", Verdict.pass), ("broken", .fail), ("open", .error)] {
                try save(.scripted(verdicts: ["r": verdict]), "\(folder)/\(name)")
            }
            func compare(_ before: String, _ after: String) throws -> Int32 {
                try exitCode(CompareCommand.self, ["\(folder)/\(before)", "\(folder)/\(after)", "--report-dir", "\(folder)/out"])
            }
            #expect(try compare("held", "broken") == 1)
            #expect(try compare("held", "open") == 4)
            #expect(try compare("broken", "held") == 0)
            #expect(try compare("held", "held") == 0)
            #expect(try compare("held", "nowhere") == 3)
            let written = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out").sorted()
            #expect(written == ["comparison.html", "comparison.json", "comparison.md"])
        }
    }

    @Test func `a baseline is made, checked, found stale and pruned`() throws {
        try withFolder { folder in
            try save(.scripted(verdicts: ["r": .fail, "s": .pass]), "\(folder)/before")
            try save(.scripted(verdicts: ["r": .pass, "s": .pass]), "\(folder)/after")
            let file = "\(folder)/known.yaml"
            func baseline(_ report: String, _ flags: String...) throws -> Int32 {
                try exitCode(BaselineCommand.self, [file, "--report", "\(folder)/\(report)"] + flags)
            }
            #expect(try baseline("before") == 3)
            #expect(try baseline("before", "--update") == 0)
            #expect(try GateFiles.baseline(file).entries.map(\.caseID) == ["c.r"])
            #expect(try baseline("before") == 0)
            #expect(try baseline("after") == 1)
            #expect(try baseline("after", "--prune") == 0)
            #expect(try GateFiles.baseline(file).entries == [])
        }
    }

    @Test func `a statement verifies as written, and no more when any of its files is changed`() throws {
        try withFolder { folder in
            var report = RunReport.scripted(verdicts: ["r": .pass, "s": .pass])
            let rules = report.rules.map(\.id)
            report.claim = ProfileClaim(
                name: "p", version: "1", title: "t",
                digest: GateFiles.digest(of: Profile.canonicalText(name: "p", version: "1", rules: rules)), rules: rules)
            _ = try ReportFolder(path: folder).writeStatement(of: report)
            #expect(try exitCode(VerifyCommand.self, [folder]) == 0)
            for name in ["statement.json", "statement.md", "badge.svg", "report.json"] {
                let path = "\(folder)/\(name)"
                let text = try String(contentsOfFile: path, encoding: .utf8)
                try text.replacing("pass", with: "fail").appending(" ").write(toFile: path, atomically: true, encoding: .utf8)
                #expect(try exitCode(VerifyCommand.self, [folder]) == 1, "\(name)")
                try text.write(toFile: path, atomically: true, encoding: .utf8)
            }
            report.claim?.rules.removeLast()
            report.rules.removeLast()
            report.cases.removeLast()
            _ = try ReportFolder(path: folder).writeStatement(of: report)
            #expect(try exitCode(VerifyCommand.self, [folder]) == 1)
        }
    }

    @Test func `an installed suite is found by its name from any folder`() throws {
        let process = ["HALLMARK_SUITES": Self.contracts]
        #expect(InstalledContracts.path("rfs", process: process) == "\(Self.contracts)/rfs")
        #expect(InstalledContracts.path("none", process: process) == nil)
        #expect(InstalledContracts.path("./rfs", process: process) == nil)
    }
}
