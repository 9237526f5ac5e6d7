import ContractCore
import Foundation
import TestSupport
import Testing

@testable import ContractReports

/// A value of any shape, encoded by way of containers.
private indirect enum Shape: Encodable {
    case text(String)
    case list([Shape])
    case object([(String, Shape)])
    case nothing

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .list(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let members):
            var container = encoder.container(keyedBy: Name.self)
            for (name, member) in members { try container.encode(member, forKey: Name(stringValue: name)) }
        case .nothing: break
        }
    }
}

/// Numbers and the rest of what has no members, each in every kind of container.
private struct Scalars: Codable, Equatable {
    var i8 = Int8.min
    var i16 = Int16.max
    var i32 = Int32.min
    var i64 = Int64.min
    var u8 = UInt8.max
    var u16 = UInt16.max
    var u32 = UInt32.max
    var u64 = UInt64.max
    var float = Float(0.1)
    var double = 0.1
    var zero = 0.0
    var minusZero = -0.0
    var yes = true
    var none: Int?
    var integers: [Int8] = [-1, 1]
    var doubles = [1e300, .leastNonzeroMagnitude]
    var flags = [true, false]
    var gaps: [String?] = [nil, "a"]
    var keyed = ["k": UInt16(7)]
}

/// Uses the ways to encode that synthesised conformances do not use.
private struct Nested: Encodable {
    private enum Key: CodingKey { case object, list, late, after, none }

    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: Key.self)
        var object = outer.nestedContainer(keyedBy: Key.self, forKey: .object)
        try object.encode(1, forKey: .object)
        var list = outer.nestedUnkeyedContainer(forKey: .list)
        try list.encode("a")
        _ = list.nestedContainer(keyedBy: Key.self)
        var inner = list.nestedUnkeyedContainer()
        try inner.encodeNil()
        try "b".encode(to: list.superEncoder())
        #expect(list.count == 4)
        try [2].encode(to: outer.superEncoder(forKey: .late))
        try Shape.nothing.encode(to: outer.superEncoder())
        var again = encoder.container(keyedBy: Key.self)
        try again.encode(true, forKey: .after)
        try again.encodeNil(forKey: .none)
    }
}

/// Goes on with a container after a later one has begun.
private struct Interleaved: Encodable {
    func encode(to encoder: any Encoder) throws {
        var outer = encoder.unkeyedContainer()
        var first = outer.nestedUnkeyedContainer()
        try outer.encode(1)
        try first.encode(2)
    }
}

/// Keeps the pieces that a text comes in.
private struct Pieces: TextOutputStream {
    var pieces: [String] = []
    mutating func write(_ text: String) { pieces.append(text) }
}

