import Yams

/// Reads YAML into nodes that know their place.
public enum YAMLReader {
    /// The most nodes that a file may have once its aliases are resolved; ends alias bombs.
    public static let nodeLimit = 200_000
    /// How deep nodes may lie in one another; contracts need a dozen, and everything that walks them is recursive.
    public static let depthLimit = 100
    /// How many repeated keys are looked for before the rest of a file is read without them.
    private static let duplicateLimit = 20

    /// Reads a file of one document; the first mistake in the YAML itself is thrown.
    public static func read(_ file: SourceFile) throws(Diagnostic) -> LocatedNode {
        var diagnostics = Diagnostics()
        let node = read(file, into: &diagnostics)
        if let first = diagnostics.all.first { throw first }
        guard let node else { throw empty(file) }
        return node
    }

    /// Reads a file of one document; mistakes in the YAML itself are collected, and repeated keys left out.
    public static func read(_ file: SourceFile, into diagnostics: inout Diagnostics) -> LocatedNode? {
        if let place = TextDepth.tooDeep(file.text, limit: depthLimit) {
            let location = Location(file: file.name, line: place.line, column: place.column)
            diagnostics.add(
                Diagnostic("too-deep", "nodes lie more than \(depthLimit) deep in one another", at: location))
            return nil
        }
        do throws(Diagnostic) {
            // Without an alias there are no more nodes than bytes, and reading them finds keys that are no text.
            if file.text.utf8.count > nodeLimit || file.text.utf8.contains(UInt8(ascii: "*")) {
                try YAMLCensus.check(file, limit: nodeLimit)
            }
        } catch {
            diagnostics.add(error)
            return nil
        }
        var text = file.text
        var conversion = NodeConversion(file: file.name)
        while true {
            do {
                // Without rules for tags: what a plain text means is decided here, and each rule is a regular
                // expression that would be tried on every key.
                guard let root = try Yams.compose(yaml: text, .basic) else {
                    diagnostics.add(empty(file))
                    return nil
                }
                return try conversion.node(root)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context)
                where conversion.duplicates.count < duplicateLimit
            {
                let first = place(context.mark, file)
                guard let key = keys.first, let second = RepeatedKey.second(key, in: text, after: first) else {
                    diagnostics.add(duplicate(keys.first ?? "", at: first))
                    return nil
                }
                diagnostics.add(duplicate(key, at: second.location))
                text.replaceSubrange(
                    second.range, with: RepeatedKey.substitute(for: key, number: conversion.duplicates.count))
                conversion.duplicates.insert(second.location)
            } catch let error as YamlError {
                diagnostics.add(diagnostic(of: error, in: file))
                return nil
            } catch let error as Diagnostic {
                diagnostics.add(error)
                return nil
            } catch {
                diagnostics.add(Diagnostic("yaml", "cannot be read as YAML: \(error)", at: Location(file: file.name)))
                return nil
            }
        }
    }

    private static func empty(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            "empty-file", "the file holds nothing", at: Location(file: file.name),
            hint: "begin with one of: \(SuiteReader.kinds.joined(separator: ", "))")
    }

    private static func duplicate(_ key: String, at location: Location) -> Diagnostic {
        Diagnostic(
            "duplicate-key", "the key '\(key)' stands twice in one map", at: location, length: key.unicodeScalars.count,
            hint: "remove or rename one of them")
    }

    fileprivate static func place(_ mark: Mark, _ file: SourceFile) -> Location {
        Location(file: file.name, line: max(1, mark.line), column: max(1, mark.column))
    }

    private static func diagnostic(of error: YamlError, in file: SourceFile) -> Diagnostic {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Diagnostic(
                "yaml", "not valid YAML: \(problem)", at: place(mark, file), hint: hint(problem, mark, file))
        case .reader(let problem, let offset, _, _):
            let before = file.text.utf8.prefix(offset ?? 0)
            let line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
            return Diagnostic("yaml", "not valid YAML: \(problem)", at: Location(file: file.name, line: line))
        case .duplicatedKeysInMapping(let keys, let context):
            return duplicate(keys.first ?? "", at: place(context.mark, file))
        default:
            return Diagnostic("yaml", "cannot be read as YAML: \(error)", at: Location(file: file.name))
        }
    }

    /// What to do about mistakes that people make often.
    private static func hint(_ problem: String, _ mark: Mark, _ file: SourceFile) -> String? {
        let line = file.line(mark.line) ?? ""
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
            return "indent with blanks; YAML allows no tabs there"
        }
        if problem.contains("mapping values are not allowed") { return "quote a text that holds ': '" }
        if problem.contains("found another document") { return "write one document in a file" }
        return nil
    }
}

/// Turns the nodes of Yams into ours, aliases resolved.
private struct NodeConversion {
    let file: String
    var budget = YAMLReader.nodeLimit
    /// Where repeated keys stand, which are left out.
    var duplicates: Set<Location> = []

    init(file: String) {
        self.file = file
    }

    mutating func node(_ node: Node, depth: Int = 0) throws(Diagnostic) -> LocatedNode {
        let location = Location(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        budget -= 1
        guard budget >= 0 else {
            throw Diagnostic(
                "too-large", "more than \(YAMLReader.nodeLimit) nodes once aliases are resolved", at: location)
        }
        guard depth < YAMLReader.depthLimit else {
            throw Diagnostic(
                "too-deep", "nodes lie more than \(YAMLReader.depthLimit) deep in one another", at: location)
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            return LocatedNode(.scalar(scalar.string, isPlain: isPlain), at: location)
        case .sequence(let sequence):
            var elements: [LocatedNode] = []
            for element in sequence { elements.append(try self.node(element, depth: depth + 1)) }
            return LocatedNode(.list(elements), at: location)
        case .mapping(let mapping):
            var entries: [LocatedNode.Entry] = []
            for (key, value) in mapping {
                let keyNode = try self.node(key, depth: depth + 1)
                if !duplicates.isEmpty, duplicates.contains(keyNode.location) { continue }
                guard let text = keyNode.text else {
                    throw Diagnostic("key", "a key must be text, not a list or a map", at: keyNode.location)
                }
                let value = try self.node(value, depth: depth + 1)
                entries.append(LocatedNode.Entry(key: text, keyLocation: keyNode.location, value: value))
            }
            return LocatedNode(.map(entries), at: location)
        case .alias:
            throw Diagnostic("yaml", "an alias that stands for nothing", at: location)
        }
    }
}
