import ArgumentParser
import Foundation

/// The program: all commands, and what is common to them.
struct Hallmark: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "hallmark",
        abstract: "Tests an HTTP API against the rules that its documentation states.",
        discussion: """
            Contract files state the rules, a run checks them against an endpoint, reports say rule by rule what holds.
            Without --endpoint a run uses the emulator that is built in.

            exit codes:
            \(ExitStatus.allCases.map { "  \($0.rawValue)\t\($0.words)" }.joined(separator: "\n"))
            """,
        version: version,
        subcommands: Commands.all)
}

/// The list of all commands; adding one is a file and a line.
enum Commands {
    static let all: [any ParsableCommand.Type] = [
        RunCommand.self, ServeCommand.self, LintCommand.self,
        CompareCommand.self, HistoryCommand.self, MergeCommand.self, BaselineCommand.self, VerifyCommand.self,
    ]
}

@main
enum Program {
    static func main() async {
        Console.ignoreBrokenPipes()
        do {
            let arguments = try ProjectDefaults.completing(Array(CommandLine.arguments.dropFirst()))
            var command = try Hallmark.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            Console.error("error: \(failure.message)")
            if let hint = failure.hint { Console.error("hint: \(hint)") }
            exit(failure.status.rawValue)
        } catch {
            let code = Hallmark.exitCode(for: error)
            if code.isSuccess || code == .validationFailure {
                let text = Hallmark.fullMessage(for: error)
                if code.isSuccess { Console.output(text) } else { Console.error(text) }
            } else if !(error is ExitCode) {
                Console.error("error: \(error)")
            }
            exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
        }
    }
}
