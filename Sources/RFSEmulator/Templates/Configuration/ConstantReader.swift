/// Computes expressions without references, calls and loops, as in defaults and files of values.
enum ConstantReader {
    /// Why an expression is not constant.
    struct Failure: Error {
        var message: String
        var place: SourcePlace
    }

    static func value(of expression: Expression) throws(Failure) -> TemplateValue {
        switch expression.kind {
        case .literal(let value): return value
        case .list(let elements):
            var values: [TemplateValue] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(try value(of: element)) }
            return .list(values)
        case .object(let items):
            var values: [String: TemplateValue] = [:]
            for item in items {
                guard let key = key(try value(of: item.key)) else {
                    throw Failure(message: "a key has to be text", place: item.key.place)
                }
                values[key] = try value(of: item.value)
            }
            return .map(from: values)
        default: return try computed(expression)
        }
    }

    /// The value of operators and interpolations, which are computed when they refer to nothing.
    private static func computed(_ expression: Expression) throws(Failure) -> TemplateValue {
        var collector = ReferenceCollector(configuration: TemplateConfiguration(), scope: [])
        do {
            try collector.collect(expression)
        } catch {
            throw Failure(message: "a reference is not allowed here", place: expression.place)
        }
        if let reference = collector.references.first {
            throw Failure(message: "a reference is not allowed here", place: reference.place)
        }
        if let call = collector.calls.first {
            throw Failure(message: "a function call is not allowed here", place: call)
        }
        // Without loops the work is bounded by the length of the expression.
        if let loop = collector.loops.first {
            throw Failure(message: "a for expression is not allowed here", place: loop)
        }
        var evaluator = TemplateEvaluator(
            configuration: TemplateConfiguration(), limits: TemplateLimits(), deployed: [:])
        do {
            return try evaluator.evaluate(expression, TemplateEvaluator.Scope())
        } catch {
            throw Failure(message: error.message, place: expression.place)
        }
    }

    /// The text of a key; nil for values that cannot be keys.
    static func key(_ value: TemplateValue) -> String? {
        switch value {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .list, .set, .map, .unknown: nil
        }
    }
}
