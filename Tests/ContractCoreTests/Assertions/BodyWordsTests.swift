import Testing

@testable import ContractCore

/// How messages quote content.
struct BodyWordsTests {
    @Test(arguments: [
        ("", "an empty body"),
        ("{\"a\": \"b\"}", "application/json {\"a\": \"b\"}"),
        ("{\n  \"a\": [\n    1\n  ]\n}\n", "application/json { \"a\": [ 1 ] }"),
        ("a \"b\"\n", "application/json \"a \\\"b\\\"\\n\""),
        ("{\"\(String(repeating: "x", count: 130))", "application/json {\"\(String(repeating: "x", count: 118))…"),
        ("[\(String(repeating: "x", count: 118))模", "application/json [\(String(repeating: "x", count: 118))…"),
    ])
    func `JSON is quoted as it came, on one line, and what is left out leaves a mark`(body: String, words: String) {
        let response = WireResponse(
            status: 200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        #expect(Answer(response: response).bodyWords == words)
    }
}
