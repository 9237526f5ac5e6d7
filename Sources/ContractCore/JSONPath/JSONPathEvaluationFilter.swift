extension JSONPathEvaluation {
    /// Whether a condition holds for a value.
    mutating func holds(_ condition: JSONPathCondition, for current: JSONValue) throws(JSONPathLimitError) -> Bool {
        switch condition {
        case .any(let conditions):
            for condition in conditions where try holds(condition, for: current) { return true }
            return false
        case .all(let conditions):
            for condition in conditions where try !holds(condition, for: current) { return false }
            return true
        case .not(let condition):
            return try !holds(condition, for: current)
        case .exists(let query):
            if query.isSingular { return try value(of: query, from: current) != nil }
            return try !nodes(of: query, from: current).isEmpty
        case .call(let call):
            return try isMatch(call, for: current)
        case .comparison(let left, let relation, let right):
            return try compare(try value(of: left, for: current), relation, try value(of: right, for: current))
        }
    }

    /// The value of an operand, nil for Nothing.
    private mutating func value(
        of operand: JSONPathOperand, for current: JSONValue
    ) throws(JSONPathLimitError) -> JSONValue? {
        switch operand {
        case .literal(let value): value
        case .query(let query): try value(of: query, from: current)
        case .call(let call): try value(of: call, for: current)
        }
    }

    /// The result of a function that gives a value (RFC 9535, sections 2.4.4, 2.4.5 and 2.4.8).
    private mutating func value(
        of call: JSONPathCall, for current: JSONValue
    ) throws(JSONPathLimitError) -> JSONValue? {
        guard let argument = call.arguments.first else { return nil }
        switch (call.function, argument) {
        case (.length, _):
            switch try value(of: argument, for: current) {
            case .string(let text):
                try spend(text.utf8.count / 64)
                return .number(JSONNumber(text.unicodeScalars.count))
            case .array(let elements): return .number(JSONNumber(elements.count))
            case .object(let object): return .number(JSONNumber(object.count))
            default: return nil
            }
        case (.count, .query(let query)):
            return .number(JSONNumber(try nodes(of: query, from: current).count))
        case (.value, .query(let query)):
            let nodes = try nodes(of: query, from: current)
            return nodes.count == 1 ? nodes[0].value : nil
        default: return nil
        }
    }

    /// The result of `match` or `search` (RFC 9535, sections 2.4.6 and 2.4.7).
    private mutating func isMatch(_ call: JSONPathCall, for current: JSONValue) throws(JSONPathLimitError) -> Bool {
        guard case .string(let text) = try value(of: call.arguments[0], for: current) else { return false }
        var pattern = call.pattern
        if pattern == nil, case .string(let source) = try value(of: call.arguments[1], for: current) {
            pattern = try read(source)
        }
        guard case .regexp(let regexp) = pattern else { return false }
        // Each character may visit each step; a thousand such visits take about as long as one node.
        try spend(regexp.stepCount / 1_024 * text.utf8.count + text.utf8.count / 64)
        return call.function == .match ? regexp.matches(text) : regexp.isFound(in: text)
    }

    private mutating func read(_ source: String) throws(JSONPathLimitError) -> JSONPathPattern {
        if let lastPattern, lastPattern.text.hasSameScalars(as: source) { return lastPattern.pattern }
        let pattern = JSONPathPattern(source)
        lastPattern = (source, pattern)
        if case .regexp(let regexp) = pattern { try spend(regexp.stepCount / 16) }
        try spend(source.utf8.count / 16)
        return pattern
    }

    /// Compares two values or Nothing (RFC 9535, section 2.3.5.2.2).
    private mutating func compare(
        _ left: JSONValue?, _ relation: JSONPathRelation, _ right: JSONValue?
    ) throws(JSONPathLimitError) -> Bool {
        if let left, let right, left.kind == right.kind { try spend(Self.weight(of: left)) }
        return switch relation {
        case .equal: left == right
        case .unequal: left != right
        case .less: Self.isLess(left, right)
        case .greater: Self.isLess(right, left)
        case .lessOrEqual: left == right || Self.isLess(left, right)
        case .greaterOrEqual: left == right || Self.isLess(right, left)
        }
    }

    private static func isLess(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.string(let left), .string(let right)): ScalarText(left) < ScalarText(right)
        default: false
        }
    }

    /// What it costs to look at all of a value, in nodes; nothing for a short scalar.
    private static func weight(of value: JSONValue) -> Int {
        switch value {
        case .null, .bool: 0
        case .number(let number): number.text.utf8.count / 64
        case .string(let text): text.utf8.count / 64
        case .array(let elements): elements.reduce(elements.count) { $0 + weight(of: $1) }
        case .object(let object): object.members.reduce(object.count) { $0 + weight(of: $1.value) }
        }
    }
}
