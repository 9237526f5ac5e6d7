/// Reads JSON texts strictly as RFC 8259 defines them.
///
/// Every deviation ends the read with an error that has its place; only repeated names are accepted, and recorded.
public enum JSONReader {
    /// How much a text may ask of the reader.
    public struct Limits: Sendable, Hashable {
        /// How deep arrays and objects may be nested; a value that is neither has depth 0.
        ///
        /// Kept between 0 and `deepest`, so that values can be compared, written and freed on any thread's stack.
        public var depth: Int { didSet { depth = Self.kept(depth) } }
        /// The largest text in bytes.
        public var bytes: Int
        /// How many values a text may hold, the members of objects and the elements of arrays included.
        ///
        /// A value takes up to some hundred times the byte or two that it may be written with.
        public var values: Int
        /// How many repeated names are kept with their places; all are counted.
        public var duplicates: Int
        /// Whether an escaped surrogate without a partner reads as U+FFFD instead of ending the read.
        public var replacesLoneSurrogates: Bool

        /// The largest depth that can be asked for.
        public static let deepest = 1_024

        /// Makes limits: depth 512, 64 MiB, 500,000 values, 1,000 repeated names and no replacement unless told otherwise.
        public init(
            depth: Int = 512, bytes: Int = 64 << 20, values: Int = 500_000, duplicates: Int = 1_000,
            replacesLoneSurrogates: Bool = false
        ) {
            self.depth = Self.kept(depth)
            self.bytes = bytes
            self.values = values
            self.duplicates = duplicates
            self.replacesLoneSurrogates = replacesLoneSurrogates
        }

        private static func kept(_ depth: Int) -> Int {
            min(max(depth, 0), deepest)
        }
    }

    /// Reads a text that is bytes as they came over the wire.
    public static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONReadError) -> JSONDocument {
        var parse = JSONParse(bytes: bytes, limits: limits)
        return try parse.document()
    }

    /// Reads a text that was decoded already.
    public static func read(_ text: String, limits: Limits = Limits()) throws(JSONReadError) -> JSONDocument {
        try read(Array(text.utf8), limits: limits)
    }
}
