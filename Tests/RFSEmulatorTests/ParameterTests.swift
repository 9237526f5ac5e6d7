import Testing

@testable import RFSEmulator

struct ParameterTests {
    /// A request that differs from a sound one in a single place, with what it is answered.
    struct Row: Sendable, CustomStringConvertible {
        var description: String
        var method = "GET"
        var target = "/v1/private-modules"
        var body = ""
        var headers: [String: String?] = [:]
        var outcome: Outcome

        static func create(_ description: String, _ body: String, _ outcome: Outcome) -> Row {
            Row(description: description, method: "POST", body: body, outcome: outcome)
        }

        static func list(_ query: String, _ outcome: Outcome) -> Row {
            Row(description: query, target: "/v1/private-modules?\(query)", outcome: outcome)
        }
    }

    private static func text(_ count: Int, _ character: Character = "a") -> String {
        String(repeating: character, count: count)
    }

    private static let created = Outcome(status: 201)
    private static let ok = Outcome(status: 200)

    @Test(arguments: [
        Row(description: "missing", headers: ["Client-Request-Id": nil], outcome: Outcome(.required)),
        Row(description: "35", headers: ["Client-Request-Id": text(35)], outcome: Outcome(.tooShort)),
        Row(description: "36", headers: ["Client-Request-Id": text(36)], outcome: ok),
        Row(description: "128", headers: ["Client-Request-Id": text(128)], outcome: ok),
        Row(description: "129", headers: ["Client-Request-Id": text(129)], outcome: Outcome(.tooLong)),
        Row(
            description: "hyphen first", headers: ["Client-Request-Id": "-" + text(35)],
            outcome: Outcome(.letterDigitHyphen)),
        Row(
            description: "underscore", headers: ["Client-Request-Id": text(35) + "_"],
            outcome: Outcome(.letterDigitHyphen)),
    ])
    func `Client-Request-Id is required and bounded`(row: Row) throws {
        try check(row)
    }

