import ContractCore
import Testing

/// Files that are made to use up time, memory or stack.
struct HostileFileTests {
    private func codes(_ text: String) -> [String] { PlannedSuite(text).diagnostics.map(\.code) }

    @Test func `aliases that double one another end at a limit`() {
        var text = "contract: bomb\nrules: {}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
        }
        #expect(codes(text) == ["too-large"])
    }

    @Test(arguments: [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]")])
    func `nodes that lie too deep are a mistake and no crash`(_ open: String, _ close: String) {
        let text = String(repeating: open, count: 100_000) + "a" + String(repeating: close, count: 100_000)
        #expect(codes(text) == ["too-deep"])
    }

    @Test func `maps that lie too deep by indentation are a mistake and no crash`() {
        let text = (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(codes(text) == ["too-deep"])
    }

    @Test func `a deep but sensible file is read`() {
        let text =
            "contract: a\nrules: {b: {rule: c, GET: /a, expect: {json: \(String(repeating: "[", count: 60))1\(String(repeating: "]", count: 60))}}}\n"
        #expect(PlannedSuite(text).mistakes == [])
    }

    @Test func `a huge scalar is read, and shown cut`() {
        let text = "contract: a\nrules: {b: {rule: \(String(repeating: "x", count: 1_000_000)), GET: /a, expect: refused, exepct: 1}}\n"
        let suite = PlannedSuite("vocabulary: v\noutcomes: {refused: {status: 400}}\n", text)
        #expect(suite.diagnostics.map(\.code) == ["unknown-key"])
        let excerpt = suite.renderer.text(suite.diagnostics).split(separator: "\n").dropFirst()
        #expect(excerpt.allSatisfy { $0.count < 200 })
    }

    @Test func `rows of lengths and numbers beyond all measure are refused before they are made`() {
        let operation = """
            operation: o
            request: {GET: /o}
            parameters:
              a: {in: query, type: string, length: 0..9223372036854775807}
              b: {in: query, type: integer, range: -9223372036854775808..9223372036854775807}
            rules: {r: {rule: text, rows: length of a, valid: {status: 200}, invalid: {status: 400}}}
            """
        #expect(codes(operation) == ["bounds", "bounds", "rows"])
    }

    @Test(arguments: ["-1", "0", "1001", "99999999999999999999"])
    func `a count of fixtures beyond all measure is a mistake`(_ count: String) {
        let text = """
            vocabulary: v
            fixtures: {f: {given: {g: {fixture: h, count: \(count)}}, create: {POST: /a}}, h: {create: {POST: /b}}}
            """
        #expect(PlannedSuite(text).mistakes == ["1.yaml:2:47: 'count' must be a number from 1 to 1000"])
    }

    @Test func `a thousand repeated keys are named up to a limit`() {
        let text = "contract: a\n" + (0..<1_000).map { "key\($0 / 2): 1\n" }.joined()
        let codes = codes(text)
        #expect(codes.count == 21 && codes.allSatisfy { $0 == "duplicate-key" })
    }
}
