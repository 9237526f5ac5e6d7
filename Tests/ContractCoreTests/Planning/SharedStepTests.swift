import Testing

@testable import ContractCore

/// Steps that say the same are read once: what is told of each stands where the step does.
struct SharedStepTests {
    /// The places of what an answer of status 500 breaks, of the only step of each rule.
    private static func places(_ suite: PlannedSuite, body: String = "{}") throws -> [String: [String]] {
        let answer = Answer(response: WireResponse(status: 500, headers: HeaderLines(), body: Array(body.utf8)))
        var places: [String: [String]] = [:]
        for item in suite.plan.cases {
            let step = try #require(item.steps.last)
            let expectations = [step.expect, step.assume, step.until?.condition, step.during?.condition]
            places[item.id] = try expectations.compactMap(\.self).flatMap { expectation in
                try expectation.judge(answer) { _ in nil }.filter { $0.outcome == .broken }.map { "\($0.location)" }
            }
        }
        return places
    }

    /// A contract of so many rules that say the same; a step begins two lines below its rule.
    private static func contract(_ count: Int, _ step: String) -> String {
        "contract: c\nrules:\n"
            + (1...count).map { "  r\($0):\n    rule: It is rule \($0).\n\(step)" }.joined()
    }

    /// A line of a step in a contract of four rules.
    private static func lines(_ line: Int, of step: String) -> [Int] {
        let length = step.utf8.count { $0 == 0x0A } + 2
        return (0..<4).map { 4 + line + $0 * length }
    }

    @Test(arguments: [
        ("    GET: /a\n    expect: {status: 200}\n", 2),
        ("    expect:\n      status: 200\n    GET: /a\n", 2),
        ("    GET: /a\n    assume: {status: 200}\n    expect: {status: 500}\n", 2),
        ("    GET: /a\n    until: {status: 200}\n    or fail: true\n", 2),
        ("    GET: /a\n    while: {GET: /b, assume: {status: 2xx}}\n    expect: {status: 500}\n", 2),
        ("    steps:\n      - {GET: /a, expect: {status: 500}}\n      - {GET: /b, expect: {status: 200}}\n", 3),
        ("    GET: /a\n    headers: &h {A: b}\n    expect: {json: *h}\n", 2),
    ])
    func `what breaks a step that was read before is told at its own line`(step: String, line: Int) throws {
        let suite = PlannedSuite(Self.contract(4, step))
        try #require(suite.mistakes == [])
        let places = try Self.places(suite)
        let found = (1...4).map { number in
            places["c.r\(number)"].map { Set($0.compactMap { $0.split(separator: ":").dropFirst().first }) }
        }
        #expect(found == Self.lines(line, of: step).map { ["\($0)"] })
    }

