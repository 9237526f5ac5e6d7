import Yams

/// Reads YAML into nodes that know their place.
public enum YAMLReader {
    /// The most nodes that a file may have once its aliases are resolved; ends alias bombs.
    public static let nodeLimit = 200_000

    /// Reads a file of one document; mistakes in the YAML itself become diagnostics.
    public static func read(_ file: SourceFile) throws(Diagnostic) -> LocatedNode {
        try YAMLCensus.check(file, limit: nodeLimit)
        let root: Node?
        do {
            root = try Yams.compose(yaml: file.text)
        } catch let error as YamlError {
            throw diagnostic(of: error, in: file)
        } catch {
            throw Diagnostic("yaml", "cannot be read as YAML: \(error)", at: Location(file: file.name))
        }
        guard let root else {
            throw Diagnostic(
                "empty-file", "the file holds nothing", at: Location(file: file.name),
                hint: "begin with one of: contract, operation, family, vocabulary, suite, environment")
        }
        var budget = nodeLimit
        return try convert(root, file: file.name, budget: &budget)
    }

    private static func convert(_ node: Node, file: String, budget: inout Int) throws(Diagnostic) -> LocatedNode {
        let location = Location(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        budget -= 1
        guard budget >= 0 else {
            throw Diagnostic("too-large", "more than \(nodeLimit) nodes once aliases are resolved", at: location)
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            return LocatedNode(.scalar(scalar.string, isPlain: isPlain), at: location)
        case .sequence(let sequence):
            var elements: [LocatedNode] = []
            for element in sequence { elements.append(try convert(element, file: file, budget: &budget)) }
            return LocatedNode(.list(elements), at: location)
        case .mapping(let mapping):
            var entries: [LocatedNode.Entry] = []
            for (key, value) in mapping {
                let keyNode = try convert(key, file: file, budget: &budget)
                guard let text = keyNode.text else {
                    throw Diagnostic("key", "a key must be text, not \(keyNode.kind)", at: keyNode.location)
                }
                let value = try convert(value, file: file, budget: &budget)
                entries.append(LocatedNode.Entry(key: text, keyLocation: keyNode.location, value: value))
            }
            return LocatedNode(.map(entries), at: location)
        case .alias:
            throw Diagnostic("yaml", "an alias that stands for nothing", at: location)
        }
    }

    private static func diagnostic(of error: YamlError, in file: SourceFile) -> Diagnostic {
        func place(_ mark: Mark) -> Location { Location(file: file.name, line: mark.line, column: mark.column) }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Diagnostic("yaml", "not valid YAML: \(problem)", at: place(mark))
        case .reader(let problem, let offset, _, _):
            let lines = file.text.utf8.prefix(offset ?? 0).split(separator: 0x0A, omittingEmptySubsequences: false)
            return Diagnostic(
                "yaml", "not valid YAML: \(problem)", at: Location(file: file.name, line: max(1, lines.count)))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            return Diagnostic(
                "duplicate-key", "the key '\(key)' stands twice in one map",
                at: second(key, in: file, from: context.mark.line) ?? place(context.mark), length: key.unicodeScalars.count,
                hint: "remove or rename one of them")
        default:
            return Diagnostic("yaml", "cannot be read as YAML: \(error)", at: Location(file: file.name))
        }
    }

    /// The second place behind a line at which a key stands at the head of a line or of a flow map's entry.
    private static func second(_ key: String, in file: SourceFile, from line: Int) -> Location? {
        var found = 0
        var indent: Int?
        for (number, text) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where number + 1 >= line {
            let body = text.drop { $0 == " " }
            let depth = text.count - body.count
            let isKey = ["\(key):", "\"\(key)\":", "'\(key)':"].contains { body.hasPrefix($0) }
            guard isKey, indent == nil || indent == depth else { continue }
            indent = depth
            found += 1
            if found == 2 { return Location(file: file.name, line: number + 1, column: depth + 1) }
        }
        return nil
    }
}
