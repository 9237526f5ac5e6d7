import ContractCore
import Testing

struct JSONPathSelectionTests {
    static let store = #"""
        {"items": [{"id": "a", "size": 1, "tags": ["x", "y"]}, {"id": "b", "size": 2.5}, {"size": -3, "id": null, "tags": []}],
         "owner": {"name": "Åsa", "id": "o", "zip": "08-120"}, "": 0, "é": 1, "a b": {"c": [10, 20, 30, 40, 50]}, "o": {}}
        """#

    @Test func `segments and selectors find nodes in order`() throws {
        for (query, paths) in Self.structural { try Self.check(query, Self.store, paths) }
    }

    static let structural: [(String, [String])] = [
        ("$", ["$"]),
        ("$.owner", ["$['owner']"]),
        ("$.nothing", []),
        ("$.owner.name.first", []),
        ("$.é", ["$['é']"]),
        ("$['e\u{301}']", []),
        ("$['']", ["$['']"]),
        ("$[\"a b\"].c", ["$['a b']['c']"]),
        (#"$['\u00e9']"#, ["$['é']"]),
        ("$ ['items'] [0]\n.id", ["$['items'][0]['id']"]),
        ("$.items[0]", ["$['items'][0]"]),
        ("$.items[-1]", ["$['items'][2]"]),
        ("$.items[-3]", ["$['items'][0]"]),
        ("$.items[3]", []),
        ("$.items[-4]", []),
        ("$.items[9007199254740991]", []),
        ("$.items[-9007199254740991]", []),
        ("$.owner[0]", []),
        ("$.items['0']", []),
        ("$.owner.*", ["$['owner']['name']", "$['owner']['id']", "$['owner']['zip']"]),
        ("$.items[*].id", ["$['items'][0]['id']", "$['items'][1]['id']", "$['items'][2]['id']"]),
        ("$.o.*", []),
        ("$.owner.name.*", []),
        ("$.items[0,2,0]", ["$['items'][0]", "$['items'][2]", "$['items'][0]"]),
        ("$.owner['zip', 'name']", ["$['owner']['zip']", "$['owner']['name']"]),
        ("$.items[ 1 , 'a' , * ]", ["$['items'][1]", "$['items'][0]", "$['items'][1]", "$['items'][2]"]),
        (
            "$.items[*]['id', 'size']",
            [
                "$['items'][0]['id']", "$['items'][0]['size']", "$['items'][1]['id']", "$['items'][1]['size']", "$['items'][2]['id']",
                "$['items'][2]['size']",
            ]
        ),
        ("$..id", ["$['items'][0]['id']", "$['items'][1]['id']", "$['items'][2]['id']", "$['owner']['id']"]),
        ("$.items..[1]", ["$['items'][1]", "$['items'][0]['tags'][1]"]),
        (
            "$.items[0]..*",
            [
                "$['items'][0]['id']", "$['items'][0]['size']", "$['items'][0]['tags']", "$['items'][0]['tags'][0]",
                "$['items'][0]['tags'][1]",
            ]
        ),
        ("$..tags[0]", ["$['items'][0]['tags'][0]"]),
        ("$..['tags', 'zip']", ["$['items'][0]['tags']", "$['items'][2]['tags']", "$['owner']['zip']"]),
        ("$..c[::2]", ["$['a b']['c'][0]", "$['a b']['c'][2]", "$['a b']['c'][4]"]),
        ("$..items..size", ["$['items'][0]['size']", "$['items'][1]['size']", "$['items'][2]['size']"]),
        ("$.owner.name..x", []),
    ]

    @Test func `slices follow every sign of start, end and step`() throws {
        for (slice, indices) in Self.slices {
            try Self.check("$[\(slice)]", "[0, 1, 2, 3, 4, 5, 6]", indices.map { "$[\($0)]" })
            try Self.check("$[\(slice)]", "[]", [])
            try Self.check("$[\(slice)]", #"{"0": 1}"#, [])
        }
    }

    static let slices: [(String, [Int])] = [
        (":", [0, 1, 2, 3, 4, 5, 6]), ("::", [0, 1, 2, 3, 4, 5, 6]), ("1:3", [1, 2]), ("1:", [1, 2, 3, 4, 5, 6]), (":2", [0, 1]),
        ("-2:", [5, 6]), (":-5", [0, 1]), ("-3:-1", [4, 5]), ("3:3", []), ("5:2", []), ("1:6:2", [1, 3, 5]), ("::3", [0, 3, 6]),
        ("1 : 6 : 2", [1, 3, 5]), (" \t: \n: \r", [0, 1, 2, 3, 4, 5, 6]), ("::0", []), ("1:6:0", []), ("::-1", [6, 5, 4, 3, 2, 1, 0]),
        ("::-3", [6, 3, 0]), ("5:1:-2", [5, 3]), ("2::-1", [2, 1, 0]), (":4:-1", [6, 5]), ("-2:-5:-1", [5, 4, 3]), ("1:5:-1", []),
        ("100:200", []), ("-100:2", [0, 1]), ("4:100", [4, 5, 6]), ("100:4:-1", [6, 5]), ("2:-100:-1", [2, 1, 0]),
        ("::9007199254740991", [0]), ("::-9007199254740991", [6]), ("-9007199254740991:9007199254740991", [0, 1, 2, 3, 4, 5, 6]),
        ("9007199254740991:-9007199254740991:-2", [6, 4, 2, 0]),
    ]

    @Test func `escapes in names find the names they stand for`() throws {
        let table: [(String, String)] = [
            (#"'\b\f\n\r\t\/\\\''"#, "\u{8}\u{C}\n\r\t/\\'"), (#""\b\f\n\r\t\/\\\"""#, "\u{8}\u{C}\n\r\t/\\\""), (#"'"'"#, "\""),
            (#""'""#, "'"), (#"'\u263a'"#, "\u{263A}"), (#"'\u263A'"#, "\u{263A}"), (#"'\uD83D\uDE00'"#, "\u{1F600}"), (#"'\u0000'"#, "\0"),
            ("'\u{7F}\u{1F600}'", "\u{7F}\u{1F600}"), (#"'\\u0041'"#, #"\u0041"#), ("'$.[*]?@'", "$.[*]?@"), ("' '", " "),
        ]
        for (literal, name) in table {
            let value = JSONValue.object([name: 1, name + "x": 2])
            #expect(try JSONPath("$[\(literal)]").select(from: value).map(\.value) == [1], "\(literal)")
        }
    }

    @Test func `normalized paths escape only what they must`() throws {
        let names = ["a", "'", "\"", "\\", "/", "\u{8}\t\n\u{C}\r", "\u{0}\u{B}\u{1F}\u{7F}", "é\u{1F600}", "", "$.x"]
        let value = JSONValue.object(JSONObject(names.map { JSONObject.Member(name: $0, value: [0]) }))
        let paths = try JSONPath("$.*[0]").select(from: value).map(\.path.description)
        #expect(
            paths == [
                "$['a'][0]", #"$['\''][0]"#, #"$['"'][0]"#, #"$['\\'][0]"#, "$['/'][0]", #"$['\b\t\n\f\r'][0]"#,
                "$['\\u0000\\u000b\\u001f\u{7F}'][0]", "$['é\u{1F600}'][0]", "$[''][0]", "$['$.x'][0]",
            ])
        for path in paths { #expect(try JSONPath(path).select(from: value).map(\.path.description) == [path]) }
    }

    @Test func `a repeated name is found once by name and each time by a wildcard`() throws {
        let value = try JSONReader.read(#"{"a": 1, "b": 2, "a": 3}"#).value
        #expect(try JSONPath("$.a").select(from: value).map(\.value) == [1])
        #expect(try JSONPath("$.*").select(from: value).map(\.value) == [1, 2, 3])
        #expect(try JSONPath("$[?@ > 1]").select(from: value).map(\.path.description) == ["$['b']", "$['a']"])
        #expect(try JSONPath("$..a").select(from: [value]).map(\.value) == [1])
    }

    @Test func `singular queries are told from others`() throws {
        let table = [
            ("$", true), ("$.a", true), ("$['a'][0]['b']", true), ("$[-1]", true), ("$ .a [ 0 ]", true), ("$.*", false), ("$[0,1]", false),
            ("$[0:1]", false), ("$..a", false), ("$[?@]", false), ("$.a.*.b", false),
        ]
        for (query, isSingular) in table { #expect(try JSONPath(query).isSingular == isSingular, "\(query)") }
    }

    @Test func `queries are equal when their texts are`() throws {
        #expect(try JSONPath("$.a") == JSONPath("$.a"))
        #expect(try JSONPath("$.a") != JSONPath("$['a']"))
        #expect(try Set([JSONPath("$.\u{E9}"), JSONPath("$.e\u{301}"), JSONPath("$.\u{E9}")]).count == 2)
        #expect(try JSONPath("$.a").description == "$.a")
    }

    /// Checks the paths, and that each path leads back to its value.
    static func check(_ query: String, _ document: String, _ paths: [String]) throws {
        let value = try JSONReader.read(document).value
        let nodes = try JSONPath(query).select(from: value)
        #expect(nodes.map(\.path.description) == paths, "\(query)")
        for node in nodes { #expect(try JSONPath(node.path.description).select(from: value) == [node], "\(query)") }
    }
}
