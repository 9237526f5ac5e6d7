import Testing

@testable import RFSEmulator

struct ReaderTests {
    @Test(
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("[]", .array([])), ("-0.5e+10", .number("-0.5e+10")),
            (#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, .string("a\"\\/\u{8}\u{c}\n\r\té😀")),
            (
                #"{"a":[1,{"b":null}],"":""}"#,
                .object([
                    .init(name: "a", value: .array([.number("1"), .object([.init(name: "b", value: .null)])])),
                    .init(name: "", value: .string("")),
                ])
            ),
        ] as [(String, JSONValue)])
    func `JSON text is read`(text: String, value: JSONValue) throws {
        #expect(try JSONReader.read(Array(text.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "tru", "01", "1.", ".5", "+1", "1e", "-", "[1,]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
        "{a:1}", "'a'", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"",
        "[] []", "\u{feff}[]", "NaN", "[", "]", "//",
    ])
    func `text that is not JSON is refused`(text: String) {
        #expect { try JSONReader.read(Array(text.utf8)) } throws: { error in
            guard case JSONReader.Failure.malformed = error else { return false }
            return true
        }
    }

    @Test func `bytes that are no UTF-8, names given twice and deep nesting are refused`() {
        #expect(throws: JSONReader.Failure.malformed(at: 0)) { try JSONReader.read([0x22, 0xFF, 0x22]) }
        #expect(throws: JSONReader.Failure.malformed(at: 0)) { try JSONReader.read([0x22, 0x5C, 0x6E, 0xC0, 0x80, 0x22]) }
        #expect(throws: JSONReader.Failure.duplicate(name: "a")) {
            try JSONReader.read(Array(#"{"a":1,"\u0061":2}"#.utf8))
        }
        #expect(throws: JSONReader.Failure.tooDeep) {
            try JSONReader.read([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
        }
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try JSONReader.read(Array(deep.utf8)) }
    }

    @Test func `what is written is read back`() throws {
        let text = "\u{0}\u{1f}\"\\/\n\r\té😀\u{7f}\u{2028}"
        let bytes = JSONWriter.object { writer in
            writer.member("a", text)
            writer.name("b")
            writer.array { list in
                list.integer(-1)
                list.null()
                list.object { _ in }
            }
        }
        #expect(
            try JSONReader.read(bytes)
                == .object([
                    .init(name: "a", value: .string(text)),
                    .init(name: "b", value: .array([.number("-1"), .null, .object([])])),
                ]))
    }

    @Test(arguments: [
        "0.0.0", "1.2.3", "10.20.30", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0-x-y-z.--", "1.0.0+20130313",
        "1.0.0-beta+exp.sha.5114f85", "1.0.0+0.build.01", "1.0.0--", "18446744073709551615.0.0", "1.0.0-0a",
    ])
    func `a semantic version is one`(text: String) {
        #expect(SemanticVersion.isValid(text))
        #expect(SemanticVersion.fitsUInt64(text))
    }

    @Test(arguments: [
        "", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.00.0", "1.0.0-", "1.0.0+", "1.0.0-01", "1.0.0-a..b", "1.0.0-a_b",
        "1.0.0+a+b", "1.0.0 ", "-1.0.0", "1.0.x", "１.0.0", "1.0.0-é", "1..0", ".1.0.0", "+1.0.0",
    ])
    func `what is no semantic version is not one`(text: String) {
        #expect(!SemanticVersion.isValid(text))
    }

    @Test func `numbers beyond 64 bits are valid but do not fit`() {
        for text in ["18446744073709551616.0.0", "0.99999999999999999999.0", "0.0.18446744073709551616"] {
            #expect(SemanticVersion.isValid(text))
            #expect(!SemanticVersion.fitsUInt64(text))
        }
    }
}
