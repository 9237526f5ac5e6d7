/// Why the history cannot be used.
public enum HistoryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file cannot be opened, read or written.
    case file(path: String, reason: String)
    /// The file is a database of another program, or of a later version of this one.
    case foreign(path: String)

    /// What was found and what was expected.
    public var description: String {
        switch self {
        case .file(let path, let reason): "the history '\(path)' cannot be used: \(reason)"
        case .foreign(let path): "'\(path)' is no history of this program, or of a later version of it"
        }
    }
}
