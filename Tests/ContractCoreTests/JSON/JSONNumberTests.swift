import ContractCore
import Testing

struct JSONNumberTests {
    @Test func `texts of one value are equal, have one hash and keep their text`() {
        let groups = [
            ["0", "-0", "0.0", "-0.000", "0e5", "0E-999999999999999999999", "0e+0"],
            ["1", "1.0", "1e0", "10e-1", "0.1e1", "1.000E+0", "100e-2"],
            ["-1", "-1.0", "-10e-1"], ["100", "1e2", "1.00e2", "1000E-1", "1e00000000000000000000000002"],
            ["1.5", "15e-1", "0.15E1", "1.50"], ["0.001", "1e-3", "0.1e-2"],
            ["12345678901234567890.1", "123456789012345678901e-1"], ["9223372036854775808", "9.223372036854775808e18"],
            ["1e999999999", "10e999999998", "0.1e1000000000"],
            ["1e99999999999999999999", "10e99999999999999999998", "0.01e100000000000000000001"],
            ["1e-99999999999999999999", "0.1e-99999999999999999998", "100e-100000000000000000001"],
            ["1e1000000000000000000", "10e999999999999999999", "100e999999999999999998"],
            ["1e999999999999999999", "0.1e1000000000000000000"],
            ["-1e-1000000000000000000", "-0.1e-999999999999999999"],
        ]
        for (place, group) in groups.enumerated() {
            for left in group {
                for right in group {
                    #expect(number(left) == number(right), "\(left) \(right)")
                    #expect(number(left).hashValue == number(right).hashValue, "\(left) \(right)")
                    #expect(!(number(left) < number(right)), "\(left) \(right)")
                }
                for other in groups[(place + 1)...].joined() {
                    #expect(number(left) != number(other), "\(left) \(other)")
                }
                #expect(number(left).text == left)
            }
        }
    }

    @Test func `numbers are ordered by exact value`() {
        let ascending = [
            "-1e99999999999999999999", "-1e1000000000000000001", "-1e1000000000000000000", "-1e999999999", "-9223372036854775809",
            "-9223372036854775808", "-10", "-9.99999999999999999999", "-1.1", "-1", "-0.5", "-1e-999999999", "-1e-99999999999999999999",
            "0",
            "1e-99999999999999999999", "1e-99999999999999999998", "1e-999999999", "0.1", "0.10000000000000000000000001", "0.9", "1",
            "1.00000000000000000000000001", "2", "9", "10", "11", "100", "9007199254740993", "9007199254740993.5", "9007199254740994",
            "9223372036854775807", "9223372036854775808", "12345678901234567890.1", "12345678901234567890.2", "1e999999999", "9e999999999",
            "1e1000000000", "1e99999999999999999999", "1.1e99999999999999999999",
        ]
        for (left, low) in ascending.enumerated() {
            for (right, high) in ascending.enumerated() {
                #expect((number(low) < number(high)) == (left < right), "\(low) \(high)")
                #expect((number(low) == number(high)) == (left == right), "\(low) \(high)")
            }
        }
    }

    @Test func `integers are told however they are written`() {
        let table: [(String, Bool, Int?)] = [
            ("0", true, 0), ("-0", true, 0), ("0.0", true, 0), ("7", true, 7), ("-7", true, -7), ("7.0", true, 7), ("1e2", true, 100),
            ("1.5", false, nil), ("15e-1", false, nil), ("150e-1", true, 15), ("1.50e1", true, 15), ("1e-1", false, nil),
            ("0.1e1", true, 1),
            ("9223372036854775807", true, .max), ("-9223372036854775808", true, .min), ("9.223372036854775807e18", true, .max),
            ("-9.223372036854775808e18", true, .min), ("9223372036854775808", true, nil), ("-9223372036854775809", true, nil),
            ("1e18", true, 1_000_000_000_000_000_000), ("1e19", true, nil), ("1e999999999", true, nil), ("1e-999999999", false, nil),
            ("1e99999999999999999999", true, nil), ("1e-99999999999999999999", false, nil), ("0e99999999999999999999", true, 0),
        ]
        for (text, isIntegral, integer) in table {
            #expect(number(text).isIntegral == isIntegral, "\(text)")
            #expect(number(text).integer == integer, "\(text)")
        }
    }

    @Test func `doubles are the nearest ones`() {
        let table: [(String, Double)] = [
            ("0.1", 0.1), ("-1.5e3", -1500), ("1e400", .infinity), ("-1e999999999", -.infinity), ("1e-400", 0),
            ("5e-324", .leastNonzeroMagnitude),
            ("9007199254740993", 9_007_199_254_740_992), ("-0", -0.0),
        ]
        for (text, double) in table { #expect(number(text).double == double, "\(text)") }
        #expect(number("-0").double.sign == .minus)
        #expect(JSONNumber(0.1)?.text == "0.1")
        #expect(JSONNumber(1e300).map(\.double) == 1e300)
        #expect(JSONNumber(Double.nan) == nil && JSONNumber(-Double.infinity) == nil)
    }

    @Test func `a text that is no number makes none`() {
        for text in ["", "-", "+1", "01", "-01", "1.", ".1", "1e", "1e+", "0x1", "1 ", " 1", "NaN", "1,0", "\u{661}", "1.e1", "--1"] {
            #expect(JSONNumber(text: text) == nil, "\(text)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `huge texts are compared quickly`() {
        let digits = String(repeating: "1234567890", count: 100_000)
        #expect(number(digits) < number(digits + "0"))
        #expect(number(digits + "e" + digits) == number(digits + ".0e" + digits))
        #expect(number("0." + String(repeating: "0", count: 1_000_000) + "1") == number("1e-1000001"))
    }

    private func number(_ text: String) -> JSONNumber {
        JSONNumber(text: text) ?? JSONNumber(424_242)
    }
}
