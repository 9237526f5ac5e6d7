import ArgumentParser
import Testing

@testable import hallmark

/// What goes wrong before anything is sent: the whole message, and the exit code.
struct BadInputTests {
    @Test(arguments: [
        (["lint", "DIR/nothing"], 3, "error: there is no file or folder 'DIR/nothing'\n"),
        (["run", "DIR/sample", "--environment", "DIR/none.yaml"], 3, "error: there is no file 'DIR/none.yaml'\n"),
        (
            ["run", "DIR/sample", "--cacert", "DIR/none.pem", "-u", "http://127.0.0.1:1", "--var", "token=t"], 3,
            "warning: the secret 'token' on the command line can be read by other users of this machine; set HALLMARK_TEST_TOKEN instead\nerror: there is no file 'DIR/none.pem'\n"
        ),
        (
            ["run", "DIR/sample", "--shard", "5/4"], 2,
            "error: '--shard 5/4' is not a part\nhint: write for instance 2/5, the second of five\n"
        ),
        (
            ["list", "DIR/sample", "--shard", "x"], 2,
            "error: '--shard x' is not a part\nhint: write for instance 2/5, the second of five\n"
        ),
        (["run", "DIR/sample", "--rate", "many", "--dry-run"], 2, "error: '--rate many' is not a rate\nhint: write for instance 20/s\n"),
        (["run", "DIR/sample", "--rate", "0/s"], 2, "error: '--rate 0/s' is not a rate\nhint: write for instance 20/s\n"),
        (
            ["run", "DIR/sample", "--timeout", "soon"], 2,
            "error: '--timeout soon' is not a duration\nhint: write a number and a unit: 30s\n"
        ),
        (["run", "DIR/sample", "--jobs", "0"], 2, "error: '--jobs 0' is not a number from 1\nhint: write a number, or auto\n"),
        (["run", "DIR/sample", "--level", "most"], 2, "error: there is no level 'most'\nhint: known here: must, should, may\n"),
        (
            ["run", "DIR/sample", "--tag", "a and"], 2,
            "error: '--tag a and' is not a condition\nhint: join words by and, or, not and parentheses\n"
        ),
        (
            ["run", "DIR/sample", "--report", "pdf"], 2,
            "error: there is no report format 'pdf'\nhint: known here: html, json, junit, markdown\n"
        ),
        (["run", "DIR/sample", "--var", "nothing"], 2, "error: '--var nothing' has no name and value\nhint: write --var name=value\n"),
        (["list", "DIR/sample", "--format", "xml"], 2, "error: there is no format 'xml'\nhint: known here: text, json\n"),
        (
            ["run", "DIR/sample", "--rule", "show-module.showm"], 5,
            "error: no rule is selected (rules show-module.showm)\nhint: did you mean 'show-module.shown'?\n"
        ),
        (["run", "DIR/sample", "--rule", "zzz*"], 5, "error: no rule is selected (rules zzz*)\nhint: 'hallmark list' shows all rules\n"),
        (
            ["run", "DIR/sample", "-u", "http://127.0.0.1:1"], 3,
            "error: the secret 'token' of the environment 'sample' has no value\nhint: set HALLMARK_TEST_TOKEN\n"
        ),
        (
            ["run", "DIR/sample", "--fast"], 2,
            "Error: Unknown option '--fast'. Did you mean '--var'?\nUsage: hallmark run [<options>] [<paths> ...]\n  See 'hallmark run --help' for more information.\n"
        ),
        (["rnu"], 2, "Error: Unexpected argument 'rnu'\nUsage: hallmark <subcommand>\n  See 'hallmark --help' for more information.\n"),
    ])
    func `a command line that cannot be followed is told so`(arguments: [String], code: Int32, message: String) async throws {
        let folder = try SampleSuite.folder()
        let outcome = await hallmark(arguments.map { $0.replacing("DIR", with: folder.path) }, in: folder)
        #expect(outcome == Outcome(code: code, error: message))
    }

