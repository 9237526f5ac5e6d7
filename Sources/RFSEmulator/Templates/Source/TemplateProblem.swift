/// Why a template or a set of variable values is not accepted, with the place of the cause.
struct TemplateProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of demand is broken; callers choose an error code by it.
    enum Kind: Sendable, Hashable {
        /// A file is not UTF-8 text.
        case encoding
        /// An archive cannot be unpacked or is larger than allowed.
        case archive
        /// An archive holds a file of variable values.
        case variablesInPackage
        /// There is no configuration file in the root folder.
        case noConfiguration
        /// The text breaks the grammar.
        case syntax
        /// A block, an argument or an expression is not allowed where it stands, or stands twice.
        case configuration
        /// A reference names nothing that is declared, or references form a circle.
        case reference
        /// A variable has no value or one that does not fit.
        case variable
        /// Values are larger than this reader is willing to compute.
        case size
    }

    var kind: Kind
    /// What was found and what was expected.
    var message: String
    /// The path in the template, or the name of the source of variable values.
    var file: String
    /// Counted from 1; 0 when the problem concerns the file as a whole.
    var line: Int
    /// Counted from 1 in characters; 0 when the problem concerns the file as a whole.
    var column: Int

    init(_ kind: Kind, _ message: String, file: String, line: Int = 0, column: Int = 0) {
        self.kind = kind
        self.message = message
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place and the message in one line, for example `main.tf:3:5: a closing brace is missing`.
    var description: String {
        line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
    }
}
