import ContractCore
import Testing

struct JSONReaderTests {
    @Test func `every kind of value is read with its text and order`() throws {
        let text = #" {"b": [1.50, -0, 1E+2, true, false, null], "a": "x\u00e9\n\ud83d\ude00\/", "": {}} "#
        let value = try JSONReader.read(text).value
        #expect(
            value == [
                "b": [.number(JSONNumber(text: "1.5")!), 0, 100, true, false, .null], "a": "x\u{e9}\n\u{1F600}/", "": [:],
            ])
        #expect(value.objectValue?.members.map(\.name) == ["b", "a", ""])
        #expect(value["b"]?.arrayValue?.prefix(3).compactMap(\.numberValue?.text) == ["1.50", "-0", "1E+2"])
    }

    @Test func `a broken text is refused with its kind, line and column`() {
        for (text, kind, line, column) in Self.broken {
            #expect(throws: Never.self) {
                let error = try #require(Self.error(of: Array(text.utf8)), "\(text) was read")
                #expect("\(error.kind) \(error.line):\(error.column)" == "\(kind) \(line):\(column)", "\(text)")
                #expect(error.offset <= text.utf8.count)
                #expect(error.message.first?.isUppercase == false && error.message.last != ".")
            }
        }
    }

    static let broken: [(String, JSONReadError.Kind, Int, Int)] = [
        ("", .empty, 1, 1),
        (" \n\t ", .empty, 2, 3),
        ("[", .unexpectedEnd, 1, 2),
        ("{", .unexpectedEnd, 1, 2),
        (#"{"a""#, .unexpectedEnd, 1, 5),
        (#"{"a":"#, .unexpectedEnd, 1, 6),
        (#"{"a":1"#, .unexpectedEnd, 1, 7),
        ("[1", .unexpectedEnd, 1, 3),
        ("[1,", .unexpectedEnd, 1, 4),
        (#""abc"#, .unexpectedEnd, 1, 5),
        (#""abc\"#, .unexpectedEnd, 1, 6),
        (#""\u12"#, .unexpectedEnd, 1, 6),
        ("-", .unexpectedEnd, 1, 2),
        ("1.", .unexpectedEnd, 1, 3),
        ("1e+", .unexpectedEnd, 1, 4),
        ("[1,]", .unexpectedCharacter, 1, 4),
        ("[,1]", .unexpectedCharacter, 1, 2),
        ("[1 2]", .unexpectedCharacter, 1, 4),
        ("[1}", .unexpectedCharacter, 1, 3),
        (#"{"a":1]"#, .unexpectedCharacter, 1, 7),
        (#"{"a":1,}"#, .unexpectedCharacter, 1, 8),
        (#"{"a" 1}"#, .unexpectedCharacter, 1, 6),
        (#"{a:1}"#, .unexpectedCharacter, 1, 2),
        (#"{'a':1}"#, .unexpectedCharacter, 1, 2),
        (#"{1:1}"#, .unexpectedCharacter, 1, 2),
        ("]", .unexpectedCharacter, 1, 1),
        ("nul", .unexpectedCharacter, 1, 1),
        ("True", .unexpectedCharacter, 1, 1),
        ("NaN", .unexpectedCharacter, 1, 1),
        ("Infinity", .unexpectedCharacter, 1, 1),
        ("+1", .unexpectedCharacter, 1, 1),
        (".5", .unexpectedCharacter, 1, 1),
        ("[1] // no", .trailingContent, 1, 5),
        ("1 2", .trailingContent, 1, 3),
        ("nulll", .trailingContent, 1, 5),
        ("\u{A0}1", .unexpectedCharacter, 1, 1),
        ("[\u{2028}1]", .unexpectedCharacter, 1, 2),
        ("01", .invalidNumber, 1, 1),
        ("[-00]", .invalidNumber, 1, 2),
        ("[1.]", .invalidNumber, 1, 2),
        ("[1.e3]", .invalidNumber, 1, 2),
        ("[-]", .invalidNumber, 1, 2),
        ("[1e]", .invalidNumber, 1, 2),
        ("[--1]", .invalidNumber, 1, 2),
        ("0x10", .trailingContent, 1, 2),
        (#"["\x41"]"#, .invalidEscape, 1, 4),
        (#"["\'"]"#, .invalidEscape, 1, 4),
        (#"["\u12G4"]"#, .invalidEscape, 1, 7),
        (#"["é\U0041"]"#, .invalidEscape, 1, 5),
        (#"["\ud800"]"#, .loneSurrogate, 1, 3),
        (#"["\udc00"]"#, .loneSurrogate, 1, 3),
        (#"["\ud800\u0041"]"#, .loneSurrogate, 1, 3),
        (#"["\udbff\ud800"]"#, .loneSurrogate, 1, 3),
        (#"["\ud800\n"]"#, .loneSurrogate, 1, 3),
        ("[\"a\nb\"]", .controlCharacter, 1, 4),
        ("\"\u{0}\"", .controlCharacter, 1, 2),
        ("\"\u{1F}\"", .controlCharacter, 1, 2),
        ("\u{FEFF}{}", .byteOrderMark, 1, 1),
        ("[1,\r\n 2,\r 3,\n ?]", .unexpectedCharacter, 4, 2),
        ("[\"\u{1F600}é\", ?]", .unexpectedCharacter, 1, 8),
    ]

    @Test func `bytes that are not UTF-8 are refused wherever they stand in a string`() throws {
        let sequences: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
            [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ]
        for sequence in sequences {
            let inside = try #require(Self.error(of: Array("[\n\"é".utf8) + sequence + Array("\"]".utf8)))
            #expect("\(inside.kind) \(inside.offset) \(inside.line):\(inside.column)" == "invalidUTF8 5 2:3", "\(sequence)")
            let outside = try #require(Self.error(of: Array("[".utf8) + sequence))
            #expect(outside.kind == .invalidUTF8, "\(sequence)")
            let end = try #require(Self.error(of: Array("\"".utf8) + sequence))
            #expect(end.kind == .invalidUTF8, "\(sequence)")
        }
        for mark: [UInt8] in [[0xFE, 0xFF, 0x00, 0x31], [0xFF, 0xFE, 0x31, 0x00]] {
            #expect(Self.error(of: mark)?.kind == .byteOrderMark)
        }
    }

    @Test func `the first and last scalars of each UTF-8 length are read`() throws {
        let text = "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
        #expect(try JSONReader.read("\"\(text)\"").value == .string(text))
    }

    @Test func `a lone surrogate is replaced when the caller asks for it`() throws {
        let limits = JSONReader.Limits(replacesLoneSurrogates: true)
        let value = try JSONReader.read(#"["\ud800", "\udc00x", "\ud83d\ud83d\ude00", "\ud800\n"]"#, limits: limits).value
        #expect(value == ["\u{FFFD}", "\u{FFFD}x", "\u{FFFD}\u{1F600}", "\u{FFFD}\n"])
    }

    @Test func `nesting is refused one level past the limit`() throws {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let text = { (depth: Int) in String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth) }
            let limits = JSONReader.Limits(depth: 3)
            #expect(try JSONWriter.text(of: JSONReader.read(text(3), limits: limits).value) == text(3))
            #expect(Self.error(of: Array(text(4).utf8), limits: limits)?.kind == .tooDeep)
        }
        #expect(try JSONReader.read("1", limits: JSONReader.Limits(depth: 0)).value == 1)
        #expect(Self.error(of: Array("[]".utf8), limits: JSONReader.Limits(depth: 0))?.kind == .tooDeep)
    }

    @Test func `a hundred thousand levels end with an error`() {
        for text in ["[", #"{"a":"#, #"[{"a":"#] {
            let bytes = Array(String(repeating: text, count: 100_000).utf8)
            #expect(Self.error(of: bytes)?.kind == .tooDeep)
            #expect(Self.error(of: bytes, limits: JSONReader.Limits(depth: .max))?.kind == .tooDeep)
        }
    }

    @Test func `the deepest value allowed is compared, hashed, written and freed`() async throws {
        let depth = JSONReader.Limits.deepest
        let text = String(repeating: #"[{"a":"#, count: depth / 2) + "1" + String(repeating: "}]", count: depth / 2)
        // A task runs on a thread with less stack than the main one.
        let written = try await Task.detached {
            let left = try JSONReader.read(text, limits: JSONReader.Limits(depth: depth)).value
            let right = try JSONReader.read(text + " ", limits: JSONReader.Limits(depth: depth)).value
            #expect(left == right)
            #expect(left.hashValue == right.hashValue)
            return JSONWriter.text(of: left)
        }.value
        #expect(written == text)
    }

    @Test func `a text larger than the limit is refused unread`() {
        let error = Self.error(of: Array("[1,2,3]".utf8), limits: JSONReader.Limits(bytes: 6))
        #expect(error == JSONReadError(kind: .tooLarge, message: "the text has 7 bytes, the limit is 6", offset: 0, line: 1, column: 1))
        #expect(Self.error(of: Array("[1,2,3]".utf8), limits: JSONReader.Limits(bytes: 7)) == nil)
    }

    @Test func `messages say what was found and what was expected`() {
        let table = [
            ("[1 2]", "found '2', expected ',' or ']' behind an element"),
            (#"{"a":1 "b":2}"#, "found '\"', expected ',' or '}' behind a member"),
            (#"{"a":1,}"#, "found '}', expected a name in double quotes behind ','"),
            ("{é:1}", "found 'é', expected a name in double quotes or '}'"),
            (#"{"a"=1}"#, "found '=', expected ':' behind a name"),
            ("[\u{1}]", "found the control character U+0001, expected a value"),
            ("[1]]", "found ']', expected the end of the text"),
            ("[", "the text ends, expected a value"),
            ("[\n\"ab", "the text ends inside the string that starts at line 2, column 1"),
            ("-Infinity", "'-' is no JSON number"),
            (#""\q""#, #"found 'q', expected one of " \ / b f n r t u behind a backslash"#),
            (#""\uD83D""#, #"the surrogate \uD83D has no partner"#),
        ]
        for (text, message) in table { #expect(Self.error(of: Array(text.utf8))?.message == message) }
    }

    static func error(of bytes: [UInt8], limits: JSONReader.Limits = JSONReader.Limits()) -> JSONReadError? {
        do throws(JSONReadError) {
            _ = try JSONReader.read(bytes, limits: limits)
            return nil
        } catch {
            return error
        }
    }
}
