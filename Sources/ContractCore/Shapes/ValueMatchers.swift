/// `<optional>`: the value is absent or matches.
struct OptionalMatcher: Matcher {
    static let key = "optional"
    let shape: Shape
    var expressions: [Expression] { shape.expressions }

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shape = try reader.read(node)
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        value == nil ? [] : try shape.mismatches(in: value, at: path, values)
    }
}

/// `<one of>`: one of the shapes matches.
struct OneOfMatcher: Matcher {
    static let key = "one of"
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shapes = try reader.shapes(node, of: Self.key)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        var expected: [String] = []
        for shape in shapes {
            let found = try shape.mismatches(in: value, at: path, values)
            if found.isEmpty { return [] }
            expected += found.prefix(1).map(\.expected)
        }
        return [Mismatch(path, expected: expected.joined(separator: " or "), actual: Words.of(value), at: location)]
    }
}

/// `<not>`: the shape does not match.
struct NotMatcher: Matcher {
    static let key = "not"
    let shape: Shape
    var expressions: [Expression] { shape.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shape = try reader.read(node)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        try shape.holds(for: value, values)
            ? [Mismatch(path, expected: "something else", actual: Words.of(value), at: location)] : []
    }
}

/// `<all>`: all of the shapes match.
struct AllMatcher: Matcher {
    static let key = "all"
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shapes = try reader.shapes(node, of: Self.key)
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        try Shape.all(shapes).mismatches(in: value, at: path, values)
    }
}

/// `<equals>`: the very value, compared as JSON.
struct EqualsMatcher: Matcher {
    static let key = "equals"
    let expected: ValueTemplate
    var expressions: [Expression] { expected.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        expected = try ValueTemplate(node)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        Shape.equal(value, try expected.value(values), at: path, location)
    }
}

/// `<timestamp>`: a time compared with others; all in RFC 3339 form.
struct TimestampMatcher: Matcher {
    static let key = "timestamp"
    let comparisons: [(relation: String, other: Template, location: Location)]
    var expressions: [Expression] { comparisons.flatMap(\.other.expressions) }

    static let relations: [String: @Sendable (Int, Int) -> Bool] = [
        "after": { $0 > $1 }, "not before": { $0 >= $1 }, "before": { $0 < $1 }, "not after": { $0 <= $1 },
        "equal to": { $0 == $1 },
    ]

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        var comparisons: [(String, Template, Location)] = []
        for entry in node.entries ?? [] {
            guard Self.relations[entry.key] != nil else {
                throw Diagnostic(
                    "unknown-key", "unknown comparison '\(entry.key)'", at: entry.keyLocation, length: entry.key.count,
                    hint: Suggestion.hint(for: entry.key, among: Array(Self.relations.keys)))
            }
            do throws(TemplateError) {
                comparisons.append((entry.key, try Template(entry.value.text ?? ""), entry.keyLocation))
            } catch {
                throw Diagnostic(error, at: entry.value)
            }
        }
        guard !comparisons.isEmpty else {
            throw Diagnostic(
                "type", "'<timestamp>' takes a map of comparisons, not \(node.kind)", at: node.location, length: node.width,
                hint: "write for instance {after: \"${before}\"}")
        }
        self.comparisons = comparisons
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        var result: [Mismatch] = []
        for (relation, other, location) in comparisons {
            let text = try other.text(values)
            guard let actual = value?.stringValue.flatMap(TimestampFormat.readAny) else {
                return [Mismatch(path, expected: "a time", actual: Words.of(value), at: location)]
            }
            guard let expected = TimestampFormat.readAny(text) else {
                return [
                    Mismatch(
                        path, expected: "a time to compare with", actual: Words.of(.string(text)), isUndecidable: true, at: location)
                ]
            }
            if Self.relations[relation]?(actual, expected) != true {
                result.append(Mismatch(path, expected: "a time \(relation) \(text)", actual: Words.of(value), at: location))
            }
        }
        return result
    }
}

/// `<only>`: the object has no other members than these names.
struct OnlyMatcher: Matcher {
    static let key = "only"
    let names: Set<String>
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        guard let elements = node.elements else {
            throw Diagnostic("type", "'<only>' takes a list of names, not \(node.kind)", at: node.location, length: node.width)
        }
        names = Set(elements.compactMap(\.text))
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        guard case .object(let object)? = value else {
            return [Mismatch(path, expected: "an object", actual: Words.of(value), at: location)]
        }
        return object.members.filter { !names.contains($0.name) }.map {
            Mismatch(path.appending(.name($0.name)), expected: "no such member", actual: Words.of($0.value), at: location)
        }
    }
}

/// `<contains text>`: the string contains a text.
struct ContainsTextMatcher: Matcher {
    static let key = "contains text"
    let text: Template
    var expressions: [Expression] { text.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        do throws(TemplateError) {
            guard let text = node.text else { throw TemplateError(code: "type", message: "'<contains text>' takes a text, not \(node.kind)") }
            self.text = try Template(text)
        } catch {
            throw Diagnostic(error, at: node)
        }
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        let expected = try text.text(values)
        return value?.stringValue?.contains(expected) == true
            ? [] : [Mismatch(path, expected: "a string that contains \(Words.of(.string(expected)))", actual: Words.of(value), at: location)]
    }
}

extension ShapeReader {
    /// Reads a list of shapes that a matcher takes.
    mutating func shapes(_ node: LocatedNode, of key: String) throws(Diagnostic) -> [Shape] {
        guard let elements = node.elements, !elements.isEmpty else {
            throw Diagnostic("type", "'<\(key)>' takes a list of shapes, not \(node.kind)", at: node.location, length: node.width)
        }
        var shapes: [Shape] = []
        for element in elements { shapes.append(try read(element)) }
        return shapes
    }
}
