import ContractCore
import Foundation
import Testing

struct RedactorTests {
    /// A value with characters that every encoding treats in its own way.
    static let secret = #"pa/ss+w0rd &<"x'>\é密%~"#
    static let redactor = Redactor(secrets: [("PASS", secret), ("KEY", "AKIDEXAMPLE123")])

    private static func percent(_ text: String, keeping kept: String = "", lower: Bool = false) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || kept.contains(character) { return String(character) }
            let digits = String(byte, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + (lower ? digits : digits.uppercased())
        }.joined()
    }

    private static func unicodeEscaped(_ text: String) -> String {
        text.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    private static func hex(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Every form in which the secret must not be seen, with a name for messages.
    static let forms: [(name: String, text: String)] = {
        let json = String(String(decoding: try! JSONEncoder().encode([secret]), as: UTF8.self).dropFirst(2).dropLast(2))
        let xml = secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
        var forms: [(String, String)] = [
            ("as it is", secret),
            ("hexadecimal", hex(secret)), ("hexadecimal in capitals", hex(secret).uppercased()),
            ("percent-encoded", percent(secret)), ("percent-encoded in small letters", percent(secret, lower: true)),
            ("percent-encoded, slash and plus kept", percent(secret, keeping: "/+")),
            ("as a form field", percent(secret).replacing("%20", with: "+")),
            ("percent-encoded twice", percent(percent(secret))),
            ("JSON", json), ("JSON with slashes escaped", json.replacing("\\/", with: "/").replacing("/", with: "\\/")),
            ("JSON in \\u escapes", unicodeEscaped(secret)),
            ("JSON within JSON", json.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")),
            ("XML", xml),
            ("XML with more references", xml.replacing("'", with: "&apos;").replacing(">", with: "&#x3e;").replacing("/", with: "&#47;")),
            ("single quotes of a shell", secret.replacing("'", with: #"'\''"#)),
            ("single quotes of a shell, in double quotes", secret.replacing("'", with: #"'"'"'"#)),
            ("backslashes of a shell", secret.map { $0.isLetter ? "\($0)" : "\\\($0)" }.joined()),
        ]
        for before in ["", "u", "us", "user:"] {
            for after in ["", "a", "ab"] {
                let encoded = Data("\(before)\(secret)\(after)".utf8).base64EncodedString()
                let urlSafe = encoded.replacing("+", with: "-").replacing("/", with: "_")
                forms.append(("base64 behind '\(before)' before '\(after)'", encoded))
                forms.append(("base64 without padding", encoded.replacing("=", with: "")))
                forms.append(("base64 for URLs", urlSafe))
                forms.append(("base64, percent-encoded", percent(encoded)))
                forms.append(("base64 in JSON", encoded.replacing("/", with: "\\/")))
            }
        }
        return forms
    }()

    @Test(arguments: forms)
    func `a known value is replaced in every form`(name: String, text: String) {
        let redacted = Self.redactor.redact("before \(text) after")
        #expect(redacted.hasPrefix("before "))
        #expect(redacted.hasSuffix(" after"))
        #expect(redacted.contains("${PASS}"))
        // What stands around the secret inside base64 stays, and the characters that share bits with it.
        #expect(redacted.count <= "before ${PASS} after".count + 16, "\(redacted)")
    }

    @Test(arguments: forms)
    func `what was redacted stays as it is when redacted again`(name: String, text: String) {
        let once = Self.redactor.redact("before \(text) after")
        #expect(Self.redactor.redact(once) == once)
    }

    @Test func `text without secrets is left alone`() {
        let text = "GET /v1/private-modules?limit=10&marker=abc%2Fdef HTTP/1.1\r\nHost: x\r\n\r\n{\"a\":\"\\u0041\\n\"} 模块 &amp; \\"
        #expect(Self.redactor.redact(text) == text)
        #expect(Redactor().redact(text) == text)
    }

    @Test func `bytes that are not text survive around a secret`() {
        let bytes: [UInt8] = [0xFF, 0xFE, 0x00] + "AKIDEXAMPLE123".utf8 + [0xC3, 0x28]
        #expect(Self.redactor.redact(bytes) == [0xFF, 0xFE, 0x00] + Array("${KEY}".utf8) + [0xC3, 0x28])
    }

    @Test func `the longest of several secrets that begin alike wins`() {
        let redactor = Redactor(secrets: [("SHORT", "token"), ("LONG", "token-of-the-run"), ("INNER", "of-the")])
        #expect(redactor.redact("token-of-the-run token-of-the token") == "${LONG} ${SHORT}-${INNER} ${SHORT}")
    }

    @Test func `secrets that overlap leave nothing at their edges`() {
        let redactor = Redactor(secrets: [("A", "abcdefgh"), ("B", "ghijklmnop")])
        #expect(redactor.redact("xabcdefghijklmnopx") == "x${B}x")
    }

    @Test(arguments: [
        ("abc", "key abc, abcd, xabc, -abc-", "key ${S}, abcd, xabc, -${S}-"),
        ("7", "7 of 77, 0.7", "${S} of 77, 0.${S}"),
        ("密", "密 模密", "${S} 模密"),
    ])
    func `a value of one to three characters is replaced where it stands alone`(value: String, text: String, expected: String) {
        #expect(Redactor(secrets: [("S", value)]).redact(text) == expected)
    }

    @Test func `an empty value hides nothing`() {
        #expect(Redactor(secrets: [("EMPTY", "")]).redact("text") == "text")
        #expect(Redactor().adding(name: "EMPTY", value: "").redact("text") == "text")
    }

    @Test func `a secret that came up later is hidden from then on`() {
        var redactor = Redactor(secrets: [("A", "first-secret")])
        #expect(redactor.redact("first-secret issued-token") == "${A} issued-token")
        redactor.add(name: "TOKEN", value: "issued-token")
        #expect(redactor.redact("first-secret issued-token") == "${A} ${TOKEN}")
        #expect(redactor.adding(name: "B", value: "third-one").redact("third-one issued-token") == "${B} ${TOKEN}")
    }

    @Test func `values of every length are found in base64 of either alphabet at every place`() {
        var random = SeededBytes(seed: 7)
        for length in 4...40 {
            // Bytes above 0xF7 give the digits in which the alphabets differ.
            let value = String(decoding: random.next(length) { $0 % 5 == 0 ? 0x3F : 0x40 | $0 & 0x3E }, as: UTF8.self)
            let redactor = Redactor(secrets: [("S", value)])
            for (before, after) in (0..<4).flatMap({ before in (0..<4).map { (before, $0) } }) {
                let around = Array(repeating: UInt8(ascii: "~"), count: 4)
                let encoded = Data(around.prefix(before) + value.utf8 + around.prefix(after)).base64EncodedString()
                let urlSafe = encoded.replacing("+", with: "-").replacing("/", with: "_")
                for text in [encoded, urlSafe, urlSafe.replacing("=", with: "")] {
                    let redacted = redactor.redact(text)
                    #expect(redacted.contains("${S}"), "\(length) \(before) \(after)")
                    // Of the value no more than a digit a side is left, with what stands around it.
                    #expect(redacted.utf8.count <= 4 + (before * 8 + 5) / 6 + 1 + (after * 8 + 5) / 6 + 2, "\(redacted)")
                }
            }
            for digits in [Data(value.utf8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()] {
                #expect(redactor.redact("x\(digits)x \(digits.uppercased())") == "x${S}x ${S}")
            }
        }
    }

    @Test func `many alike patterns and a text made for them take linear time`() {
        let secrets = (1...40).map { (name: "S\($0)", value: String(repeating: "a", count: 1000) + "b\($0)") }
        let redactor = Redactor(secrets: secrets)
        let text = String(repeating: "a", count: 100_000)
        #expect(redactor.redact(text) == text)
        #expect(redactor.redact(text + "b7 ").hasSuffix("a${S7} "))
    }
}

/// Bytes that are the same for the same seed.
struct SeededBytes {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 40)
    }

    mutating func next(_ count: Int, _ change: (UInt8) -> UInt8 = { $0 }) -> [UInt8] { (0..<count).map { _ in change(next()) } }
}
