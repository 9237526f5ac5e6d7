/// Quoted text and heredocs (HCL native syntax, sections "Template Expressions" and "Templates").
extension TemplateParser {
    /// Text in quotes.
    mutating func quoted() throws(TemplateProblem) -> Expression {
        let opening = position
        try enter()
        defer { leave() }
        position += 1
        var builder = TemplateBuilder()
        var literal: [UInt8] = []
        while true {
            guard !isAtEnd else { throw problem("the text that opens here is not closed", at: opening) }
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                builder.add(literal)
                return try finish(builder, opening: opening)
            case UInt8(ascii: "\\"): try escape(into: &literal)
            case 0x0A, 0x0D:
                throw problem("text in quotes may not hold a line break; expected \"\\n\" or a heredoc", at: position)
            default: try letter(into: &literal, builder: &builder)
            }
        }
    }

    /// The whole content as a template without quotes and escapes, as in a JSON string.
    mutating func wholeTemplate() throws(TemplateProblem) -> Expression {
        var builder = TemplateBuilder()
        var literal: [UInt8] = []
        while !isAtEnd { try letter(into: &literal, builder: &builder) }
        builder.add(literal)
        return try finish(builder, opening: 0)
    }

    /// A heredoc; its last line break stays, and with `<<-` the common indentation goes.
    mutating func heredoc() throws(TemplateProblem) -> Expression {
        let opening = position
        try enter()
        defer { leave() }
        position += 2
        let isIndented = take(UInt8(ascii: "-"))
        guard let marker = takeName() else { throw unexpected("the name that ends the heredoc") }
        guard takeLineBreak() else { throw unexpected("a line break behind \"\(marker)\"") }
        var builder = TemplateBuilder()
        var literal: [UInt8] = []
        var isLineStart = true
        while true {
            if isLineStart, takeMarker(marker) { break }
            isLineStart = false
            guard !isAtEnd else { throw problem("the heredoc that opens here is not closed", at: opening) }
            if current == 0x0A {
                literal.append(0x0A)
                position += 1
                builder.add(literal)
                literal = []
                isLineStart = true
            } else if current == 0x0D, byte(1) == 0x0A {
                position += 1
            } else {
                try letter(into: &literal, builder: &builder)
            }
        }
        if isIndented { builder.removeIndentation() }
        return try finish(builder, opening: opening)
    }

    private mutating func takeMarker(_ marker: String) -> Bool {
        var end = position
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        guard bytes[end...].starts(with: marker.utf8) else { return false }
        end += marker.utf8.count
        var rest = end
        while rest < bytes.count, bytes[rest] == 0x20 || bytes[rest] == 0x09 || bytes[rest] == 0x0D { rest += 1 }
        guard rest == bytes.count || bytes[rest] == 0x0A else { return false }
        position = end
        return true
    }

    private func finish(_ builder: TemplateBuilder, opening: Int) throws(TemplateProblem) -> Expression {
        do {
            return try builder.expression(at: place(opening), maximumDepth: maximumDepth)
        } catch {
            throw source.problem(.syntax, error.message, at: error.place?.offset ?? place(opening).offset)
        }
    }

    /// One byte of literal text, an interpolation or a directive.
    private mutating func letter(
        into literal: inout [UInt8], builder: inout TemplateBuilder
    ) throws(TemplateProblem) {
        let mark = current
        guard mark == UInt8(ascii: "$") || mark == UInt8(ascii: "%") else {
            literal.append(mark)
            position += 1
            return
        }
        if byte(1) == mark, byte(2) == UInt8(ascii: "{") {
            literal += [mark, UInt8(ascii: "{")]
            position += 3
        } else if byte(1) == UInt8(ascii: "{") {
            builder.add(literal)
            literal = []
            try sequence(isDirective: mark == UInt8(ascii: "%"), builder: &builder)
        } else {
            literal.append(mark)
            position += 1
        }
    }

    /// What stands between `${` or `%{` and `}`.
    private mutating func sequence(isDirective: Bool, builder: inout TemplateBuilder) throws(TemplateProblem) {
        let opening = position
        let outer = linesMatter
        linesMatter = false
        defer { linesMatter = outer }
        position += 2
        let stripsBefore = take(UInt8(ascii: "~"))
        try skipBlank()
        let token: TemplateBuilder.Token =
            isDirective ? try directive() : .value(try expression())
        try skipBlank()
        let stripsBehind = take(UInt8(ascii: "~"))
        if isAtEnd { throw problem("the interpolation that opens here is not closed", at: opening) }
        guard take(UInt8(ascii: "}")) else { throw unexpected("\"}\" at the end of the interpolation") }
        builder.add(token, at: place(opening), stripsBefore: stripsBefore, stripsBehind: stripsBehind)
    }

    private mutating func directive() throws(TemplateProblem) -> TemplateBuilder.Token {
        if isAtWord("for") { return .loop(try forClause(end: nil)) }
        let start = position
        switch takeName() {
        case "if":
            try skipBlank()
            return .condition(try expression())
        case "else": return .otherwise
        case "endif": return .endCondition
        case "endfor": return .endLoop
        default:
            position = start
            throw unexpected("one of the directives if, else, endif, for and endfor")
        }
    }

    private mutating func escape(into literal: inout [UInt8]) throws(TemplateProblem) {
        let start = position
        position += 2
        switch byte(-1) {
        case UInt8(ascii: "n"): literal.append(0x0A)
        case UInt8(ascii: "r"): literal.append(0x0D)
        case UInt8(ascii: "t"): literal.append(0x09)
        case UInt8(ascii: "\""): literal.append(0x22)
        case UInt8(ascii: "\\"): literal.append(0x5C)
        case UInt8(ascii: "u"): try scalarEscape(digits: 4, start: start, into: &literal)
        case UInt8(ascii: "U"): try scalarEscape(digits: 8, start: start, into: &literal)
        default: throw problem("the escape is unknown; expected one of \\n \\r \\t \\\" \\\\ \\u \\U", at: start)
        }
    }

    private mutating func scalarEscape(
        digits: Int, start: Int, into literal: inout [UInt8]
    ) throws(TemplateProblem) {
        var code: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = PercentCoding.hexadecimal(current) else {
                throw problem("the escape needs \(digits) hexadecimal digits", at: start)
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        guard let scalar = Unicode.Scalar(code) else { throw problem("the escape names no character", at: start) }
        literal += Array(String(Character(scalar)).utf8)
    }
}
