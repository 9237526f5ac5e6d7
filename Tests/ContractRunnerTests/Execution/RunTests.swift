import ContractCore
import Synchronization
import Testing

@testable import ContractRunner

struct RunTests {
    /// A contract of many rules, each of which asks for its own path.
    private static func contract(_ count: Int) -> String {
        "contract: c\nrules:\n" + (0..<count).map { "  r\($0): {rule: t, GET: /\($0), expect: {status: 200}}\n" }.joined()
    }

    @Test func `results stand in the order of the files however many cases run at once`() throws {
        var bench = RunBench()
        bench.jobs = 8
        let outcome = try bench.run([Self.contract(200)]) { (_, request) throws(TransportFailure) in
            request.url.hasSuffix("7") ? .of(404) : .of(200)
        }
        #expect(outcome.report.cases.map(\.rule) == (0..<200).map { "c.r\($0)" })
        #expect(outcome.report.rules.map(\.id) == (0..<200).map { "c.r\($0)" })
        #expect(outcome.report.cases.filter { $0.verdict == .fail }.map(\.rule) == stride(from: 7, to: 200, by: 10).map { "c.r\($0)" })
    }

    @Test func `the same seed makes the same requests, whatever the number of jobs, and another seed others`() throws {
        func sent(_ jobs: Int) throws -> [String] {
            var bench = RunBench()
            bench.jobs = jobs
            let text =
                "contract: c\nrules:\n"
                + (0..<30).map { "  r\($0): {rule: t, GET: \"/${uuid}/${unique.name}\", expect: {status: 200}}\n" }.joined()
            return try bench.run([text]) { (_, _) throws(TransportFailure) in .of(200) }.sent.sorted()
        }
        #expect(try sent(1) == sent(8))
        #expect(Set(try sent(1)).count == 30)
        var (one, same, other) = (
            SeededGenerator(seed: 1, name: "a"), SeededGenerator(seed: 1, name: "a"), SeededGenerator(seed: 2, name: "a")
        )
        let uuid = one.uuid()
        #expect(uuid == same.uuid() && uuid != other.uuid())
        #expect(Array(uuid)[14] == "4" && uuid.count == 36)
    }

    @Test func `an interruption ends the case at hand after its cleanup, and begins no other`() throws {
        let bench = RunBench()
        let interruption = bench.interruption
        let outcome = try bench.run([
            CleanupTests.vocabulary,
            "contract: c\nrules: {a: {rule: t, given: {x: a thing}, GET: /a, expect: {status: 200}}, b: {rule: t, GET: /b, expect: {status: 200}}}",
        ]) { (_, request) throws(TransportFailure) in
            if request.method == "POST" { interruption.request() }
            return request.method == "DELETE" ? .of(404) : .json("{\"id\": 1}")
        }
        #expect(outcome.sent == ["POST /things", "DELETE /things/hm0badcafe-0-1"])
        #expect(outcome.verdicts == ["c.a: skipped interrupted", "c.b: skipped interrupted"])
        #expect(outcome.report.run.interrupted)
    }

    @Test func `a run that is to stop at the first broken binding rule skips the rest`() throws {
        var bench = RunBench()
        bench.failFast = true
        let outcome = try bench.run([
            "contract: c\nrules: {a: {rule: t, level: should, GET: /a, expect: {status: 200}}, b: {rule: t, GET: /b, expect: {status: 200}}, c: {rule: t, GET: /c, expect: {status: 200}}}"
        ]) { (_, _) throws(TransportFailure) in .of(404) }
        #expect(outcome.verdicts == ["c.a: fail status", "c.b: fail status", "c.c: skipped fail-fast"])
    }

    @Test func `captures keep their type, and one of another type is missing`() throws {
        let rule =
            "steps: [{GET: /a, capture: {n: $.n, h: header X-H, s: status, all: json}}, {POST: /b, json: {n: \"${n}\", t: \"n${n}\", h: \"${h}\", s: \"${s}\", k: \"${all.o.k}\"}, expect: {status: 200}}]"
        let outcome = try RunBench().run(rule: rule, .of(200, ["X-H": "v"], "{\"n\": 1.50, \"o\": {\"k\": null}}"), .of(200))
        #expect(outcome.verdicts == ["c.r: pass"])
        #expect(
            outcome.requests.last.map { String(decoding: $0.body ?? [], as: UTF8.self) }
                == "{\"n\":1.50,\"t\":\"n1.50\",\"h\":\"v\",\"s\":200,\"k\":null}")
        let wrong = try RunBench().run(
            rule: "steps: [{GET: /a, capture: {n: {from: $.n, type: string}}}, {GET: \"/${n}\", expect: {status: 200}}]",
            .json("{\"n\": 1}"))
        #expect(wrong.verdicts == ["c.r: inconclusive capture"])
    }

    @Test func `a listing goes from the first page to the last, and one that turns in a ring is broken`() throws {
        let operation = """
            operation: list
            request: {GET: /l}
            paging: {items: $.items, next: $.next, marker: marker}
            parameters: {marker: {in: query, type: string}}
            rules: {r: {rule: t, list: operation, expect: {json: {items: {<count>: 3}}}}}
            """
        let outcome = try RunBench().run([operation]) { (number, _) throws(TransportFailure) in
            [
                .json("{\"items\": [1], \"next\": \"m 1\"}"), .json("{\"items\": [2], \"next\": 2}"),
                .json("{\"items\": [3], \"next\": null}"),
            ][number]
        }
        #expect(outcome.verdicts == ["list.r: pass"])
        #expect(outcome.sent == ["GET /l", "GET /l?marker=m%201", "GET /l?marker=2"])
        let ring = try RunBench().run([operation]) { (_, _) throws(TransportFailure) in .json("{\"items\": [], \"next\": \"m\"}") }
        #expect(ring.verdicts == ["list.r: fail paging"])
        #expect(ring.requests.count == 2)
    }

    @Test func `who asks is nobody, somebody with wrong credentials, or one that a capability gives`() throws {
        var bench = RunBench()
        bench.environment += "capabilities: {other: {POST: /others, capture: {token: $.token}, secret: [token]}}\n"
        let outcome = try bench.run([
            "contract: c\nrules: {r: {rule: t, steps: [{GET: /a, expect: {status: 200}}, {GET: /a, as: nobody, expect: {status: 401}}, {GET: /a, as: wrong-credentials, expect: {status: 401}}, {GET: /a, as: other, expect: {status: 200}}]}}"
        ]) { (_, request) throws(TransportFailure) in
            request.method == "POST"
                ? .json("{\"token\": \"other-token\"}")
                : ["usual-token", "other-token"].contains(request.headers["X-Auth-Token"]) ? .of(200) : .of(401)
        }
        #expect(outcome.verdicts == ["c.r: pass"])
        #expect(outcome.requests.map { $0.headers["X-Auth-Token"] } == ["usual-token", nil, "vtvbm-uplfo", nil, "other-token"])
    }
}
