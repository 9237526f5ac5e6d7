import ContractCore
import ContractReports
import ContractRunner
import Crypto

/// A suite as it was found on disk.
struct LoadedSuite {
    let suite: Suite
    let plan: Plan
    let diagnostics: [Diagnostic]
    let renderer: DiagnosticRenderer
    /// The folder that holds the suite file.
    let root: String
    /// What was asked for, as paths of files and folders; empty for the whole suite.
    let paths: [String]
    /// SHA-256 of all files, hexadecimal.
    let digest: String

    /// Whether the suite cannot be used.
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Prints the mistakes, and ends the command when there are errors.
    func requireValid() throws(Failure) {
        if !diagnostics.isEmpty { Console.error(Escaping.visible(renderer.text(diagnostics), .lines), terminator: "") }
        guard hasErrors else { return }
        let count = diagnostics.filter { $0.severity == .error }.count
        throw Failure(
            status: .invalidFile,
            message: count == 1 ? "the contracts have an error" : "the contracts have \(count) errors")
    }
}

/// Finds the suite that paths belong to, and reads all of its files.
enum SuiteLoader {
    /// The file that marks the folder of a suite.
    static let suiteFile = "suite.yaml"

    /// The most files that a suite may have.
    static let fileLimit = 10_000
    /// The most bytes that the files of a suite may have together.
    static let sizeLimit = 64 << 20

    /// From how many bytes on a suite takes so long that memory counts for more than the time to map code again.
    static let largeSuite = 64 << 10

    /// Reads the suite of some files and folders.
    static func load(_ paths: [String]) throws(Failure) -> LoadedSuite {
        let paths = (paths.isEmpty ? ["Contracts"] : paths).map { InstalledContracts.path($0) ?? Self.tidy($0) }
        var roots: [String] = []
        for path in paths {
            guard FilePath.exists(path) else {
                let installed = InstalledContracts.names()
                throw Failure(
                    status: .invalidFile, message: "there is no file or folder '\(path)'",
                    hint: !installed.isEmpty
                        ? "name a path, or contracts that are installed: \(installed.joined(separator: ", "))"
                        : paths == ["Contracts"]
                            ? "name the contracts to run, or go to the folder that holds 'Contracts'" : nil)
            }
            for root in Self.roots(of: path) where !roots.contains(root) { roots.append(root) }
        }
        guard roots.count <= 1 else {
            throw Failure(
                status: .invalidFile,
                message: "these paths belong to \(roots.count) suites: \(roots.joined(separator: ", "))",
                hint: "run one suite at a time")
        }
        let root = roots.first ?? paths[0]
        let names = roots.isEmpty ? paths.flatMap(yamlFiles) : yamlFiles(root)
        guard !names.isEmpty else {
            throw Failure(
                status: .invalidFile,
                message: "there is no contract file (*.yaml) in '\(paths.joined(separator: "', '"))'")
        }
        guard names.count <= fileLimit else {
            throw Failure(
                status: .invalidFile, message: "there are \(names.count) contract files, more than \(fileLimit)")
        }
        let folder = FileReading.real(FilePath.isFolder(root) ? root : FilePath.parent(root).orCurrent)
        let wasSearched = !roots.isEmpty
        var (intake, hash) = (SuiteIntake(), SHA256())
        try read(names) { name throws(Failure) in
            // A link may lead anywhere, and what it leads to would be shown in messages. What was found below the root
            // without following links lies in it, unless it is a link itself.
            if wasSearched, !FilePath.isLink(name) { return }
            guard let folder, FileReading.isInside(name, realFolder: folder) else {
                throw Failure(
                    status: .invalidFile, message: "the contract file '\(name)' is a link that leads out of '\(root)'",
                    hint: "contracts read nothing outside their folder: copy the file into it")
            }
        } taken: { file in
            add(file, to: &hash)
            intake.take(file)
        }
        // To map code again that a small suite needs takes longer than to run it.
        if intake.size >= largeSuite { Allocation.giveBackCode() }
        let (suite, plan, diagnostics) = intake.plan()
        let selected = paths.filter { $0 != root && !root.hasPrefix($0 + "/") }
        // The text of a file is of no use any more, unless a message shows lines of it.
        let shown = Set(diagnostics.map(\.location.file) + suite.companions.map(\.name))
        return LoadedSuite(
            suite: suite, plan: plan, diagnostics: diagnostics,
            renderer: DiagnosticRenderer(files: intake.files(shown)), root: root, paths: selected,
            digest: hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    /// How many files are read at once.
    private static let portion = 64

    /// Reads files that pass a check, on all cores, and gives them in their order; the first mistake is thrown.
    private static func read(
        _ names: [String], _ check: @Sendable (String) throws(Failure) -> Void, taken: (SourceFile) -> Void
    ) throws(Failure) {
        var size = 0
        for start in stride(from: 0, to: names.count, by: portion) {
            let files = Array(names[start..<min(start + portion, names.count)]).concurrentMap { name in
                Result { () throws(Failure) in
                    try check(name)
                    return try FileReading.source(name)
                }
            }
            for file in files {
                let file = try file.get()
                size += file.text.utf8.count
                guard size <= sizeLimit else {
                    throw Failure(
                        status: .invalidFile,
                        message: "the contract files have more than \(sizeLimit >> 20) MiB together")
                }
                taken(file)
            }
        }
    }

    private static func tidy(_ path: String) -> String {
        var path = path
        while path.hasPrefix("./") { path.removeFirst(2) }
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path.isEmpty ? "." : path
    }

    /// The folders of suites above a path, else those below it.
    private static func roots(of path: String) -> [String] {
        var folder = path
        while true {
            if FilePath.exists(FilePath.joined(folder, suiteFile)) { return [folder] }
            let parent = FilePath.parent(folder)
            guard !parent.isEmpty, parent != folder else { break }
            folder = parent
        }
        return yamlFiles(path).filter { $0.hasSuffix("/" + suiteFile) }.map(FilePath.parent)
    }

    /// All YAML files below a folder in order of their paths, or the file itself.
    private static func yamlFiles(_ path: String) -> [String] {
        guard FilePath.isFolder(path) else { return [path] }
        return FilePath.contents(of: path).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
            .map { path == "." ? $0 : "\(path)/\($0)" }
    }

    /// Adds a file to the digest of its suite.
    private static func add(_ file: SourceFile, to hash: inout SHA256) {
        var text = file.text
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        hash.update(data: [0])
    }
}

extension String {
    /// The path itself, or the working directory for an empty one.
    fileprivate var orCurrent: String { isEmpty ? "." : self }
}
