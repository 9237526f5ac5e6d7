import Testing

@testable import RFSEmulator

struct NumberTextTests {
    static let texts: [(source: String, text: String?)] = [
        ("0", "0"), ("-0", "0"), ("000", "0"), ("0.000", "0"), ("10", "10"), ("010", "10"), ("1.10", "1.1"), ("-1.5", "-1.5"),
        ("0.05", "0.05"), ("1e2", "100"), ("1E+2", "100"), ("15e-1", "1.5"), ("1e-3", "0.001"), ("1e101", "1e+101"),
        ("12e200", "1.2e+201"), ("1e-200", "1e-200"), ("0e99999", "0"), ("1e100001", nil), ("1e99999999999999999999", nil),
        ("", nil), ("-", nil), ("+1", nil), (".5", nil), ("5.", nil), ("1e", nil), ("1e+", nil), ("1x", nil), ("0x10", nil),
        ("inf", nil), ("nan", nil), (" 1", nil), ("1 ", nil), ("1.2.3", nil), ("1e5.5", nil), ("--1", nil),
    ]

    @Test(arguments: texts)
    func `a number has one text`(_ source: String, _ text: String?) {
        #expect(NumberText(source)?.text == text)
    }

    @Test
    func `a number of a million digits is read at once`() {
        let digits = String(repeating: "9", count: 1_000_000)
        #expect(NumberText(digits)?.text == digits)
    }
}
