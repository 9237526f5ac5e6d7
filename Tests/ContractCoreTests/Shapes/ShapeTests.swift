import Testing

@testable import ContractCore

struct ShapeTests {
    private func shape(_ yaml: String, named: [String: String] = [:]) throws -> Shape {
        var reader = ShapeReader(named: try named.mapValues { try YAMLReader.read(SourceFile(name: "s.yaml", text: $0)) })
        let shape = try reader.read(try YAMLReader.read(SourceFile(name: "s.yaml", text: yaml)))
        if let first = reader.mistakes.all.first { throw first }
        return shape
    }

    private func mismatches(_ yaml: String, _ json: String, _ values: [String: JSONValue] = [:]) throws -> [String] {
        let value = try JSONReader.read(Array(json.utf8)).value
        return try shape(yaml).mismatches(in: value) { values[$0.root] }.map { "\($0.path): \($0.expected), not \($0.actual)" }
    }

    @Test func `every place that differs is named, with what was expected and what was there`() throws {
        let found = try mismatches(
            "{a: <integer>, b: {c: [1, <string>]}, d: <absent>, e: \"${x}\"}", #"{"a": "1", "b": {"c": [1, 2]}, "d": null, "e": 5}"#,
            ["x": 6])
        #expect(
            found == [
                "$['a']: an integer, not \"1\"", "$['b']['c'][1]: a string, not 2", "$['d']: nothing, not null", "$['e']: 6, not 5",
            ])
    }

    @Test func `a text of one expression keeps the type of its value`() throws {
        #expect(try mismatches("{n: \"${x}\"}", #"{"n": 5}"#, ["x": 5]) == [])
        #expect(try mismatches("{n: \"${x}\"}", #"{"n": "5"}"#, ["x": 5]) == ["$['n']: 5, not \"5\""])
        #expect(try mismatches("{n: \"n${x}\"}", #"{"n": "n5"}"#, ["x": 5]) == [])
    }

    @Test func `a text that begins with an angle bracket is written with a backslash`() throws {
        #expect(try mismatches(#"{n: "\\<b>", "\\<k>": 1}"#, #"{"n": "<b>", "<k>": 1}"#) == [])
    }

    @Test func `named shapes stand for what they name, and one that contains itself is a mistake`() throws {
        #expect(
            try shape("\"${shapes.a}\"", named: ["a": "{n: \"${shapes.b}\"}", "b": "<integer>"]).mismatches(in: ["n": 1]) { _ in nil } == []
        )
        #expect(throws: Diagnostic.self) { try shape("\"${shapes.a}\"", named: ["a": "[\"${shapes.b}\"]", "b": "[\"${shapes.a}\"]"]) }
    }

    @Test func `shapes that double one another end at a limit`() throws {
        var named: [String: String] = ["s0": "<any>"]
        for number in 1...40 { named["s\(number)"] = "[\"${shapes.s\(number - 1)}\", \"${shapes.s\(number - 1)}\"]" }
        #expect { try shape("\"${shapes.s40}\"", named: named) } throws: { ($0 as? Diagnostic)?.code == "too-large" }
    }
}
