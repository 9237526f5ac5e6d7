import Foundation
import Testing

@testable import hallmark

/// `hallmark sweep`: lists first, removes what a ledger says, and nothing else.
struct SweepTests {
    private static let environment = "environment: e\npace: {deadline: 50 ms, every: 10 ms}\n"

    private func folder(_ ledgers: [String: String]) throws -> TemporaryFolder {
        var files = Dictionary(uniqueKeysWithValues: ledgers.map { ("ledger/\($0).jsonl", $1) })
        files["environment.yaml"] = Self.environment
        return try TemporaryFolder(files)
    }

    private func sweep(_ folder: TemporaryFolder, _ options: String...) async -> Outcome {
        await hallmark(
            ["sweep", "-e", folder.file("environment.yaml"), "--ledger", folder.file("ledger")] + options, in: folder)
    }

    private static func ledger(_ endpoint: String, run: String = "0a1b2c3d", names: [String] = ["hm0a1b2c3d-0-1"]) -> String {
        var text =
            #"{"endpoint":"\#(endpoint)","environment":"e","run":"\#(run)","schema":"hallmark.ledger/1","startedAt":"2026-01-02T03:04:05.678Z"}"#
            + "\n"
        for (index, name) in names.enumerated() {
            text +=
                #"{"intent":\#(index + 1),"caseID":"c.r\#(index)","resource":"POST \#(endpoint)/things","isSigned":false,"removal":"#
                + #"{"method":"DELETE","url":"\#(endpoint)/things/\#(name)","headers":[],"gone":["404"]}}"# + "\n"
        }
        return text
    }

