import ContractCore
import Testing

struct JSONPathFilterTests {
    /// Each query is applied to an array; the elements that it selects are told by their indices.
    @Test func `filters select the elements for which they hold`() throws {
        for (condition, document, indices) in Self.filters {
            let value = try JSONReader.read(document).value
            let nodes = try JSONPath("$[?\(condition)]").select(from: value)
            #expect(nodes.map(\.path.description) == indices.map { "$[\($0)]" }, "\(condition)")
        }
    }

    static let scalars = #"[null, true, false, 0, -0, 1, 1.0, 10, "", "a", "1", [], [1], {}, {"a": 1}]"#
    static let objects = #"[{"a": 1, "b": 2}, {"a": null}, {"b": 1}, {"a": [1, {"x": [2]}], "b": [1.0, {"x": [2e0]}]}, 5, "a", [1]]"#

    static let filters: [(String, String, [Int])] = [
        // Existence.
        ("@", scalars, Array(0...14)),
        ("@.a", objects, [0, 1, 3]),
        ("!@.a", objects, [2, 4, 5, 6]),
        ("@[0]", objects, [6]),
        ("@.*", objects, [0, 1, 2, 3, 6]),
        ("@..x", objects, [3]),
        ("$[4]", objects, Array(0...6)),
        ("$[9]", objects, []),
        ("@.a[1].x", objects, [3]),
        ("@[?@ > 1]", "[[1], [1, 2], 3, {\"k\": 2}]", [1, 3]),
        ("@[?@[?@ == 1]]", "[[[1]], [[2]], [1]]", [0]),
        // Equality of scalars.
        ("@ == null", scalars, [0]),
        ("@ == true", scalars, [1]),
        ("@ == false", scalars, [2]),
        ("@ == 0", scalars, [3, 4]),
        ("@ == -0", scalars, [3, 4]),
        ("@ == -0.0e5", scalars, [3, 4]),
        ("@ == 1", scalars, [5, 6]),
        ("@ == 1.00", scalars, [5, 6]),
        ("@ == 10e-1", scalars, [5, 6]),
        ("@ == 1E+1", scalars, [7]),
        ("@ == 'a'", scalars, [9]),
        ("@ == \"1\"", scalars, [10]),
        ("@ == ''", scalars, [8]),
        ("@ != 1", scalars, [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14]),
        ("1 == @", scalars, [5, 6]),
        ("1 == 1", "[1, 2]", [0, 1]),
        ("1 == '1'", "[1]", []),
        ("@ == 0.1", "[0.1, 0.10000000000000001, 1e-1]", [0, 2]),
        ("@ == 12345678901234567890.1", "[12345678901234567890.1, 12345678901234567890.2, 12345678901234567890]", [0]),
        ("@ == '\u{E9}'", "[\"\u{E9}\", \"e\u{301}\"]", [0]),
        // Equality of containers and of Nothing.
        ("@.a == @.b", objects, [3, 4, 5, 6]),
        ("@.a != @.b", objects, [0, 1, 2]),
        ("@ == $[6]", objects, [6]),
        ("@.x == @.y", "[{}, {\"x\": 1}, {\"x\": null}, {\"y\": null, \"x\": null}]", [0, 3]),
        ("@.x == null", "[{}, {\"x\": null}]", [1]),
        ("@.x != null", "[{}, {\"x\": null}]", [0]),
        ("@.a == @.b", #"[{"a": {"x": 1, "y": 2}, "b": {"y": 2, "x": 1}}, {"a": {"x": 1}, "b": {"x": 1, "y": 2}}]"#, [0]),
        ("@.a == @.b", #"[{"a": [1, 2], "b": [2, 1]}, {"a": [[]], "b": [[]]}]"#, [1]),
        // Order.
        ("@ < 1", scalars, [3, 4]),
        ("@ <= 1", scalars, [3, 4, 5, 6]),
        ("@ > 0", scalars, [5, 6, 7]),
        ("@ >= 1", scalars, [5, 6, 7]),
        ("@ < 'a'", scalars, [8, 10]),
        ("@ >= 'a'", scalars, [9]),
        ("@ < true", scalars, []),
        ("@ <= true", scalars, [1]),
        ("@ >= null", scalars, [0]),
        ("@ > null", scalars, []),
        ("@ <= $[12]", scalars, [12]),
        ("@ < $[12]", scalars, []),
        ("@.x <= @.y", "[{}, {\"x\": 1}]", [0]),
        ("@.x < @.y", "[{}, {\"x\": 1}]", []),
        ("@ < 1e400", "[1e399, 1e400, 1e401, -1e999999999]", [0, 3]),
        ("@ > 'Z'", #"["a", "Y", "Za", "\u00e9"]"#, [0, 2, 3]),
        ("@ > '\u{FFFF}'", #"["\ud83d\ude00", "z"]"#, [0]),
        // Logic.
        ("@ > 0 && @ < 10", "[0, 5, 10]", [1]),
        ("@ < 1 || @ > 9", "[0, 5, 10]", [0, 2]),
        ("@ == 1 || @ == 2 && @ == 3", "[1, 2, 3]", [0]),
        ("(@ == 1 || @ == 2) && @ != 1", "[1, 2, 3]", [1]),
        ("!(@ == 1)", "[1, 2]", [1]),
        ("! ( @ == 1 && @ == 2 )", "[1, 2]", [0, 1]),
        ("!(!(@ == 1))", "[1, 2]", [0]),
        ("((@ == 1))", "[1, 2]", [0]),
        ("@.a&&!@.b||@==5", objects, [1, 4]),
        ("\t@\n>\r0 \n&&\t@ <= 1 ", "[0, 1]", [1]),
        ("@ .a\n[0]", "[{\"a\": [1]}, {\"a\": []}]", [0]),
        // length, count, value.
        ("length(@) == 1", scalars, [9, 10, 12, 14]),
        ("length(@) == 0", scalars, [8, 11, 13]),
        ("length( @ ) >= 1", scalars, [9, 10, 12, 14]),
        ("length(@) == 1", "[\"\u{1F600}\", \"e\u{301}\", \"é\"]", [0, 2]),
        ("length('abc') == 3", "[0]", [0]),
        ("length(1) == 1", "[0]", []),
        ("length(@.x) == length(@.y)", "[{}, {\"x\": \"a\"}]", [0]),
        ("length(value(@..k)) == 2", #"[{"k": "ab"}, {"k": "a"}, {"k": "ab", "z": {"k": 1}}]"#, [0]),
        ("count(@.*) == 2", objects, [0, 3]),
        ("count(@..*) > 4", objects, [3]),
        ("count(@['a', 'a']) == 2", objects, [0, 1, 3]),
        ("count($) == 1", "[0]", [0]),
        ("value(@.*) == 1", "[[1], {\"a\": 1}, [1, 1], [], 1]", [0, 1]),
        ("value(@.*) == @.x", "[[1, 2], {\"x\": 1}, []]", [0, 1, 2]),
        ("value(@.*) == null", "[[1, 2], [null], []]", [1]),
        ("length(@) == null", "[1, null]", []),
        ("value(@.*) == value($.x)", "[[], [1], [1, 2]]", [0, 2]),
        // match and search.
        ("match(@, 'a.c')", #"["abc", "xabc", "abcx", "a\nc", "ac", 1, null]"#, [0]),
        ("search(@, 'a.c')", #"["abc", "xabc", "abcx", "a\nc", "ac", 1, null]"#, [0, 1, 2]),
        ("!match(@, 'a')", #"["a", "b", 1]"#, [1, 2]),
        ("search(@, '^b$|x')", #"["b", "ab", "ax"]"#, [0, 2]),
        (#"match(@, '\\p{Lu}[a-z]{1,2}')"#, #"["Ab", "ab", "Abcd", "Éab"]"#, [0, 3]),
        (#"match(@, "\\.")"#, #"[".", "a"]"#, [0]),
        (#"match(@, '\\d')"#, #"["1", "\\d", "d"]"#, []),
        ("search(@, '(')", #"["("]"#, []),
        ("!search(@, '(')", #"["("]"#, [0]),
        ("match(@, 1)", #"["1"]"#, []),
        ("match(1, '1')", #"["1"]"#, []),
        (
            "match(@.t, @.p)",
            #"[{"t": "ab", "p": "a."}, {"t": "ab", "p": "b."}, {"t": "ab", "p": "["}, {"t": "ab"}, {"t": "a.", "p": "a."}]"#, [0, 4]
        ),
        ("match(@, value($[?@ == 'a+']))", #"["aa", "a+", "ab"]"#, [0]),
        ("match(@, 'a') && @ == 'a'", #"["a"]"#, [0]),
    ]

    @Test func `filters work on members and in nested queries`() throws {
        let document = try JSONReader.read(#"{"limit": 2, "x": {"n": 1}, "y": {"n": 3}, "list": [{"n": 2}, {"n": 4}]}"#).value
        let table = [
            ("$[?@.n > $.limit]", ["$['y']"]),
            ("$..[?@.n >= $.limit]", ["$['y']", "$['list'][0]", "$['list'][1]"]),
            ("$[?@[?@.n == 4]]", ["$['list']"]),
            ("$.list[?@.n == 2, ?@.n > 0]", ["$['list'][0]", "$['list'][0]", "$['list'][1]"]),
            ("$.list[1, ?@.n == 2, 0:]", ["$['list'][1]", "$['list'][0]", "$['list'][0]", "$['list'][1]"]),
            ("$.limit[?@]", []),
            ("$[?count(@[?@.n > 2]) == 1].*", ["$['list'][0]", "$['list'][1]"]),
        ]
        for (query, paths) in table {
            #expect(try JSONPath(query).select(from: document).map(\.path.description) == paths, "\(query)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `hostile pairs of query and value end at the limit`() throws {
        let nested = try JSONReader.read(String(repeating: "[", count: 500) + "[1],[2]" + String(repeating: "]", count: 500)).value
        let wide = JSONValue.array((0..<3_000).map { .array([.number(JSONNumber($0)), .string(String(repeating: "a", count: 20))]) })
        let patterns = JSONValue.array((0..<3_000).map { .string("(a{900}){\($0 % 20)}b") })
        let table: [(String, JSONValue)] = [
            ("$..*..*..*", nested), ("$..[?@..*..*]", nested), ("$..[?count(@..*) > count($..*..*)]", nested), ("$[?$..[?$..*]]", wide),
            ("$[" + String(repeating: "*,", count: 100) + "*]", wide), ("$[?$[?@ == $]]", wide), ("$[?$ == $]", wide),
            ("$[?search($[0], @)]", patterns),
        ]
        for (query, value) in table {
            #expect(throws: JSONPathLimitError(limit: 100_000), "\(query)") {
                try JSONPath(query).select(from: value, limit: 100_000)
            }
        }
    }

    @Test func `the limit counts visited nodes`() throws {
        let value: JSONValue = [1, 2, 3]
        #expect(try JSONPath("$[*]").select(from: value, limit: 4).count == 3)
        let error = #expect(throws: JSONPathLimitError.self) { try JSONPath("$[*]").select(from: value, limit: 3) }
        #expect(error?.description == "the query visits more than 3 nodes")
    }
}
