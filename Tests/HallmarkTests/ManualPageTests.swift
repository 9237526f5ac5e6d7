import ArgumentParser
import Foundation
import Testing

@testable import hallmark

/// The manual page tells what the commands tell.
struct ManualPageTests {
    @Test func `the page has every command that the help shows, with each of its options`() throws {
        let program = try CommandDescription.ofProgram()
        let page = ManualPage.text(of: program)
        let shown = (program.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
        #expect(shown.count == Commands.all.count { $0.configuration.shouldDisplay })
        let sections = Dictionary(
            uniqueKeysWithValues: page.components(separatedBy: ".Ss \"\\&hallmark ").dropFirst().map { section in
                (String(section.prefix { $0 != "\"" }), section)
            })
        #expect(Set(sections.keys) == Set(shown.map(\.commandName)))
        for command in shown {
            for argument in command.arguments ?? [] where argument.shouldDisplay {
                for name in argument.names ?? [] where !["help", "h", "version"].contains(name.name) {
                    #expect(
                        sections[command.commandName]?.contains("Fl \"\\&\(name.name)\"") == true,
                        "\(command.commandName) --\(name.name)")
                }
            }
        }
    }

    @Test func `the page has every exit code, and goes to standard output`() async {
        let outcome = await hallmark(["manual"])
        #expect(outcome.code == 0 && outcome.error == "")
        #expect(outcome.output.hasPrefix(".Dd \(Hallmark.date)\n.Dt HALLMARK 1\n.Os hallmark \(Hallmark.version)\n"))
        for status in ExitStatus.allCases {
            #expect(outcome.output.contains(".It \"\\&\(status.rawValue)\"\n\(status.words)\n"))
        }
    }

    @Test func `what has a meaning in a page is harmless in a text`() {
        var page = ManualText()
        page.sentences(".start 'here' with \\n. Then --this.\n\nAn example:\n  .code")
        page.macro("It", ["Op \"quoted\"", .mark(","), .call("Ar")])
        #expect(
            page.text == """
                \\&.start 'here' with \\en.
                Then \\-\\-this.
                .Pp
                An example:
                .Bd -literal -offset indent
                \\&.code
                .Ed
                .It "\\&Op \\(dqquoted\\(dq" , Ar

                """)
    }
}
