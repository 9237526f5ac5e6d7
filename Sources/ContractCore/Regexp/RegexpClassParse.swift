/// The grammar of a class in brackets (RFC 9485, section 3, charClassExpr).
enum RegexpClassParse {
    /// Reads a class from behind its opening bracket.
    static func classExpression(_ parse: inout RegexpParse) throws(IRegexpError) -> ScalarSet {
        let isNegated = parse.take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var categories: GeneralCategories = []
        if parse.take("-") {
            ranges.append(dash)
        } else if parse.peek == "]" {
            throw parse.error(.unexpectedCharacter, "found ']' in a class without content")
        }
        while !parse.take("]") {
            let start = parse.position
            switch try element(&parse) {
            case .category(let listed): categories.formUnion(listed)
            case .character("-") where parse.scalars[start] == "-":
                guard parse.take("]") else { throw strayDash(parse, at: start) }
                return ScalarSet(ranges: ranges + [dash], categories: categories, isNegated: isNegated)
            case .character(let first):
                guard parse.peek == "-", parse.position + 1 < parse.scalars.count else {
                    ranges.append(first.value...first.value)
                    continue
                }
                // A dash in front of the closing bracket stands for itself; the next turn takes it.
                if parse.scalars[parse.position + 1] == "]" {
                    ranges.append(first.value...first.value)
                    continue
                }
                ranges.append(try range(from: first, at: start, &parse))
            }
        }
        return ScalarSet(ranges: ranges, categories: categories, isNegated: isNegated)
    }

    private static let dash: ClosedRange<UInt32> = 0x2D...0x2D

    /// Reads one character or escape.
    private static func element(_ parse: inout RegexpParse) throws(IRegexpError) -> RegexpParse.Escape {
        let scalar = try parse.next(in: "a class, expected ']'")
        if scalar == "\\" { return try parse.escape() }
        if scalar == "[" {
            let message = "found '[' in a class, expected '\\[' for the character itself"
            throw parse.error(.unexpectedCharacter, message, at: parse.position - 1)
        }
        return .character(scalar)
    }

    /// Reads the dash and the end of a range.
    private static func range(
        from first: Unicode.Scalar, at start: Int, _ parse: inout RegexpParse
    ) throws(IRegexpError) -> ClosedRange<UInt32> {
        let dashPlace = parse.position
        _ = parse.take("-")
        let isDash = parse.peek == "-"
        guard case .character(let last) = try element(&parse), !isDash else { throw strayDash(parse, at: dashPlace) }
        guard first <= last else {
            throw parse.error(.reversedRange, "the range '\(first)-\(last)' ends before it starts", at: start)
        }
        return first.value...last.value
    }

    private static func strayDash(_ parse: RegexpParse, at offset: Int) -> IRegexpError {
        if parse.peek == nil { return parse.error(.unexpectedEnd, "the pattern ends inside a class, expected ']'") }
        let message = "found '-' between other things in a class, expected '\\-' for the character itself"
        return parse.error(.unexpectedCharacter, message, at: offset)
    }
}