    @Test(arguments: [
        (
            "accounts.yaml", "table:", "tabel:",
            """
            DIR/sample/accounts.yaml:5:5: error: unknown key 'tabel' in the rule 'accounts.no-token' [unknown-key]
             5 |     tabel:
               |     ^^^^^
            hint: did you mean 'table'?

            """
        ),
        (
            "accounts.yaml", "needs: [second-account]", "needs: {second-account: 1}",
            """
            DIR/sample/accounts.yaml:12:12: error: 'needs' must be text or a list of texts, not a map [type]
             12 |     needs: {second-account: 1}
                |            ^

            """
        ),
        (
            "accounts.yaml", "${module.name}/metadata", "${modul.name}/metadata",
            """
            DIR/sample/accounts.yaml:14:10: error: nothing here is called 'modul' [undefined-variable]
             14 |     GET: /v1/private-modules/${modul.name}/metadata
                |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            hint: did you mean 'module'?

            """
        ),
        (
            "accounts.yaml", "rules:", "rules: [",
            """
            DIR/sample/accounts.yaml:4:9: error: not valid YAML: did not find expected ',' or ']' [yaml]
             4 |     rule: A request without credentials is refused with 401.
               |         ^

            """
        ),
        (
            "suite.yaml", "environment: environment.yaml", "environment: environment.yaml\nenvironment: other.yaml",
            """
            DIR/sample/suite.yaml:5:1: error: the key 'environment' stands twice in one map [duplicate-key]
             5 | environment: other.yaml
               | ^^^^^^^^^^^
            hint: remove or rename one of them

            """
        ),
    ])
    func `a mistake in a contract is shown at its place by lint and by run`(file: String, old: String, new: String, message: String)
        async throws
    {
        let folder = try SampleSuite.folder(editing: file, (old, new))
        let linted = await hallmark(["lint", folder.file("sample"), "-q"], in: folder)
        #expect(linted.code == 3)
        #expect(linted.output.contains(message), "\(linted.output)")
        #expect(linted.error == "")
        let run = await hallmark(["run", folder.file("sample")], in: folder)
        #expect(run.code == 3)
        #expect(run.error.hasPrefix(linted.output + "error: the contracts have "))
        #expect(run.output == "")
        #expect(folder.names().filter { $0.contains("reports") } == [])
    }

    @Test func `lint as JSON writes nothing else to standard output`() async throws {
        let folder = try SampleSuite.folder(editing: "accounts.yaml", ("table:", "tabel:"))
        let outcome = await hallmark(["lint", folder.file("sample"), "--format", "json"], in: folder)
        #expect(outcome.code == 3)
        #expect(
            outcome.output.hasPrefix(
                """
                [
                  {
                    "file": "DIR/sample/accounts.yaml",
                    "line": 5,
                    "column": 5,
                    "severity": "error",
                    "code": "unknown-key",
                    "message": "unknown key 'tabel' in the rule 'accounts.no-token'",
                    "hint": "did you mean 'table'?"
                  }
                """), "\(outcome.output)")
        #expect(outcome.error.hasPrefix("7 files, 8 rules, "))
    }

    @Test func `a file that is no UTF-8 is refused`() async throws {
        let folder = try SampleSuite.folder()
        try [UInt8]([0x63, 0xFF, 0x0A]).withUnsafeBytes { bytes in
            try ReportFolder.replace(folder.file("sample/bad.yaml"), with: Array(bytes))
        }
        #expect(
            await hallmark(["lint", folder.file("sample")], in: folder)
                == Outcome(code: 3, error: "error: the file 'DIR/sample/bad.yaml' is not UTF-8 text\n"))
    }

    @Test func `help is no mistake, and tells the exit codes`() async {
        let outcome = await hallmark(["--help"])
        #expect(outcome.code == 0 && outcome.error == "")
        for status in ExitStatus.allCases { #expect(outcome.output.contains("\(status.rawValue)\t\(status.words)")) }
    }

    @Test func `every command is known by its name and tells what it does`() {
        let names = Commands.all.map { $0.configuration.commandName ?? "" }
        #expect(Set(names).count == names.count && !names.contains(""))
        for command in Commands.all { #expect(command.configuration.abstract.hasSuffix("."), "\(command)") }
    }
}
