import Foundation
import Testing

@testable import RFSEmulator

/// The packed data comes from Python: `zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)`, its output in base64.
struct InflateTests {
    /// 2 MiB of zeros, packed with level 9.
    static let bomb: [UInt8] =
        [0xED, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x0C, 0x1F, 0xA0]
        + [UInt8](repeating: 0, count: 2032) + [0xBE, 0x06]

    static let template = Array(
        (0..<40).map { "resource \"r\($0)\" { name = \"n\($0 * $0)\" }\n" }.joined().utf8)

    static let vectors: [(String, [UInt8])] = [
        ("AwA=", []),  // nothing
        ("y0jNyclXyEAnuQA=", Array("hello hello hello hello\n".utf8)),  // fixed codes (strategy 4)
        (
            "ZdM7DsJADATQnlOscoK1vd+CwyCUkiAtokLcHSQKNDNlNIljv/Wu/XF/ruuetpW39ErH5banc9qO79P7tP6pQWqUOqSF0oB0UlqwcqO4"
                + "QuyV4gZx8NcdG+N/D4gbNz4hHjy1IZllQSM1lwoIZ4U7sCAdnsCIb7KAEaAIWiNhqYCIPqQHZAyXKSadkuwPShaRdJQsRSrQCg7u"
                + "wVGyOk/hKFk7OzhKNpF0lGxaASW79oCSXaeglRSHQMkpkoGSU84iaCezHGfQUmbZiKCtNFmqqHQ1RDMavSGrHchpIbcjBt8vmQVB"
                + "rf7u6Ac=", template
        ),  // dynamic codes (level 9)
        ("AQwA8/9zdG9yZWQgYmxvY2s=", Array("stored block".utf8)),  // level 0
        ("S0wcBaNgFAx3AAA=", [UInt8](repeating: 0x61, count: 1000)),  // overlapping copies
        // two blocks with an empty stored one between (full flush)
        ("SsssKi5RKEgsKlEAAAAA//8rTk3Oz0tRKEgsKlFIyywqLgEzAQ==", Array("first part second part first part".utf8)),
    ]

    @Test(arguments: vectors)
    func `packed data is unpacked`(packed: String, content: [UInt8]) throws {
        let data = Array(try require(Data(base64Encoded: packed)))
        #expect(try Inflate.unpack(data[...], limit: content.count) == content)
        if !content.isEmpty {
            #expect(throws: Inflate.Failure.tooLong) { try Inflate.unpack(data[...], limit: content.count - 1) }
        }
        for length in 0..<data.count {
            #expect(throws: Inflate.Failure.malformed) { try Inflate.unpack(data[..<length], limit: 10_000) }
        }
    }

    @Test func `the checksum is the one of zip`() {
        #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.checksum(Self.template) == 3_012_634_839)
    }

    @Test func `a bomb stops at the limit`() {
        #expect(throws: Inflate.Failure.tooLong) { try Inflate.unpack(Self.bomb[...], limit: 1 << 20) }
        #expect(throws: Never.self) { try Inflate.unpack(Self.bomb[...], limit: 2 << 20) }
    }

    @Test(
        arguments: [
            [0x07], [0xFF, 0xFF], [0x01, 0x05, 0x00, 0x00, 0x00],  // unknown block type, stored length without its check
            [0x03, 0x02],  // a distance before the start
            [0x05, 0xE0, 0xFF],  // more codes than there are
        ] as [[UInt8]])
    func `malformed data is refused`(data: [UInt8]) {
        #expect(throws: Inflate.Failure.malformed) { try Inflate.unpack(data[...], limit: 1000) }
    }
}
