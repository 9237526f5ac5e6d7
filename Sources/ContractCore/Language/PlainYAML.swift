/// Reads plain documents straight from their bytes; what is unusual in any way it leaves to libyaml.
///
/// In a run of many small rules libyaml, which keeps a list of tokens and copies each character more than once, takes a
/// third of all that is computed. Nearly all contracts use little of YAML: block maps and lists, flow maps and lists,
/// texts on one line, comments, anchors and aliases. This takes those and nothing else, in one pass, and drives the same
/// composer for about a third of the cost. It makes no messages: at a mistake, and at everything whose meaning takes a
/// rule that is not here, all is thrown away, and libyaml reads the file from its start. What comes of a document is the
/// same either way, to the column; a fuzz target compares the two.
///
/// Left to libyaml: tabs and carriage returns outside of quotes and comments, directives and document marks, tags, keys
/// that begin with `?`, texts over several lines, rare escapes, a document that is a single text, keys that stand twice,
/// whatever is indented as nothing before it is, and all characters that end a line elsewhere or that YAML refuses.
struct PlainYAML {
    /// Something that is left to libyaml.
    struct Unusual: Error {}

    /// A list or map whose end has not come.
    struct Level {
        enum Kind {
            case list, map
            /// A list whose dashes stand in the column of the key that it belongs to.
            case listInColumn
            case flowList, flowMap
        }

        let kind: Kind
        /// The column of its dashes or keys, from zero; of no meaning in flow style.
        let column: Int
    }

    /// What may stand where a node is read.
    private enum Position {
        /// A key, and nothing else.
        case key
        /// Any node, and several to begin with: `- - a: b`.
        case start
        /// What stands behind a key, on its line.
        case value
    }

    private let fileNumber: UInt32
    /// The text, of which functions that look at each byte are given a view.
    let bytes: [UInt8]
    var composer = YAMLComposer()
    var levels: [Level] = []
    var place = 0
    private var line = 1
    /// Where the line begins, moved on by all bytes that continue a character: columns count characters.
    var lineStart = 0
    /// Where null stands unless a node comes for the innermost key or dash.
    private var missing: Location?
    /// The anchor of the node that comes next; the node counts as standing where its anchor does.
    private var anchor: (name: String, location: Location)?

    private init(_ file: SourceFile) {
        fileNumber = FileNames.number(of: file.name)
        bytes = Array(file.text.utf8)
    }

    /// The root of the document in a file; nil when it is for libyaml to say what the file holds.
    static func root(of file: SourceFile) -> LocatedNode? {
        var reading = PlainYAML(file)
        do {
            try reading.readAll()
        } catch {
            return nil
        }
        return reading.composer.repeated.isEmpty ? reading.composer.root : nil
    }

    /// Each line of block style begins with a key, a dash, or the node that the line before leads to.
    private mutating func readAll() throws(Unusual) {
        let bytes = bytes
        let text = bytes.span
        while try goToToken(text) {
            let column = place - lineStart
            try endLevels(beyond: column)
            try readLine(text, column: column)
        }
        try endLevels(beyond: -1)
    }

    private mutating func readLine(_ text: Span<UInt8>, column: Int) throws(Unusual) {
        guard let level = levels.last else {
            guard composer.root == nil else { throw Unusual() }
            return try readNodes(text, .start)
        }
        if missing != nil, column > level.column { return try readNodes(text, .start) }
        // Further in, the line goes on with a text, or is wrong.
        guard column == level.column else { throw Unusual() }
        switch (level.kind, isDash(text)) {
        case (.map, true):
            guard missing != nil else { throw Unusual() }
            try begin(.listInColumn, column: column, at: location)
            try readNodes(text, .start)
        case (.list, true), (.listInColumn, true):
            try fillIn()
            try readNodes(text, .start)
        case (.listInColumn, false):
            try fillIn()
            try end()
            try readNodes(text, .key)
        case (.map, false):
            try fillIn()
            try readNodes(text, .key)
        default: throw Unusual()
        }
    }

    /// Reads what stands on the line from here: dashes, a key, and the node behind them, which may be missing.
    private mutating func readNodes(_ text: Span<UInt8>, _ position: Position) throws(Unusual) {
        var position = position
        while true {
            let (start, column, startLocation) = (place, place - lineStart, location)
            let first = text[start]
            switch first {
            case UInt8(ascii: "-") where isBlank(text, start + 1):
                guard position == .start else { throw Unusual() }
                // The first dash of a line may go on with a list.
                if levels.last?.column != column { try begin(.list, column: column, at: startLocation) }
                place += 1
                missing = location
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard position != .key else { throw Unusual() }
                missing = nil
                try readFlow(text)
                return try endLine(text)
            case UInt8(ascii: "*"):
                guard position != .key, !levels.isEmpty else { throw Unusual() }
                missing = nil
                try readAlias(text)
                return try endLine(text)
            case UInt8(ascii: "&"):
                guard position != .key, !levels.isEmpty else { throw Unusual() }
                try readAnchor(text)
                // An anchor in front of a key on its line is one of the key.
                position = .value
            default:
                let scalar = try readScalar(text, inFlow: false)
                skipBlanks(text)
                guard place < text.count, text[place] == UInt8(ascii: ":") else {
                    guard position != .key, !levels.isEmpty else { throw Unusual() }
                    missing = nil
                    try add(scalar, isPlain: Self.isPlain(first), at: startLocation)
                    return try endLine(text)
                }
                guard position != .value, isBlank(text, place + 1), isShort(from: start) else { throw Unusual() }
                if position == .start { try begin(.map, column: column, at: startLocation) }
                try add(scalar, isPlain: Self.isPlain(first), at: startLocation)
                place += 1
                missing = location
                position = .value
            }
            skipBlanks(text)
            if isLineEnd(text) { return }
        }
    }

