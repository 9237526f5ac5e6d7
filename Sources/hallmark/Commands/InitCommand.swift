import ArgumentParser
import ContractCore
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a small suite of contracts for an API of your own, to start from.")

    @Argument(help: "The folder to write to (default: Contracts).")
    var folder = "Contracts"
    @Flag(name: [.short, .long], help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let files = StarterSuite.files.map {
            (path: (folder as NSString).appendingPathComponent($0.name), text: $0.text)
        }
        if let taken = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) {
            throw Failure(
                status: .invalidFile, message: "there is a file '\(taken.path)' already, and nothing is overwritten",
                hint: "name another folder: hallmark init DIR")
        }
        for file in files {
            let parent = (file.path as NSString).deletingLastPathComponent
            do {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: URL(fileURLWithPath: file.path), options: .withoutOverwriting)
            } catch {
                throw Failure(
                    status: .undecided,
                    message: "the file '\(file.path)' cannot be written: \(error.localizedDescription)")
            }
            if !quiet { Console.output(file.path) }
        }
        guard !quiet else { return }
        let suffix = folder == "Contracts" ? "" : " \(folder)"
        Console.error("next: put your API's address into \(files.last?.path ?? folder), then")
        Console.error("  hallmark lint\(suffix)                see that every file can be read")
        Console.error("  hallmark run\(suffix) --dry-run       see what would be sent")
        Console.error("  hallmark run\(suffix)                 run it")
    }
}
