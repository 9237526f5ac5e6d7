import ContractCore
import Foundation
import Testing

struct UTCMomentTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_764_547_199_007, "2025-11-30T23:59:59.007Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `a moment is written as RFC 3339 has it, and read back`(milliseconds: Int, text: String) {
        #expect(UTCMoment(milliseconds: milliseconds).text == text)
        #expect(UTCMoment(text) == UTCMoment(milliseconds: milliseconds))
    }

    @Test func `every day of four hundred years is the one that Foundation finds`() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in stride(from: 0, through: 146_097, by: 13) {
            let milliseconds = day * 86_400_000 + 43_200_500
            #expect(
                UTCMoment(milliseconds: milliseconds).text
                    == Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(style))
        }
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T00:00:00Z", "2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z",
        "2026-01-31T24:00:00.000Z", "2026-01-31T00:60:00.000Z", "2026-01-31T00:00:00.000z", "2026-01-31T00:00:00.00aZ",
    ])
    func `another form, or a moment that there is not, is none`(text: String) {
        #expect(UTCMoment(text) == nil)
    }
}
