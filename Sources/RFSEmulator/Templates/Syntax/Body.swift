/// The content of a file or of a block.
struct Body: Sendable, Hashable {
    var attributes: [Attribute] = []
    var blocks: [Block] = []

    /// An argument by its name.
    subscript(_ name: String) -> Attribute? { attributes.first { $0.name == name } }

    /// The blocks of a type.
    func blocks(_ type: String) -> [Block] { blocks.filter { $0.type == type } }
}

/// An argument of a block.
struct Attribute: Sendable, Hashable {
    var name: String
    var place: SourcePlace
    var value: Expression
    /// The expression as it is written, without the interpolation marks that JSON needs.
    var text: SourceExtract
}

/// A part of a file, kept as text only when someone asks.
enum SourceExtract: Sendable, Hashable {
    /// A range of bytes of the file.
    case range(start: Int, end: Int)
    /// Text whose form in the file is another one.
    case text(String)
}

/// A block with its labels.
struct Block: Sendable, Hashable {
    var type: String
    var labels: [String]
    var body: Body
    var place: SourcePlace
}