    @Test func `a dry run lists what would be removed, the last created first, and sends nothing`() async throws {
        let endpoint = "http://127.0.0.1:1"
        let folder = try folder(["0a1b2c3d": Self.ledger(endpoint, names: ["hm0a1b2c3d-0-1", "hm0a1b2c3d-0-2"])])
        let outcome = await sweep(folder, "--dry-run")
        #expect(
            outcome
                == Outcome(
                    code: 0,
                    output: """
                        run 0a1b2c3d of 2026-01-02T03:04:05.678Z against http://127.0.0.1:1
                          POST http://127.0.0.1:1/things: DELETE http://127.0.0.1:1/things/hm0a1b2c3d-0-2 (c.r1)
                          POST http://127.0.0.1:1/things: DELETE http://127.0.0.1:1/things/hm0a1b2c3d-0-1 (c.r0)

                        """,
                    error: "2 things in 1 ledgers of 'DIR/ledger', nothing sent\n"))
        #expect(folder.names(below: "ledger") == ["0a1b2c3d.jsonl"])
    }

    @Test func `what is gone is told, and the ledger goes too`() async throws {
        let server = try FixedAnswerServer("HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        let folder = try folder(["0a1b2c3d": Self.ledger(server.endpoint)])
        let outcome = await sweep(folder)
        #expect(outcome.code == 0 && outcome.error == "1 thing removed, 0 left\n", "\(outcome)")
        #expect(outcome.output.hasSuffix("removed POST \(server.endpoint)/things\n"))
        #expect(folder.names(below: "ledger") == [])
    }

    @Test func `what stays keeps its ledger, unless it is to be forgotten`() async throws {
        let server = try FixedAnswerServer("HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        let folder = try folder(["0a1b2c3d": Self.ledger(server.endpoint)])
        let outcome = await sweep(folder)
        #expect(outcome.code == 4 && outcome.error == "0 things removed, 1 left\n", "\(outcome)")
        #expect(outcome.output.hasSuffix("left POST \(server.endpoint)/things: it answered 500 to DELETE\n"))
        #expect(folder.names(below: "ledger") == ["0a1b2c3d.jsonl"])
        #expect(await sweep(folder, "--forget").code == 4)
        #expect(folder.names(below: "ledger") == [])
    }

    @Test(arguments: ["foreign", "hm0a1b2c3e-0-1", "..%2Fhm0a1b2c3d-0-1/../foreign", "foreign?name=hm0a1b2c3d-0-1"])
    func `a name without the run's prefix is never asked to go`(_ name: String) async throws {
        try await FixedAnswerServer.withRefusingEndpoint { endpoint in
            let folder = try folder(["0a1b2c3d": Self.ledger(endpoint, names: [name])])
            let outcome = await sweep(folder)
            #expect(outcome.code == 4)
            #expect(outcome.output.hasSuffix("its name does not hold 'hm0a1b2c3d', so it is left alone\n"), "\(outcome)")
        }
    }

    @Test func `a ledger of another endpoint is swept apart`() async throws {
        let folder = try folder(["0a1b2c3d": Self.ledger("http://127.0.0.1:1")])
        let outcome = await sweep(folder, "-u", "http://127.0.0.1:2")
        #expect(outcome.code == 3)
        #expect(outcome.error.hasPrefix("error: the ledger 'DIR/ledger/0a1b2c3d.jsonl' is of a run against 'http://127.0.0.1:1', not "))
        #expect(folder.names(below: "ledger") == ["0a1b2c3d.jsonl"])
    }

    @Test func `a ledger that cannot be read is told, and keeps no other from being swept`() async throws {
        let server = try FixedAnswerServer("HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        let folder = try folder([
            "00000001": "{\"schema\":\"else\"}\n", "00000002": Self.ledger(server.endpoint) + "{}{\n",
            "0a1b2c3d": Self.ledger(server.endpoint),
        ])
        let outcome = await sweep(folder)
        #expect(outcome.code == 3)
        #expect(
            outcome.error == """
                error: 'DIR/ledger/00000001.jsonl' is no ledger of this version
                error: line 3 of the ledger 'DIR/ledger/00000002.jsonl' cannot be read
                1 thing removed, 0 left

                """)
        #expect(folder.names(below: "ledger") == ["00000001.jsonl", "00000002.jsonl"])
    }

    @Test func `a torn last line is left out`() async throws {
        let folder = try folder(["0a1b2c3d": Self.ledger("http://127.0.0.1:1") + #"{"intent":2,"caseID":"c.r"#])
        let outcome = await sweep(folder, "--dry-run")
        #expect(outcome.code == 0 && outcome.error.hasPrefix("1 thing in "), "\(outcome)")
    }

    @Test func `the ledger of a run that goes on is left alone`() async throws {
        let folder = try folder(["0a1b2c3d": Self.ledger("http://127.0.0.1:1")])
        let descriptor = open(folder.file("ledger/0a1b2c3d.jsonl"), O_RDWR)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let outcome = await sweep(folder)
        #expect(
            outcome
                == Outcome(
                    code: 0,
                    error: "'DIR/ledger/0a1b2c3d.jsonl' belongs to a run that goes on: left alone\n0 things removed, 0 left\n"))
    }

    @Test func `one run is chosen by its identifier, and a ledger that is a link is not followed`() async throws {
        let folder = try folder([
            "0a1b2c3d": Self.ledger("http://127.0.0.1:1"), "ffffffff": Self.ledger("http://127.0.0.1:1", run: "ffffffff"),
        ])
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("ledger/eeeeeeee.jsonl"), withDestinationPath: folder.file("ledger/0a1b2c3d.jsonl"))
        let one = await sweep(folder, "--dry-run", "--run", "ffffffff")
        #expect(one.output.hasPrefix("run ffffffff of ") && one.error.hasPrefix("1 thing in 1 ledgers"), "\(one)")
        let link = await sweep(folder, "--dry-run", "--run", "eeeeeeee")
        #expect(link.code == 3 && link.output.isEmpty, "\(link)")
    }

    @Test func `a folder without ledgers is clean`() async throws {
        let outcome = await sweep(try folder([:]))
        #expect(outcome == Outcome(code: 0, error: "0 things removed, 0 left\n"))
    }
}
