extension RegexpParse {
    /// Reads the quantifier behind an atom, if there is one.
    mutating func quantified(_ node: RegexpNode) throws(IRegexpError) -> RegexpNode {
        let start = position
        if take("*") { return .repeated(node, least: 0, most: nil) }
        if take("+") { return .repeated(node, least: 1, most: nil) }
        if take("?") { return .repeated(node, least: 0, most: 1) }
        guard take("{") else { return node }
        let least = try count()
        var most: Int? = least
        if take(",") { most = peek == "}" ? nil : try count() }
        guard take("}") else {
            let kind: IRegexpError.Kind = peek == nil ? .unexpectedEnd : .unexpectedCharacter
            throw error(kind, "expected '}' at the end of a quantifier such as {2,5}")
        }
        if let most, most < least {
            throw error(.reversedRange, "the quantifier {\(least),\(most)} ends before it starts", at: start)
        }
        return .repeated(node, least: least, most: most)
    }

    private mutating func count() throws(IRegexpError) -> Int {
        let start = position
        var value = 0
        while let scalar = peek, ("0"..."9").contains(scalar) {
            // Stays just over the bound however many digits follow.
            value = min(value * 10 + Int(scalar.value - 0x30), IRegexp.largestCount + 1)
            position += 1
        }
        guard position > start else {
            throw error(peek == nil ? .unexpectedEnd : .unexpectedCharacter, "expected a number in a quantifier")
        }
        guard value <= IRegexp.largestCount else {
            throw error(.tooLarge, "a quantifier counts over \(IRegexp.largestCount)", at: start)
        }
        return value
    }
}
