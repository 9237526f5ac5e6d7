/// Why a pattern is no I-Regexp, and where.
public struct IRegexpError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The pattern ends inside a group, a class, a quantifier or an escape.
        case unexpectedEnd
        /// A character stands where RFC 9485 has no place for it.
        case unexpectedCharacter
        /// A backslash starts no escape of RFC 9485; `\d`, `\s`, `\w` and `\b` are none.
        case invalidEscape
        /// A range of a class, or a range of a quantifier, ends before it starts.
        case reversedRange
        /// No general category of Unicode that RFC 9485 knows.
        case unknownCategory
        /// A count, the nesting or the whole pattern is over our bounds.
        case tooLarge
    }

    /// The kind of error.
    public var kind: Kind
    /// One sentence that says what was found and what was expected.
    public var message: String
    /// The place in the pattern in Unicode scalars, from 0.
    public var offset: Int

    /// Makes an error.
    public init(kind: Kind, message: String, offset: Int) {
        self.kind = kind
        self.message = message
        self.offset = offset
    }

    /// The message with its place.
    public var description: String { "character \(offset + 1): \(message)" }
}
