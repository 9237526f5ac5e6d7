import ArgumentParser
import ContractReports
import ContractRunner
import Foundation

/// The program: all commands, and what is common to them.
struct Hallmark: AsyncParsableCommand {
    static let version = "0.1.0"
    /// When this version was made, as manual pages write it.
    static let date = "November 22, 2026"
    /// What everybody should know who uses any command.
    static let about = """
        Contract files state the rules, a run checks them against an endpoint, reports say rule by rule what holds.
        Without --endpoint a run uses the emulator that is built in.

        An option that is not on the command line is taken from the process environment (HALLMARK_REPORT_DIR for
        --report-dir), else from \(ProjectDefaults.fileName) here or in a folder above, else it has its default.
        """

    static let configuration = CommandConfiguration(
        commandName: "hallmark",
        abstract: "Tests an HTTP API against the rules that its documentation states.",
        discussion: """
            \(about)

            exit codes:
            \(ExitStatus.allCases.map { "  \($0.rawValue)\t\($0.words)" }.joined(separator: "\n"))
            """,
        version: version,
        subcommands: Commands.all)
}

/// The list of all commands; adding one is a file and a line.
enum Commands {
    static let all: [any ParsableCommand.Type] = [
        RunCommand.self, ServeCommand.self, ProveCommand.self, LintCommand.self, ListCommand.self,
        ExplainCommand.self, CoverageCommand.self, SchemaCommand.self, InitCommand.self, QueryCommand.self,
        ReportCommand.self, MergeCommand.self, CompareCommand.self, HistoryCommand.self, BaselineCommand.self,
        VerifyCommand.self, SweepCommand.self, ManualCommand.self,
    ]

    /// The command of a name, when it ends in order.
    ///
    /// Named one by one, since this is the first that a process does: to ask all commands takes a tenth of its start.
    static func stoppingInOrder(_ name: String?) -> (any StopsInOrder.Type)? {
        switch name {
        case "run": RunCommand.self
        case "prove": ProveCommand.self
        case "serve": ServeCommand.self
        case "sweep": SweepCommand.self
        default: nil
        }
    }
}

@main
enum Program {
    static func main() async {
        Console.ignoreWriteSignals()
        Allocation.returnLargeBlocks()
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let command = Commands.stoppingInOrder(arguments.first) else { exit(await run(arguments)) }
        let signals = StopSignals()
        signals.listen()
        let code = await StopSignals.$current.withValue(signals) { await run(arguments) }
        exit(signals.wasAsked ? command.statusWhenStopped?.rawValue ?? code : code)
    }

    /// Runs one command line and gives its exit code.
    static func run(
        _ arguments: [String], environment: [String: String] = ProcessVariables.all, folder: String = FilePath.working
    ) async -> Int32 {
        do {
            let arguments = try ProjectDefaults.completing(arguments, environment: environment, folder: folder)
            if try await runPlainly(arguments) { return ExitStatus.success.rawValue }
            var command = try Hallmark.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitStatus.success.rawValue
        } catch let failure as Failure {
            Console.error("error: \(Escaping.visible(failure.message))")
            if let hint = failure.hint { Console.error("hint: \(Escaping.visible(hint))") }
            return failure.status.rawValue
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            let code = Hallmark.exitCode(for: error)
            let text = Hallmark.fullMessage(for: error)
            if code.isSuccess { Console.output(text) } else { Console.error(text) }
            if code.isSuccess { return ExitStatus.success.rawValue }
            return (code == .validationFailure ? ExitStatus.usage : .undecided).rawValue
        }
    }

    /// Runs a command line that needs no parser; false when the parser has to look at it.
    private static func runPlainly(_ arguments: [String]) async throws -> Bool {
        switch arguments.first {
        case "run":
            guard let command = RunCommand(words: arguments.dropFirst()) else { return false }
            try await command.run()
        case "lint":
            guard let command = LintCommand(words: arguments.dropFirst()) else { return false }
            try command.run()
        default: return false
        }
        return true
    }
}
