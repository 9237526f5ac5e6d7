/// Turns a JSON document into the same bodies as the native syntax (HCL JSON syntax specification).
///
/// JSON does not tell blocks from arguments; only the blocks that the language itself defines become blocks.
struct JSONBodyReader {
    /// How the strings of a place are understood.
    private enum Strings {
        /// As templates with interpolations.
        case templates
        /// As text that means itself.
        case literals
        /// As expressions without interpolation marks.
        case expressions
    }

    /// The blocks of a body with the number of their labels, and what is special about its arguments.
    private struct Shape {
        var blocks: [String: (labels: Int, shape: @Sendable () -> Shape)] = [:]
        var strings: [String: Strings] = [:]
    }

    private let source: SourceText
    private let file: Int
    private let limits: TemplateLimits

    /// Parses a whole `.tf.json` file.
    static func parse(_ source: SourceText, file: Int, limits: TemplateLimits) throws(TemplateProblem) -> Body {
        let reader = JSONBodyReader(source: source, file: file, limits: limits)
        let tree = try JSONTreeParser.parse(source, limits: limits)
        guard case .object = tree.kind else {
            throw source.problem(.syntax, "expected an object at the top of the document", at: tree.offset)
        }
        var body = Body()
        try reader.add(tree, to: &body, shape: root, depth: 1)
        return body
    }

    /// Parses a JSON object of variable values, whose strings mean themselves.
    static func parseValues(_ source: SourceText, limits: TemplateLimits) throws(TemplateProblem) -> Body {
        let reader = JSONBodyReader(source: source, file: 0, limits: limits)
        let tree = try JSONTreeParser.parse(source, limits: limits)
        guard case .object(let members) = tree.kind else {
            throw source.problem(.syntax, "expected an object at the top of the document", at: tree.offset)
        }
        var body = Body()
        var names: Set<String> = []
        for member in members {
            try reader.addAttribute(member, to: &body, names: &names, strings: .literals, depth: 1)
        }
        return body
    }

    // MARK: - Blocks

    private func add(
        _ tree: JSONTree, to body: inout Body, shape: Shape, depth: Int
    ) throws(TemplateProblem) {
        var names = Set(body.attributes.map(\.name))
        for object in try objects(tree) {
            for member in object where member.nameText != "//" {
                if let block = shape.blocks[member.nameText] {
                    try addBlocks(
                        member.nameText, labels: [], missing: block.labels, value: member.value,
                        place: member.name.offset, shape: block.shape(), to: &body, depth: depth + 1)
                } else {
                    try addAttribute(
                        member, to: &body, names: &names, strings: shape.strings[member.nameText] ?? .templates,
                        depth: depth)
                }
            }
        }
    }

    private func addBlocks(
        _ type: String, labels: [String], missing: Int, value: JSONTree, place: Int, shape: Shape,
        to body: inout Body, depth: Int
    ) throws(TemplateProblem) {
        if case .literal(.null) = value.kind { return }
        for object in try bodies(value) {
            guard missing > 0 else {
                var inner = Body()
                try add(object, to: &inner, shape: shape, depth: depth)
                body.blocks.append(
                    Block(type: type, labels: labels, body: inner, place: SourcePlace(file: file, offset: place)))
                continue
            }
            guard case .object(let members) = object.kind else { continue }
            for member in members where member.nameText != "//" {
                try addBlocks(
                    type, labels: labels + [member.nameText], missing: missing - 1, value: member.value,
                    place: member.name.offset, shape: shape, to: &body, depth: depth + 1)
            }
        }
    }

    /// The objects that stand for bodies: one object, or an array of objects.
    private func bodies(_ tree: JSONTree) throws(TemplateProblem) -> [JSONTree] {
        switch tree.kind {
        case .object: return [tree]
        case .array(let elements):
            for element in elements {
                guard case .object = element.kind else { throw noObject(element) }
            }
            return elements
        case .literal, .string: throw noObject(tree)
        }
    }

    private func objects(_ tree: JSONTree) throws(TemplateProblem) -> [[JSONTree.Member]] {
        try bodies(tree).map { (tree) throws(TemplateProblem) in
            guard case .object(let members) = tree.kind else { throw noObject(tree) }
            return members
        }
    }

    private func noObject(_ tree: JSONTree) -> TemplateProblem {
        source.problem(.syntax, "expected an object or an array of objects", at: tree.offset)
    }