struct OrderedJSONTests {
    @Test(
        arguments: [
            (.text("a"), #""a""#),
            (.nothing, "null"),
            (.list([]), "[]"),
            (.object([]), "{}"),
            (.list([.text("a"), .nothing]), #"["a", null]"#),
            (.object([("b", .text("1")), ("a", .text("2")), ("b", .text("3"))]), #"{"b": "1", "a": "2", "b": "3"}"#),
            (.list([.list([])]), "[\n  []\n]"),
            (.list([.text("a"), .text("b"), .object([])]), "[\n  \"a\",\n  \"b\",\n  {}\n]"),
            (.list([.object([]), .text("a"), .text("b")]), "[\n  {},\n  \"a\",\n  \"b\"\n]"),
            (
                .object([("a", .text("1")), ("b", .list([.text("x"), .list([.text("y")])])), ("c", .object([]))]),
                "{\n  \"a\": \"1\",\n  \"b\": [\n    \"x\",\n    [\"y\"]\n  ],\n  \"c\": {}\n}"
            ),
            (.object([("a\n\"", .text("\u{7F}\u{85}é\u{202E}# ##[x] ## a\\"))]), #"{"a\n\"": "\u007f\u0085é\u202e# \u0023#[x] ## a\\"}"#),
        ] as [(Shape, String)])
    fileprivate func `members keep their order, and lines are made of what is short`(value: Shape, expected: String) throws {
        #expect(try OrderedJSON.text(value) == expected)
    }

    @Test func `a line holds up to a hundred bytes between its brackets`() throws {
        func list(_ bytes: Int) -> Shape { .list([.text(""), .text(String(repeating: "x", count: bytes - 6))]) }
        #expect(try OrderedJSON.text(list(100)) == "[\"\", \"\(String(repeating: "x", count: 94))\"]")
        #expect(try OrderedJSON.text(list(101)) == "[\n  \"\",\n  \"\(String(repeating: "x", count: 95))\"\n]")
        let accents = String(repeating: "é", count: 45) + "x"
        let object = Shape.object([("模", .text(accents))])
        #expect(try OrderedJSON.text(object) == "{\"模\": \"\(accents)\"}")
        let many = Shape.list((0..<30).map { _ in .text("a") })
        #expect(try OrderedJSON.text(many) == "[\n" + Array(repeating: "  \"a\"", count: 30).joined(separator: ",\n") + "\n]")
        #expect(try OrderedJSON.text(Shape.list([list(101), list(100)])).split(separator: "\n").count == 7)
    }

    @Test func `numbers, flags and gaps are written as they are in every container`() throws {
        let text = try OrderedJSON.text(Scalars())
        #expect(
            text == """
                {
                  "i8": -128,
                  "i16": 32767,
                  "i32": -2147483648,
                  "i64": -9223372036854775808,
                  "u8": 255,
                  "u16": 65535,
                  "u32": 4294967295,
                  "u64": 18446744073709551615,
                  "float": 0.1,
                  "double": 0.1,
                  "zero": 0.0,
                  "minusZero": -0.0,
                  "yes": true,
                  "integers": [-1, 1],
                  "doubles": [1e+300, 5e-324],
                  "flags": [true, false],
                  "gaps": [null, "a"],
                  "keyed": {"k": 7}
                }
                """)
        #expect(try JSONDecoder().decode(Scalars.self, from: Data(text.utf8)) == Scalars())
    }

    @Test func `containers within containers are written in the order of the calls`() throws {
        #expect(
            try OrderedJSON.text(Nested()) == """
                {
                  "object": {"object": 1},
                  "list": [
                    "a",
                    {},
                    [null],
                    "b"
                  ],
                  "late": [2],
                  "super": null,
                  "after": true,
                  "none": null
                }
                """)
    }

    @Test func `a member for a container that was left is an error and no text`() {
        #expect(throws: EncodingError.self) { try OrderedJSON.text(Interleaved()) }
    }

    @Test func `a long text comes in parts that give the whole`() throws {
        let rows = (0..<5000).map { Shape.object([("number", .text("\($0)")), ("list", .list([.text("a"), .list([])]))]) }
        var output = Pieces()
        try OrderedJSON.write(Shape.list(rows), to: &output)
        let whole = output.pieces.joined()
        #expect(try OrderedJSON.text(Shape.list(rows)) == whole)
        #expect(whole.hasPrefix("[\n  {\n    \"number\": \"0\",\n    \"list\": [\n      \"a\",\n      []\n    ]\n  },\n"))
        #expect(output.pieces.count > 5)
        #expect(output.pieces.allSatisfy { $0.utf8.count < 40_000 })
        let read = try JSONSerialization.jsonObject(with: Data(whole.utf8)) as? [[String: Any]]
        #expect(read?.map { $0["number"] as? String } == (0..<5000).map { "\($0)" })
    }

    @Test func `the reports of a large run come in parts, none of which is most of it`() {
        var report = RunReport.conformantSample
        let (rule, result) = (report.rules[0], report.cases[0])
        for number in 0..<2000 {
            var (rule, result) = (rule, result)
            rule.id = "contract-\(number % 20).rule-\(number)"
            rule.contract = "contract-\(number % 20)"
            rule.group = rule.contract
            result.rule = rule.id
            report.rules.append(rule)
            report.cases.append(result)
        }
        for type: any Reporter.Type in [JUnitReporter.self, JSONReporter.self, HTMLReporter.self] {
            var output = Pieces()
            type.init().render(report, to: &output)
            #expect(output.pieces.joined() == rendered(type, report))
            let sizes = output.pieces.map(\.utf8.count)
            #expect((sizes.max() ?? 0) < sizes.reduce(0, +) / 8, "\(type.format): \(sizes)")
        }
    }
}
