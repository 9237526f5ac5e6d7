import Testing

@testable import ContractCore

@Suite struct FingerprintTests {
    @Test(arguments: [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)])
    func `a fingerprint is FNV-1a of 64 bits`(_ text: String, _ bits: UInt64) {
        #expect(Fingerprint(text).bits == bits)
    }

    @Test func `a table gives the number that came first under each of many texts`() {
        var table = FingerprintTable()
        let texts = (0..<10_000).map { "rule \($0)" }
        for (number, text) in texts.enumerated() { #expect(table.take(number, under: Fingerprint(text)) == nil) }
        #expect(texts.map { table.take(0, under: Fingerprint($0)) } == Array(0..<10_000))
        #expect(table.take(7, under: Fingerprint("another")) == nil)
        #expect(table.take(8, under: Fingerprint("another")) == 7)
    }
}
