import Foundation
import Testing

@testable import RFSEmulator

struct JSONWriterTests {
    private func written(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same by the letter of RFC 8259, section 7.
    private func escaped(_ text: String) -> String {
        let inner = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case _ where scalar.value < 0x20: "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"" + inner.joined() + "\""
    }

    @Test func `every character is escaped as it has to be, wherever it stands`() {
        let plain = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)
        let special = (0..<0x24).map { Unicode.Scalar(UInt8($0)) } + ["\\", "[", "]", "\u{7F}", "é", "模", "😀", "\u{A2}"]
        for length in 0...18 {
            for place in 0...length {
                for scalar in special {
                    var scalars = String.UnicodeScalarView(plain.prefix(place))
                    scalars.append(scalar)
                    scalars.append(contentsOf: plain.prefix(length - place))
                    let text = String(scalars)
                    guard written(text) == escaped(text) else {
                        Issue.record("\(written(text)) is not \(escaped(text))")
                        return
                    }
                }
            }
        }
        #expect(written("\"\\\n\r\t\u{0}\u{1F}\"\"\\\\abc") == #""\"\\\n\r\t\u0000\u001f\"\"\\\\abc""#)
    }

    @Test func `an instant is written as its text`() {
        for milliseconds: Int64 in [0, 1_735_689_600_000, 1_735_689_599_999, 253_402_300_799_999, -1] {
            let instant = Instant(milliseconds: milliseconds)
            let member = JSONWriter.object { $0.member("a", instant, .documented) }
            #expect(String(decoding: member, as: UTF8.self) == #"{"a":"\#(instant.text)"}"#)
            #expect(instant.secondText == instant.text.prefix(19) + "Z")
        }
        #expect(Instant(milliseconds: 253_402_300_799_999).text == "9999-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: -1).text == "1969-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: 784_111_777_000).headerText == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Instant(milliseconds: 784_111_777_000).secondText == "1994-11-06T08:49:37Z")
    }
}
