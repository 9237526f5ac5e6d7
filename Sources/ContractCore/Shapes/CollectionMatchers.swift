extension Matcher {
    /// The elements of a list, or the mismatch that tells there is no list.
    static func elements(
        of value: JSONValue?, at path: NormalizedPath, _ location: Location
    ) -> Result<[JSONValue], ListMissing> {
        guard case .array(let elements)? = value else {
            return .failure(ListMissing(mismatch: Mismatch(path, expected: "a list", actual: Words.of(value), at: location)))
        }
        return .success(elements)
    }
}

/// A value that was expected to be a list and is none.
struct ListMissing: Error {
    let mismatch: Mismatch
}

/// `<each>`: every element matches; an empty list decides nothing.
struct EachMatcher: Matcher {
    static let key = "each"
    let shape: Shape
    var expressions: [Expression] { shape.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shape = try reader.read(node)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            if elements.isEmpty {
                return [Mismatch(path, expected: "elements to look at", actual: "an empty list", isUndecidable: true, at: location)]
            }
            var result: [Mismatch] = []
            for (index, element) in elements.enumerated() {
                result += try shape.mismatches(in: element, at: path.appending(.index(index)), values)
                if result.count > 20 { break }
            }
            return result
        }
    }
}

/// `<contains>`: some element matches, or for a list of shapes: each is matched by some element.
struct ContainsMatcher: Matcher {
    static let key = "contains"
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        var shapes: [Shape] = []
        for element in node.elements ?? [node] { shapes.append(try reader.read(element)) }
        self.shapes = shapes
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            var result: [Mismatch] = []
            for shape in shapes {
                var nearest: [Mismatch]?
                for (index, element) in elements.enumerated() {
                    let found = try shape.mismatches(in: element, at: path.appending(.index(index)), values)
                    if found.count < nearest?.count ?? .max { nearest = found }
                    if found.isEmpty { break }
                }
                guard let nearest else {
                    result.append(Mismatch(path, expected: "an element that matches", actual: "an empty list", at: shape.location))
                    continue
                }
                if let first = nearest.first {
                    result.append(
                        Mismatch(
                            path, expected: "an element that matches",
                            actual: "none of \(elements.count); nearest: \(first.path) is \(first.actual), not \(first.expected)",
                            at: first.location))
                }
            }
            return result
        }
    }
}

/// `<none>`: no element matches; an empty list has none.
struct NoneMatcher: Matcher {
    static let key = "none"
    let shape: Shape
    var expressions: [Expression] { shape.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shape = try reader.read(node)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            for (index, element) in elements.enumerated() where try shape.holds(for: element, values) {
                return [
                    Mismatch(
                        path.appending(.index(index)), expected: "no element like this", actual: Words.of(element), at: location)
                ]
            }
            return []
        }
    }
}

/// `<any order>`: exactly these elements, in any order.
struct AnyOrderMatcher: Matcher {
    static let key = "any order"
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        guard let elements = node.elements else {
            throw Diagnostic("type", "'<any order>' takes a list of shapes, not \(node.kind)", at: node.location, length: node.width)
        }
        var shapes: [Shape] = []
        for element in elements { shapes.append(try reader.read(element)) }
        self.shapes = shapes
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            guard elements.count == shapes.count else {
                return [Mismatch(path, expected: "\(shapes.count) elements", actual: "\(elements.count): \(Words.of(value))", at: location)]
            }
            var candidates: [[Int]] = []
            for shape in shapes {
                var fits: [Int] = []
                for (index, element) in elements.enumerated() where try shape.holds(for: element, values) { fits.append(index) }
                candidates.append(fits)
            }
            var owner: [Int: Int] = [:]
            for shape in shapes.indices {
                var tried: Set<Int> = []
                if !Self.assign(shape, candidates, &owner, &tried) {
                    return [
                        Mismatch(path, expected: "an element for each shape", actual: Words.of(value), at: shapes[shape].location)
                    ]
                }
            }
            return []
        }
    }

    /// Finds an element for a shape, moving earlier shapes to other elements where needed (augmenting paths).
    private static func assign(_ shape: Int, _ candidates: [[Int]], _ owner: inout [Int: Int], _ tried: inout Set<Int>) -> Bool {
        for element in candidates[shape] where tried.insert(element).inserted {
            guard let other = owner[element] else {
                owner[element] = shape
                return true
            }
            if assign(other, candidates, &owner, &tried) {
                owner[element] = shape
                return true
            }
        }
        return false
    }
}

