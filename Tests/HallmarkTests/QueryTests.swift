import Testing

@testable import hallmark

struct QueryTests {
    private func query(_ path: String, _ json: String) async throws -> Outcome {
        let folder = try TemporaryFolder(["a.json": json])
        return await hallmark(["query", path, folder.file("a.json")], in: folder)
    }

    @Test(arguments: [
        ("$['a'][0]", #"{"a":[1]}"#, #"{"path":"$['a'][0]","value":1}"# + "\n"),
        ("$", " 1.50e+3 ", #"{"path":"$","value":1.50e+3}"# + "\n"),
        ("$", #"{"z":1,"a":[-0,1E2,0.10],"m":null}"#, #"{"path":"$","value":{"z":1,"a":[-0,1E2,0.10],"m":null}}"# + "\n"),
        ("$.*", #"{"a\u0001'\\\"b":1}"#, #"{"path":"$['a\\u0001\\'\\\\\"b']","value":1}"# + "\n"),
        ("$.*", #"{"\u0008\t\n\u000c\r\u001f\u007f":1}"#, #"{"path":"$['\\b\\t\\n\\f\\r\\u001f\u007f']","value":1}"# + "\n"),
        ("$", "\"a\u{2028}b\u{2029}c\u{85}d\u{A0}e\u{2030}\"", #"{"path":"$","value":"a\u2028b\u2029c\u0085d"# + "\u{A0}e\u{2030}\"}\n"),
        (#"$["\uD83D\uDE00"]"#, #"{"😀":"\ud83d\ude00"}"#, #"{"path":"$['😀']","value":"😀"}"# + "\n"),
        ("$.a", #"{"a":1,"a":2}"#, #"{"path":"$['a']","value":1}"# + "\n"),
        ("$.*", #"{"a":1,"a":2}"#, #"{"path":"$['a']","value":1}"# + "\n" + #"{"path":"$['a']","value":2}"# + "\n"),
        ("$['é']", "{\"e\u{301}\":1}", ""),
        ("$[?@.n > 1].n", #"[{"n":1},{"n":2}]"#, #"{"path":"$[1]['n']","value":2}"# + "\n"),
        ("$[-1]", "[1,2]", #"{"path":"$[1]","value":2}"# + "\n"),
        ("$.none", "{}", ""),
    ])
    func `a line holds the normalised path and the value as it was written`(path: String, json: String, lines: String) async throws {
        #expect(try await query(path, json) == Outcome(code: 0, output: lines))
    }

    @Test(arguments: [
        ("$.a.", "JSONPath:1:5: error: the query ends, expected a name or '*' behind '.' [path-unexpectedEnd]\n 1 | $.a.\n   |     ^\n"),
        (
            "$[?@.a=1]",
            "JSONPath:1:7: error: found '=', expected ',' or ']' behind a selector [path-unexpectedCharacter]\n 1 | $[?@.a=1]\n   |       ^\n"
        ),
        (
            "$\n.x\n[y]",
            "JSONPath:3:2: error: found 'y', expected a name in quotes, '*', an index, a slice or '?' [path-unexpectedCharacter]\n 3 | [y]\n   |  ^\n"
        ),
        ("", "JSONPath:1:1: error: the query ends, expected '$' at the start of a query [path-unexpectedEnd]\n 1 | \n   | ^\n"),
    ])
    func `a bad path is refused at its place`(path: String, message: String) async throws {
        #expect(try await query(path, "{}") == Outcome(code: 3, error: message))
    }

    @Test(arguments: [
        (
            "{\"a\": tru}",
            "DIR/a.json:1:7: error: found 't', expected a value [json-unexpectedCharacter]\n 1 | {\"a\": tru}\n   |       ^\n"
        ),
        ("[1,\r\n 2,,3]", "DIR/a.json:2:4: error: found ',', expected a value [json-unexpectedCharacter]\n 2 |  2,,3]\n   |    ^\n"),
        ("", "DIR/a.json:1:1: error: nothing but white space, expected a value [json-empty]\n 1 | \n   | ^\n"),
    ])
    func `bad JSON is refused at its place`(json: String, message: String) async throws {
        #expect(try await query("$", json) == Outcome(code: 3, error: message))
    }

    @Test func `a mistake far along a line is shown with what is around it`() async throws {
        let outcome = try await query("$", "[" + String(repeating: "1,", count: 5_000) + "x]")
        let lines = outcome.error.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("DIR/a.json:1:10002: error: "))
        #expect(lines[1].count < 200)
        #expect(Array(lines[1])[lines[2].count - 1] == "x")
    }

    @Test func `a missing file is said to be missing`() async {
        #expect(await hallmark(["query", "$", "/no/such/file"]) == Outcome(code: 3, error: "error: there is no file '/no/such/file'\n"))
    }
}
