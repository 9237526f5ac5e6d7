import Testing

@testable import ContractCore

struct SharedExpectationTests {
    /// The places of what an answer breaks, of each expectation in a list, read by one reader.
    private func places(_ text: String, body: String) throws -> [[String]] {
        let node = try YAMLReader.read(SourceFile(name: "a.yaml", text: text))
        var reader = ExpectationReader()
        let answer = Answer(response: WireResponse(status: 500, headers: HeaderLines(), body: Array(body.utf8)))
        return try (node.elements ?? []).map { node in
            try reader.read(node).judge(answer) { _ in nil }.filter { $0.outcome == .broken }.map { "\($0.location)" }
        }
    }

    @Test func `expectations of the same words break at their own places`() throws {
        let text = """
            - status: 200
              json:
                name: a
                list: [1]
            - {status: 200}
            - status: 200
              json:
                name: a
                list: [1]
            - status: 200
              json:
                name: a

                list: [1]
            """
        #expect(
            try places(text, body: #"{"name": "b", "list": [2]}"#) == [
                ["a.yaml:1:11", "a.yaml:3:11", "a.yaml:4:12"], ["a.yaml:5:12"],
                ["a.yaml:6:11", "a.yaml:8:11", "a.yaml:9:12"], ["a.yaml:10:11", "a.yaml:12:11", "a.yaml:14:12"],
            ])
    }

    @Test func `an expectation inside one that is shared breaks at its own place`() throws {
        let text = """
            - one of:
              - status: 200
              - status: 201
            - status: 200
            - one of:
              - status: 200
              - status: 201
            """
        let places = try places(text, body: "")
        #expect(places[1] == ["a.yaml:4:11"])
        #expect(places[2] == places[0].map { $0.replacing(":2:", with: ":6:") })
    }

    @Test func `text and a number of the same letters are not the same`() throws {
        let node = try YAMLReader.read(SourceFile(name: "a.yaml", text: "- json: {a: 1}\n- json: {a: '1'}"))
        var reader = ExpectationReader()
        let answer = Answer(response: WireResponse(status: 200, headers: HeaderLines(), body: Array(#"{"a": 1}"#.utf8)))
        let outcomes = try (node.elements ?? []).map { try reader.read($0).holds(for: answer) { _ in nil } }
        #expect(outcomes == [true, false])
    }

    @Test func `a mistake is told wherever it stands`() throws {
        let node = try YAMLReader.read(SourceFile(name: "a.yaml", text: "- json: <nothing>\n- json: <nothing>\n- json: <nothing>"))
        var reader = ExpectationReader()
        for node in node.elements ?? [] { _ = try reader.read(node) }
        #expect(reader.mistakes.map(\.location.line) == [1, 2, 3])
    }
}
