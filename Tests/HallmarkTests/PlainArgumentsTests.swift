import ArgumentParser
import Testing

@testable import hallmark

struct PlainArgumentsTests {
    /// What the help of a command says of its options, in the form in which plain arguments know them.
    private func documented(_ command: any ParsableCommand.Type) -> [ProjectDefaults.Option] {
        ProjectDefaults.options(in: Hallmark.helpMessage(for: command, columns: 500)).sorted { $0.name < $1.name }
    }

    private func known(_ options: PlainArguments.Known) -> [ProjectDefaults.Option] {
        let letters = Dictionary(uniqueKeysWithValues: options.letters.map { ($0.name, $0.letter) })
        let all = (options.single + options.repeated).map { ($0, true) } + options.flags.map { ($0, false) }
        return all.map { ProjectDefaults.Option(name: $0, letter: letters[$0], takesValue: $1) }
            .sorted { $0.name < $1.name }
    }

    @Test func `plain arguments know the options that the help lists`() {
        #expect(known(RunCommand.plainOptions) == documented(RunCommand.self))
        #expect(known(LintCommand.plainOptions) == documented(LintCommand.self))
    }

    /// A parsed value with all that is in it, as text.
    private func content(_ value: Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }

    @Test(arguments: [
        "", "Contracts", "a b/c.yaml", "-q", "--jobs 4", "--jobs=4 x", "-j auto -x -v", "-u http://127.0.0.1:1 -k",
        "--var a=b --var=c=d= --resolve h:1:2", "--rule a.* --rule b --level must --tag fast --shard 1/2",
        "--seed 18446744073709551615 --retries 100 --history none --annotations",
        "-e env.yaml --cacert c --cert d --key e --proxy f --max-body 1KiB --max-transfer 2KiB --max-headers 3KiB",
        "--file-host h --ledger l --profile p --baseline b --waivers w",
        "--fail-fast --rate 2/s --timeout 1s --run-timeout 2m --dry-run --strict --report-dir r",
        "--report junit,json --report html --quiet --verbose",
    ])
    func `a run that is made of plain words is the one that the parser makes`(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let plain = try #require(RunCommand(words: words))
        let parsed = try #require(try Hallmark.parseAsRoot(["run"] + words) as? RunCommand)
        #expect(content(plain) == content(parsed))
    }

    @Test(arguments: ["", "a b", "--format json -q", "x --format=github --quiet"])
    func `a lint that is made of plain words is the one that the parser makes`(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let plain = try #require(LintCommand(words: words))
        let parsed = try #require(try Hallmark.parseAsRoot(["lint"] + words) as? LintCommand)
        #expect(content(plain) == content(parsed))
    }

    @Test(arguments: [
        "--help", "-h", "help", "--version", "--", "-", "-qv", "-j4", "--job 4", "--jobs", "--jobs -q", "--quiet=1",
        "-q -q", "--jobs 1 --jobs 2", "--seed x", "--seed -1", "--retries 101", "--retries 1.0", "--jobs=", "-z",
        "-u --endpoint", "x --generate-completion-script",
    ])
    func `the parser has the word where one is not plain`(line: String) {
        #expect(RunCommand(words: line.split(separator: " ").map(String.init)) == nil)
    }

    @Test func `an empty word is left to the parser`() {
        #expect(RunCommand(words: [""]) == nil)
        #expect(RunCommand(words: ["--report-dir", ""]) == nil)
    }
}
