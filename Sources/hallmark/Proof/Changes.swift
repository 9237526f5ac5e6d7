import ContractCore
import Foundation

/// What differs from a commit: files, and the lines that are new or that lines were removed at.
struct Changes: Equatable {
    /// Changed lines by file, from the root of the repository; nil where the whole file counts.
    private(set) var files: [String: [ClosedRange<Int>]?]

    init(files: [String: [ClosedRange<Int>]?]) { self.files = files }

    /// Reads a diff without context.
    ///
    /// - Parameter untracked: files that git does not know, a line each.
    init(diff: String, untracked: String = "") {
        files = [:]
        var old = ""
        var name = ""
        for line in diff.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("--- ") {
                old = String(line.dropFirst(6))
            } else if line.hasPrefix("+++ ") {
                let isGone = line == "+++ /dev/null"
                name = isGone ? old : String(line.dropFirst(6))
                files.updateValue(isGone ? nil : [], forKey: name)
            } else if let range = Self.range(line), let ranges = files[name] ?? nil {
                files.updateValue(ranges + [range], forKey: name)
            }
        }
        for file in untracked.split(separator: "\n") { files.updateValue(nil, forKey: String(file)) }
    }

    /// The lines of the new text that the head of a hunk names; where lines were only removed, those around.
    private static func range(_ line: Substring) -> ClosedRange<Int>? {
        guard line.hasPrefix("@@ -"), let field = line.split(separator: " ").dropFirst(2).first else { return nil }
        let numbers = field.dropFirst().split(separator: ",").map { Int($0) ?? 0 }
        guard let start = numbers.first else { return nil }
        let count = numbers.count > 1 ? numbers[1] : 1
        return count == 0 ? start...(start + 1) : start...(start + count - 1)
    }

    /// Asks git.
    static func since(_ commit: String) throws(Failure) -> Changes {
        let diff = try git(
            [
                "-c", "core.quotePath=false", "diff", "-U0", "--no-color", "--no-ext-diff", "--src-prefix=a/",
                "--dst-prefix=b/", commit, "--",
            ], about: commit)
        let others = ["-c", "core.quotePath=false", "ls-files", "--full-name", "--others", "--exclude-standard"]
        return Changes(diff: diff, untracked: try git(others, about: commit))
    }

    private static func git(_ arguments: [String], about commit: String) throws(Failure) -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw Failure(status: .undecided, message: "git cannot be run: \(error.localizedDescription)")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(status: .usage, message: "git knows no commit '\(commit)' here")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Sources that take no part in any verdict.
    private static let aside = [
        "Tests/", "Sources/ContractReports/", "Sources/ContractHistory/", "Sources/hallmark/Commands/",
        "Sources/hallmark/Loading/",
    ]

    /// The rules that the changes touch, by identifier; nil when a change may touch all of them.
    ///
    /// A changed rule is touched by itself, and so are the rules of its file that repeat a part of it; what an operation
    /// says of itself touches all of its rules, as does the file of the emulator that carries it out.
    ///
    /// - Parameters:
    ///   - operations: all operations, in kebab case.
    ///   - text: the content of a file that rules stand in.
    func touched(
        _ rules: some Collection<PlannedRule>, _ operations: [String], text: (String) -> String? = Self.text
    ) -> Set<String>? {
        var touched: Set<String> = []
        for (name, lines) in files {
            guard name.hasSuffix(".yaml") || name.hasSuffix(".swift"), !Self.aside.contains(where: name.hasPrefix)
            else { continue }
            let standing = rules.filter { Self.isSame($0.location.file, name) }
            if let lines, !standing.isEmpty, let spans = RuleSpans(standing, text(standing[0].location.file) ?? ""),
                let own = spans.rules(at: lines)
            {
                touched.formUnion(own)
            } else if let operation = operations.first(where: { $0 == Self.kebab(name) }) {
                touched.formUnion(rules.filter { $0.operation == operation }.map(\.id))
            } else if !standing.isEmpty {
                touched.formUnion(standing.map(\.id))
            } else {
                return nil
            }
        }
        return touched
    }

    private static func text(_ file: String) -> String? { try? String(contentsOfFile: file, encoding: .utf8) }

    /// Whether a file of a rule is the one that git names from the root of the repository.
    private static func isSame(_ file: String, _ name: String) -> Bool {
        file == name || file.hasSuffix("/" + name) || name.hasSuffix("/" + file)
    }

    private static func kebab(_ path: String) -> String {
        (path as NSString).lastPathComponent.prefix { $0 != "." }.reduce(into: "") { text, character in
            if character.isUppercase, !text.isEmpty { text += "-" }
            text += character.lowercased()
        }
    }
}

/// Which lines of a contract file belong to which of its rules.
private struct RuleSpans {
    private let spans: [(lines: Range<Int>, ids: [String], text: String)]

    /// Nil when the file has no rules.
    init?(_ rules: [PlannedRule], _ text: String) {
        let byLine = Dictionary(grouping: rules, by: \.location.line)
        let starts = byLine.keys.sorted()
        guard !starts.isEmpty else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        spans = starts.enumerated().map { index, start in
            let end = index + 1 < starts.count ? starts[index + 1] : max(start + 1, lines.count + 2)
            let own = lines.dropFirst(start - 1).prefix(end - start).joined(separator: "\n")
            return (start..<end, (byLine[start] ?? []).map(\.id), own)
        }
    }

    /// The rules that the lines belong to, and those that repeat a part of them; nil when a line stands before all rules.
    func rules(at lines: [ClosedRange<Int>]) -> [String]? {
        guard let first = spans.first?.lines.lowerBound, lines.allSatisfy({ $0.lowerBound >= first }) else {
            return nil
        }
        var found = Set(spans.indices.filter { index in lines.contains { spans[index].lines.overlaps($0) } })
        var count = 0
        while count < found.count {
            count = found.count
            let names = found.flatMap { Self.words(after: "&", in: spans[$0].text) }
            found.formUnion(
                spans.indices.filter { !Self.words(after: "*", in: spans[$0].text).isDisjoint(with: names) })
        }
        return found.flatMap { spans[$0].ids }
    }

    /// The names of anchors or aliases in a text.
    private static func words(after mark: Character, in text: String) -> Set<String> {
        Set(
            text.split(separator: mark, omittingEmptySubsequences: false).dropFirst().map { rest in
                String(rest.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) })
            }.filter { !$0.isEmpty })
    }
}
