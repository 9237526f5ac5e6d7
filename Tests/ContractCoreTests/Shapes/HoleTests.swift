import Testing

@testable import ContractCore

struct HoleTests {
    /// A hole, values that may stand in it, and values that may not; nil is an absent member.
    static let table: [(hole: String, holds: [JSONValue?], misses: [JSONValue?])] = [
        ("any", [1, .null, "", [], [:]], [nil]),
        ("absent", [nil], [.null, ""]),
        ("null", [.null], [nil, "", 0]),
        ("string", ["", "a"], [1, nil, .null]),
        ("string 1..2", ["a", "模块", "e\u{301}"], ["", "abc", "e\u{301}a"]),
        ("string 3..", ["abc"], ["ab"]),
        ("string ..1", ["", "a"], ["ab"]),
        ("string 36", [.string(String(repeating: "a", count: 36))], [.string(String(repeating: "a", count: 35))]),
        ("string /a|b or c/", ["a", "b or c"], ["c", "ab"]),
        ("string /a/ or null", ["a", .null], [nil, "/a/"]),
        ("null or string /a or b/ or absent", [.null, "a or b", nil], ["a", "b"]),
        ("integer", [1, -1, number("1.0"), number("1e400")], ["1", number("1.5")]),
        ("integer 0..10", [0, 10], [-1, 11, number("1e400")]),
        ("number", [1, number("1.5")], ["1"]),
        ("boolean", [true, false], ["true", 1]),
        ("array", [[]], [[:]]),
        ("object", [[:]], [[]]),
        (
            "uuid", ["9e3779b9-7f4a-7c15-bf58-476d1ce4e5b9", "9E3779B9-7F4A-7C15-BF58-476D1CE4E5B9"],
            ["9e3779b97f4a7c15bf58476d1ce4e5b9", "{9e3779b9-7f4a-7c15-bf58-476d1ce4e5b9}", "9e3779b9-7f4a-7c15-bf58-476d1ce4e5bg"]
        ),
        (
            "timestamp YYYY-MM-DDTHH:mm:ss.SSSZ", ["2024-02-29T23:59:59.999Z"],
            ["2023-02-29T00:00:00.000Z", "2024-02-29T23:59:59Z", "2024-02-29T24:00:00.000Z", "2024-02-29 23:59:59.999Z"]
        ),
        (
            "absolute URL", ["https://a.example/b", "HTTP://a.example", "http://[::1]:80/"],
            ["/b", "ftp://a.example/", "https://", "https://:443/", "https://user@/", "https://a.example/ b"]
        ),
        ("string or null or absent", ["a", .null, nil], [1]),
    ]

    @Test(arguments: table.indices)
    func `a hole takes what it says and nothing else`(_ index: Int) throws {
        let (source, holds, misses) = Self.table[index]
        let hole = try Hole(source)
        for value in holds { #expect(hole.holds(for: value), "<\(source)> on \(Words.of(value))") }
        for value in misses { #expect(!hole.holds(for: value), "<\(source)> on \(Words.of(value))") }
    }

    @Test(arguments: [
        ("strng", "unknown hole '<strng>'", "did you mean 'string'?"),
        ("string 5..1", "the range '5..1' holds nothing", nil),
        ("string /a", "the pattern in '<string /a>' does not end with '/'", nil),
        ("timestamp HH:mm", "'HH:mm' is not the form of a time", "write for instance YYYY-MM-DDTHH:mm:ss.SSSZ"),
        ("integer a..b", "'a..b' is not a number or a range", "write '1..128', '10..' or '36'"),
    ])
    func `a hole that cannot be read says why`(_ source: String, _ message: String, _ hint: String?) {
        #expect { try Hole(source) } throws: { error in
            (error as? TemplateError)?.message == message && (error as? TemplateError)?.hint == hint
        }
    }

    @Test func `times are compared to the microsecond, in any offset, and only in the form of RFC 3339`() {
        #expect(TimestampFormat.readAny("1970-01-01T00:00:00Z") == 0)
        #expect(TimestampFormat.readAny("1970-01-01T00:00:01.5Z") == 1_500_000)
        #expect(TimestampFormat.readAny("1970-01-01T00:00:00.0000019Z") == 1)
        #expect(TimestampFormat.readAny("1970-01-01T08:00:00+08:00") == 0)
        #expect(TimestampFormat.readAny("1969-12-31T23:30:00-00:30") == 0)
        for text in [
            "", "1970-01-01", "1970x01x01T00:00:00Z", "1970-01-01T00-00-00Z", "1970-01-01T00:00:00", "1970-01-01T00:00:00.Z",
            "1970-01-01T00:00:00+0800", "1970-01-01T00:00:00+08:99", "1970-01-01T00:00:00*08:00", "1970-02-30T00:00:00Z",
        ] {
            #expect(TimestampFormat.readAny(text) == nil, "\(text)")
        }
    }

    @Test func `the fraction of a stated form has as many places as the form`() throws {
        #expect(try TimestampFormat("YYYY-MM-DDTHH:mm:ss.SZ").read("1970-01-01T00:00:00.5Z") == 500)
        #expect(try TimestampFormat("YYYY-MM-DDTHH:mm:ss.SSSSSSZ").read("1970-01-01T00:00:00.123456Z") == 123)
        #expect(try TimestampFormat("YYYY-MM-DDTHH:mm:ssZ").read("1970-01-01T00:00:00.5Z") == nil)
    }
}

/// A number by its text.
private func number(_ text: String) -> JSONValue { JSONNumber(text: text).map { .number($0) } ?? .null }
