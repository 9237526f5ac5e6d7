/// Lists, objects, calls and `for` expressions (HCL native syntax, sections "Collection Values" and following).
extension TemplateParser {
    mutating func listOrFor() throws(TemplateProblem) -> Expression {
        let opening = position
        let outer = linesMatter
        linesMatter = false
        defer { linesMatter = outer }
        position += 1
        try skipBlank()
        if isAtWord("for") {
            var clause = try forClause(end: ":")
            try skipBlank()
            let value = try expression()
            clause.condition = try forCondition()
            try close("]", opening: opening)
            return Expression(kind: .forList(clause, value: value), place: place(opening))
        }
        var elements: [Expression] = []
        while true {
            try skipBlank()
            if take(UInt8(ascii: "]")) { break }
            if isAtEnd { throw problem("the bracket that opens here is not closed", at: opening) }
            elements.append(try expression())
            try skipBlank()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "]")) { break }
            if isAtEnd { throw problem("the bracket that opens here is not closed", at: opening) }
            throw unexpected("\",\" or \"]\"")
        }
        return Expression(kind: .list(elements), place: place(opening))
    }

    mutating func objectOrFor() throws(TemplateProblem) -> Expression {
        let opening = position
        let outer = linesMatter
        defer { linesMatter = outer }
        position += 1
        try skipBlankLines()
        if isAtWord("for") {
            linesMatter = false
            return try forObject(opening: opening)
        }
        linesMatter = true
        var items: [ObjectItem] = []
        while true {
            try skipBlankLines()
            if take(UInt8(ascii: "}")) { break }
            if isAtEnd { throw problem("the brace that opens here is not closed", at: opening) }
            let key = try objectKey()
            try skipBlank()
            let isEqualSign = current == UInt8(ascii: "=") && byte(1) != UInt8(ascii: "=")
            guard isEqualSign || current == UInt8(ascii: ":") else { throw unexpected("\"=\" or \":\" behind the key") }
            position += 1
            try skipBlank()
            items.append(ObjectItem(key: key, value: try expression()))
            try skipBlank()
            if take(UInt8(ascii: ",")) || takeLineBreak() { continue }
            if take(UInt8(ascii: "}")) { break }
            if isAtEnd { throw problem("the brace that opens here is not closed", at: opening) }
            throw unexpected("\",\", a line break or \"}\"")
        }
        return Expression(kind: .object(items), place: place(opening))
    }

    private mutating func objectKey() throws(TemplateProblem) -> Expression {
        let start = position
        let key = try expression()
        switch key.kind {
        case .reference(let name, []): return Expression(kind: .literal(.string(name)), place: key.place)
        case .reference: throw problem("a key that is a reference has to stand in parentheses", at: start)
        case .literal(.null): return Expression(kind: .literal(.string("null")), place: key.place)
        case .literal(.bool(let value)): return Expression(kind: .literal(.string("\(value)")), place: key.place)
        default: return key
        }
    }

    private mutating func forObject(opening: Int) throws(TemplateProblem) -> Expression {
        var clause = try forClause(end: ":")
        try skipBlank()
        let key = try expression()
        try skipBlank()
        guard take("=>") else { throw unexpected("\"=>\" behind the key") }
        try skipBlank()
        let value = try expression()
        try skipBlank()
        let groups = take("...")
        clause.condition = try forCondition()
        try close("}", opening: opening)
        return Expression(
            kind: .forObject(clause, key: key, value: value, groups: groups), place: place(opening))
    }

    /// The head of a `for`, from the word on; `end` is the mark behind the collection, nil in a directive.
    mutating func forClause(end: Unicode.Scalar?) throws(TemplateProblem) -> ForClause {
        position += 3
        try skipBlank()
        guard let first = takeName() else { throw unexpected("a name behind for") }
        try skipBlank()
        var second: String?
        if take(UInt8(ascii: ",")) {
            try skipBlank()
            guard let name = takeName() else { throw unexpected("a second name") }
            second = name
            try skipBlank()
        }
        guard isAtWord("in") else { throw unexpected("the word in") }
        position += 2
        try skipBlank()
        let collection = try expression()
        try skipBlank()
        if let end, !take(UInt8(ascii: end)) { throw unexpected("\"\(end)\" behind the collection") }
        return ForClause(
            keyName: second == nil ? nil : first, valueName: second ?? first, collection: collection, condition: nil)
    }

    private mutating func forCondition() throws(TemplateProblem) -> Expression? {
        try skipBlank()
        guard isAtWord("if") else { return nil }
        position += 2
        try skipBlank()
        let condition = try expression()
        try skipBlank()
        return condition
    }

    /// The arguments of a function; the opening parenthesis stands here.
    mutating func call(_ name: String, start: Int) throws(TemplateProblem) -> Expression {
        let opening = position
        let outer = linesMatter
        linesMatter = false
        defer { linesMatter = outer }
        position += 1
        var arguments: [Expression] = []
        var spreads = false
        while true {
            try skipBlank()
            if take(UInt8(ascii: ")")) { break }
            if isAtEnd { throw problem("the bracket that opens here is not closed", at: opening) }
            arguments.append(try expression())
            try skipBlank()
            if take("...") {
                spreads = true
                try skipBlank()
                try close(")", opening: opening)
                break
            }
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: ")")) { break }
            if isAtEnd { throw problem("the bracket that opens here is not closed", at: opening) }
            throw unexpected("\",\" or \")\"")
        }
        return Expression(kind: .call(name, arguments, spreads: spreads), place: place(start))
    }
}
