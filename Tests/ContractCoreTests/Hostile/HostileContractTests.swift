import ContractCore
import Testing

/// Contracts of strangers: none of them blows up the reader, however little text it takes.
struct HostileContractTests {
    struct Bomb: Sendable, CustomTestStringConvertible {
        var what: String
        var code: String
        var files: [String]
        var testDescription: String { what }
    }

    private static let laughs =
        "contract: x\na0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        + (1...20).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ",") + "]\n" }.joined()
    private static let rule = "contract: x\nrules:\n  r:\n    rule: It answers.\n    GET: /\n    expect: "

    static let bombs = [
        Bomb(what: "aliases of aliases", code: "too-large", files: [laughs]),
        Bomb(what: "a key that is aliases of aliases", code: "too-large", files: [laughs + "? *a20\n: y\n"]),
        Bomb(what: "a key that is a list", code: "key", files: ["contract: x\n? [a]\n: y\n"]),
        Bomb(what: "lists 100,000 deep", code: "too-deep", files: ["contract: " + String(repeating: "[", count: 100_000)]),
        Bomb(what: "maps 100,000 deep", code: "too-deep", files: ["contract: " + String(repeating: "{a: ", count: 100_000)]),
        Bomb(
            what: "shapes that double", code: "too-large",
            files: [
                "vocabulary: v\nshapes:\n  s0: {a: <string>}\n"
                    + (1..<60).map { "  s\($0): {a: \"${shapes.s\($0 - 1)}\", b: \"${shapes.s\($0 - 1)}\"}\n" }.joined(),
                rule + "{json: \"${shapes.s59}\"}",
            ]),
        Bomb(
            what: "a shape that contains itself", code: "shape-cycle",
            files: ["vocabulary: v\nshapes:\n  a: {x: \"${shapes.b}\"}\n  b: {x: \"${shapes.a}\"}\n", rule + "{json: \"${shapes.a}\"}"]),
        Bomb(
            what: "fixtures that need one another", code: "fixture-cycle",
            files: ["vocabulary: v\nfixtures:\n  a: {given: {x: b}}\n  b: {given: {x: a}}\n"]),
        Bomb(
            what: "more fixtures than a case may have", code: "type",
            files: ["vocabulary: v\nfixtures:\n  a: {}\n  b: {given: {x: {fixture: a, count: 1000000000}}}\n"]),
        Bomb(
            what: "a repetition of a repetition", code: "filter-size",
            files: ["vocabulary: v\nfiles:\n  f: {zip: {\"${a | repeat 999999999 | repeat 999999999}\": x}}\n"]),
        Bomb(
            what: "an archive larger than the disk", code: "file-size",
            files: [
                "vocabulary: v\nfiles:\n  f: {zip: {entries: {name: \"a${n}\", count: 100000, content: {repeat: a, times: 67108864}}}}\n"
            ]),
        Bomb(
            what: "a pattern that would take years", code: "pattern",
            files: [rule + "{json: {a: \"<string /((a{1,1000}){1,1000}){1,1000}/>\"}}"]),
    ]

    private func mistakes(_ files: [String]) -> [String] {
        let sources = files.enumerated().map { SourceFile(name: "file\($0.offset).yaml", text: $0.element) }
        let (suite, first) = SuiteReader.read(sources)
        return (first.all + Planner.plan(suite).diagnostics.all).map(\.code)
    }

    @Test(arguments: bombs)
    func `a bomb ends with a mistake`(bomb: Bomb) {
        #expect(mistakes(bomb.files).contains(bomb.code), "\(mistakes(bomb.files))")
    }

    @Test(arguments: ["length: 0..9000000000000000000", "range: 0..9223372036854775807", "range: -9223372036854775808..0"])
    func `bounds as great as numbers go make no row that cannot be`(bounds: String) {
        let text = """
            operation: o
            request: {POST: /x, json: {a: b}}
            parameters: {a: {in: json, type: string, \(bounds)}}
            success: {status: 200}
            rules:
              r: {rule: It holds., rows: \(bounds.prefix { $0 != ":" }) of a, valid: {status: 200}, invalid: {status: 400}}
            """
        let (suite, _) = SuiteReader.read([SourceFile(name: "o.yaml", text: text)])
        #expect(Planner.plan(suite).plan.cases.count <= 3)
    }

    @Test func `aliases are counted as what they stand for, and ordinary ones pass`() throws {
        let text = "contract: x\nrules: {a: &a {rule: It answers., GET: /, expect: {status: 200}}, b: *a}\n"
        #expect(mistakes([text]) == [])
    }
}
