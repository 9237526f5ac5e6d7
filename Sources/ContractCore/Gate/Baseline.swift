/// The failures that the implementer knows of: each is expected for as long as it stays the very same failure.
public struct Baseline: Sendable, Hashable {
    /// What the baseline is about, for people.
    public var name: String
    /// The path of the file.
    public var file: String
    /// The known failures in the order of the file.
    public var entries: [Entry]

    /// One known failure.
    public struct Entry: Sendable, Hashable {
        /// The rule that is broken.
        public var rule: String
        /// The row of its table, or nil for a rule with a single case.
        public var row: String?
        /// The way in which it fails, as `FailureSignature` writes it.
        public var signature: String
        /// What the implementer says of it, or nil.
        public var note: String?
        /// Where the entry stands.
        public var location: Location

        /// Makes an entry.
        public init(rule: String, row: String? = nil, signature: String, note: String? = nil, location: Location) {
            self.rule = rule
            self.row = row
            self.signature = signature
            self.note = note
            self.location = location
        }

        /// The identifier of the case.
        public var caseID: String { row.map { "\(rule) [\($0)]" } ?? rule }
    }

    /// Makes a baseline.
    public init(name: String, file: String, entries: [Entry] = []) {
        self.name = name
        self.file = file
        self.entries = entries
    }

    /// The baseline as the text of its file; reading that gives the same entries.
    public var text: String {
        var text = "baseline: \(Self.scalar(name))\nentries:\(entries.isEmpty ? " []" : "")\n"
        for entry in entries {
            text += "  - rule: \(Self.scalar(entry.rule))\n"
            if let row = entry.row { text += "    row: \(Self.scalar(row))\n" }
            text += "    signature: \(Self.scalar(entry.signature))\n"
            if let note = entry.note { text += "    note: \(Self.scalar(note))\n" }
        }
        return text
    }

    /// A text as a YAML scalar: plain where it is a simple word, else between double quotation marks as JSON writes it.
    private static func scalar(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
        }
        let isText =
            isWord && text.utf8.first.map { (0x61...0x7A).contains($0) } == true
            && LocatedNode.resolve(text) == .string(text)
        return isText ? text : JSONWriter.text(of: .string(text))
    }
}
