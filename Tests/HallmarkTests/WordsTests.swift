import Testing

@testable import ContractCore

/// How expectations are told in words; every assertion and every matcher has its line here.
struct WordsTests {
    private static let assertions: [(yaml: String, words: [String])] = [
        ("status: [2xx, 404]", ["the status is 2xx or 404"]),
        (
            "headers: {Location: <absolute URL>, Age: <absent>}",
            ["the header Location is an absolute http or https URL", "the header Age is absent"]
        ),
        ("body: empty", ["the body is empty"]),
        ("body: '${name}'", ["the body is the text ${name}"]),
        ("body: {contains: ell}", ["the body contains the text \"ell\""]),
        ("body: {file: a package}", ["the body is, byte for byte, the file 'a package'"]),
        ("json: {}", ["the body is JSON", "the body is an object"]),
        (
            "json: {a: {b: <uuid>, c: [1, <null>]}}",
            ["the body is JSON", "a.b is a UUID", "a.c is a list of 2", "a.c[0] is 1", "a.c[1] is null"]
        ),
        ("json: {a: <string 1..8 or absent>}", ["the body is JSON", "a is a string of 1 to 8 characters or nothing"]),
        ("at: {'$.a[*].b': <integer 1..>}", ["$.a[*].b is an integer, at least 1"]),
        ("unchanged: [GET /a]", ["GET /a is answered as before the request"]),
        ("within: 2 s", ["the answer takes at most 2 s"]),
        (
            "one of: [{status: 204}, {status: 200, body: a}]",
            ["the status is 204; or else the status is 200 and the body is the text \"a\""]
        ),
    ]

    private static let matchers: [(yaml: String, words: String)] = [
        ("{<each>: {n: <integer>, m: 1}}", "for each element of list, n is an integer and m is 1"),
        ("{<each>: <string>}", "for each element of list, it is a string"),
        ("{<contains>: [{n: 1}, {n: 2}]}", "some element of list is so that n is 1, and some element of list is so that n is 2"),
        ("{<none>: {n: '${x}'}}", "no element of list is so that n is ${x}"),
        ("{<any order>: [1, 2]}", "list has exactly 2 elements, in any order: one so that it is 1; one so that it is 2"),
        ("{<sorted by>: time descending}", "list is sorted by time, descending"),
        ("{<unique by>: id}", "no two elements of list have the same id"),
        ("{<count>: 1}", "list has 1 element"),
        ("{<count>: 0..10}", "list has 0 to 10 elements"),
        ("{<optional>: <uuid>}", "list is absent, or else list is a UUID"),
        ("{<one of>: [1, a]}", "list is 1, or else list is \"a\""),
        ("{<not>: 1}", "it is not so that list is 1"),
        ("{<all>: [<string>, {<contains text>: x}]}", "list is a string and list contains the text \"x\""),
        ("{<equals>: {a: 1}}", "list is exactly {\"a\":1}"),
        ("{<timestamp>: {after: '${a}', not after: '${b}'}}", "list is a time after ${a} and not after ${b}"),
        ("{<only>: [b, a]}", "list has no other members than a, b"),
        ("{<decimals>: 2}", "list is a number with at most 2 decimals"),
        ("{<contains text>: 'x${y}'}", "list contains the text \"x${y}\""),
    ]

    private func expectation(_ yaml: String) throws -> ContractCore.Expectation {
        var reader = ExpectationReader()
        return try reader.read(try YAMLReader.read(SourceFile(name: "a.yaml", text: yaml)))
    }

    @Test(arguments: assertions)
    func `an assertion is told in words`(yaml: String, words: [String]) throws {
        #expect(try expectation(yaml).clauses == words)
    }

    @Test(arguments: matchers)
    func `a matcher is told in words`(yaml: String, words: String) throws {
        #expect(try expectation("json: {list: \(yaml)}").clauses == ["the body is JSON", words])
    }

    @Test func `no assertion and no matcher is without words here`() {
        let keys = Assertions.all.map { $0.key }.filter { key in !Self.assertions.contains { $0.yaml.hasPrefix("\(key):") } }
        #expect(keys == [])
        let matchers = Matchers.all.map { $0.key }.filter { key in !Self.matchers.contains { $0.yaml.hasPrefix("{<\(key)>:") } }
        #expect(matchers == [])
    }

    @Test func `the members that an expectation looks at are known at any depth`() throws {
        let yaml = """
            json: {a: {<each>: {b: 1, <unique by>: c}}, d: {<one of>: [{e: 1}, <absent>]}, f: {<equals>: {g: 1}}, <only>: [h]}
            at: {"$.i[*]['j-k']": {l: 1}}
            """
        #expect(try expectation(yaml).members == ["a", "b", "c", "d", "e", "f", "g", "i", "j-k", "l"])
    }
}
