import ContractCore
import ContractReports
import Foundation
import Synchronization

/// Writes reports into a folder: each whole, or not at all.
struct ReportFolder {
    let path: String

    /// Writes the formats; gives the paths of the files, and what went wrong with the others.
    func write(_ report: RunReport, formats: [String]) -> (paths: [String], failures: [Failure]) {
        do throws(Failure) {
            try make()
        } catch {
            return ([], [error])
        }
        // Each format is a matter of its own, and of seconds where a run is large.
        let outcomes = Mutex([Result<String, Failure>?](repeating: nil, count: formats.count))
        DispatchQueue.concurrentPerform(iterations: formats.count) { index in
            guard let type = Reporters.named(formats[index]) else { return }
            let outcome = Result { () throws(Failure) in try write(report, as: type) }
            outcomes.withLock { $0[index] = outcome }
        }
        let ended = outcomes.withLock { $0 }.compactMap(\.self)
        let failures = ended.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
        return (ended.compactMap { try? $0.get() }, failures)
    }

    /// Writes one format and gives the path of its file.
    private func write(_ report: RunReport, as type: any Reporter.Type) throws(Failure) -> String {
        let path = FilePath.joined(path, type.fileName)
        var file = try ReportFile(path)
        type.init().render(report, to: &file)
        try file.finish()
        return path
    }

    /// Makes the folder and those above it, unless it is there.
    private func make() throws(Failure) {
        guard !FilePath.isFolder(path), mkdir(path, 0o777) != 0 else { return }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                status: .undecided, message: "the folder '\(path)' cannot be made: \(error.localizedDescription)")
        }
    }

    /// Writes files by their names.
    func write(_ files: [String: String]) throws(Failure) {
        try make()
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            try Self.replace(FilePath.joined(path, name), with: Array(text.utf8))
        }
    }

    /// Writes the statement of a report and its badge, and gives the paths of the files.
    ///
    /// The report itself is written again, so that the statement names the digest of the very bytes beside it.
    func writeStatement(of report: RunReport) throws(Failure) -> [String] {
        var text = ""
        JSONReporter().render(report, to: &text)
        try write([JSONReporter.fileName: text])
        let files = StatementFiles.all(report, evidence: GateFiles.hexadecimal(Array(text.utf8)))
        try write(Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) }))
        return files.map { FilePath.joined(path, $0.name) }
    }

    /// Puts a file in place.
    static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        let file = try ReportFile(path)
        file.write(bytes)
        try file.finish()
    }

    private static func withoutBlanks(_ text: Substring) -> String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var bytes = text.utf8.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(Substring(bytes))
    }

    /// The formats that a list of names means; `all` stands for every one.
    static func formats(_ names: [String]) throws(Failure) -> [String] {
        let known = Reporters.all.map { $0.format }
        let names = names.flatMap { $0.split(separator: ",").map(Self.withoutBlanks) }
        if names.isEmpty || names == ["all"] { return known }
        for name in names where !known.contains(name) {
            throw Failure(
                status: .usage, message: "there is no report format '\(name)'",
                hint: Suggestion.hint(for: name, among: known))
        }
        return names
    }

    /// Writes a kill matrix in all of its formats and gives the paths of the files.
    func write(_ matrix: KillMatrix) throws(Failure) -> [String] {
        try make()
        var written: [String] = []
        for (name, text) in [
            ("kill-matrix.md", KillMatrixMarkdown.text(matrix)), ("kill-matrix.json", KillMatrixJSON.text(matrix)),
            ("kill-matrix.html", KillMatrixHTML.text(matrix)),
        ] {
            let file = FilePath.joined(path, name)
            try Self.replace(file, with: Array(text.utf8))
            written.append(file)
        }
        return written
    }
}
