/// A text file that was read, by the name that messages use for it.
public struct SourceFile: Sendable, Hashable {
    /// The path as the user would write it, with forward slashes.
    public let name: String
    /// The whole text.
    public let text: String

    /// Makes a source file of a name and a text.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// A line counted from one, without its line break; nil behind the end.
    public func line(_ number: Int) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(number - 1) else { return nil }
        let line = lines[number - 1]
        return String(line.hasSuffix("\r") ? line.dropLast() : line)
    }
}

/// A place in a source file.
public struct Location: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name of the file.
    public var file: String
    /// The line, from one.
    public var line: Int
    /// The column in Unicode scalars, from one.
    public var column: Int

    /// Makes a place.
    public init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place as compilers write it: `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// Orders by file, line and column.
    public static func < (left: Location, right: Location) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
