import Testing

@testable import ContractCore

struct ScalarTests {
    @Test(arguments: [
        ("on", JSONValue.string("on")), ("yes", .string("yes")), ("12:30", .string("12:30")), ("1.0.0", .string("1.0.0")),
        ("2025-01-01", .string("2025-01-01")), ("true", true), ("False", false), ("~", .null), ("", .null), ("Null", .null),
        ("-0", number("-0")), ("+5", 5), ("012", 12), ("-007", -7), ("0x1F", 31), ("0o17", 15), ("0x", .string("0x")),
        ("0x-1", .string("0x-1")), (".5", number("0.5")), ("1.", 1), ("1.e2", 100), (".", .string(".")),
        ("-", .string("-")), ("+", .string("+")), (".inf", .string(".inf")), ("1e3", 1000), ("1_000", .string("1_000")),
    ])
    func `an unquoted text means what the core schema of YAML says`(_ text: String, _ value: JSONValue) {
        #expect(LocatedNode.resolve(text) == value)
    }

    @Test(
        arguments: [
            ("500 ms", 500), ("2s", 2_000), ("1.5 s", 1_500), ("5 minutes", 300_000), ("1 h", 3_600_000), ("0 s", 0), ("5", nil),
            ("-1 s", nil), ("1e3 s", nil), ("½ s", nil), ("9999999999 h", nil), ("s", nil), ("", nil),
        ] as [(String, Int?)])
    func `a duration is a number and a unit`(_ text: String, _ milliseconds: Int?) {
        #expect(DurationText.milliseconds(text) == milliseconds)
    }

    @Test(
        arguments: [("20/s", 20.0), ("30/m", 0.5), ("1 / min", 1.0 / 60), ("0/s", nil), ("20", nil), ("-1/s", nil), ("a/s", nil)]
            as [(String, Double?)])
    func `a rate is a number of requests in a time`(_ text: String, _ rate: Double?) {
        #expect(RateText.perSecond(text) == rate)
    }

    @Test(arguments: [
        ("${a | upper}", "TEXT"), ("${a | first 2}", "te"), ("${a | pad 6}", "textaa"), ("${a | repeat 2}", "texttext"),
        ("${a | base64}", "dGV4dA=="),
        ("${s | percent}", "a%2Fb%20%E6%A8%A1"), ("${c | swapcase}", "aBc"), ("$${a}", "${a}"), ("$a $$ ${n}", "$a $$ 7"),
        ("${o.list[1].k}!", "v!"),
    ])
    func `a text is filled in`(_ text: String, _ expected: String) throws {
        let values: [String: JSONValue] = ["a": "text", "s": "a/b 模", "c": "AbC", "n": 7, "o": ["list": [1, ["k": "v"]]]]
        #expect(try Template(text).value { values[$0.root] } == .string(expected))
    }

    @Test func `a filter makes no text beyond a bound, and adds only integers`() throws {
        func value(_ text: String) throws -> JSONValue { try Template(text).value { _ in "12345678" } }
        #expect(throws: TemplateError.self) { try value("${a | repeat 9000000000000000000}") }
        #expect(throws: TemplateError.self) { try value("${a | repeat 1000000 | repeat 1000000}") }
        #expect(throws: TemplateError.self) { try value("${a | pad 99999999999}") }
        #expect(throws: TemplateError.self) { try value("${a | plus 9223372036854775807}") }
        #expect(throws: TemplateError.self) { try Template("${a | upper | plus x}") }
        #expect(throws: TemplateError.self) { try Template("${a | first -1}") }
        #expect(try value("${a | plus -8}") == 12345670)
        #expect(throws: TemplateError.self) { try Template("${a | plus 1}").value { _ in "text" } }
    }
}

/// A number by its text.
private func number(_ text: String) -> JSONValue { JSONNumber(text: text).map { .number($0) } ?? .null }
