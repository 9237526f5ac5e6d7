/// Reads YAML into nodes that know their place.
public enum YAMLReader {
    /// The most nodes that a file may have once its aliases are resolved; ends alias bombs.
    public static let nodeLimit = 500_000
    /// How deep nodes may lie in one another; contracts need a dozen, and everything that walks them is recursive.
    public static let depthLimit = 100
    /// How many repeated keys are named before the rest of a file is given up.
    static let duplicateLimit = 20

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
        if let root = PlainYAML.root(of: file) { return root }
        let (outcome, repeated) = YAMLEvents.compose(file)
        for place in repeated {
            diagnostics.add(
                Diagnostic(
                    "duplicate-key", "the key '\(place.key)' stands twice in one map", at: place.location,
                    length: place.key.unicodeScalars.count, hint: "remove or rename one of them"))
        }
        switch outcome {
        case .root(let node): return node
        case .nothing: diagnostics.add(empty(file))
        case .mistake(let mistake):
            if let diagnostic = diagnostic(of: mistake, in: file) { diagnostics.add(diagnostic) }
        }
        return nil
    }

    private static func empty(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            "empty-file", "the file holds nothing", at: Location(file: file.name),
            hint: "begin with one of: \(SuiteReader.kinds.joined(separator: ", "))")
    }

    static func tooDeep(at location: Location) -> Diagnostic {
        Diagnostic("too-deep", "nodes lie more than \(depthLimit) deep in one another", at: location)
    }

    private static func diagnostic(of mistake: YAMLMistake, in file: SourceFile) -> Diagnostic? {
        switch mistake {
        case .syntax(let problem, var location):
            location.file = file.name
            // libyaml looks ahead, and may come to a bound of its own before the nodes come to ours.
            if problem.hasPrefix("Maximum nesting level") { return tooDeep(at: location) }
            return Diagnostic(
                "yaml", "not valid YAML: \(problem)", at: location, hint: hint(problem, location.line, file))
        case .bytes(let problem, let offset):
            let line = file.text.utf8.prefix(offset).reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
            return Diagnostic("yaml", "not valid YAML: \(problem)", at: Location(file: file.name, line: line))
        case .diagnostic(let diagnostic): return diagnostic
        case .tooManyRepeatedKeys: return nil
        case .memory:
            return Diagnostic("yaml", "cannot be read as YAML: no memory is left", at: Location(file: file.name))
        }
    }

    /// What to do about mistakes that people make often.
    private static func hint(_ problem: String, _ number: Int, _ file: SourceFile) -> String? {
        let line = file.line(number) ?? ""
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
            return "indent with blanks; YAML allows no tabs there"
        }
        if problem.contains("mapping values are not allowed") { return "quote a text that holds ': '" }
        if problem.contains("found another document") { return "write one document in a file" }
        return nil
    }
}
