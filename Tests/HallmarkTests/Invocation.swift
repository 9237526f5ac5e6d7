import Foundation

@testable import hallmark

/// What one command line did: its exit code and what it wrote, with the test's folder written as DIR.
struct Outcome: Equatable {
    var code: Int32
    var output = ""
    var error = ""
}

/// Runs a command line inside this process, away from the machine's own settings.
func hallmark(_ arguments: [String], in folder: TemporaryFolder? = nil, environment: [String: String] = [:]) async -> Outcome {
    let capture = Console.Capture()
    let place = folder?.path ?? NSTemporaryDirectory()
    let code = await Console.$capture.withValue(capture) {
        // Runs of tests are in no history but one that a test names.
        await Program.run(
            arguments, environment: ["HALLMARK_HISTORY": "none"].merging(environment) { $1 }, folder: place)
    }
    func tidy(_ text: String) -> String { folder.map { text.replacing($0.path, with: "DIR") } ?? text }
    return Outcome(code: code, output: tidy(capture.output), error: tidy(capture.error))
}

/// A folder that is gone when the test is over.
final class TemporaryFolder: Sendable {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "hallmark-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

    /// The names of all files below the folder or one in it, sorted.
    func names(below name: String = "") -> [String] {
        let found = FileManager.default.enumerator(atPath: file(name))?.compactMap { $0 as? String } ?? []
        return found.filter { !URL(filePath: file("\(name)/\($0)")).hasDirectoryPath && !$0.isEmpty }.sorted()
    }
}

/// The project's own contracts.
let ownContracts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Contracts").path
