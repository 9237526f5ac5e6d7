import ArgumentParser
import Foundation

/// A command as the argument parser describes it, with its options and the commands below it.
struct CommandDescription: Decodable {
    /// An option, a flag or an argument without a name.
    struct Argument: Decodable {
        /// One of its names.
        struct Name: Decodable {
            let kind: String
            let name: String

            /// How many hyphens stand before it.
            var hyphens: Int { kind == "long" ? 2 : 1 }
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let defaultValue: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
    }

    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let arguments: [Argument]?
    let subcommands: [CommandDescription]?

    /// The program as a whole.
    static func ofProgram() throws -> CommandDescription {
        // The text behind the parser's own option --experimental-dump-help.
        struct Dump: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(Dump.self, from: Data(Hallmark._dumpHelp().utf8)).command
    }
}
