/// A text file that was read, by the name that messages use for it.
public struct SourceFile: Sendable, Hashable {
    /// The path as the user would write it, with forward slashes.
    public let name: String
    /// The whole text.
    public let text: String

    /// Makes a source file of a name and a text; a byte order mark at its head is left out.
    public init(name: String, text: String) {
        self.name = name
        self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// A line counted from one, without its line break; nil behind the end.
    public func line(_ number: Int) -> String? {
        var rest = text.utf8[...]
        for _ in 1..<max(1, number) {
            guard let end = rest.firstIndex(of: 0x0A) else { return nil }
            rest = rest[end...].dropFirst()
        }
        let line = rest.prefix { $0 != 0x0A }
        return number < 1 ? nil : String(Substring(line.last == 0x0D ? line.dropLast() : line))
    }
}

/// A place in a source file.
public struct Location: Sendable, Hashable, Comparable, CustomStringConvertible {
    // Every part of a plan knows its place, so places are kept small; a file has at most some millions of lines.
    private var fileNumber: UInt32
    private var shortLine: UInt32
    private var shortColumn: UInt32

    /// Makes a place.
    public init(file: String, line: Int = 1, column: Int = 1) {
        self.init(fileNumber: FileNames.number(of: file), line: line, column: column)
    }

    /// Makes a place in a file whose number is known.
    init(fileNumber: UInt32, line: Int, column: Int) {
        self.fileNumber = fileNumber
        shortLine = UInt32(clamping: line)
        shortColumn = UInt32(clamping: column)
    }

    /// The name of the file.
    public var file: String {
        get { FileNames.name(of: fileNumber) }
        set { fileNumber = FileNames.number(of: newValue) }
    }

    /// The line, from one.
    public var line: Int {
        get { Int(shortLine) }
        set { shortLine = UInt32(clamping: newValue) }
    }

    /// The column in Unicode scalars, from one.
    public var column: Int {
        get { Int(shortColumn) }
        set { shortColumn = UInt32(clamping: newValue) }
    }

    /// Whether two places are in one file.
    func isInFile(of other: Location) -> Bool { fileNumber == other.fileNumber }

    /// Whether this place is the other one or stands behind it in its file.
    func follows(_ other: Location) -> Bool {
        fileNumber == other.fileNumber
            && (shortLine > other.shortLine || (shortLine == other.shortLine && shortColumn >= other.shortColumn))
    }

    /// Where this place is when what begins at `origin` stands a second time, word for word, at another place.
    ///
    /// What stands before the origin, or in another file, is not part of that: it stays.
    func moved(from origin: Location, to place: Location) -> Location {
        guard follows(origin) else { return self }
        return Location(fileNumber: place.fileNumber, line: line - origin.line + place.line, column: column)
    }

    /// The place as compilers write it: `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// Orders by file, line and column.
    public static func < (left: Location, right: Location) -> Bool {
        guard left.fileNumber == right.fileNumber else { return left.file < right.file }
        return (left.line, left.column) < (right.line, right.column)
    }
}
