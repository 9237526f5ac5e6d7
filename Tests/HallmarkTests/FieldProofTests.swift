import Foundation
import Testing

@testable import hallmark

/// What `prove` tells an author of contracts of a service that no emulator stands for.
struct FieldProofTests {
    private static let files = [
        "suite.yaml": "suite: things\nenvironment: environment.yaml\nprobe: {GET: /things}\n",
        "environment.yaml": "environment: things\nendpoint: ${endpoint}\npace: {jobs: 1}\n",
        "list-things.yaml": """
        operation: list-things
        source: pages
        section: things
        request: {GET: /things}
        success:
          status: 200
          fields: {things: array, total: integer, next: string?}
          items: {things: {id: integer, color: string}}
        rules:
          listed:
            rule: Things are listed with their ids.
            expect: {status: 200, json: {things: {<each>: {id: <integer>}}}}
          sorted:
            rule: Things are sorted by colour.
            expect: {status: 404}
        """,
        "life.yaml": """
        contract: life
        source: pages
        rules:
          first-is-red:
            rule: The first thing is red.
            GET: /things
            expect: {status: 200, at: {"$.things[0].color": red}}
        """,
    ]

    private static let body = #"{"things":[{"id":1,"color":"red"},{"id":2,"color":"blue"}],"total":2}"#

    private static func server(_ status: String = "200 OK") throws -> FixedAnswerServer {
        try FixedAnswerServer(
            "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        )
    }

    private func prove(_ endpoint: String, _ options: [String] = [], in folder: TemporaryFolder) async -> Outcome {
        var outcome = await hallmark(
            ["prove", folder.path, "-u", endpoint, "--report-dir", folder.file("reports"), "--ledger", folder.file("ledger")]
                + options, in: folder)
        outcome.output = outcome.output.replacing(/in (?:[0-9]+ min )?[0-9.]+ m?s\n/, with: "in a moment\n")
        outcome.error = outcome.error.replacing(endpoint, with: "URL")
        return outcome
    }

    @Test func `the fields of an endpoint that no rule looks at are told with what mends them`() async throws {
        let folder = try TemporaryFolder(Self.files)
        let server = try Self.server()
        let outcome = await prove(server.endpoint, in: folder)
        #expect(
            outcome.error == """
                3 cases on URL
                  left out, since they do not pass there: 1
                21 wrong answers of 1 operation

                """)
        #expect(
            outcome.output == """
                not looked at  list-things total
                    no rule fails when it is dropped, null, of another type
                    to mend: expect something of it in a rule of list-things
                in no answer  list-things next
                    to mend: add a case whose answer holds it

                NOT PROVED: 1 of 6 fields looked at by no rule, 1 in no answer
                in a moment

                reports  DIR/reports/kill-matrix.md DIR/reports/kill-matrix.json DIR/reports/kill-matrix.html

                """)
        #expect(outcome.code == 1)
        let page = try folder.read("reports/kill-matrix.md")
        for line in [
            "| `list-things` | `things` | yes | dropped: `list-things.listed`<br>null: `list-things.listed`<br>of another type: "
                + "`list-things.listed`<br>swapped: `life.first-is-red` | duplicated |\n",
            "| `list-things` | `things.*.color` | yes | dropped: `life.first-is-red`<br>null: `life.first-is-red`<br>of another type: "
                + "`life.first-is-red` |  |\n",
        ] { #expect(page.contains(line), "\(page)") }
    }

    @Test func `an endpoint on which no case passes tells nothing, and why`() async throws {
        let folder = try TemporaryFolder(Self.files)
        let server = try Self.server("500 Internal Server Error")
        let outcome = await prove(server.endpoint, ["--quiet", "--rule", "list-things.listed"], in: folder)
        #expect(
            outcome
                == Outcome(
                    code: 4,
                    error: """
                        error: no case passes on URL (list-things.listed: status: expected 200, got 500 with application/json \(Self.body) \
                        (step 1 GET /things)), so nothing can be told of fields
                        hint: 'hallmark run' shows what keeps the cases from passing

                        """))
    }

    @Test func `options that are about the emulator are refused in front of an endpoint`() async throws {
        let folder = try TemporaryFolder(Self.files)
        for (options, name) in [
            (["--part", "mutants"], "--part mutants"), (["--collateral"], "--collateral"),
            (["--part", "fields", "--part", "variants"], "--part variants"),
        ] {
            let outcome = await prove("http://127.0.0.1:1", options, in: folder)
            #expect(
                outcome
                    == Outcome(
                        code: 2,
                        error: """
                            error: '\(name)' is about the embedded emulator, and the target is URL
                            hint: leave it out: in front of an endpoint only fields are proved

                            """))
        }
    }

    @Test func `a proof on an endpoint that is asked to stop begins no further run`() async throws {
        let folder = try TemporaryFolder(Self.files)
        let signals = StopSignals()
        signals.take()
        let outcome = await StopSignals.$current.withValue(signals) { await prove("http://127.0.0.1:1", [], in: folder) }
        #expect(outcome == Outcome(code: 130, error: "\ninterrupted: cleaning up (once more to stop at once)\n3 cases on URL\n"))
    }

    @Test func `contracts that describe no operation have no fields to get wrong`() async throws {
        let folder = try TemporaryFolder(Self.files)
        let outcome = await prove("http://127.0.0.1:1", ["--rule", "life.*"], in: folder)
        #expect(
            outcome
                == Outcome(
                    code: 5,
                    error: """
                        error: no operation is described, so there is no field to get wrong
                        hint: describe one: operation, request, and success with its status and fields

                        """))
    }

    @Test func `without an endpoint, contracts of another service are told to name theirs`() async throws {
        let folder = try TemporaryFolder(Self.files)
        let outcome = await hallmark(
            ["prove", folder.path, "--quiet", "--report-dir", folder.file("reports")], in: folder)
        #expect(outcome.code == 1)
        #expect(
            outcome.error == """
                the embedded emulator does not keep every rule, so nothing can be proved
                hint: it stands for another service; name the target of these contracts with --endpoint

                """)
    }
}
