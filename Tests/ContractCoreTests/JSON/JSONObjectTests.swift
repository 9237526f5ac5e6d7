import ContractCore
import Testing

struct JSONObjectTests {
    @Test func `objects are equal whatever the order of different names`() throws {
        let table: [(String, String, Bool)] = [
            (#"{"a": 1, "b": 2}"#, #"{"b": 2.0, "a": 1e0}"#, true), (#"{"a": 1}"#, #"{"a": 1, "b": 1}"#, false),
            (#"{"a": 1}"#, #"{"b": 1}"#, false),
            (#"{"a": 1, "a": 2}"#, #"{"a": 1, "a": 2}"#, true), (#"{"a": 1, "a": 2}"#, #"{"a": 2, "a": 1}"#, false),
            (#"{"a": 1, "b": 0, "a": 2}"#, #"{"b": 0, "a": 1, "a": 2}"#, true), (#"{"a": 1, "a": 1}"#, #"{"a": 1, "b": 1}"#, false),
            (#"{"a": {"x": 1, "y": 2}, "b": []}"#, #"{"b": [], "a": {"y": 2, "x": 1}}"#, true),
            (#"{"\u00e9": 1}"#, #"{"e\u0301": 1}"#, false),
            (#""\u00e9""#, #""e\u0301""#, false), (#"[1, 2]"#, #"[2, 1]"#, false), ("{}", "[]", false), ("0", "false", false),
            (#""1""#, "1", false),
            (#"{"a": null}"#, "{}", false),
        ]
        for (left, right, isEqual) in table {
            let (left, right) = (try JSONReader.read(left).value, try JSONReader.read(right).value)
            #expect((left == right) == isEqual, "\(left) \(right)")
            #expect((right == left) == isEqual, "\(left) \(right)")
            if isEqual { #expect(left.hashValue == right.hashValue, "\(left)") }
        }
    }

    @Test func `lookup is the same for small and large objects`() {
        for size in [1, 11, 12, 13, 14, 200] {
            var grown = JSONObject()
            for place in 0..<size {
                let wasThere = grown.append("k\(place)", .number(JSONNumber(place)))
                #expect(!wasThere)
            }
            let wasThere = grown.append("k0", "again")
            #expect(wasThere)
            let made = JSONObject(grown.members)
            for object in [grown, made] {
                #expect(object.count == size + 1)
                #expect(object["k0"] == 0)
                #expect(object["k\(size - 1)"] == .number(JSONNumber(size - 1)))
                #expect(object["k\(size)"] == nil)
                #expect(object.values(of: "k0") == [0, "again"])
                #expect(object.duplicateNames == ["k0"])
            }
            #expect(made == grown && made.hashValue == grown.hashValue)
            #expect(JSONObject(Array(grown.members.dropLast())).duplicateNames == [])
        }
    }

    @Test func `repeated names are listed once in the order of their repetition`() {
        let object: JSONObject = ["a": 1, "b": 2, "c": 3, "b": 4, "a": 5, "b": 6, "\u{E9}": 7, "e\u{301}": 8]
        #expect(object.duplicateNames == ["b", "a"])
        #expect(object["a"] == 1)
        #expect(object.members.map(\.name) == ["a", "b", "c", "b", "a", "b", "\u{E9}", "e\u{301}"])
    }

    @Test func `accessors give what the value is and nothing else`() {
        let value: JSONValue = ["list": [1, "x", true, .null], "none": .null]
        #expect(value["list"]?[1]?.stringValue == "x")
        #expect(value["list"]?[0]?.numberValue?.integer == 1)
        #expect(value["list"]?[2]?.boolValue == true)
        #expect(value["list"]?[3]?.isNull == true)
        #expect(value["list"]?[4] == nil && value["list"]?[-1] == nil && value["list"]?["x"] == nil && value[0] == nil)
        #expect(value["none"]?.isNull == true && value["other"] == nil)
        #expect(value.kind == .object && value["list"]?.kind == .array)
        #expect(value["list"]?.arrayValue?.map(\.kind) == [.number, .string, .boolean, .null])
        #expect(value.arrayValue == nil && value.stringValue == nil && value.boolValue == nil && value.numberValue == nil)
    }

    @Test func `repeated names of a text are recorded with path and place`() throws {
        let text = """
            {"a": 1, "é": {"x'": [0, {"k": 1,
              "k": 2, "j": 3, "k": 4}]},
             "a": {"b": 1, "b": 1}}
            """
        let document = try JSONReader.read(text)
        #expect(
            document.duplicates == [
                JSONDocument.Duplicate(path: #"$['é']['x\''][1]"#, name: "k", line: 2, column: 3),
                JSONDocument.Duplicate(path: #"$['é']['x\''][1]"#, name: "k", line: 2, column: 19),
                JSONDocument.Duplicate(path: "$", name: "a", line: 3, column: 2),
                JSONDocument.Duplicate(path: "$['a']", name: "b", line: 3, column: 16),
            ])
        #expect(document.duplicateCount == 4)
        #expect(JSONWriter.text(of: document.value) == #"{"a":1,"é":{"x'":[0,{"k":1,"k":2,"j":3,"k":4}]},"a":{"b":1,"b":1}}"#)
        #expect(try JSONReader.read(#"{"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 1}]}"#).duplicates == [])
    }

    @Test(.timeLimit(.minutes(1))) func `many repeated names are counted, and kept up to the limits`() throws {
        let many = "{" + Array(repeating: #""a":0"#, count: 50_000).joined(separator: ",") + "}"
        let document = try JSONReader.read(many)
        #expect(document.duplicateCount == 49_999 && document.duplicates.count == 1_000)
        #expect(document.duplicates.last?.column == 1 + 1_000 * 6 + 1)
        #expect(try JSONReader.read(many, limits: JSONReader.Limits(duplicates: 2)).duplicates.count == 2)
        let long =
            #"{"\#(String(repeating: "n", count: 100_000))": [\#(Array(repeating: #"{"a":0,"a":0}"#, count: 500).joined(separator: ","))]}"#
        let kept = try JSONReader.read(long)
        #expect(kept.duplicateCount == 500 && kept.duplicates.count == 10)
    }
}