    @Test(arguments: [
        Row.create("no body", "", Outcome(.bodyMissing)),
        .create("cut short", #"{"module_name":"a""#, Outcome(.bodyNotJSON)),
        .create("an array", "[]", Outcome(.wrongType)),
        .create("no name", "{}", Outcome(.required)),
        .create("a name twice", #"{"module_name":"a","module_name":"b"}"#, Outcome(.duplicate)),
        .create("an unknown field", #"{"module_name":"a","colour":"red"}"#, Outcome(.unknownParameter)),
        .create("a number as name", #"{"module_name":1}"#, Outcome(.wrongType)),
        .create("null as name", #"{"module_name":null}"#, Outcome(.wrongType)),
        .create("an empty name", #"{"module_name":""}"#, Outcome(.tooShort)),
        .create("1 character", #"{"module_name":"a"}"#, created),
        .create("128 characters", #"{"module_name":"\#(text(128, "模"))"}"#, created),
        .create("129 characters", #"{"module_name":"\#(text(129))"}"#, Outcome(.tooLong)),
        .create("a digit first", #"{"module_name":"1a"}"#, Outcome(.name)),
        .create("an underscore first", #"{"module_name":"_a"}"#, Outcome(.name)),
        .create("a hyphen first", #"{"module_name":"-a"}"#, Outcome(.name)),
        .create("a full stop", #"{"module_name":"a.b"}"#, Outcome(.name)),
        .create("a space", #"{"module_name":"a b"}"#, Outcome(.name)),
        .create("an emoji", #"{"module_name":"a😀"}"#, Outcome(.name)),
        .create("the last Chinese character", #"{"module_name":"龥"}"#, created),
        .create("a character behind it", #"{"module_name":"龦"}"#, Outcome(.name)),
        .create(
            "description 1024", #"{"module_name":"a","module_description":"\#(text(1024, "😀"))"}"#, created),
        .create(
            "description 1025", #"{"module_name":"a","module_description":"\#(text(1025))"}"#, Outcome(.tooLong)),
        .create("description not text", #"{"module_name":"a","module_description":[]}"#, Outcome(.wrongType)),
        .create(
            "version description 1025", #"{"module_name":"a","version_description":"\#(text(1025))"}"#,
            Outcome(.tooLong)),
        .create("version alone", #"{"module_name":"a","module_version":"1.0.0"}"#, Outcome(.versionWithoutPackage)),
        .create("short version", #"{"module_name":"a","module_version":"1.0"}"#, Outcome(.tooShort)),
        .create("version with v", #"{"module_name":"a","module_version":"v1.0.0"}"#, Outcome(.version)),
        .create(
            "version beyond 64 bits", #"{"module_name":"a","module_version":"18446744073709551616.0.0"}"#,
            Outcome(.version)),
        .create("ftp link", #"{"module_name":"a","module_uri":"ftp://x/a.zip"}"#, Outcome(.linkForm)),
        .create("link to .tf", #"{"module_name":"a","module_uri":"https://x/a.tf"}"#, Outcome(.linkForm)),
        .create("link with blank", #"{"module_name":"a","module_uri":"https://x/ a.zip"}"#, Outcome(.linkForm)),
        .create("link with empty query", #"{"module_name":"a","module_uri":"https://x/a.zip?"}"#, Outcome(.linkForm)),
        .create(
            "link too long", #"{"module_name":"a","module_uri":"https://x/\#(text(2035)).zip"}"#, Outcome(.tooLong)),
        .create(
            "link elsewhere", #"{"module_name":"a","module_version":"1.0.0","module_uri":"http://x/a.zip"}"#,
            Outcome(.linkUnreachable)),
    ])
    func `the body of a creation is held to its table`(row: Row) throws {
        try check(row)
    }

    @Test(arguments: [
        Row.list("limit=9", Outcome(.outOfRange)), .list("limit=10", ok), .list("limit=1000", ok),
        .list("limit=1001", Outcome(.outOfRange)), .list("limit=ten", Outcome(.notInteger)),
        .list("limit=", Outcome(.notInteger)), .list("limit=10.0", Outcome(.notInteger)),
        .list("limit=99999999999999999999", Outcome(.notInteger)),
        .list("limit=10&limit=10", Outcome(.duplicate)), .list("colour=red", Outcome(.unknownParameter)),
        .list("sort_key=create_time", Outcome(.sortPairs)), .list("sort_dir=asc", Outcome(.sortPairs)),
        .list("sort_key=create_time&sort_dir=asc&sort_dir=desc", Outcome(.sortPairs)),
        .list("sort_key=update_time&sort_dir=asc", Outcome(.notInEnumeration)),
        .list("sort_key=create_time&sort_dir=up", Outcome(.notInEnumeration)),
        .list("sort_key=create_time&sort_dir=asc", ok),
        .list("sort_key=create_time&sort_dir=asc&sort_key=create_time&sort_dir=desc", ok),
        .list("marker=", Outcome(.tooShort)), .list("marker=\(text(513))", Outcome(.tooLong)),
        .list("marker=\(text(512))", Outcome(.marker)), .list("limit=%zz", Outcome(.malformedURL)),
        .list("limit=%ff", Outcome(.malformedURL)), .list("", ok), .list("&&", ok),
    ])
    func `the query of a list is held to its table`(row: Row) throws {
        try check(row)
    }

    @Test(arguments: [
        Row(
            description: "bad UTF-8", target: "/v1/private-modules/%FF/metadata", outcome: Outcome(.malformedURL)),
        Row(
            description: "a broken escape", target: "/v1/private-modules/a%4/metadata", outcome: Outcome(.malformedURL)),
        Row(
            description: "an encoded slash", target: "/v1/private-modules/a%2Fb/metadata", outcome: Outcome(.name)),
        Row(description: "an empty name", target: "/v1/private-modules//metadata", outcome: Outcome(.tooShort)),
        Row(description: "129", target: "/v1/private-modules/\(text(129))/metadata", outcome: Outcome(.tooLong)),
        Row(
            description: "128", target: "/v1/private-modules/\(text(128))/metadata",
            outcome: Outcome(.moduleNotFound)),
        Row(
            description: "id of 35", target: "/v1/private-modules/a/metadata?module_id=\(text(35))",
            outcome: Outcome(.tooShort)),
        Row(
            description: "id in capitals", target: "/v1/private-modules/a/metadata?module_id=\(text(36, "A"))",
            outcome: Outcome(.letterDigitHyphen)),
        Row(
            description: "id with hyphen first", target: "/v1/private-modules/a/metadata?module_id=-\(text(35))",
            outcome: Outcome(.letterDigitHyphen)),
        Row(
            description: "version 1.0", target: "/v1/private-modules/a/versions/1.0/metadata",
            outcome: Outcome(.tooShort)),
        Row(
            description: "version of 129", target: "/v1/private-modules/a/versions/\(text(129, "1"))",
            outcome: Outcome(.tooLong)),
        Row(
            description: "no version", method: "DELETE", target: "/v1/private-modules/a/versions/abcde",
            outcome: Outcome(.version)),
    ])
    func `names in the path are held to their table`(row: Row) throws {
        try check(row)
    }

    @Test(arguments: [
        ("{}", Outcome(.nothingToUpdate)),
        ("", Outcome(.bodyMissing)),
        (#"{"module_id":"1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"}"#, Outcome(.nothingToUpdate)),
        (#"{"module_description":"b","module_name":"b"}"#, Outcome(.unknownParameter)),
        (#"{"module_description":"\#(text(1025))"}"#, Outcome(.tooLong)),
        (#"{"module_description":1}"#, Outcome(.wrongType)),
        (#"{"module_description":"b","module_id":"1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"}"#, Outcome(.moduleIDMismatch)),
        (#"{"module_description":"a"}"#, Outcome(status: 204)),
        (#"{"module_description":""}"#, Outcome(status: 204)),
    ])
    func `an update is held to its table and changes nothing when refused`(body: String, outcome: Outcome) throws {
        let caller = try Bench().caller
        try caller.create("a", description: "a")
        let before = caller.send("GET", "/v1/private-modules/a/metadata").text
        #expect(caller.send("PATCH", "/v1/private-modules/a/metadata", body).outcome == outcome)
        let after = caller.send("GET", "/v1/private-modules/a/metadata").text
        #expect((before == after) == (outcome.status != 204))
    }

    @Test func `a version of the largest numbers is created and found by its text alone`() throws {
        let caller = try Bench().caller
        try caller.create("a")
        let number = "18446744073709551615.0.0"
        #expect(caller.createVersion("a", number).status == 201)
        #expect(caller.send("GET", "/v1/private-modules/a/versions/\(number)/metadata").status == 200)
        #expect(caller.createVersion("a", "1.0.0").status == 201)
        #expect(caller.createVersion("a", "1.0.0+build").status == 201)
        #expect(caller.createVersion("a", "1.0.0").outcome == Outcome(.versionExists))
    }

    private func check(_ row: Row) throws {
        let caller = try Bench().caller
        let answer = caller.send(row.method, row.target, row.body, headers: row.headers)
        #expect(answer.outcome == row.outcome)
        if row.outcome.status >= 400 {
            #expect(answer.json.names == ["error_code", "error_msg"])
            #expect(answer.header("Content-Type") == "application/json")
            #expect(caller.send("GET", "/v1/private-modules").json["modules"] == .array([]))
        }
        #expect(answer.header("X-Request-Id")?.utf8.count == 32)
    }
}
