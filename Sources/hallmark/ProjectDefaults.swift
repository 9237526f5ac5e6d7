import ArgumentParser
import ContractCore
import Foundation

/// Completes the command line with `HALLMARK_…` of the process environment and with the project file.
///
/// An option that is on the command line wins, then the process environment, then `.hallmark.yaml` of the working
/// directory or the nearest folder above, then the default.
enum ProjectDefaults {
    /// The name of the project file.
    static let fileName = ".hallmark.yaml"

    /// The arguments with every option added that they leave out and another place states.
    static func completing(
        _ arguments: [String], environment: [String: String] = ProcessVariables.all, folder: String = FilePath.working
    ) throws -> [String] {
        let path = projectFile(from: folder)
        // Making the help takes longer than reading a suite; most command lines are complete as they are.
        guard path != nil || environment.keys.contains(where: { $0.hasPrefix("HALLMARK_") }) else { return arguments }
        guard let name = arguments.first,
            let command = Commands.all.first(where: {
                $0.configuration.commandName ?? "" == name || $0._commandName == name
            })
        else { return arguments }
        let file = try path.map { try values(in: $0) } ?? [:]
        let options = options(in: Hallmark.helpMessage(for: command, columns: 500))
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        var added: [String] = []
        for option in options where !option.isGiven(in: arguments[..<end]) {
            if let text = environment[option.variable], !text.isEmpty {
                added += try option.arguments([text], from: option.variable)
            } else if let values = file[option.name] {
                added += try option.arguments(values, from: "'\(option.name)' in \(fileName)")
            }
        }
        return arguments[..<end] + added + arguments[end...]
    }

    /// One option of a command, as its help lists it.
    struct Option: Hashable {
        /// The long name without its hyphens.
        let name: String
        /// The letter behind one hyphen, or nil.
        let letter: Character?
        /// Whether a value stands behind it.
        let takesValue: Bool

        /// The variable of the process environment that stands for it.
        var variable: String { "HALLMARK_" + name.uppercased().replacing("-", with: "_") }

        /// Whether a command line has it, by its long name or its letter, alone or behind other letters.
        func isGiven(in arguments: some Sequence<String>) -> Bool {
            arguments.contains { argument in
                if argument.hasPrefix("--") { return argument == "--\(name)" || argument.hasPrefix("--\(name)=") }
                guard let letter, argument.hasPrefix("-") else { return false }
                return takesValue ? argument.dropFirst().first == letter : argument.dropFirst().contains(letter)
            }
        }

        /// The option as it would stand on the command line; a flag needs true or false.
        func arguments(_ values: [String], from place: String) throws(Failure) -> [String] {
            guard !takesValue else { return values.map { "--\(name)=\($0)" } }
            switch values.last?.lowercased() {
            case "true", "1", "yes", "on": return ["--\(name)"]
            case "false", "0", "no", "off", "", nil: return []
            case let text?: throw Failure(status: .usage, message: "\(place) is '\(text)', expected true or false")
            }
        }
    }

    /// The options that a help text lists.
    static func options(in help: String) -> [Option] {
        help.split(separator: "\n").compactMap { line in
            let head = line.drop { $0 == " " }
            guard line.hasPrefix("  -"), let names = head.split(separator: "  ", maxSplits: 1).first else { return nil }
            var letter: Character?
            var long: (name: String, takesValue: Bool)?
            for word in names.split(separator: ", ") {
                if word.hasPrefix("--") {
                    long = (String(word.dropFirst(2).prefix { $0 != " " }), word.contains("<"))
                } else {
                    letter = word.dropFirst().first
                }
            }
            guard let long, !["help", "version"].contains(long.name) else { return nil }
            return Option(name: long.name, letter: letter, takesValue: long.takesValue)
        }
    }

    /// The path of the project file of a folder: its own, or the one of the nearest folder above.
    private static func projectFile(from folder: String) -> String? {
        var folder = folder
        while true {
            let path = FilePath.joined(folder, fileName)
            if FilePath.exists(path) { return path }
            let parent = FilePath.parent(folder)
            guard parent != folder, !parent.isEmpty else { return nil }
            folder = parent
        }
    }

    private static func values(in path: String) throws -> [String: [String]] {
        let source = try FileReading.source(path)
        do {
            let node = try YAMLReader.read(source)
            var result: [String: [String]] = [:]
            for entry in node.entries ?? [] {
                result[entry.key] = (entry.value.elements ?? [entry.value]).map { $0.json.asText }
            }
            return result
        } catch {
            throw Failure(
                status: .invalidFile,
                message: DiagnosticRenderer(files: [source]).text(error).trimmingCharacters(in: .newlines))
        }
    }
}
