/// Computes expressions that hold neither references nor calls, as in defaults and files of values.
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
        case .unary(.negate, let operand):
            guard case .number(let text) = try value(of: operand),
                let number = NumberText(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
            else { throw Failure(message: "expected a number behind the minus sign", place: operand.place) }
            return .number(number.text)
        case .unary(.not, let operand):
            guard case .bool(let flag) = try value(of: operand) else {
                throw Failure(message: "expected a boolean behind \"!\"", place: operand.place)
            }
            return .bool(!flag)
        case .reference, .traversal: throw Failure(message: "a reference is not allowed here", place: expression.place)
        case .call: throw Failure(message: "a function call is not allowed here", place: expression.place)
        default: throw Failure(message: "expected a constant value", place: expression.place)
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
