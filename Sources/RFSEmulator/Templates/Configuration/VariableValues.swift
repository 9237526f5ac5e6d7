/// Values for the variables of a template, by name.
struct VariableValues: Sendable {
    /// One value with its origin.
    struct Entry: Sendable, Hashable {
        var name: String
        var input: Input
        fileprivate var source: SourceText
        fileprivate var offset: Int
    }

    /// A value in the form in which it was given.
    enum Input: Sendable, Hashable {
        /// Text whose reading depends on the type of the variable.
        case text(String)
        /// A value of the language.
        case value(TemplateValue)
    }

    /// The values in the order in which they were given.
    private(set) var entries: [Entry] = []

    init() {}

    /// The names in the order in which they were given.
    var names: [String] { entries.map(\.name) }

    /// Values from pairs of texts, as in `vars_structure`; a key that stands twice is refused.
    static func read(
        pairs: [(key: String, value: String)], file: String = "vars_structure"
    ) throws(TemplateProblem) -> VariableValues {
        VariableValues()
    }

    /// Values from the text of a `.tfvars` file, in the native syntax or as a JSON object.
    static func read(
        tfvars: [UInt8], file: String = "vars_body", limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> VariableValues {
        VariableValues()
    }

    /// Takes over the values of another source; a name that both give a value is refused.
    mutating func add(_ other: VariableValues) throws(TemplateProblem) {}
}
