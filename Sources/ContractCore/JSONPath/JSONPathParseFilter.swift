extension JSONPathParse {
    /// Reads `logical-expr`: conditions joined by `||`.
    mutating func condition() throws(JSONPathError) -> JSONPathCondition {
        try nested { (parse) throws(JSONPathError) in
            let conditions = try parse.joined(by: "||") { (parse) throws(JSONPathError) in
                let conditions = try parse.joined(by: "&&") { (parse) throws(JSONPathError) in
                    try parse.basicCondition()
                }
                return conditions.count == 1 ? conditions[0] : .all(conditions)
            }
            return conditions.count == 1 ? conditions[0] : .any(conditions)
        }
    }

    private mutating func joined(
        by operation: StaticString, _ part: (inout JSONPathParse) throws(JSONPathError) -> JSONPathCondition
    ) throws(JSONPathError) -> [JSONPathCondition] {
        var conditions = [try part(&self)]
        while true {
            let end = position
            skipBlanks()
            guard take(operation) else {
                position = end
                return conditions
            }
            skipBlanks()
            conditions.append(try part(&self))
        }
    }

    /// Reads `basic-expr`: parentheses, a comparison or a test.
    private mutating func basicCondition() throws(JSONPathError) -> JSONPathCondition {
        if take("!") {
            skipBlanks()
            return .not(peek == 0x28 ? try parenthesized() : try test())
        }
        if peek == 0x28 { return try parenthesized() }
        let start = position
        let left = try operand()
        let end = position
        skipBlanks()
        guard let relation = relation() else {
            position = end
            return try tested(left, from: start)
        }
        try checkComparable(left, from: start)
        skipBlanks()
        let rightStart = position
        let right = try operand()
        try checkComparable(right, from: rightStart)
        return .comparison(left, relation, right)
    }

    private mutating func parenthesized() throws(JSONPathError) -> JSONPathCondition {
        position += 1
        skipBlanks()
        let condition = try condition()
        skipBlanks()
        guard take(")") else { throw unexpected("')'") }
        return condition
    }

    private mutating func test() throws(JSONPathError) -> JSONPathCondition {
        let start = position
        return try tested(try operand(), from: start)
    }

    /// Makes a condition of something that stands alone.
    private func tested(_ operand: JSONPathOperand, from start: Int) throws(JSONPathError) -> JSONPathCondition {
        switch operand {
        case .query(let query): return .exists(query)
        case .call(let call) where call.function.result == .logical: return .call(call)
        case .call(let call):
            throw error(
                .notTestable, "\(call.function.rawValue)() gives a value, expected a comparison of it", at: start)
        case .literal: throw error(.notTestable, "a literal stands alone, expected a comparison of it", at: start)
        }
    }

    private mutating func relation() -> JSONPathRelation? {
        if take("==") { return .equal }
        if take("!=") { return .unequal }
        if take("<=") { return .lessOrEqual }
        if take(">=") { return .greaterOrEqual }
        if take("<") { return .less }
        return take(">") ? .greater : nil
    }

    private func checkComparable(_ operand: JSONPathOperand, from start: Int) throws(JSONPathError) {
        switch operand {
        case .literal: return
        case .query(let query):
            guard query.isSingular else {
                let message = "a query that may find several nodes is compared, expected one of names and indices only"
                throw error(.notComparable, message, at: start)
            }
        case .call(let call):
            guard call.function.result == .value else {
                throw error(
                    .notComparable, "\(call.function.rawValue)() says true or false, which is not compared", at: start)
            }
        }
    }

    /// Reads a literal, a query or a function with its arguments.
    private mutating func operand() throws(JSONPathError) -> JSONPathOperand {
        switch peek {
        case 0x40, 0x24:
            let isRelative = peek == 0x40
            position += 1
            return .query(JSONPathQuery(isRelative: isRelative, segments: try segments()))
        case 0x22, 0x27: return .literal(.string(try string()))
        case 0x2D, .some(0x30...0x39): return .literal(.number(try number()))
        case .some(0x61...0x7A): return try wordOperand()
        default: throw unexpected("a query, a literal or a function")
        }
    }

    /// Reads `true`, `false`, `null` or a function.
    private mutating func wordOperand() throws(JSONPathError) -> JSONPathOperand {
        let start = position
        while let byte = peek, (0x61...0x7A).contains(byte) || JSONNumberGrammar.isDigit(byte) || byte == 0x5F {
            position += 1
        }
        let word = text(from: start)
        guard take("(") else {
            switch word {
            case "true": return .literal(true)
            case "false": return .literal(false)
            case "null": return .literal(.null)
            default:
                if JSONPathFunction(rawValue: word) != nil { throw unexpected("'(' right behind \(word)") }
                let message = "'\(word)' is no literal, expected true, false or null, or a text in quotes"
                throw error(.unexpectedCharacter, message, at: start)
            }
        }
        guard let function = JSONPathFunction(rawValue: word) else {
            let known = JSONPathFunction.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(.unknownFunction, "'\(word)' is no function, expected one of \(known)", at: start)
        }
        return .call(try nested { (parse) throws(JSONPathError) in try parse.call(of: function, from: start) })
    }

    /// Reads the arguments of a function from behind the parenthesis.
    private mutating func call(of function: JSONPathFunction, from start: Int) throws(JSONPathError) -> JSONPathCall {
        var arguments: [JSONPathOperand] = []
        skipBlanks()
        if !take(")") {
            repeat {
                skipBlanks()
                arguments.append(try argument(arguments.count, of: function))
                skipBlanks()
            } while take(",")
            guard take(")") else { throw unexpected("',' or ')' behind an argument of \(function.rawValue)()") }
        }
        guard arguments.count == function.parameters.count else {
            let message =
                "\(function.rawValue)() has \(arguments.count) arguments, expected \(function.parameters.count)"
            throw error(.wrongArgument, message, at: start)
        }
        if function.result == .logical, case .literal(.string(let pattern)) = arguments[1] {
            return JSONPathCall(function: function, arguments: arguments, pattern: JSONPathPattern(pattern))
        }
        return JSONPathCall(function: function, arguments: arguments, pattern: nil)
    }

    private mutating func argument(_ place: Int, of function: JSONPathFunction) throws(JSONPathError) -> JSONPathOperand
    {
        let start = position
        let name = "\(function.rawValue)()"
        guard place < function.parameters.count else {
            throw error(.wrongArgument, "\(name) has more arguments than \(function.parameters.count)", at: start)
        }
        if peek == 0x28 || peek == 0x21 {
            throw error(.wrongArgument, "\(name) has a logical expression for an argument", at: start)
        }
        let operand = try operand()
        let fits =
            switch (function.parameters[place], operand) {
            case (.value, .literal): true
            case (.value, .query(let query)): query.isSingular
            case (.nodes, .query): true
            case (let parameter, .call(let call)): call.function.result == parameter
            default: false
            }
        guard fits else {
            let expected = function.parameters[place] == .nodes ? "a query" : "a value or a query for at most one node"
            throw error(
                .wrongArgument, "argument \(place + 1) of \(name) does not fit, expected \(expected)", at: start)
        }
        return operand
    }
}
