import ContractCore
import Testing

@testable import ContractRunner

/// One row for each way in which a case can end.
struct VerdictTests {
    private static let moment = "DELETE: /a\nwhile: {GET: /a, assume: {status: 200}}"

    /// The answers of tries that see the rule broken while the state lasts.
    private static func again(_ tries: Int) -> [WireResponse] {
        Array(repeating: [.of(200), .of(202), .of(200)], count: tries).flatMap(\.self)
    }

    static let table: [(rule: String, answers: [WireResponse], verdict: String)] = [
        ("GET: /a\nexpect: {status: 200}", [.of(200)], "pass"),
        ("GET: /a\nexpect: {status: 200}", [.of(404)], "fail status"),
        ("GET: /a\nexpect: {json: {n: 1}}", [.json("{\"n\": 2}")], "fail json"),
        ("GET: /a\nexpect: {json: {<each>: 1}}", [.json("[]")], "inconclusive json"),
        ("GET: /a\nexpect: {status: 404}\ntolerate: {status: 204}", [.of(204)], "pass"),
        ("GET: /a\nexpect: {status: 200}\nunsupported: {status: 501}", [.of(501)], "unsupported unsupported"),
        ("GET: /a\nassume: {status: 200}\nexpect: {body: empty}", [.of(404)], "inconclusive prerequisite"),
        ("steps: [{POST: /a}, {GET: /a, expect: {status: 200}}]", [.of(409)], "inconclusive prerequisite"),
        ("steps: [{GET: /a, capture: {id: $.id}}, {GET: \"/a/${id}\", expect: {status: 200}}]", [.json("{}")], "inconclusive capture"),
        ("GET: /a\nexpect: {status: 200}", [.of(502)], "inconclusive gateway"),
        ("GET: /a\nexpect: {status: 5xx}", [.of(502)], "inconclusive gateway"),
        ("GET: /a\nexpect: {status: 502}", [.of(502)], "pass"),
        ("GET: /a\nexpect: {status: 200}", [.of(503)], "inconclusive unavailable"),
        ("GET: /a\nexpect: {json: {n: 1}}", Array(repeating: .of(429), count: 6), "inconclusive throttled"),
        ("GET: /a\nexpect: {status: 4xx}", [.of(429), .of(404)], "pass"),
        ("GET: /a\nexpect: {status: 429}", [.of(429)], "pass"),
        ("needs: [a-capability]\nGET: /a\nexpect: {status: 200}", [], "skipped missing-capability"),
        ("GET: https://elsewhere.example/a\nexpect: {status: 200}", [], "inconclusive undeclared-origin"),
        (
            "steps: [{GET: /a, until: {status: 200}, deadline: 3 s, expect: {status: 200}}]", [.of(404), .of(404), .of(404), .of(404)],
            "inconclusive deadline"
        ),
        (
            "steps: [{GET: /a, until: {status: 200}, deadline: 3 s, or fail: true}]", [.of(404), .of(404), .of(404), .of(404)],
            "fail status"
        ),
        ("steps: [{GET: /a, until: {status: 200}, deadline: 3 s, or fail: true}]", [.of(404), .of(404), .of(200)], "pass"),
        (
            "steps: [{GET: /a, until: {status: 200}, stop: {status: 410}, expect: {status: 200}}]", [.of(404), .of(410)],
            "inconclusive stopped"
        ),
        ("\(moment)\nexpect: {status: 403}", [.of(200), .of(403)], "pass"),
        ("\(moment)\nexpect: {status: 403}", [.of(404)], "inconclusive moment"),
        ("\(moment)\nexpect: {status: 403}", [.of(200), .of(202), .of(404)], "inconclusive moment"),
        ("\(moment)\nexpect: {status: 403}", again(1) + [.of(200), .of(403)], "pass"),
        ("\(moment)\nexpect: {status: 403}", again(2) + [.of(200), .of(202), .of(404)], "inconclusive moment"),
        ("\(moment)\nexpect: {status: 403}", again(3), "fail status"),
        ("GET: /a\nexpect: {unchanged: [GET /b]}", [.of(200, [:], "x"), .of(400), .of(200, [:], "x")], "pass"),
        ("GET: /a\nexpect: {unchanged: [GET /b]}", [.of(200, [:], "x"), .of(400), .of(200, [:], "y")], "fail unchanged"),
        ("GET: /a\nexpect: {unchanged: [GET /b]}", [.of(404), .of(400), .of(404)], "inconclusive unchanged"),
    ]

