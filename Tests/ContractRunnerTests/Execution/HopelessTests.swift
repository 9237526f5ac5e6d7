import ContractCore
import Testing

@testable import ContractRunner

/// A run ends in time also where every single wait of it would be within its bounds.
struct HopelessTests {
    private func rules(_ count: Int, _ text: String) -> String {
        "contract: c\nrules:\n" + (0..<count).map { "  r\($0): {rule: t, \(text)}\n" }.joined()
    }

    private static let created = "POST: /things, json: {name: \"${n}\"}, remove: {DELETE: \"/things/${n}\"}, expect: {status: 201}"

    /// How often each thing was asked to go.
    private func removals(_ outcome: RunBench.Outcome) -> [Int] {
        var counts: [String: Int] = [:]
        let paths = outcome.requests.filter { $0.method == "DELETE" }.map(\.url)
        for path in paths { counts[path, default: 0] += 1 }
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }.map { counts[$0] ?? 0 }
    }

    @Test func `where nothing goes away, the fourth thing and those behind it are asked twice at once`() throws {
        let outcome = try RunBench().run([rules(5, "let: {n: \"${unique.name}\"}, " + Self.created)]) {
            (_, request) throws(TransportFailure) in .of(request.method == "POST" ? 201 : 204)
        }
        let counts = removals(outcome)
        #expect(counts.count == 5)
        #expect(counts.prefix(3).allSatisfy { $0 > 2 } && counts.suffix(2) == [2, 2], "\(counts)")
        #expect(outcome.report.cleanup.leftBehind.count == 5)
        #expect(outcome.report.cases.allSatisfy { $0.verdict == .pass })
    }

    @Test func `one thing that goes away brings the patience back`() throws {
        let outcome = try RunBench().run([rules(5, "let: {n: \"${unique.name}\"}, " + Self.created)]) {
            (_, request) throws(TransportFailure) in
            .of(request.method == "POST" ? 201 : request.url.hasSuffix("-3-1") ? 404 : 204)
        }
        let counts = removals(outcome)
        #expect(counts[3] == 1 && counts[4] == counts[0], "\(counts)")
    }

    @Test func `a pause ends with the time of the run`() throws {
        var bench = RunBench()
        bench.timeLimit = 5
        let outcome = try bench.run([rules(1, "GET: /a, expect: {status: 200}")]) {
            (_, _) throws(TransportFailure) in .of(429, ["Retry-After": "30"])
        }
        #expect(outcome.verdicts == ["c.r0: inconclusive run-timeout"])
        #expect(bench.clock.sleeps.count == 1 && bench.clock.sleeps.allSatisfy { $0 < 5.1 })
    }

    @Test func `removals wait for nothing once the time of the run is long over`() throws {
        var bench = RunBench()
        bench.timeLimit = 5
        let clock = bench.clock
        let outcome = try bench.run([rules(1, "let: {n: \"${unique.name}\"}, " + Self.created)]) {
            (_, request) throws(TransportFailure) in
            if request.method == "POST" { clock.advance(11) }
            return .of(request.method == "POST" ? 201 : 204)
        }
        #expect(removals(outcome) == [2])
    }

    @Test func `what was never sent is not removed`() throws {
        var bench = RunBench()
        bench.timeLimit = 5
        let clock = bench.clock
        let outcome = try bench.run([rules(2, "let: {n: \"${unique.name}\"}, steps: [{GET: /a}, {\(Self.created)}]")]) {
            (_, _) throws(TransportFailure) in
            clock.advance(6)
            return .of(200)
        }
        #expect(outcome.sent == ["GET /a"])
        #expect(outcome.verdicts == ["c.r0: inconclusive run-timeout", "c.r1: inconclusive run-timeout"])
        #expect(outcome.report.cleanup == CleanupReport())
    }

    @Test func `a target that puts everything off is given up after twice the patience`() throws {
        let outcome = try RunBench().run([rules(12, "GET: /a, expect: {status: 200}")]) {
            (_, _) throws(TransportFailure) in .of(429)
        }
        #expect(outcome.verdicts.prefix(10).allSatisfy { $0.hasSuffix("inconclusive throttled") })
        #expect(outcome.verdicts.suffix(2) == ["c.r10: inconclusive unresponsive", "c.r11: inconclusive unresponsive"])
        #expect(
            outcome.report.cases.last?.reason == "the target has answered nothing but 429 and 503 for more than 2 min")
        #expect(outcome.sent.count == 60)
    }

    @Test func `an answer in between keeps a target that is busy from being given up`() throws {
        let outcome = try RunBench().run([rules(24, "GET: /a, expect: {status: 200}")]) {
            (number, _) throws(TransportFailure) in .of(number == 54 ? 200 : 429)
        }
        #expect(!outcome.verdicts.contains { $0.contains("unresponsive") && !$0.hasPrefix("c.r2") }, "\(outcome.verdicts)")
        #expect(outcome.verdicts[9] == "c.r9: pass")
    }

    @Test func `wait after wait that comes to nothing is cut, and what was cut is no fail`() throws {
        let bench = RunBench()
        let outcome = try bench.run([
            rules(11, "steps: [{GET: /a, until: {json: {state: done}}, or fail: true}]")
        ]) { (_, _) throws(TransportFailure) in .json("{\"state\": \"busy\"}") }
        #expect(outcome.verdicts.prefix(10).allSatisfy { $0.hasSuffix("fail json") })
        #expect(outcome.verdicts.last == "c.r10: inconclusive deadline")
        #expect(
            outcome.report.cases.last?.reason
                == "what was waited for did not come within 500 ms, a tenth of its time since 10 waits came to nothing; "
                + "the last answer was 200 (step 1 GET /a)")
    }

    private static let listing = """
        operation: list
        request: {GET: /things}
        success: {status: 200}
        paging: {items: $.items, next: $.next, marker: marker}
        rules: {r: {rule: t, list: operation, expect: {json: {items: <any>}}}}
        """

    @Test func `a listing that is slower than the deadline is not read to its end`() throws {
        let bench = RunBench()
        let clock = bench.clock
        let outcome = try bench.run([Self.listing]) { (number, _) throws(TransportFailure) in
            clock.advance(2)
            return .json("{\"items\": [], \"next\": \"m\(number)\"}")
        }
        #expect(outcome.verdicts == ["list.r: inconclusive limit"])
        #expect(outcome.reason == "3 pages took longer than the deadline of 5 s (step 1 all pages of GET /things)")
    }

    @Test func `the pages of a listing hold no more values together than one text may`() throws {
        let items = Array(repeating: "0", count: 200_000).joined(separator: ",")
        let outcome = try RunBench().run([Self.listing]) { (number, _) throws(TransportFailure) in
            .json("{\"items\": [\(items)], \"next\": \"m\(number)\"}")
        }
        #expect(outcome.reason == "the first 3 pages hold more than 500000 values (step 1 all pages of GET /things)")
    }
}
