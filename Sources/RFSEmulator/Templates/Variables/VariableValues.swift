/// Values for the variables of a template, by name.
struct VariableValues: Sendable, Hashable {
    /// A value in the form in which it was given.
    enum Input: Sendable, Hashable {
        /// Text whose reading depends on the type of the variable.
        case text(String)
        /// A value of the language.
        case value(TemplateValue)
    }

    /// One value with its origin.
    struct Entry: Sendable, Hashable {
        var name: String
        var input: Input
        /// Where the value stands.
        fileprivate var source: SourceText
        fileprivate var offset: Int

        fileprivate func problem(_ message: String) -> TemplateProblem {
            source.bytes.isEmpty
                ? TemplateProblem(.variable, message, file: source.name)
                : source.problem(.variable, message, at: offset)
        }
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
        var values = VariableValues()
        let source = SourceText(name: file, bytes: [])
        values.entries = pairs.map { Entry(name: $0.key, input: .text($0.value), source: source, offset: 0) }
        try values.refuseRepetition()
        return values
    }

    /// Values from the text of a `.tfvars` file, in the native syntax or as a JSON object.
    static func read(
        tfvars: [UInt8], file: String = "vars_body", limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> VariableValues {
        let source = try SourceText(name: file, bytes: tfvars, limits: limits)
        let body =
            source.beginsWithBrace
            ? try JSONBodyReader.parseValues(source, limits: limits)
            : try TemplateParser.parse(source, file: 0, limits: limits)
        if let block = body.blocks.first {
            throw source.problem(
                .syntax, "expected values only, found a block of type \"\(block.type)\"", at: block.place.offset)
        }
        var values = VariableValues()
        for attribute in body.attributes {
            do {
                let value = try ConstantReader.value(of: attribute.value)
                values.entries.append(
                    Entry(
                        name: attribute.name, input: .value(value), source: source, offset: attribute.place.offset))
            } catch {
                throw source.problem(.syntax, error.message, at: error.place.offset)
            }
        }
        return values
    }

    /// Takes over the values of another source; a name that both give a value is refused.
    mutating func add(_ other: VariableValues) throws(TemplateProblem) {
        entries += other.entries
        try refuseRepetition()
    }

    private func refuseRepetition() throws(TemplateProblem) {
        var origins: [String: String] = [:]
        for entry in entries {
            guard let origin = origins.updateValue(entry.source.name, forKey: entry.name) else { continue }
            let place = origin == entry.source.name ? "twice" : "in \(origin) as well"
            throw entry.problem("the variable \"\(entry.name)\" has a value \(place)")
        }
    }
}

extension VariableValues.Entry {
    /// The value as the type of a variable.
    ///
    /// Text is the value itself for variables of a simple type and for those without a type; for all
    /// others it is an expression, as with values on the command line of Terraform.
    func value(for variable: VariableDeclaration, limits: TemplateLimits) throws(TemplateProblem) -> TemplateValue {
        let given: TemplateValue
        switch input {
        case .value(let value): given = value
        case .text(let text) where variable.type.isPrimitive || !variable.statesType: given = .string(text)
        case .text(let text):
            let source = try SourceText(name: "\(source.name).\(name)", bytes: Array(text.utf8), limits: limits)
            var parser = TemplateParser(source, file: 0, limits: limits)
            let expression = try parser.wholeExpression()
            do {
                given = try ConstantReader.value(of: expression)
            } catch {
                throw source.problem(.variable, error.message, at: error.place.offset)
            }
        }
        do {
            return try variable.type.convert(given)
        } catch {
            let part = error.path.isEmpty ? "" : " at \(error.path)"
            throw problem("the value of variable \"\(name)\" does not fit its type\(part): \(error.message)")
        }
    }
}
