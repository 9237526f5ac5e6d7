import ContractCore
import Foundation
import TestSupport
import Testing

struct LintGoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Broken")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()

    private static func file(_ name: String) throws -> SourceFile {
        SourceFile(name: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }

    /// A broken file among files without mistakes.
    private static func suite(of name: String) throws -> PlannedSuite {
        PlannedSuite(try ([name] + Self.names.filter { $0.hasPrefix("shared-") && $0 != name }).map(file))
    }

    @Test(arguments: names.filter { !$0.hasPrefix("shared-") })
    func `all mistakes of a file are found in one pass and shown where they stand`(_ name: String) throws {
        let suite = try Self.suite(of: name)
        let own = suite.diagnostics
        #expect(!own.isEmpty, "\(name) has no mistake")
        expectGolden(suite.renderer.text(own), named: "\(name.dropLast(5)).txt")
    }

    @Test func `files without mistakes say nothing`() throws {
        #expect(try Self.suite(of: "shared-operation.yaml").mistakes == [])
    }

    @Test func `mistakes as JSON and as workflow commands hold the same`() throws {
        let suite = PlannedSuite(try Self.names.map(Self.file))
        expectGolden(JSONWriter.text(of: suite.renderer.json(suite.diagnostics), layout: .pretty()) + "\n", named: "all.json")
        expectGolden(suite.renderer.github(suite.diagnostics), named: "all-github.txt")
    }

    @Test func `a byte order mark and line ends of Windows change no place`() {
        let text = "contract: a\nrules:\n  one:\n    rule: b\n    GET: /v1/a\n    expct: {status: 200}\n"
        let plain = PlannedSuite(text)
        let marked = PlannedSuite("\u{FEFF}" + text)
        let windows = PlannedSuite(text.replacing("\n", with: "\r\n"))
        let rendered = plain.renderer.text(plain.diagnostics)
        #expect(rendered.contains("1.yaml:6:5: error: unknown key 'expct'"))
        #expect(rendered.contains(" 6 |     expct: {status: 200}\n   |     ^^^^^\n"))
        #expect(marked.renderer.text(marked.diagnostics) == rendered)
        #expect(windows.renderer.text(windows.diagnostics) == rendered)
    }
}
