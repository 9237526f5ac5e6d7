import ArgumentParser

struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Print the manual page, for man -l - and for packages.", shouldDisplay: false)

    func run() throws {
        Console.output(ManualPage.text(of: try CommandDescription.ofProgram()), terminator: "")
    }
}
