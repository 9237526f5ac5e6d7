/// What a JSON value must look like, read once from a contract and compared with many values.
public indirect enum Shape: Sendable {
    /// A value that must be equal; its text may have expressions in it.
    case literal(Template, isText: Bool, Location)
    /// A number, truth value or null that must be equal.
    case constant(JSONValue, Location)
    /// A hole in angle brackets.
    case hole(Hole, Location)
    /// An object with at least these members.
    case object([Member], Location)
    /// A list with exactly these elements.
    case list([Shape], Location)
    /// Statements about the value as a whole, all of which must hold.
    case matchers([any Matcher], Location)
    /// Several shapes, all of which must hold.
    case all([Shape])

    /// One member of an object's shape.
    public struct Member: Sendable {
        /// The member's name, which may have expressions in it.
        let name: Template
        /// The shape of its value.
        let shape: Shape
    }

    /// Where the shape stands in its file.
    public var location: Location {
        switch self {
        case .literal(_, _, let location), .constant(_, let location), .hole(_, let location), .object(_, let location),
            .list(_, let location), .matchers(_, let location):
            location
        case .all(let shapes): shapes.first?.location ?? Location(file: "")
        }
    }
}

/// A place where a value is not what its shape says.
public struct Mismatch: Sendable, Hashable {
    /// The way to the value from the root of the content.
    public var path: NormalizedPath
    /// What was expected, in words.
    public var expected: String
    /// What was there, in words.
    public var actual: String
    /// Whether nothing could be decided, instead of something being wrong.
    public var isUndecidable: Bool
    /// The line of the contract that states the expectation.
    public var location: Location

    init(
        _ path: NormalizedPath, expected: String, actual: String, isUndecidable: Bool = false, at location: Location
    ) {
        self.path = path
        self.expected = expected
        self.actual = actual
        self.isUndecidable = isUndecidable
        self.location = location
    }
}

extension Shape {
    /// The places where a value differs from the shape; `nil` stands for a member that is absent.
    public func mismatches(
        in value: JSONValue?, at path: NormalizedPath = .root, _ values: ValueLookup
    ) throws(TemplateError) -> [Mismatch] {
        switch self {
        case .literal(let template, let isText, let location):
            let expected: JSONValue = isText ? .string(try template.text(values)) : try template.value(values)
            return Self.equal(value, expected, at: path, location)
        case .constant(let expected, let location):
            return Self.equal(value, expected, at: path, location)
        case .hole(let hole, let location):
            return hole.holds(for: value)
                ? [] : [Mismatch(path, expected: hole.words, actual: Words.of(value), at: location)]
        case .object(let members, let location):
            guard let value, case .object(let object) = value else {
                return [Mismatch(path, expected: "an object", actual: Words.of(value), at: location)]
            }
            var result: [Mismatch] = []
            for member in members {
                let name = try member.name.text(values)
                let value = object[name]
                if member.shape.isSeenToHold(for: value) { continue }
                Self.add(try member.shape.mismatches(in: value, at: path.appending(.name(name)), values), to: &result)
            }
            return result
        case .list(let shapes, let location):
            guard let value, case .array(let elements) = value else {
                return [Mismatch(path, expected: "a list", actual: Words.of(value), at: location)]
            }
            guard elements.count == shapes.count else {
                return [
                    Mismatch(
                        path, expected: "a list of \(shapes.count)", actual: "a list of \(elements.count)", at: location
                    )
                ]
            }
            var result: [Mismatch] = []
            for (index, shape) in shapes.enumerated() {
                Self.add(
                    try shape.mismatches(in: elements[index], at: path.appending(.index(index)), values), to: &result)
            }
            return result
        case .matchers(let matchers, _):
            var result: [Mismatch] = []
            for place in matchers.indices {
                Self.add(try matchers[place].mismatches(in: value, at: path, values), to: &result)
            }
            return result
        case .all(let shapes):
            var result: [Mismatch] = []
            for shape in shapes { Self.add(try shape.mismatches(in: value, at: path, values), to: &result) }
            return result
        }
    }

    /// Adds mismatches, of which there are hardly ever any: to add nothing to an empty list takes memory all the same.
    private static func add(_ found: [Mismatch], to result: inout [Mismatch]) {
        if !found.isEmpty { result += found }
    }

    /// Whether a shape without parts holds; for any other one nothing is told.
    ///
    /// Nearly every value is as it should be, and then its path is not worth making.
    private func isSeenToHold(for value: JSONValue?) -> Bool {
        switch self {
        case .constant(let expected, _): value == expected
        case .hole(let hole, _): hole.holds(for: value)
        default: false
        }
    }

    /// Whether a value has the shape.
    func holds(for value: JSONValue?, _ values: ValueLookup) throws(TemplateError) -> Bool {
        try mismatches(in: value, values).isEmpty
    }

    /// What a comparison with a value finds out: one place that is wrong outranks any that tells nothing.
    func outcome(for value: JSONValue?, _ values: ValueLookup) throws(TemplateError) -> Finding.Outcome {
        let found = try mismatches(in: value, values)
        return found.isEmpty ? .holds : found.allSatisfy(\.isUndecidable) ? .undecidable : .broken
    }

    static func equal(_ value: JSONValue?, _ expected: JSONValue, at path: NormalizedPath, _ location: Location)
        -> [Mismatch]
    {
        value == expected
            ? [] : [Mismatch(path, expected: Words.of(expected), actual: Words.of(value), at: location)]
    }
}

/// Words for values in messages, cut to a length that a line can hold.
enum Words {
    static func of(_ value: JSONValue?) -> String {
        guard let value else { return "nothing" }
        let text = JSONWriter.text(of: value)
        guard text.unicodeScalars.count > 160 else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(150)))
            + "… (\(text.unicodeScalars.count) characters)"
    }
}

extension Shape {
    /// The expressions in the shape's own texts.
    var expressions: [Expression] {
        switch self {
        case .literal(let template, _, _): template.expressions
        case .constant, .hole: []
        case .object(let members, _): members.flatMap { $0.name.expressions + $0.shape.expressions }
        case .list(let shapes, _), .all(let shapes): shapes.flatMap(\.expressions)
        case .matchers(let matchers, _): matchers.flatMap(\.expressions)
        }
    }
}
