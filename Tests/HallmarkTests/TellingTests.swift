import ContractCore
import TestSupport
import Testing

@testable import hallmark

/// `list`, `explain` and `coverage`: what can be told without running anything.
struct TellingTests {
    private let folder: TemporaryFolder
    private let suite: String

    init() throws {
        folder = try SampleSuite.folder()
        suite = folder.file("sample")
    }

    @Test func `list tells every rule with its level, cases, rows, needs and tags`() async {
        let outcome = await hallmark(["list", suite], in: folder)
        expectGolden(outcome.output, named: "list.txt")
        #expect(outcome.code == 0)
        #expect(outcome.error == "8 rules, 9 cases\n")
    }

    @Test func `list as JSON says what the text says, and nothing else goes to standard output`() async throws {
        let outcome = await hallmark(["list", suite, "--format", "json", "-q"], in: folder)
        #expect(outcome.error == "")
        let rules = try #require(try JSONReader.read(outcome.output).value["rules"]?.arrayValue)
        #expect(try JSONReader.read(outcome.output).value["schema"] == "hallmark.list/1")
        let other = rules.first { $0["rule"] == "accounts.no-token" }
        #expect(other?["cases"]?[1]?["id"] == "accounts.no-token [deleting]")
        #expect(rules.first { $0["rule"] == "accounts.other-account" }?["needs"] == ["second-account"])
        #expect(rules.first { $0["rule"] == "update-module.in-the-console" }?["untested"] == "the console is not part of the API")
    }

    @Test(arguments: [
        (["--rule", "show-*"], ["show-module.shown", "show-module.paged"]),
        (
            ["--level", "should", "--rule", "update-*"],
            ["update-module.module-description-length", "update-module.nothing-to-update", "update-module.moves-time"]
        ),
        (["--tag", "smoke"], ["update-module.nothing-to-update"]),
        (["--tag", "accounts and not smoke"], ["accounts.no-token", "accounts.other-account"]),
    ])
    func `list selects as run does`(options: [String], expected: [String]) async {
        let outcome = await hallmark(["list", suite] + options, in: folder)
        let rules = outcome.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != " " }) }
        #expect(rules.sorted() == expected.sorted())
    }

    @Test func `the shards of a list are the whole list`() async {
        var rules: [Substring] = []
        for shard in ["1/3", "2/3", "3/3"] {
            rules += await hallmark(["list", suite, "--shard", shard], in: folder).output.split(separator: "\n")
        }
        let whole = await hallmark(["list", suite], in: folder).output.split(separator: "\n")
        #expect(rules.sorted() == whole.sorted())
    }

    @Test func `explain tells a rule as a careful person would`() async {
        var text = ""
        for rule in [
            "update-module.moves-time", "update-module.nothing-to-update", "update-module.module-description-length", "accounts.*",
            "show-module.paged", "update-module.in-the-console",
        ] {
            let outcome = await hallmark(["explain", rule, suite], in: folder)
            #expect(outcome.code == 0 && outcome.error == "")
            text += outcome.output + "\n"
        }
        expectGolden(text, named: "explain.txt")
    }

    @Test(arguments: [
        ("update-module.move-time", "did you mean 'update-module.moves-time'?"),
        ("shown", "did you mean 'show-module.shown'?"),
        ("something.else.entirely", "'hallmark list' shows all rules"),
        ("nothing.*", "'hallmark list' shows all rules"),
    ])
    func `explain of an unknown rule says which was meant`(rule: String, hint: String) async {
        #expect(
            await hallmark(["explain", rule, suite], in: folder)
                == Outcome(code: 5, error: "error: there is no rule '\(rule)'\nhint: \(hint)\n"))
    }

    @Test func `coverage tells what is tested, what is not and why, and what no rule looks at`() async throws {
        try folder.write("# expected\nshow-module.shown\nshow-module.gone # renamed\n\n", to: "ids.txt")
        let outcome = await hallmark(["coverage", suite, "--expected", folder.file("ids.txt")], in: folder)
        expectGolden(outcome.output, named: "coverage.txt")
        #expect(outcome.code == 0)
        #expect(outcome.error == "7 of 8 rules tested by 9 cases\n")
    }

    @Test func `coverage as JSON has counts and an entry for each rule`() async throws {
        let outcome = await hallmark(["coverage", suite, "--format", "json"], in: folder)
        let json = try JSONReader.read(outcome.output).value
        #expect(json["schema"] == "hallmark.coverage/1")
        #expect(json["counts"] == ["rules": 8, "tested": 7, "untested": 1, "cases": 9])
        #expect(json["levels"]?["may"] == ["rules": 1, "tested": 0, "untested": 1, "cases": 0])
        #expect(json["operations"]?["accounts"] == ["rules": 2, "tested": 2, "untested": 0, "cases": 3])
        #expect(
            json["rules"]?.arrayValue?.first { $0["rule"] == "update-module.in-the-console" } == [
                "rule": "update-module.in-the-console", "level": "may", "operation": "update-module",
                "group": "sample.modules.update-module", "status": "untested", "cases": 0,
                "reason": "the console is not part of the API",
            ])
        #expect(json["rules"]?.arrayValue?.first { $0["rule"] == "show-module.shown" }?["status"] == "tested")
        #expect(
            json["unread"]?["fields"] == [["operation": "show-module", "of": "$", "name": "create_time"]])
        #expect(
            json["unread"]?["parameters"] == [
                ["operation": "show-module", "in": "path", "name": "module_name"],
                ["operation": "update-module", "in": "headers", "name": "Client-Request-Id"],
                ["operation": "update-module", "in": "path", "name": "module_name"],
            ])
        #expect(json["unknown"] == [])
    }
}
