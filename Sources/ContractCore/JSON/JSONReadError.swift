/// Why a text is no JSON text, and where.
public struct JSONReadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// There is nothing but white space.
        case empty
        /// A byte order mark stands in front (RFC 8259, section 8.1).
        case byteOrderMark
        /// Bytes are not UTF-8: overlong, a surrogate, over U+10FFFF or cut off.
        case invalidUTF8
        /// The text ends inside a value.
        case unexpectedEnd
        /// A character stands where the grammar has no place for it.
        case unexpectedCharacter
        /// A control character stands unescaped in a string.
        case controlCharacter
        /// A backslash starts no escape of RFC 8259, section 7.
        case invalidEscape
        /// An escaped surrogate has no partner.
        case loneSurrogate
        /// A number does not follow RFC 8259, section 6.
        case invalidNumber
        /// Something other than white space follows the value.
        case trailingContent
        /// Arrays and objects are nested deeper than the limit.
        case tooDeep
        /// The text has more bytes than the limit.
        case tooLarge
        /// The text holds more values than the limit.
        case tooMany

        /// Whether a limit of the reader ended the read, so that the text may be JSON all the same.
        public var isLimit: Bool { [.tooDeep, .tooLarge, .tooMany].contains(self) }
    }

    /// The kind of error.
    public var kind: Kind
    /// One sentence that says what was found and what was expected.
    public var message: String
    /// The place in bytes, from 0.
    public var offset: Int
    /// The line, from 1; LF, CR LF and CR each end one.
    public var line: Int
    /// The place in the line in Unicode scalars, from 1.
    public var column: Int

    /// Makes an error.
    public init(kind: Kind, message: String, offset: Int, line: Int, column: Int) {
        self.kind = kind
        self.message = message
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// The message behind line and column.
    public var description: String { "line \(line), column \(column): \(message)" }
}