    // MARK: - Arguments

    private func addAttribute(
        _ member: JSONTree.Member, to body: inout Body, names: inout Set<String>, strings: Strings, depth: Int
    ) throws(TemplateProblem) {
        guard names.insert(member.nameText).inserted else {
            throw source.problem(
                .syntax, "the argument \"\(member.nameText)\" is set twice", at: member.name.offset)
        }
        let value = try expression(member.value, strings: strings, depth: depth)
        body.attributes.append(
            Attribute(
                name: member.nameText, place: SourcePlace(file: file, offset: member.name.offset), value: value,
                text: .text(Self.text(member.value))))
    }

    /// The source of an argument as it would stand in the native syntax, where it is one expression.
    private static func text(_ tree: JSONTree) -> String {
        switch tree.kind {
        case .literal(let value): return value.json
        case .array, .object: return ""
        case .string(let text, _):
            guard text.hasPrefix("${"), text.hasSuffix("}"), !text.dropFirst(2).contains("${") else { return text }
            var inner = text.dropFirst(2).dropLast()
            while inner.first?.isWhitespace == true { inner.removeFirst() }
            while inner.last?.isWhitespace == true { inner.removeLast() }
            return String(inner)
        }
    }

    private func expression(
        _ tree: JSONTree, strings: Strings, depth: Int
    ) throws(TemplateProblem) -> Expression {
        let place = SourcePlace(file: file, offset: tree.offset)
        switch tree.kind {
        case .literal(let value): return Expression(kind: .literal(value), place: place)
        case .string(let text, let isPlain):
            if strings == .literals { return Expression(kind: .literal(.string(text)), place: place) }
            let origin: TemplateParser.Origin =
                isPlain ? .content(start: tree.offset + 1) : .escapedContent(start: tree.offset)
            var parser = TemplateParser(
                content: text, origin: origin, depth: depth, source: source, file: file, limits: limits)
            if strings == .expressions { return try parser.wholeExpression() }
            var expression = try parser.wholeTemplate()
            if expression.plainText != nil { expression.place = place }
            return expression
        case .array(let elements):
            var values: [Expression] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(try expression(element, strings: strings, depth: depth + 1)) }
            return Expression(kind: .list(values), place: place)
        case .object(let members):
            var items: [ObjectItem] = []
            for member in members {
                let key = try expression(
                    member.name, strings: strings == .templates ? .templates : .literals, depth: depth + 1)
                items.append(
                    ObjectItem(key: key, value: try expression(member.value, strings: strings, depth: depth + 1)))
            }
            return Expression(kind: .object(items), place: place)
        }
    }

    // MARK: - Shapes

    private static let root = Shape(blocks: [
        "terraform": (0, { terraform }), "provider": (1, { Shape() }), "variable": (1, { variable }),
        "locals": (0, { Shape() }), "resource": (2, { resource }), "data": (2, { resource }),
        "module": (1, { module }), "output": (1, { output }), "import": (0, { transfer }), "moved": (0, { transfer }),
        "removed": (0, { transfer }), "check": (1, { Shape() }),
    ])
    private static let terraform = Shape(blocks: [
        "required_providers": (0, { Shape() }), "backend": (1, { Shape() }), "cloud": (0, { Shape() }),
        "provider_meta": (1, { Shape() }),
    ])
    private static let variable = Shape(
        blocks: ["validation": (0, { Shape() })], strings: ["type": .expressions, "default": .literals])
    private static let lifecycle = Shape(
        blocks: ["precondition": (0, { Shape() }), "postcondition": (0, { Shape() })],
        strings: ["ignore_changes": .expressions, "replace_triggered_by": .expressions])
    private static let resource = Shape(
        blocks: [
            "lifecycle": (0, { lifecycle }), "provisioner": (1, { Shape() }), "connection": (0, { Shape() }),
            "dynamic": (1, { Shape(blocks: ["content": (0, { Shape() })]) }),
        ], strings: ["depends_on": .expressions, "provider": .expressions])
    private static let module = Shape(strings: ["depends_on": .expressions, "providers": .expressions])
    private static let output = Shape(
        blocks: ["precondition": (0, { Shape() })], strings: ["depends_on": .expressions])
    private static let transfer = Shape(
        blocks: ["lifecycle": (0, { Shape() })],
        strings: ["to": .expressions, "from": .expressions, "provider": .expressions])
}