/// `<sorted by>`: the elements are in order of a member, `create_time descending`; equal neighbours are in order.
struct SortedByMatcher: Matcher {
    static let key = "sorted by"
    let member: String
    let descending: Bool
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        let words = (node.text ?? "").split(separator: " ").map(String.init)
        guard words.count == 2, ["ascending", "descending"].contains(words[1]) else {
            throw Diagnostic(
                "sorted-by", "'<sorted by>' takes a member and a direction", at: node.location, length: node.width,
                hint: "write for instance 'create_time descending'")
        }
        member = words[0]
        descending = words[1] == "descending"
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            if elements.count < 2 {
                return [
                    Mismatch(
                        path, expected: "two or more elements to compare", actual: "\(elements.count)", isUndecidable: true,
                        at: location)
                ]
            }
            for index in elements.indices.dropFirst() {
                let (before, after) = (elements[index - 1][member], elements[index][member])
                let place = path.appending(.index(index)).appending(.name(member))
                guard let before, let after, let inOrder = Self.inOrder(before, after, descending: descending) else {
                    return [Mismatch(place, expected: "a value to sort by", actual: Words.of(after ?? before), at: location)]
                }
                if !inOrder {
                    return [
                        Mismatch(
                            place, expected: "at most \(Words.of(before)), the one before it".replacing(
                                "at most", with: descending ? "at most" : "at least"), actual: Words.of(after), at: location)
                    ]
                }
            }
            return []
        }
    }

    private static func inOrder(_ before: JSONValue, _ after: JSONValue, descending: Bool) -> Bool? {
        switch (before, after) {
        case (.number(let left), .number(let right)): descending ? left >= right : left <= right
        case (.string(let left), .string(let right)):
            if let left = TimestampFormat.readAny(left), let right = TimestampFormat.readAny(right) {
                descending ? left >= right : left <= right
            } else {
                descending
                    ? !left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
                    : !right.unicodeScalars.lexicographicallyPrecedes(left.unicodeScalars)
            }
        default: nil
        }
    }
}

/// `<unique by>`: no two elements have the same value of a member.
struct UniqueByMatcher: Matcher {
    static let key = "unique by"
    let member: String
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        guard let text = node.text, !text.isEmpty else {
            throw Diagnostic("type", "'<unique by>' takes the name of a member, not \(node.kind)", at: node.location)
        }
        member = text
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            var seen: [JSONValue: Int] = [:]
            for (index, element) in elements.enumerated() {
                guard let key = element[member] else { continue }
                if let first = seen.updateValue(index, forKey: key) {
                    return [
                        Mismatch(
                            path.appending(.index(index)).appending(.name(member)),
                            expected: "a value that no other element has", actual: "\(Words.of(key)), as in element \(first)",
                            at: location)
                    ]
                }
            }
            return []
        }
    }
}

/// `<count>`: so many elements, as a number, a range or an expression.
struct CountMatcher: Matcher {
    static let key = "count"
    let count: Template
    var expressions: [Expression] { count.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        do throws(TemplateError) {
            guard let text = node.text else { throw TemplateError(code: "type", message: "'<count>' takes a number or a range, not \(node.kind)") }
            count = try Template(text)
            if let constant = count.constant { _ = try ClosedBounds(constant) }
        } catch {
            throw Diagnostic(error, at: node)
        }
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError) -> [Mismatch] {
        let bounds = try ClosedBounds(try count.text(values))
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            return bounds.contains(elements.count)
                ? [] : [Mismatch(path, expected: "\(bounds.words) elements", actual: "\(elements.count)", at: location)]
        }
    }
}