    @Test func `steps of the same words in other files name their own file`() throws {
        let step = "    GET: /a\n    expect: {status: 200}\n"
        let suite = PlannedSuite(
            Self.contract(2, step), Self.contract(1, step).replacing("contract: c", with: "contract: d"))
        try #require(suite.mistakes == [])
        #expect(
            try Self.places(suite) == [
                "c.r1": ["1.yaml:6:22"], "c.r2": ["1.yaml:10:22"], "d.r1": ["2.yaml:6:22"],
            ])
    }

    @Test(arguments: [true, false])
    func `an expectation from the defaults stays where it is`(areFirst: Bool) throws {
        let defaults = "defaults: {expect: {status: 200}}\n"
        let rules = "rules:\n" + (1...3).map { "  r\($0): {rule: r, GET: /a}\n" }.joined()
        let suite = PlannedSuite("contract: c\n" + (areFirst ? defaults + rules : rules + defaults))
        try #require(suite.mistakes == [])
        let place = areFirst ? "1.yaml:2:29" : "1.yaml:6:29"
        #expect(try Self.places(suite) == ["c.r1": [place], "c.r2": [place], "c.r3": [place]])
    }

    @Test func `a row that changes an assumption of the defaults breaks it at the row`() throws {
        let rule = "    rule: r\n    GET: /a\n    expect: {status: 500}\n    table:\n      row: {assume: {json: {b: 2}}}\n"
        let suite = PlannedSuite(
            "contract: c\ndefaults: {assume: {json: {a: 1}}}\nrules:\n" + (1...3).map { "  r\($0):\n\(rule)" }.joined())
        try #require(suite.mistakes == [])
        let lines = try (1...3).map { number in
            try Self.places(suite, body: #"{"a": 1}"#)["c.r\(number) [row]"]
        }
        #expect(lines == [["1.yaml:9:32"], ["1.yaml:15:32"], ["1.yaml:21:32"]])
    }

    @Test func `what a name stands for breaks where it is written`() throws {
        let vocabulary = """
            vocabulary: v
            shapes: {named: {a: 1}}
            outcomes: {fine: {status: 200}}
            """
        let suite = PlannedSuite(
            vocabulary, Self.contract(3, "    GET: /a\n    expect: fine\n"),
            Self.contract(3, "    GET: /a\n    expect: {json: {x: 1, y: \"${shapes.named}\"}}\n")
                .replacing("contract: c", with: "contract: d"))
        try #require(suite.mistakes == [])
        let places = try Self.places(suite, body: #"{"x": 2, "y": {"a": 2}}"#)
        let shape = "1.yaml:2:21"
        #expect(
            places == [
                "c.r1": ["1.yaml:3:27"], "c.r2": ["1.yaml:3:27"], "c.r3": ["1.yaml:3:27"],
                "d.r1": ["3.yaml:6:24", shape], "d.r2": ["3.yaml:10:24", shape], "d.r3": ["3.yaml:14:24", shape],
            ])
    }

    @Test func `an outcome of the words of an earlier expectation breaks where it is written`() throws {
        let suite = PlannedSuite(
            "vocabulary: v\noutcomes:\n  fine: {status: 200}\n",
            "contract: c\nrules:\n  r1:\n    rule: r\n    GET: /a\n    expect:\n         {status: 200}\n"
                + "  r2:\n    rule: r\n    GET: /a\n    expect:\n         {status: 200}\n"
                + "  r3: {rule: r, GET: /a, expect: fine}\n")
        try #require(suite.mistakes == [])
        #expect(
            try Self.places(suite) == ["c.r1": ["2.yaml:7:19"], "c.r2": ["2.yaml:12:19"], "c.r3": ["1.yaml:3:18"]])
    }

    @Test(arguments: [
        ("    GET: /a\n    expect: {status: 99}\n", 2), ("    GET: /a\n    expect: nothing\n", 2),
        ("    GET: a\n    expect: {status: 200}\n", 1), ("    GET: /${nobody}\n    expect: {status: 200}\n", 1),
        ("    POST: /a\n    body: {file: none}\n    expect: {status: 200}\n", 1),
        ("    steps:\n      - {GET: /a, exect: {status: 200}, expect: {status: 200}}\n", 2),
    ])
    func `a mistake in steps of the same words is told at each`(step: String, line: Int) throws {
        let suite = PlannedSuite(Self.contract(4, step))
        #expect(suite.diagnostics.map(\.location.line).sorted() == Self.lines(line, of: step))
        #expect(Set(suite.diagnostics.map(\.message)).count == 1)
    }

    @Test func `an expression that is known in one rule is a mistake in another of the same step`() {
        let step = "    GET: /${id}\n    expect: {status: 200}\n"
        let known = "  k: {rule: r, let: {id: 1}, GET: \"/${id}\", expect: {status: 200}}\n"
        let suite = PlannedSuite(
            Self.contract(3, "    let: {id: 1}\n" + step) + known + "  r4:\n    rule: r\n" + step)
        #expect(suite.mistakes == ["1.yaml:21:10: nothing here is called 'id'"])
    }

    @Test func `a step says what the vocabulary of its suite says`() throws {
        let contract = Self.contract(3, "    GET: /a\n    expect: fine\n")
        let holds = try [200, 500].map { status in
            let suite = PlannedSuite("vocabulary: v\noutcomes: {fine: {status: \(status)}}", contract)
            try #require(suite.mistakes == [])
            return try Self.places(suite).mapValues(\.isEmpty)
        }
        #expect(holds == [false, true].map { ["c.r1": $0, "c.r2": $0, "c.r3": $0] })
    }

    @Test func `rules of the same steps have the same revision, whichever was read first`() {
        let step = "    steps:\n      - {GET: /a, expect: {status: 200}}\n      - {GET: /a, expect: {status: 200}}\n"
        let suite = PlannedSuite(
            Self.contract(4, step) + "  other: {rule: r, GET: /a, expect: {status: 200}}\n"
                + "  again: {rule: r, GET: /a, expect: {status: 200}}\n")
        let revisions = suite.plan.rules.map(\.revision)
        #expect(Set(revisions).count == 2)
        #expect(Set(revisions[..<4]).count == 1)
        #expect(revisions[4] == revisions[5])
    }

    @Test func `more kinds of steps than are kept lead to the same plan`() throws {
        let rules = (0..<900).map { "  r\($0): {rule: r, GET: /a, expect: {json: {n: \($0 % 300)}}}\n" }
        let suite = PlannedSuite("contract: c\nrules:\n" + rules.joined())
        try #require(suite.mistakes == [])
        let wrong = try suite.plan.cases.enumerated().filter { number, item in
            let body = Array("{\"n\": \(number % 300)}".utf8)
            let answer = Answer(response: WireResponse(status: 200, headers: HeaderLines(), body: body))
            let holds = try item.steps[0].expect?.holds(for: answer) { _ in nil }
            return holds != true || item.location.line != number + 3
        }
        #expect(wrong.map(\.element.id) == [])
    }
}
