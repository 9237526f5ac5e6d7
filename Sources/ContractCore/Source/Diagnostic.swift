/// One mistake in a file that somebody wrote, with its place and what to do about it.
public struct Diagnostic: Error, Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// The file cannot be used.
        case error
        /// The file can be used, but probably does not do what was meant.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// A stable word for this kind of mistake.
    public var code: String
    /// What is wrong, in one line: lower case, no full stop.
    public var message: String
    /// Where it is.
    public var location: Location
    /// How many Unicode scalars the caret underlines, at least one.
    public var length: Int
    /// How to mend it, or nil.
    public var hint: String?

    /// Makes a diagnostic.
    public init(
        _ code: String, _ message: String, at location: Location, length: Int = 1, hint: String? = nil,
        severity: Severity = .error
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.length = max(1, length)
        self.hint = hint
    }
}

/// Mistakes collected while files are read, so that one pass finds them all.
public struct Diagnostics: Sendable {
    /// The mistakes in the order in which they were found, each once.
    public private(set) var all: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []

    /// Makes an empty collection.
    public init() {}

    /// Adds a mistake unless the very same one is there already.
    public mutating func add(_ diagnostic: Diagnostic) {
        if seen.insert(diagnostic).inserted { all.append(diagnostic) }
    }

    /// Adds an error at a node, with the node's text underlined.
    public mutating func error(_ code: String, _ message: String, at node: LocatedNode, hint: String? = nil) {
        add(Diagnostic(code, message, at: node.location, length: node.width, hint: hint))
    }

    /// Whether anything makes the files unusable.
    public var hasErrors: Bool { all.contains { $0.severity == .error } }
}
