import ContractCore
import Testing

@testable import ContractRunner

struct PaceTests {
    @Test func `a target that admits to break a rule on purpose is told of, by its first word`() throws {
        let rule = "steps: [{GET: /a, expect: {status: 200}}, {GET: /b, expect: {status: 200}}]"
        let rows: [[String?]] = [[nil, nil], [nil, "x/drop"], ["x/drop", "y/drop"], ["", String(repeating: "x", count: 300)]]
        let mutations = try rows.map { words in
            let answers = words.map { word in
                WireResponse.of(200, HeaderLines(word.map { [HeaderLine(name: "X-Emulator-Mutant", value: $0)] } ?? []))
            }
            return try RunBench().run(rule: rule, answers[0], answers[1]).report.run.mutation
        }
        #expect(mutations == [nil, "x/drop", "x/drop", String(repeating: "x", count: 200)])
    }

    @Test func `a pause that the target asks for is kept`() throws {
        let bench = RunBench()
        let outcome = try bench.run(
            rule: "GET: /a\nexpect: {status: 200}", .of(429, ["Retry-After": "7"]), .of(503, ["Retry-After": "11"]), .of(200))
        #expect(outcome.verdicts == ["c.r: pass"])
        #expect(bench.clock.sleeps == [7, 11])
    }

    @Test func `a pause may be asked for by a date`() throws {
        let bench = RunBench()
        // The clock begins at 2001-09-09T01:46:40Z.
        let outcome = try bench.run(
            rule: "GET: /a\nexpect: {status: 200}", .of(429, ["Retry-After": "Sun, 09 Sep 2001 01:46:45 GMT"]),
            .of(429, ["Retry-After": "Sun, 09 Sep 2001 01:46:00 GMT"]), .of(200))
        #expect(outcome.verdicts == ["c.r: pass"])
        #expect(bench.clock.sleeps == [5, 0])
    }

    @Test func `without a stated pause the pauses double, until patience ends`() throws {
        let bench = RunBench()
        let outcome = try bench.run(rule: "GET: /a\nexpect: {status: 200}", .of(429), .of(429), .of(429), .of(429), .of(429), .of(429))
        #expect(outcome.verdicts == ["c.r: inconclusive throttled"])
        #expect(bench.clock.sleeps == [0.5, 1, 2, 4, 8])
        #expect(outcome.reason == "the target answered 429 6 times to GET http://api.example/a")
    }

    @Test(arguments: ["-5", "nan", "inf", "1e3", "soon", ""])
    func `a pause that says nothing is none`(_ value: String) throws {
        let bench = RunBench()
        _ = try bench.run(rule: "GET: /a\nexpect: {status: 200}", .of(429, ["Retry-After": value]), .of(200))
        #expect(bench.clock.sleeps == [0.5])
    }

    @Test func `a pause beyond the environment's patience is not waited for`() throws {
        let bench = RunBench()
        let outcome = try bench.run(rule: "GET: /a\nexpect: {status: 200}", .of(429, ["Retry-After": "61"]))
        #expect(outcome.verdicts == ["c.r: inconclusive throttled"])
        #expect(bench.clock.sleeps == [])
    }

    @Test func `waiting for a state asks at the stated pace and judges the answer that came`() throws {
        let bench = RunBench()
        let outcome = try bench.run(
            rule: "steps: [{GET: /a, until: {json: {state: done}}, every: 250 ms, expect: {json: {n: <integer>}}}]",
            .json("{\"state\": \"busy\"}"), .json("{\"state\": \"busy\"}"), .json("{\"state\": \"done\", \"n\": \"1\"}"))
        #expect(outcome.verdicts == ["c.r: fail json"])
        #expect(bench.clock.sleeps == [0.25, 0.25])
    }

    @Test func `a virtual clock passes time with a request and no sleep`() throws {
        var bench = RunBench()
        bench.environment += "capabilities: {virtual-clock: {POST: /clock, json: {milliseconds: \"${wait.milliseconds}\"}}}\n"
        let outcome = try bench.run(rule: "steps: [{wait: 5 minutes}, {GET: /a, expect: {status: 200}}]", .of(204), .of(200))
        #expect(outcome.verdicts == ["c.r: pass"])
        #expect(bench.clock.sleeps == [])
        #expect(outcome.requests.first.map { String(decoding: $0.body ?? [], as: UTF8.self) } == "{\"milliseconds\":300000}")
    }

    @Test func `a wait beyond patience without a virtual clock is skipped before anything is sent`() throws {
        let outcome = try RunBench().run(rule: "steps: [{wait: 5 minutes}, {GET: /a, expect: {status: 200}}]")
        #expect(outcome.verdicts == ["c.r: skipped missing-capability"])
        #expect(outcome.reason == "it waits 5 min, and the environment's patience is 1 min without a virtual clock")
    }
}
