/// Operators, paths and simple terms (HCL native syntax, section "Expressions").
extension TemplateParser {
    /// An expression; blanks before it are stepped over already.
    mutating func expression() throws(TemplateProblem) -> Expression {
        try enter()
        defer { leave() }
        let start = position
        let condition = try chain(level: 0)
        try skipBlank()
        guard take(UInt8(ascii: "?")) else { return condition }
        try skipBlank()
        let positive = try expression()
        try skipBlank()
        guard take(UInt8(ascii: ":")) else { throw unexpected("\":\" and the other value of the condition") }
        try skipBlank()
        let negative = try expression()
        return Expression(kind: .conditional(condition, positive, negative), place: place(start))
    }

    private mutating func chain(level: Int) throws(TemplateProblem) -> Expression {
        guard level < BinaryOperator.levels.count else { return try unary() }
        let start = position
        let first = try chain(level: level + 1)
        var rest: [ChainLink] = []
        while true {
            try skipBlank()
            guard let symbol = takeOperator(BinaryOperator.levels[level]) else { break }
            try skipBlank()
            rest.append(ChainLink(symbol: symbol, operand: try chain(level: level + 1)))
        }
        return rest.isEmpty ? first : Expression(kind: .chain(first, rest), place: place(start))
    }

    private mutating func takeOperator(_ choices: [BinaryOperator]) -> BinaryOperator? {
        choices.first { take($0.rawValue) }
    }

    private mutating func unary() throws(TemplateProblem) -> Expression {
        let start = position
        let symbol: UnaryOperator
        if current == UInt8(ascii: "!"), byte(1) != UInt8(ascii: "=") {
            symbol = .not
        } else if current == UInt8(ascii: "-") {
            symbol = .negate
        } else {
            return try path()
        }
        position += 1
        try enter()
        defer { leave() }
        try skipBlank()
        return Expression(kind: .unary(symbol, try unary()), place: place(start))
    }

    private mutating func path() throws(TemplateProblem) -> Expression {
        let start = position
        let term = try term()
        let steps = try steps()
        guard !steps.isEmpty else { return term }
        if case .reference(let root, let first) = term.kind {
            return Expression(kind: .reference(root, first + steps), place: place(start))
        }
        return Expression(kind: .traversal(term, steps), place: place(start))
    }

    /// The steps behind a term; `onlyAttributes` is set behind a splat that is written with a dot.
    private mutating func steps(onlyAttributes: Bool = false) throws(TemplateProblem) -> [TraversalStep] {
        var steps: [TraversalStep] = []
        while true {
            let before = position
            try skipBlank()
            if current == UInt8(ascii: "."), byte(1) != UInt8(ascii: ".") {
                position += 1
                try skipBlank()
                steps.append(try attributeStep())
            } else if current == UInt8(ascii: "["), !onlyAttributes {
                steps.append(try bracketStep())
            } else {
                position = before
                return steps
            }
        }
    }

    private mutating func attributeStep() throws(TemplateProblem) -> TraversalStep {
        if let name = takeName() { return .attribute(name) }
        if take(UInt8(ascii: "*")) {
            try enter()
            defer { leave() }
            return .splat(try steps(onlyAttributes: true))
        }
        let start = position
        while Self.isDigit(current) { position += 1 }
        guard position > start else { throw unexpected("the name of an attribute") }
        let digits = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let index = NumberText(digits) else { throw problem("the index is too large", at: start) }
        return .index(Expression(kind: .literal(.number(index.text)), place: place(start)))
    }

    private mutating func bracketStep() throws(TemplateProblem) -> TraversalStep {
        let opening = position
        let outer = linesMatter
        linesMatter = false
        position += 1
        try enter()
        defer { leave() }
        try skipBlank()
        if current == UInt8(ascii: "*") {
            position += 1
            try skipBlank()
            try close("]", opening: opening)
            linesMatter = outer
            return .splat(try steps())
        }
        let index = try expression()
        try skipBlank()
        try close("]", opening: opening)
        linesMatter = outer
        return .index(index)
    }

    private mutating func term() throws(TemplateProblem) -> Expression {
        let start = position
        switch current {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "\""): return try quoted()
        case UInt8(ascii: "<") where byte(1) == UInt8(ascii: "<"): return try heredoc()
        case UInt8(ascii: "["): return try listOrFor()
        case UInt8(ascii: "{"): return try objectOrFor()
        case UInt8(ascii: "("):
            let outer = linesMatter
            linesMatter = false
            position += 1
            try skipBlank()
            let inner = try expression()
            try skipBlank()
            try close(")", opening: start)
            linesMatter = outer
            // Parentheses cut a path: the steps behind them belong to the value as a whole.
            if case .reference = inner.kind { return Expression(kind: .traversal(inner, []), place: inner.place) }
            return inner
        default: break
        }
        guard let name = takeName() else { throw unexpected("an expression") }
        switch name {
        case "true": return Expression(kind: .literal(.bool(true)), place: place(start))
        case "false": return Expression(kind: .literal(.bool(false)), place: place(start))
        case "null": return Expression(kind: .literal(.null), place: place(start))
        default: return try callOrReference(name, start: start)
        }
    }

    private mutating func callOrReference(_ first: String, start: Int) throws(TemplateProblem) -> Expression {
        var name = first
        while current == UInt8(ascii: ":"), byte(1) == UInt8(ascii: ":") {
            position += 2
            guard let next = takeName() else { throw unexpected("the name of a function") }
            name += "::" + next
        }
        let end = position
        try skipBlank()
        if current == UInt8(ascii: "(") { return try call(name, start: start) }
        if name != first { throw unexpected("\"(\" behind the name of a function") }
        position = end
        return Expression(kind: .reference(name, []), place: place(start))
    }

    /// Expects a closing bracket.
    mutating func close(_ bracket: Unicode.Scalar, opening: Int) throws(TemplateProblem) {
        if isAtEnd { throw problem("the bracket that opens here is not closed", at: opening) }
        guard take(UInt8(ascii: bracket)) else { throw unexpected("\"\(bracket)\"") }
    }

    private mutating func number() throws(TemplateProblem) -> Expression {
        let start = position
        while Self.isDigit(current) { position += 1 }
        if current == UInt8(ascii: "."), Self.isDigit(byte(1)) {
            position += 1
            while Self.isDigit(current) { position += 1 }
        }
        if current | 0x20 == UInt8(ascii: "e") {
            let hasSign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
            guard Self.isDigit(byte(hasSign ? 2 : 1)) else { throw problem("the number is malformed", at: start) }
            position += hasSign ? 2 : 1
            while Self.isDigit(current) { position += 1 }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard takeName() == nil else { throw problem("the number is malformed", at: start) }
        guard let number = NumberText(text) else { throw problem("the number is too large", at: start) }
        return Expression(kind: .literal(.number(number.text)), place: place(start))
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
