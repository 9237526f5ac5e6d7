import Foundation
import Testing

@testable import hallmark

/// Contracts that came from others: they read nothing outside their folder, and no secret that is not meant for them.
struct ForeignSuiteTests {
    private static let contract = "contract: c\nrules: {r: {rule: t, GET: /a, expect: {status: 200}}}\n"

    private func folder(_ environment: String, suite: String = "environment.yaml") throws -> TemporaryFolder {
        try TemporaryFolder([
            "suite/suite.yaml": "suite: s\nenvironment: \(suite)\n", "suite/c.yaml": Self.contract,
            "suite/environment.yaml": "environment: e\nendpoint: http://127.0.0.1:1\n" + environment,
            "outside.yaml": "environment: e\nendpoint: http://127.0.0.1:1\n", "secret.txt": "a secret of the user",
            "suite/own.txt": "a secret of the suite",
        ])
    }

    private func run(_ folder: TemporaryFolder, _ options: String...) async -> Outcome {
        await hallmark(["run", folder.file("suite"), "--dry-run"] + options, in: folder)
    }

    struct Reach: Sendable, CustomTestStringConvertible {
        var environment: String
        /// The message; nil where the environment may be used.
        var error: String?
        var testDescription: String { environment }
    }

    static let table = [
        Reach(environment: "secrets: {a: {env: HALLMARK_TOKEN}}"),
        Reach(
            environment: "secrets: {a: {env: AWS_SECRET_ACCESS_KEY}}",
            error: "the suite's own environment asks for the process variable 'AWS_SECRET_ACCESS_KEY', which does not begin with HALLMARK_"),
        Reach(
            environment: "secrets: {a: {env: PATH}}",
            error: "the suite's own environment asks for the process variable 'PATH', which does not begin with HALLMARK_"),
        Reach(environment: "secrets: {a: {file: DIR/suite/own.txt}}"),
        Reach(
            environment: "secrets: {a: {file: DIR/secret.txt}}",
            error: "the suite's own environment asks for the file 'DIR/secret.txt', which is not inside 'DIR/suite'"),
        Reach(
            environment: "secrets: {a: {file: DIR/suite/../secret.txt}}",
            error: "the suite's own environment asks for the file 'DIR/suite/../secret.txt', which is not inside 'DIR/suite'"),
        Reach(
            environment: "secrets: {a: {file: DIR/suite/link.txt}}",
            error: "the suite's own environment asks for the file 'DIR/suite/link.txt', which is not inside 'DIR/suite'"),
        Reach(
            environment: "secrets: {a: {file: /etc/passwd}}",
            error: "the suite's own environment asks for the file '/etc/passwd', which is not inside 'DIR/suite'"),
    ]

    @Test(arguments: table)
    func `a suite's own environment has what is meant for it`(_ reach: Reach) async throws {
        let folder = try folder("")
        try FileManager.default.createSymbolicLink(atPath: folder.file("suite/link.txt"), withDestinationPath: folder.file("secret.txt"))
        try folder.write(
            "environment: e\nendpoint: http://127.0.0.1:1\n" + reach.environment.replacing("DIR", with: folder.path) + "\n",
            to: "suite/environment.yaml")
        let outcome = await run(folder)
        if let error = reach.error {
            #expect(outcome.code == 3)
            #expect(outcome.error == "error: \(error)\nhint: name the environment with --environment if it is meant\n")
        } else {
            #expect(outcome.code == 0, "\(outcome)")
        }
        #expect(!(outcome.output + outcome.error).contains("a secret of the user"))
    }

    @Test func `what the user names is trusted`() async throws {
        let folder = try folder("secrets: {a: {env: PATH}}\n")
        #expect(await run(folder, "-e", folder.file("suite/environment.yaml")).code == 0)
    }

    /// Where requests of an environment that came with the contracts may go, once it holds a secret of the user.
    struct Way: Sendable, CustomTestStringConvertible {
        var environment: String
        var options: [String] = []
        /// The origin that is refused; nil where the run begins.
        var refused: String?
        var testDescription: String { "\(environment) \(options)" }
    }

    private static let away = "https://target.invalid:8443"
    private static let token = ["--var", "token=t"]
    static let ways = [
        Way(environment: "endpoint: \(away)/base"),
        Way(environment: "endpoint: \(away)/base", options: token, refused: away),
        Way(environment: "endpoint: \"${where}\"", options: token + ["--var", "where=\(away)/base"]),
        Way(environment: "endpoint: https://${where}", options: token + ["--var", "where=target.invalid:8443"], refused: away),
        Way(environment: "endpoint: https://other.invalid", options: token + ["-u", away]),
        Way(environment: "endpoint: http://localhost:1", options: token),
        Way(environment: "endpoint: http://127.4.3.2:1", options: token),
        Way(environment: "endpoint: http://[::1]:1", options: token),
        Way(environment: "endpoint: http://127.0.0.1.invalid:1", options: token, refused: "http://127.0.0.1.invalid:1"),
        Way(environment: "endpoint: http://127.0.0.999:1", options: token, refused: "http://127.0.0.999:1"),
        Way(environment: "endpoint: http://localhost.invalid:1", options: token, refused: "http://localhost.invalid:1"),
    ]

