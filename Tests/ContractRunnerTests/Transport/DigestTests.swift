import ContractCore
import Testing

@testable import ContractRunner

struct DigestTests {
    @Test func `content that is only compared is kept as its beginning and its digest`() {
        let whole = WireResponse(status: 200, body: Array(repeating: 0x61, count: 100_000))
        let short = whole.digested(beyond: 99_999)
        #expect(short.isCut && short.bodySize == 100_000 && short.body == Array(whole.body.prefix(16 << 10)))
        // The digest is that of `printf 'a%.0s' {1..100000} | sha256sum`.
        #expect(short.bodyDigest == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
        #expect(whole.digested(beyond: 100_000) == whole)
        #expect(short.digested(beyond: 10) == short)
    }
}
