/// Reads shapes from nodes, with the named shapes of a vocabulary.
public struct ShapeReader: Sendable {
    private let named: [String: LocatedNode]
    private var open: Set<String> = []
    let budget: ReadingBudget
    private let holes: HoleCache
    /// The mistakes in shapes that were read so far, but for those that were thrown.
    var mistakes = Diagnostics()
    /// What the names stand for that were used so far.
    var namedContent = NamedContent()

    /// Makes a reader that knows these shapes by name.
    public init(named: [String: LocatedNode] = [:], budget: ReadingBudget = ReadingBudget()) {
        self.init(named: named, budget: budget, holes: HoleCache())
    }

    init(named: [String: LocatedNode], budget: ReadingBudget, holes: HoleCache) {
        self.named = named
        self.budget = budget
        self.holes = holes
    }

    /// Reads a shape inside another; a mistake is noted, so that the shapes beside it are read as well.
    mutating func inner(_ node: LocatedNode) -> Shape {
        do throws(Diagnostic) {
            return try read(node)
        } catch {
            mistakes.add(error)
            return .constant(.null, node.location)
        }
    }

    /// Reads a shape.
    mutating func read(_ node: LocatedNode) throws(Diagnostic) -> Shape {
        try budget.spend(at: node)
        switch node.value {
        case .scalar(let text, let isPlain): return try scalar(text, isPlain: isPlain, node)
        case .list(let elements):
            var shapes: [Shape] = []
            for element in elements { shapes.append(inner(element)) }
            return .list(shapes, node.location)
        case .map(let entries): return try map(entries, node)
        }
    }

    private mutating func scalar(_ text: String, isPlain: Bool, _ node: LocatedNode) throws(Diagnostic) -> Shape {
        if Self.isBracketed(text), text.utf8.count > 2 {
            do throws(TemplateError) {
                return .hole(try holes.hole(text), node.location)
            } catch {
                throw Diagnostic(error, at: node)
            }
        }
        let isEscaped = Self.isEscaped(text)
        guard isEscaped || Template.isIn(text) else {
            let json = isPlain ? LocatedNode.resolve(text) : .string(text)
            return .constant(json, node.location)
        }
        let template: Template
        do throws(TemplateError) {
            template = try Template(isEscaped ? String(text.dropFirst()) : text)
        } catch {
            throw Diagnostic(error, at: node)
        }
        if let whole = template.whole, whole.root == "shapes" { return try shape(named: whole, node) }
        return .literal(template, isText: template.whole == nil, node.location)
    }

    /// Whether a text stands in angle brackets.
    private static func isBracketed(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "<") && text.utf8.last == UInt8(ascii: ">")
    }

    /// Whether a text begins with a backslash and an angle bracket, which stands for the bracket itself.
    private static func isEscaped(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "\\") && text.utf8.dropFirst().first == UInt8(ascii: "<")
    }

    private mutating func shape(named expression: Expression, _ node: LocatedNode) throws(Diagnostic) -> Shape {
        let name = expression.steps.first?.text ?? ""
        guard expression.steps.count == 1, let definition = named[name] else {
            throw Diagnostic(
                "unknown-shape", "no shape is called '\(name)'", at: node.location, length: node.width,
                hint: Suggestion.hint(for: name, among: Array(named.keys)))
        }
        guard open.insert(name).inserted else {
            throw Diagnostic(
                "shape-cycle", "the shape '\(name)' contains itself", at: node.location, length: node.width)
        }
        defer { open.remove(name) }
        namedContent.add(definition)
        return try read(definition)
    }

    private mutating func map(_ entries: [LocatedNode.Entry], _ node: LocatedNode) throws(Diagnostic) -> Shape {
        var members: [Shape.Member] = []
        var matchers: [any Matcher] = []
        for entry in entries {
            do throws(Diagnostic) {
                if Self.isBracketed(entry.key) {
                    matchers.append(try matcher(entry))
                } else {
                    members.append(try member(entry))
                }
            } catch {
                mistakes.add(error)
            }
        }
        if matchers.isEmpty { return .object(members, node.location) }
        let statements = Shape.matchers(matchers, node.location)
        return members.isEmpty ? statements : .all([.object(members, node.location), statements])
    }

    private mutating func matcher(_ entry: LocatedNode.Entry) throws(Diagnostic) -> any Matcher {
        let key = String(entry.key.dropFirst().dropLast())
        guard let type = Matchers.byKey[key] else {
            throw Diagnostic(
                "unknown-matcher", "unknown matcher '<\(key)>'", at: entry.keyLocation, length: entry.keyNode.width,
                hint: Suggestion.hint(for: key, among: Array(Matchers.byKey.keys)))
        }
        return try type.init(entry.value, &self)
    }

    private mutating func member(_ entry: LocatedNode.Entry) throws(Diagnostic) -> Shape.Member {
        let name = Self.isEscaped(entry.key) ? String(entry.key.dropFirst()) : entry.key
        let shape = inner(entry.value)
        do throws(TemplateError) {
            return Shape.Member(name: try Template(name), shape: shape)
        } catch {
            throw Diagnostic(error, at: entry.keyNode)
        }
    }

    /// Reads a list of shapes that a matcher takes.
    mutating func shapes(_ node: LocatedNode, of key: String) throws(Diagnostic) -> [Shape] {
        guard let elements = node.elements, !elements.isEmpty else {
            throw Diagnostic(
                "type", "'<\(key)>' takes a list of shapes, not \(node.kind)", at: node.location, length: node.width)
        }
        return elements.map { inner($0) }
    }
}

extension Diagnostic {
    /// Places a template's mistake at the node that holds the template.
    init(_ error: TemplateError, at node: LocatedNode) {
        self.init(error.code, error.message, at: node.location, length: node.width, hint: error.hint)
    }
}
