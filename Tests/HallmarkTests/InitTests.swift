import Testing

@testable import hallmark

struct InitTests {
    @Test func `the suite that init writes has no mistakes and can be planned`() async throws {
        let folder = try TemporaryFolder()
        let suite = folder.file("mine")
        #expect(
            await hallmark(["init", suite], in: folder)
                == Outcome(
                    code: 0,
                    output: """
                        DIR/mine/suite.yaml
                        DIR/mine/vocabulary.yaml
                        DIR/mine/things/list-things.yaml
                        DIR/mine/first-rules.yaml
                        DIR/mine/environments/local.yaml

                        """,
                    error: """
                        next: put your API's address into DIR/mine/environments/local.yaml, then
                          hallmark lint DIR/mine                see that every file can be read
                          hallmark run DIR/mine --dry-run       see what would be sent
                          hallmark run DIR/mine                 run it

                        """))
        #expect(await hallmark(["lint", suite], in: folder) == Outcome(code: 0, error: "5 files, 4 rules, 6 cases: no errors\n"))
        let planned = await hallmark(["run", suite, "--dry-run"], in: folder)
        #expect(planned.code == 0)
        #expect(planned.output.contains("planned list-things.limit-range [101, above the range]\n    GET /things\n"))
    }

    @Test func `the example of steps works once it is no longer a comment`() async throws {
        let folder = try TemporaryFolder()
        _ = await hallmark(["init", folder.file("mine"), "-q"], in: folder)
        let text = try folder.read("mine/first-rules.yaml").split(separator: "\n").filter { !$0.contains("untested:") }
        try folder.write(
            text.map { $0.hasPrefix("    # ") ? "    " + $0.dropFirst(6) : $0 }.joined(separator: "\n"), to: "mine/first-rules.yaml")
        #expect(
            await hallmark(["lint", folder.file("mine")], in: folder) == Outcome(code: 0, error: "5 files, 4 rules, 7 cases: no errors\n"))
    }

    @Test func `nothing is overwritten`() async throws {
        let folder = try TemporaryFolder(["mine/first-rules.yaml": "mine"])
        #expect(
            await hallmark(["init", folder.file("mine")], in: folder)
                == Outcome(
                    code: 3,
                    error: """
                        error: there is a file 'DIR/mine/first-rules.yaml' already, and nothing is overwritten
                        hint: name another folder: hallmark init DIR

                        """))
        #expect(folder.names(below: "mine") == ["first-rules.yaml"])
        #expect(try folder.read("mine/first-rules.yaml") == "mine")
    }
}
