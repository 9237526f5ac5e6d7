/// What a JSON text says, with the remarks an observer has on it.
public struct JSONDocument: Sendable, Hashable {
    /// A name that an object has already, and so breaks the "SHOULD" of RFC 8259, section 4.
    public struct Duplicate: Sendable, Hashable {
        /// The normalized path (RFC 9535, section 2.7) of the object.
        public var path: String
        /// The repeated name.
        public var name: String
        /// The line of the repetition, from 1.
        public var line: Int
        /// The place of the repetition in its line in Unicode scalars, from 1.
        public var column: Int

        /// Makes a remark.
        public init(path: String, name: String, line: Int, column: Int) {
            self.path = path
            self.name = name
            self.line = line
            self.column = column
        }
    }

    /// The value of the whole text.
    public var value: JSONValue
    /// The repeated names in document order, as many as the limits let be kept.
    public var duplicates: [Duplicate]
    /// The number of repeated names, more than `duplicates` holds when a limit cut that list.
    public var duplicateCount: Int
    /// The number of values in the text, the elements and members of all arrays and objects included.
    public var valueCount: Int

    /// Makes a document.
    public init(value: JSONValue, duplicates: [Duplicate] = [], duplicateCount: Int? = nil, valueCount: Int = 1) {
        self.value = value
        self.duplicates = duplicates
        self.duplicateCount = duplicateCount ?? duplicates.count
        self.valueCount = valueCount
    }
}
