/// Blocks and arguments (HCL native syntax, section "Structural Elements").
extension TemplateParser {
    /// Parses a whole file.
    static func parse(_ source: SourceText, file: Int, limits: TemplateLimits) throws(TemplateProblem) -> Body {
        var parser = TemplateParser(source, file: file, limits: limits)
        return try parser.body(opening: nil)
    }

    /// Parses text that is one expression and nothing else.
    mutating func wholeExpression() throws(TemplateProblem) -> Expression {
        linesMatter = false
        try skipBlank()
        let expression = try expression()
        try skipBlank()
        guard isAtEnd else { throw unexpected("the end of the expression") }
        return expression
    }

    /// The content of the file, or of the block whose brace stands at `opening`.
    private mutating func body(opening: Int?) throws(TemplateProblem) -> Body {
        var body = Body()
        var names: Set<String> = []
        while true {
            try skipBlankLines()
            if isAtEnd {
                guard let opening else { return body }
                throw problem("the block that opens here is not closed", at: opening)
            }
            if opening != nil, take(UInt8(ascii: "}")) { return body }
            try item(into: &body, names: &names)
            try skipBlank()
            guard isAtEnd || takeLineBreak() else { throw unexpected("the end of the line") }
        }
    }

    private mutating func item(into body: inout Body, names: inout Set<String>) throws(TemplateProblem) {
        let start = position
        guard let name = takeName() else { throw unexpected("an argument or a block") }
        try skipBlank()
        if current == UInt8(ascii: "="), byte(1) != UInt8(ascii: "=") {
            body.attributes.append(try attribute(name, start: start, names: &names))
        } else {
            body.blocks.append(try block(name, start: start))
        }
    }

    private mutating func attribute(
        _ name: String, start: Int, names: inout Set<String>
    ) throws(TemplateProblem) -> Attribute {
        guard names.insert(name).inserted else { throw problem("the argument \"\(name)\" is set twice", at: start) }
        position += 1
        try skipBlank()
        let first = position
        let value = try expression()
        return Attribute(
            name: name, place: place(start), value: value, text: .range(start: first, end: position))
    }

    private mutating func block(_ type: String, start: Int) throws(TemplateProblem) -> Block {
        var labels: [String] = []
        while current != UInt8(ascii: "{") || isAtEnd {
            let labelStart = position
            if let label = takeName() {
                labels.append(label)
            } else if current == UInt8(ascii: "\"") {
                guard let label = try quoted().plainText else {
                    throw problem("a label may not hold interpolations", at: labelStart)
                }
                labels.append(label)
            } else {
                throw unexpected(labels.isEmpty ? "\"=\", \"{\" or a label" : "\"{\" or a label")
            }
            try skipBlank()
        }
        let opening = position
        position += 1
        try enter()
        defer { leave() }
        try skipBlank()
        let body = takeLineBreak() || isAtEnd ? try body(opening: opening) : try shortBody(opening: opening)
        return Block(type: type, labels: labels, body: body, place: place(start))
    }

    /// The content of a block on one line: nothing or one argument.
    private mutating func shortBody(opening: Int) throws(TemplateProblem) -> Body {
        var body = Body()
        if take(UInt8(ascii: "}")) { return body }
        let start = position
        guard let name = takeName() else { throw unexpected("an argument, a line break or \"}\"") }
        try skipBlank()
        guard current == UInt8(ascii: "="), byte(1) != UInt8(ascii: "=") else {
            throw unexpected("\"=\", as a block on one line holds only one argument")
        }
        var names: Set<String> = []
        body.attributes.append(try attribute(name, start: start, names: &names))
        try skipBlank()
        if isAtEnd { throw problem("the block that opens here is not closed", at: opening) }
        guard take(UInt8(ascii: "}")) else {
            throw unexpected("\"}\", as a block on one line holds only one argument")
        }
        return body
    }
}
