/// What a `PackedList` can hold: plain data that can be written as bytes and read back as an equal value.
public protocol Packable: Sendable {
    /// What of an element the list has at hand for all elements without unpacking any; a few bytes.
    associatedtype Gist: Sendable = NoGist

    /// The gist of this element.
    var gist: Gist { get }

    /// Writes the element, its name as the first text; what the gist tells need not be written.
    func pack(into writer: inout PackedWriter)

    /// Reads an element.
    init(unpacking reader: inout PackedReader, gist: Gist)
}

/// The gist of elements that are never asked for one.
public struct NoGist: Sendable {}

extension Packable where Gist == NoGist {
    /// Nothing.
    public var gist: NoGist { NoGist() }
}
