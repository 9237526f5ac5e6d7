import ContractCore
import ContractRunner
import Foundation
import RFSEmulator
import TestSupport
import Testing

/// Runs every example of the page that explains the language.
struct ReferenceExampleTests {
    /// The examples in their order: what stands between "```yaml file=NAME" and "```".
    static func examples() throws -> [SourceFile] {
        var result: [SourceFile] = []
        var name: String?
        var text = ""
        for line in try SourceTree.text(of: "Contracts/README.md").split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = name {
                if line == "```" {
                    result.append(SourceFile(name: open, text: text))
                    (name, text) = (nil, "")
                } else {
                    text += line + "\n"
                }
            } else if line.hasPrefix("```yaml file=") {
                name = String(line.dropFirst("```yaml file=".count))
            }
        }
        return result
    }

    @Test func `every block of YAML on the page is an example with a name of its own`() throws {
        let page = try SourceTree.text(of: "Contracts/README.md")
        let names = try Self.examples().map(\.name)
        let loose = try Self.looseBlocks()
        #expect(page.split(separator: "\n").filter { $0.hasPrefix("```") }.count == 2 * (names.count + loose.count))
        #expect(Set(names).count == names.count && names.count >= 8)
    }

    /// The blocks that are files of other kinds than contracts, or environments of other targets: they are read, not run.
    static func looseBlocks() throws -> [SourceFile] {
        try SourceTree.text(of: "Contracts/README.md").components(separatedBy: "\n```yaml\n").dropFirst().enumerated().map {
            SourceFile(name: "block\($0.offset).yaml", text: $0.element.components(separatedBy: "\n```")[0] + "\n")
        }
    }

    @Test func `blocks of other kinds of file have no mistakes`() throws {
        for block in try Self.looseBlocks() {
            let diagnostics =
                switch block.text.prefix(while: { $0 != ":" }) {
                case "environment": EnvironmentReader.read(block).diagnostics
                case "profile": ProfileReader.read(block).diagnostics
                case "baseline": BaselineReader.read(block).diagnostics
                case "waivers": WaiverReader.read(block).diagnostics
                default: SuiteReader.read([block]).diagnostics
                }
            #expect(DiagnosticRenderer(files: [block]).text(diagnostics.all) == "")
        }
    }

    @Test func `the examples have no mistakes`() throws {
        let files = try Self.examples()
        let (suite, reading) = SuiteReader.read(files)
        let planning = Planner.plan(suite).diagnostics
        let environments = files.filter { $0.text.hasPrefix("environment:") }.map { EnvironmentReader.read($0).diagnostics.all }
        #expect(DiagnosticRenderer(files: files).text(reading.all + planning.all + environments.joined()) == "")
        #expect(environments.count == 1)
    }

    @Test(.timeLimit(.minutes(2))) func `the examples pass when they are run`() async throws {
        let files = try Self.examples()
        let suite = SuiteReader.read(files).suite
        let plan = Planner.plan(suite).plan
        let source = try #require(files.first { $0.name == suite.environment })
        let environment = try #require(EnvironmentReader.read(source).environment)
        let report = try await withEmulator(EmulatorConfiguration(clock: .virtual, seed: 1)) { emulator in
            let ready = emulator.ready
            let settings = RunSettings(
                suite: suite, plan: plan, environment: environment,
                variables: ["admin_endpoint": ready.adminEndpoint, "object_store_url": ready.objectStoreURL],
                secrets: ["token": ready.token], endpoint: ready.endpoint, jobs: 2)
            let runner = try Runner(settings, transport: CurlTransport(options: settings.transport))
            return await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: runner.run()) }
            }
        }
        let misses = report.cases.filter { $0.verdict != .pass }.map { "\($0.rule) \($0.row ?? ""): \($0.verdict) \($0.reason ?? "")" }
        #expect(misses == [])
        #expect(report.cases.count >= 10)
        #expect(report.cleanup.leftBehind == [])
        let withRules = Set(report.rules.map(\.file))
        #expect(withRules == Set(files.map(\.name).filter { !["suite.yaml", "vocabulary.yaml", "environment.yaml"].contains($0) }))
    }
}
