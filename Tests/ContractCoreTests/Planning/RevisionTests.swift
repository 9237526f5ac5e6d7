import Testing

@testable import ContractCore

/// When the results of two runs may be compared: while requests, expectations, fixtures and files are the same.
struct RevisionTests {
    private static let files = [
        "suite": """
        suite: s
        headers: {Client: one}
        """,
        "vocabulary": """
        vocabulary: v
        shapes: {error: {message: <string>, inner: "${shapes.inner}"}, inner: {code: <string>}, other: {x: 1}}
        outcomes: {accepted: {status: 2xx}, refused: {status: 400, json: "${shapes.error}"}, watched: {status: 207}, unused: {status: 500}}
        files: {a package: {zip: {main.tf: one}}, another: {text: a}}
        fixtures:
          a thing: {given: {owner: an owner}, create: {POST: /things, json: {link: "${files.a package}"}}}
          an owner: {create: {call: make-owner, expect: accepted}}
          a stranger: {create: {POST: /strangers}}
        """,
        "owner": """
        operation: make-owner
        request: {POST: /owners, json: {name: o}}
        """,
        "thing": """
        operation: show-thing
        request: {GET: /things/1, query: {size: 1}}
        state: [GET /things]
        parameters: {size: {in: query, type: integer, range: 1..3}}
        rules:
          shows: {rule: A thing is shown., level: must, given: {t: a thing}, call: operation, expect: accepted}
          refuses:
            rule: A request is refused.
            table: {first: {with: {query: {size: 7}}}, second: {with: {query: {size: 8}}}}
            expect: refused
            control: accepted
          changes-nothing: {rule: Nothing changes., call: operation, expect: {unchanged: true}}
          watched:
            rule: It is so while it lasts.
            POST: /else
            while: {call: make-owner, assume: watched}
            expect: {status: 204}
          told: {rule: It cannot be seen., untested: there is no way}
        """,
        "family": """
        family: f
        for each: parameter
        rules:
          "${parameter.id}-range":
            rule: r
            rows: range
            with: {query: {"${parameter.name}": "${row.value}"}}
            valid: accepted
            invalid: refused
        """,
    ]

    /// The revisions of the rules, by their keys, after a text of one file was replaced.
    private static func revisions(_ change: (file: String, old: String, new: String)? = nil) throws -> [String: String] {
        var files = files
        if let change {
            let text = try #require(files[change.file])
            try #require(text.contains(change.old), "'\(change.old)' is not in the file")
            files[change.file] = text.replacing(change.old, with: change.new)
        }
        let suite = PlannedSuite(files.keys.sorted().map { SourceFile(name: "\($0).yaml", text: files[$0] ?? "") })
        try #require(suite.mistakes == [])
        return Dictionary(uniqueKeysWithValues: suite.plan.rules.map { (String($0.id.dropFirst(11)), $0.revision) })
    }

    private static let all = ["shows", "refuses", "changes-nothing", "size-range"]

    @Test(arguments: [
        ("suite", "one", "two", all + ["watched"]),
        ("vocabulary", "status: 207", "status: 206", ["watched"]),
        ("thing", "size: 1}}", "size: 2}}", ["shows", "refuses", "changes-nothing"]),
        ("thing", "GET: /things/1", "GET: /things/2", all),
        ("thing", "state: [GET /things]", "state: [GET /thing]", ["changes-nothing"]),
        ("thing", "size: 7", "size: 9", ["refuses"]),
        ("thing", "control: accepted", "", ["refuses"]),
        ("thing", "table: {first: {with: {query: {size: 7}}}, ", "table: {", ["refuses"]),
        ("thing", "given: {t: a thing}", "given: {t: a stranger}", ["shows"]),
        ("thing", "given: {t: a thing}", "given: {t: a thing}, needs: fresh-account", ["shows"]),
        ("thing", "range: 1..3", "range: 1..4", ["size-range"]),
        ("family", "valid: accepted", "valid: {status: 200}", ["size-range"]),
        ("vocabulary", "accepted: {status: 2xx}", "accepted: {status: 200}", ["refuses", "shows", "size-range"]),
        ("vocabulary", "code: <string>", "code: <integer>", ["refuses", "size-range"]),
        ("vocabulary", "create: {POST: /things,", "create: {POST: /thing,", ["shows"]),
        ("vocabulary", "main.tf: one", "main.tf: two", ["shows"]),
        ("owner", "name: o", "name: p", ["shows", "watched"]),
    ])
    func `what is tested changes the revision of each rule that comes to use it`(
        file: String, old: String, new: String, changed: [String]
    ) throws {
        let (before, after) = (try Self.revisions(), try Self.revisions((file, old, new)))
        #expect(before.keys.filter { before[$0] != after[$0] }.sorted() == changed.sorted())
    }

    @Test(arguments: [
        ("thing", "operation: show-thing", "# moved\n\noperation: show-thing"),
        ("thing", "rule: A thing is shown., level: must", "source: a page, rule: A thing is given., level: should, tags: [t]"),
        ("thing", "call: operation, expect: accepted}", "expect: accepted, call: operation}"),
        ("thing", "query: {size: 1}}", "query: {\"size\": 0x1}}"),
        (
            "thing", "first: {with: {query: {size: 7}}}, second: {with: {query: {size: 8}}}",
            "second: {with: {query: {size: 8}}}, last: {with: {query: {size: 7}}}"
        ),
        ("thing", "there is no way", "there is no way at all"),
        ("vocabulary", "json: {link: \"${files.a package}\"}", "json: { 'link': '${files.a package}' }"),
        ("vocabulary", "unused: {status: 500}", "unused: {status: 501}"),
        ("vocabulary", "a stranger: {create: {POST: /strangers}}", "a stranger: {create: {POST: /s}}"),
        ("vocabulary", "text: a", "text: b"), ("vocabulary", "x: 1", "x: 2"),
    ])
    func `words, places, layout and what a rule does not use change nothing`(
        file: String, old: String, new: String
    ) throws {
        #expect(try Self.revisions() == Self.revisions((file, old, new)))
    }

    @Test func `every rule has a revision of sixteen hexadecimal digits, and rules that test alike have the same`() throws {
        let revisions = try Self.revisions()
        #expect(revisions.values.allSatisfy { $0.count == 16 && $0.allSatisfy(\.isHexDigit) })
        let twins = PlannedSuite(
            "contract: c\nrules: {a: {rule: r, GET: /a, expect: {status: 200}}, b: {rule: s, GET: /a, expect: {status: 200}}, c: {rule: s, GET: /a, expect: {status: [200]}}}"
        ).plan.rules.map(\.revision)
        #expect(twins[0] == twins[1] && twins[1] != twins[2])
    }
}
