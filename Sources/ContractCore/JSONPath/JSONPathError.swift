/// Why a text is no JSONPath query, and where.
public struct JSONPathError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The query ends where something more is needed.
        case unexpectedEnd
        /// A character stands where the grammar has no place for it.
        case unexpectedCharacter
        /// An integer is outside the exact range of I-JSON, from -(2^53)+1 to (2^53)-1.
        case numberOutOfRange
        /// A backslash starts no escape, or an escaped surrogate has no partner.
        case invalidEscape
        /// No function of that name is defined.
        case unknownFunction
        /// A function has too few or too many arguments, or one of the wrong type.
        case wrongArgument
        /// Something is compared that is not one value: a query for several nodes, or a true-or-false function.
        case notComparable
        /// A literal, or the value of a function, stands where true or false is needed.
        case notTestable
        /// Filters and parentheses are nested deeper than our bound.
        case tooDeep
    }

    /// The kind of error.
    public var kind: Kind
    /// One sentence that says what was found and what was expected.
    public var message: String
    /// The place in the query in Unicode scalars, from 0.
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

/// A query needs more work on a value than its limit allows.
public struct JSONPathLimitError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The limit that was set, in visited nodes.
    public var limit: Int

    /// Makes an error.
    public init(limit: Int) {
        self.limit = limit
    }

    /// The limit in words.
    public var description: String { "the query visits more than \(limit) nodes" }
}
