import Foundation
import Testing

/// Compares a whole text with the file `Golden/<name>` beside the test.
///
/// A difference, or a missing file, is an issue that shows the lines concerned. The file is written only when the
/// environment says `UPDATE_GOLDEN=1`, and then the test fails once: look at what `git diff` shows before committing it.
public func expectGolden(
    _ text: String, named name: String, beside test: String = #filePath,
    updating: Bool = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let file = URL(filePath: test).deletingLastPathComponent().appending(path: "Golden").appending(path: name)
    let golden = try? String(contentsOf: file, encoding: .utf8)
    guard golden != text else { return }
    if updating {
        do {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("golden file written: \(name)", sourceLocation: sourceLocation)
        } catch {
            Issue.record("golden file \(name) cannot be written: \(error)", sourceLocation: sourceLocation)
        }
        return
    }
    let finding = golden.map { "differs from the text:\n\(GoldenDifference.text(expected: $0, actual: text))" } ?? "does not exist"
    Issue.record(
        "golden file \(name) \(finding)\n(UPDATE_GOLDEN=1 writes it anew)", sourceLocation: sourceLocation)
}

/// The lines in which two texts differ, with a little of what is around them.
public enum GoldenDifference {
    private static let context = 2
    private static let limit = 80

    /// Lines to be removed from the expected text (`-`) and to be added to it (`+`), each with its number.
    public static func text(expected: String, actual: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [(text: String, isChange: Bool)] = []
        var (oldIndex, newIndex) = (0, 0)
        while oldIndex < old.count || newIndex < new.count {
            if removed.contains(oldIndex) {
                lines.append(("-\(oldIndex + 1): \(old[oldIndex])", true))
                oldIndex += 1
            } else if inserted.contains(newIndex) {
                lines.append(("+\(newIndex + 1): \(new[newIndex])", true))
                newIndex += 1
            } else {
                lines.append((" \(newIndex + 1): \(new[newIndex])", false))
                oldIndex += 1
                newIndex += 1
            }
        }
        let shown = lines.indices.filter { index in
            lines[max(0, index - context)...min(lines.count - 1, index + context)].contains(where: \.isChange)
        }
        let more = shown.count > limit ? "\n… and \(shown.count - limit) lines more" : ""
        return shown.prefix(limit).map { lines[$0].text }.joined(separator: "\n") + more
    }
}
