import ArgumentParser
import Foundation
import Testing

@testable import hallmark

struct ProjectDefaultsTests {
    @Test(arguments: [
        ([], [:], "", "text"),
        ([], [:], "format: json", "json"),
        ([], ["HALLMARK_FORMAT": "text"], "format: json", "text"),
        (["--format", "json"], ["HALLMARK_FORMAT": "text"], "format: text", "json"),
        (["--format=json"], ["HALLMARK_FORMAT": "text"], "", "json"),
        ([], ["HALLMARK_FORMAT": ""], "format: json", "json"),
    ])
    func `the flag wins, then the process environment, then the project file, then the default`(
        flags: [String], environment: [String: String], file: String, expected: String
    ) async throws {
        let folder = try SampleSuite.folder()
        if !file.isEmpty { try folder.write(file, to: ".hallmark.yaml") }
        let outcome = await hallmark(["list", folder.file("sample")] + flags, in: folder, environment: environment)
        #expect(outcome.output.hasPrefix("{") == (expected == "json"))
    }

    @Test func `a project file in a folder above counts`() throws {
        let folder = try TemporaryFolder([".hallmark.yaml": "rule: [a.*, b.*]\nstrict: true\ninsecure: false", "a/b/c.txt": ""])
        #expect(
            try ProjectDefaults.completing(["run", "X"], environment: [:], folder: folder.file("a/b"))
                == ["run", "X", "--rule=a.*", "--rule=b.*", "--strict"])
    }

    @Test(arguments: [
        (["run", "-u", "http://a"], ["HALLMARK_ENDPOINT": "http://b"], ["run", "-u", "http://a"]),
        (["run", "-qx"], ["HALLMARK_FAIL_FAST": "true", "HALLMARK_QUIET": "1"], ["run", "-qx"]),
        (["run", "-q"], ["HALLMARK_FAIL_FAST": "1"], ["run", "-q", "--fail-fast"]),
        (["run"], ["HALLMARK_VERBOSE": "no"], ["run"]),
        (["run", "--", "--jobs"], ["HALLMARK_JOBS": "3"], ["run", "--jobs=3", "--", "--jobs"]),
        (["run", "--report-dir", "x"], ["HALLMARK_REPORT": "junit"], ["run", "--report-dir", "x", "--report=junit"]),
        (["nothing"], ["HALLMARK_JOBS": "3"], ["nothing"]),
    ])
    func `what the command line leaves out is added`(arguments: [String], environment: [String: String], expected: [String]) throws {
        #expect(try ProjectDefaults.completing(arguments, environment: environment, folder: NSTemporaryDirectory()) == expected)
    }

    @Test func `a flag that is neither true nor false is refused`() async throws {
        let folder = try SampleSuite.folder()
        #expect(
            await hallmark(["list", folder.file("sample")], in: folder, environment: ["HALLMARK_QUIET": "maybe"])
                == Outcome(code: 2, error: "error: HALLMARK_QUIET is 'maybe', expected true or false\n"))
    }

    @Test(arguments: Commands.all.map { $0.configuration.commandName ?? "" })
    func `every option of a command has a variable`(name: String) throws {
        let command = try #require(Commands.all.first { $0.configuration.commandName == name })
        let help = Hallmark.helpMessage(for: command, columns: 500)
        let known = ProjectDefaults.options(in: help).map(\.name)
        let heads = help.split(separator: "\n").filter { $0.hasPrefix("  -") }.count
        #expect(known.count == heads - 2, "all but --version and --help")
    }
}
