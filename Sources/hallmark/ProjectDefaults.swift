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
        _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
        folder: String = FileManager.default.currentDirectoryPath
    ) throws -> [String] {
        guard let name = arguments.first,
            let command = Commands.all.first(where: { $0.configuration.commandName ?? "" == name || $0._commandName == name })
        else { return arguments }
        let options = options(in: Hallmark.helpMessage(for: command, columns: 500))
        let file = try projectFile(from: folder)
        var result = arguments
        for (option, takesValue) in options.sorted(by: { $0.key < $1.key }) where !isGiven(option, in: arguments) {
            let variable = "HALLMARK_" + option.uppercased().replacing("-", with: "_")
            if let text = environment[variable], !text.isEmpty {
                add(option, takesValue, [text], to: &result)
            } else if let values = file[option] {
                add(option, takesValue, values, to: &result)
            }
        }
        return result
    }

    private static func add(_ option: String, _ takesValue: Bool, _ values: [String], to arguments: inout [String]) {
        let index = arguments.firstIndex(of: "--") ?? arguments.count
        let added = takesValue ? values.flatMap { ["--\(option)", $0] } : values.last == "true" || values.last == "1" ? ["--\(option)"] : []
        arguments.insert(contentsOf: added, at: index)
    }

    private static func isGiven(_ option: String, in arguments: [String]) -> Bool {
        let short = ["endpoint": "-u", "environment": "-e", "jobs": "-j", "fail-fast": "-x", "insecure": "-k", "quiet": "-q", "verbose": "-v"][option]
        return arguments.contains { argument in
            argument == "--\(option)" || argument.hasPrefix("--\(option)=")
                || (short.map { argument == $0 || (argument.hasPrefix($0) && !argument.hasPrefix("--")) } ?? false)
        }
    }

    /// The long options that a help text lists, and whether each takes a value.
    static func options(in help: String) -> [String: Bool] {
        var options: [String: Bool] = [:]
        for line in help.split(separator: "\n") where line.drop(while: { $0 == " " }).hasPrefix("-") {
            let head = line.drop { $0 == " " }
            for word in head.split(separator: "  ", maxSplits: 1)[0].split(separator: ", ") where word.hasPrefix("--") {
                let name = word.dropFirst(2).prefix { $0 != " " }
                options[String(name)] = word.contains("<")
            }
        }
        for name in ["help", "version"] { options[name] = nil }
        return options
    }

    private static func projectFile(from folder: String) throws -> [String: [String]] {
        var folder = URL(fileURLWithPath: folder)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent(fileName).path) {
            let parent = folder.deletingLastPathComponent()
            guard parent.path != folder.path else { return [:] }
            folder = parent
        }
        let path = folder.appendingPathComponent(fileName).path
        let source = try FileReading.source(path)
        do {
            let node = try YAMLReader.read(source)
            var result: [String: [String]] = [:]
            for entry in node.entries ?? [] {
                result[entry.key] = (entry.value.elements ?? [entry.value]).map { $0.json.asText }
            }
            return result
        } catch {
            throw Failure(status: .invalidFile, message: DiagnosticRenderer(files: [source]).text(error).trimmingCharacters(in: .newlines))
        }
    }
}