    /// Whether libyaml would still look for the colon of a key: it does so for 1024 characters.
    func isShort(from start: Int) -> Bool { place - start <= 1_000 }

    // MARK: - Anchors

    /// Reads an anchor, for the node that comes next.
    mutating func readAnchor(_ text: Span<UInt8>) throws(Unusual) {
        guard anchor == nil else { throw Unusual() }
        let location = location
        anchor = (try readName(text), location)
    }

    mutating func readAlias(_ text: Span<UInt8>) throws(Unusual) {
        guard anchor == nil else { throw Unusual() }
        let location = location
        guard composer.alias(try readName(text), at: location) else { throw Unusual() }
    }

    // MARK: - Levels

    mutating func begin(_ kind: Level.Kind, column: Int, at location: Location) throws(Unusual) {
        missing = nil
        let isMap = kind == .map || kind == .flowMap
        if let anchor {
            self.anchor = nil
            guard composer.begin(isMap: isMap, anchor: anchor.name, at: anchor.location) else { throw Unusual() }
        } else {
            guard composer.begin(isMap: isMap, at: location) else { throw Unusual() }
        }
        levels.append(Level(kind: kind, column: column))
    }

    mutating func end() throws(Unusual) {
        levels.removeLast()
        guard composer.end() else { throw Unusual() }
    }

    private mutating func endLevels(beyond column: Int) throws(Unusual) {
        while let level = levels.last, level.column > column {
            try fillIn()
            try end()
        }
    }

    mutating func add(_ scalar: String, isPlain: Bool, at location: Location) throws(Unusual) {
        if let anchor {
            self.anchor = nil
            guard composer.scalar(scalar, isPlain: isPlain, anchor: anchor.name, at: anchor.location) else {
                throw Unusual()
            }
        } else {
            guard composer.scalar(scalar, isPlain: isPlain, at: location) else { throw Unusual() }
        }
    }

    /// Puts null where a node was left out.
    private mutating func fillIn() throws(Unusual) {
        guard let location = missing else { return }
        missing = nil
        try add("", isPlain: true, at: location)
    }

    // MARK: - Places

    var location: Location {
        Location(fileNumber: fileNumber, line: line, column: place - lineStart + 1)
    }

    /// Goes over blanks, comments and line ends; false at the end of the text.
    mutating func goToToken(_ text: Span<UInt8>) throws(Unusual) -> Bool {
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: " "): place += 1
            case UInt8(ascii: "\n"):
                place += 1
                line += 1
                lineStart = place
            case UInt8(ascii: "#"): try goPastComment(text)
            default:
                if place == lineStart, isMark(text) { throw Unusual() }
                return true
            }
        }
        return false
    }

    /// Whether the line begins as one does that ends or begins a document.
    private func isMark(_ text: Span<UInt8>) -> Bool {
        let first = text[place]
        guard first == UInt8(ascii: "-") || first == UInt8(ascii: "."), place + 2 < text.count else { return false }
        return text[place + 1] == first && text[place + 2] == first
    }

    mutating func skipBlanks(_ text: Span<UInt8>) {
        while place < text.count, text[place] == UInt8(ascii: " ") { place += 1 }
    }

    private func isLineEnd(_ text: Span<UInt8>) -> Bool {
        place == text.count || text[place] == UInt8(ascii: "\n") || text[place] == UInt8(ascii: "#")
    }

    private mutating func endLine(_ text: Span<UInt8>) throws(Unusual) {
        skipBlanks(text)
        guard isLineEnd(text) else { throw Unusual() }
    }

    /// Whether a dash stands here that leads to an element of a list.
    private func isDash(_ text: Span<UInt8>) -> Bool {
        text[place] == UInt8(ascii: "-") && isBlank(text, place + 1)
    }

    /// Whether a blank, the end of the line or that of the text stands at a place.
    func isBlank(_ text: Span<UInt8>, _ place: Int) -> Bool {
        place >= text.count || text[place] == UInt8(ascii: " ") || text[place] == UInt8(ascii: "\n")
    }
}
