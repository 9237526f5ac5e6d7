/// The functions that templates need for types and loops; all others are left to the service.
extension TemplateEvaluator {
    private typealias Function = @Sendable ([TemplateValue]) -> TemplateValue?

    /// Functions by name; nil stands for arguments that do not fit.
    private static let functions: [String: Function] = [
        "tostring": { converted($0, to: .string) },
        "tonumber": { converted($0, to: .number) },
        "tobool": { converted($0, to: .bool) },
        "tolist": { converted($0, to: .list(.any)) },
        "toset": { converted($0, to: .set(.any)) },
        "tomap": { converted($0, to: .map(.any)) },
        "sensitive": { $0.count == 1 ? $0[0] : nil },
        "nonsensitive": { $0.count == 1 ? $0[0] : nil },
        "length": { arguments in
            guard arguments.count == 1 else { return nil }
            switch arguments[0] {
            case .list(let elements), .set(let elements): return .integer(elements.count)
            case .map(let entries): return .integer(entries.count)
            case .string(let text): return .integer(text.count)
            case .null, .bool, .number, .unknown: return nil
            }
        },
        "keys": { arguments in
            guard arguments.count == 1, case .map(let entries) = arguments[0] else { return nil }
            return .list(entries.map { .string($0.key) })
        },
        "values": { arguments in
            guard arguments.count == 1, case .map(let entries) = arguments[0] else { return nil }
            return .list(entries.map(\.value))
        },
        "contains": { arguments in
            guard arguments.count == 2 else { return nil }
            switch arguments[0] {
            case .list(let elements), .set(let elements): return .bool(elements.contains(arguments[1]))
            default: return nil
            }
        },
        "concat": { arguments in
            var all: [TemplateValue] = []
            for argument in arguments {
                switch argument {
                case .list(let elements), .set(let elements): all += elements
                default: return nil
                }
            }
            return arguments.isEmpty ? nil : .list(all)
        },
        "merge": { arguments in
            var all: [String: TemplateValue] = [:]
            for argument in arguments where argument != .null {
                guard case .map(let entries) = argument else { return nil }
                for entry in entries { all[entry.key] = entry.value }
            }
            return .map(from: all)
        },
    ]

    private static func converted(_ arguments: [TemplateValue], to type: TypeConstraint) -> TemplateValue? {
        guard arguments.count == 1 else { return nil }
        return try? type.convert(arguments[0])
    }

    mutating func call(
        _ name: String, _ arguments: [Expression], spreads: Bool, _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        guard let function = Self.functions[name] else { return .unknown(.function(name)) }
        var values: [TemplateValue] = []
        for (index, argument) in arguments.enumerated() {
            let value = try evaluate(argument, scope)
            if case .unknown = value { return value }
            guard spreads, index == arguments.count - 1 else {
                values.append(value)
                continue
            }
            switch value {
            case .list(let elements), .set(let elements): values += elements
            default: throw problem("only a list can be spread over parameters", at: argument.place)
            }
        }
        if let reason = values.lazy.compactMap(\.unknownReason).first, name != "length", name != "concat" {
            return .unknown(reason)
        }
        guard let result = function(values) else {
            throw problem("the function \(name) cannot be called with these arguments", at: place)
        }
        try charge(result, at: place)
        return result
    }
}
