/// Operators.
extension TemplateEvaluator {
    mutating func unary(
        _ symbol: UnaryOperator, _ operand: Expression, _ scope: Scope
    ) throws(TemplateProblem) -> TemplateValue {
        if symbol == .not {
            switch try flag(operand, scope) {
            case .known(let flag): return .bool(!flag)
            case .unknown(let reason): return .unknown(reason)
            }
        }
        let value = try evaluate(operand, scope)
        if case .unknown = value { return value }
        let number = try number(value, at: operand.place)
        return .number(NumberText.compute(NumberText(known: "0"), .subtract, number)?.text ?? "0")
    }

    private func number(_ value: TemplateValue, at place: SourcePlace) throws(TemplateProblem) -> NumberText {
        guard case .number(let text)? = try? TypeConstraint.number.convert(value) else {
            throw problem("expected a number, found \(value.kindText)", at: place)
        }
        return NumberText(known: text)
    }

    private func flag(_ value: TemplateValue, at place: SourcePlace) throws(TemplateProblem) -> Bool {
        guard case .bool(let flag)? = try? TypeConstraint.bool.convert(value) else {
            throw problem("expected true or false, found \(value.kindText)", at: place)
        }
        return flag
    }

    mutating func combine(
        _ left: TemplateValue, _ link: ChainLink, _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        switch link.symbol {
        case .and, .or: return try logic(left, link, scope, at: place)
        case .equal, .unequal:
            let right = try evaluate(link.operand, scope)
            if let reason = left.unknownReason ?? right.unknownReason { return .unknown(reason) }
            return .bool((left == right) == (link.symbol == .equal))
        default: break
        }
        let right = try evaluate(link.operand, scope)
        if case .unknown = left { return left }
        if case .unknown = right { return right }
        let first = try number(left, at: place)
        let second = try number(right, at: link.operand.place)
        switch link.symbol {
        case .less: return .bool(NumberText.isAscending(first, second))
        case .greater: return .bool(NumberText.isAscending(second, first))
        case .atMost: return .bool(!NumberText.isAscending(second, first))
        case .atLeast: return .bool(!NumberText.isAscending(first, second))
        default:
            guard let result = NumberText.compute(first, link.symbol, second) else {
                throw problem(
                    second.text == "0" ? "a division by zero" : "the result is too large", at: link.operand.place)
            }
            try charge(result.text.utf8.count, at: place)
            return .number(result.text)
        }
    }

    /// `&&` and `||`; the right side is not computed when the left side decides.
    private mutating func logic(
        _ left: TemplateValue, _ link: ChainLink, _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        let deciding = link.symbol == .or
        var unknown: UnknownReason?
        if case .unknown(let reason) = left {
            unknown = reason
        } else if try flag(left, at: place) == deciding {
            return .bool(deciding)
        }
        let right = try evaluate(link.operand, scope)
        if case .unknown(let reason) = right { return .unknown(unknown ?? reason) }
        let flag = try flag(right, at: link.operand.place)
        return flag == deciding ? .bool(deciding) : unknown.map { .unknown($0) } ?? .bool(flag)
    }
}