    @Test(arguments: ways)
    func `secrets of the user go where the user said, or nowhere beyond this machine`(_ way: Way) async throws {
        let folder = try folder("")
        try folder.write("environment: e\n\(way.environment)\nsecrets: {token: {env: HALLMARK_TEST_TOKEN}}\n", to: "suite/environment.yaml")
        let options = [
            "run", folder.file("suite"), "--timeout", "1s", "--resolve", "target.invalid:8443:127.0.0.1", "--report-dir",
            folder.file("reports"), "--ledger", folder.file("ledger"),
        ]
        let outcome = await hallmark(options + way.options, in: folder)
        let words = way.refused.map { "secrets of yours would go to \($0), which nobody named but the suite's own environment" }
        #expect(outcome.error.contains(words ?? "running 1 cases"), "\(outcome)")
        #expect(outcome.code == (way.refused == nil ? 4 : 3))
        guard way.refused == nil || way.refused == Self.away else { return }
        let named = await hallmark(options + ["-e", folder.file("suite/environment.yaml")] + way.options, in: folder)
        #expect(named.error.contains("running 1 cases"), "\(named)")
    }

    @Test(
        arguments: [
            (
                [],
                "the request would go to https://other.invalid:443, which nobody named but the suite's own environment; name that with --environment if it is meant"
            ),
            (["-e", "FILE"], nil), (["--var", "where=https://other.invalid/x"], nil),
        ] as [([String], String?)])
    func `an origin that only a foreign environment declares gets nothing`(options: [String], reason: String?) async throws {
        let folder = try folder("")
        try folder.write(
            "environment: e\nendpoint: http://127.0.0.1:1\norigins: [https://other.invalid]\nsecrets: {token: {env: HALLMARK_TEST_TOKEN}}\n",
            to: "suite/environment.yaml")
        try folder.write(
            "contract: c\nrules: {r: {rule: t, GET: https://other.invalid/a, expect: {status: 200}}}\n", to: "suite/c.yaml")
        let options = options.map { $0 == "FILE" ? folder.file("suite/environment.yaml") : $0 }
        let outcome = await hallmark(
            [
                "run", folder.file("suite"), "--timeout", "1s", "--var", "token=t", "--resolve", "other.invalid:443:127.0.0.1",
                "--report-dir", folder.file("reports"), "--ledger", folder.file("ledger"),
            ] + options, in: folder)
        let report = try folder.read("reports/report.json")
        #expect(outcome.code == 4)
        #expect(report.contains("undeclared-origin") == (reason != nil))
        #expect(report.contains(reason ?? "https://other.invalid/a"))
    }

    @Test(arguments: ["../outside.yaml", "link", "/etc/hostname"])
    func `a suite names no environment outside its folder`(_ name: String) async throws {
        let folder = try folder("", suite: name)
        if name == "link" {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file("suite/link"), withDestinationPath: folder.file("outside.yaml"))
        }
        #expect(
            await run(folder)
                == Outcome(
                    code: 3,
                    error: """
                        error: the suite names the environment 'DIR/suite/\(name)', which is not inside 'DIR/suite'
                        hint: name it with --environment if it is meant

                        """))
    }

    @Test func `a contract that is a link out of the folder is refused, one that stays inside is read`() async throws {
        let folder = try folder("")
        try FileManager.default.createSymbolicLink(atPath: folder.file("suite/d.yaml"), withDestinationPath: folder.file("secret.txt"))
        let outcome = await run(folder)
        #expect(
            outcome
                == Outcome(
                    code: 3,
                    error: """
                        error: the contract file 'DIR/suite/d.yaml' is a link that leads out of 'DIR/suite'
                        hint: contracts read nothing outside their folder: copy the file into it

                        """))
        try FileManager.default.removeItem(atPath: folder.file("suite/d.yaml"))
        try folder.write(Self.contract.replacing("contract: c", with: "contract: d"), to: "suite/parts/d.txt")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("suite/d.yaml"), withDestinationPath: folder.file("suite/parts/d.txt"))
        #expect(await run(folder).error == "2 cases of 2 rules planned, nothing sent\n")
    }

    @Test func `a folder that is a link is not entered, and one that leads back to itself ends`() async throws {
        let folder = try folder("")
        try folder.write("contract: [", to: "elsewhere/broken.yaml")
        try FileManager.default.createSymbolicLink(atPath: folder.file("suite/there"), withDestinationPath: folder.file("elsewhere"))
        try FileManager.default.createSymbolicLink(atPath: folder.file("suite/again"), withDestinationPath: folder.file("suite"))
        #expect(await run(folder).error == "1 cases of 1 rules planned, nothing sent\n")
    }

    @Test func `a pipe and a device are no contracts`() async throws {
        let folder = try folder("")
        try #require(mkfifo(folder.file("suite/pipe.yaml"), 0o600) == 0)
        let outcome = await run(folder)
        #expect(outcome == Outcome(code: 3, error: "error: 'DIR/suite/pipe.yaml' is no plain file\n"))
    }
}