    @Test(arguments: table.indices)
    func `a case ends with its verdict`(_ index: Int) throws {
        let (rule, answers, verdict) = Self.table[index]
        let outcome = try RunBench().run([
            "contract: c\nrules:\n  r:\n    rule: text\n" + rule.split(separator: "\n").map { "    \($0)\n" }.joined()
        ]) {
            (number, _) throws(TransportFailure) in
            guard number < answers.count else { throw TransportFailure(kind: .other, message: "no more answers") }
            return answers[number]
        }
        #expect(outcome.verdicts == ["c.r: \(verdict)"], "\(outcome.reason)")
        #expect(outcome.requests.count == answers.count)
        #expect(outcome.report.cases[0].verdict != .pass || outcome.report.cases[0].observations > 0)
    }

    @Test(arguments: [
        (TransportFailure.Kind.connect, "error connect"), (.nameLookup, "error nameLookup"), (.tls, "error tls"), (.badURL, "error badURL"),
        (.timeout, "inconclusive timeout"), (.brokenResponse, "inconclusive brokenResponse"), (.limit, "inconclusive limit"),
        (.other, "error transport"),
    ])
    func `a request without an answer is never a pass or a fail`(_ kind: TransportFailure.Kind, _ verdict: String) throws {
        let outcome = try RunBench().run(["contract: c\nrules: {r: {rule: t, GET: /a, expect: {status: [2xx, 4xx, 5xx]}}}"]) {
            (_, _) throws(TransportFailure) in throw TransportFailure(kind: kind, message: "it went wrong")
        }
        #expect(outcome.verdicts == ["c.r: \(verdict)"])
        #expect(outcome.reason == "it went wrong")
        #expect(outcome.report.conformance == .undecided)
    }

    @Test func `a case that observed nothing is an error and no pass`() throws {
        let (suite, _) = SuiteReader.read([
            SourceFile(name: "c.yaml", text: "contract: c\nrules: {r: {rule: t, GET: /a, expect: {status: 200}}}")
        ])
        var plan = Planner.plan(suite).plan
        var item = plan.cases[0]
        item.steps = []
        plan.cases = [item]
        let settings = RunSettings(
            suite: suite, plan: plan, environment: ContractCore.Environment(name: "e"), endpoint: RunBench.endpoint,
            clock: FakeClock().clock)
        let report = try Runner(settings, transport: ScriptedTransport([])).run()
        #expect(report.cases.map { "\($0.verdict) \($0.code ?? "")" } == ["error no-observation"])
        #expect(report.conformance == .undecided)
    }

    @Test func `credentials that are refused make every case an error, and not a pass of a rule that expects 401`() throws {
        let outcome = try RunBench().run([
            "suite: s\nprobe: {GET: /probe}",
            "contract: c\nrules: {a: {rule: t, GET: /a, expect: {status: 401}}, b: {rule: t, GET: /b, expect: {status: 2xx}}}",
        ]) { (_, _) throws(TransportFailure) in .of(401) }
        #expect(outcome.verdicts == ["c.a: error credentials-refused", "c.b: error credentials-refused"])
        #expect(outcome.sent == ["GET /probe"])
    }

    @Test func `a refusal counts only when the valid request is accepted afterwards`() throws {
        let operation = """
            operation: o
            request: {POST: /o, json: {n: 1}}
            parameters: {n: {in: json, type: integer}}
            rules: {r: {rule: t, with: {json: {n: 2}}, expect: {status: 400}, control: {status: 2xx}}}
            """
        func verdicts(_ answers: [Int]) throws -> [String] {
            try RunBench().run([operation]) { (number, _) throws(TransportFailure) in .of(answers[number]) }.verdicts
        }
        #expect(try verdicts([400, 201]) == ["o.r: pass"])
        #expect(try verdicts([400, 400]) == ["o.r: inconclusive control"])
        #expect(try verdicts([201]) == ["o.r: fail status"])
    }
}
