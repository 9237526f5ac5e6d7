/// Why a value does not fit a type.
struct ConversionProblem: Error, Hashable {
    /// The way to the part that does not fit, for example `.ports[2]`; empty for the value itself.
    var path: String
    /// What was expected and what was found; never the value itself, which may be secret.
    var message: String
}

extension TypeConstraint {
    /// The value as this type, by the automatic conversions of Terraform.
    func convert(_ value: TemplateValue) throws(ConversionProblem) -> TemplateValue {
        try convert(value, path: "")
    }

    private func convert(_ value: TemplateValue, path: String) throws(ConversionProblem) -> TemplateValue {
        switch (self, value) {
        case (.any, _), (_, .null), (_, .unknown), (.string, .string), (.number, .number), (.bool, .bool): return value
        case (.string, .number(let text)): return .string(text)
        case (.string, .bool(let flag)): return .string(flag ? "true" : "false")
        case (.number, .string(let text)):
            guard let number = NumberText(text) else {
                throw ConversionProblem(path: path, message: "expected a number, found a string that is none")
            }
            return .number(number.text)
        case (.bool, .string("true")), (.bool, .string("1")): return .bool(true)
        case (.bool, .string("false")), (.bool, .string("0")): return .bool(false)
        case (.bool, .string):
            throw ConversionProblem(path: path, message: "expected a boolean, found a string other than true and false")
        case (.list(let type), .list(let elements)), (.list(let type), .set(let elements)):
            return .list(try type.convertAll(elements, path: path))
        case (.set(let type), .list(let elements)), (.set(let type), .set(let elements)):
            return .set(of: try type.convertAll(elements, path: path))
        case (.map(let type), .map(let entries)):
            let values = try type.convertAll(entries.map(\.value), path: path, keys: entries.map(\.key))
            return .map(zip(entries, values).map { TemplateValue.Entry(key: $0.key, value: $1) })
        case (.tuple(let types), .list(let elements)):
            guard types.count == elements.count else {
                throw ConversionProblem(
                    path: path, message: "expected \(types.count) elements, found \(elements.count)")
            }
            var converted: [TemplateValue] = []
            for (index, type) in types.enumerated() {
                converted.append(try type.convert(elements[index], path: "\(path)[\(index)]"))
            }
            return .list(converted)
        case (.object(let members), .map): return try Self.object(members, from: value, path: path)
        default:
            throw ConversionProblem(path: path, message: "expected \(text), found \(value.kindText)")
        }
    }

    private static func object(
        _ members: [Member], from value: TemplateValue, path: String
    ) throws(ConversionProblem) -> TemplateValue {
        var values: [String: TemplateValue] = [:]
        for member in members {
            let given = value[member.name]
            if given == nil, !member.isOptional {
                throw ConversionProblem(path: path, message: "the attribute \"\(member.name)\" is missing")
            }
            if let given, given != .null || member.fallback == nil {
                values[member.name] = try member.type.convert(given, path: "\(path).\(member.name)")
            } else {
                values[member.name] = member.fallback ?? .null
            }
        }
        return .map(from: values)
    }

    /// All elements as this type; without a declared type all become strings when one is a string.
    private func convertAll(
        _ elements: [TemplateValue], path: String, keys: [String]? = nil
    ) throws(ConversionProblem) -> [TemplateValue] {
        let type = self == .any ? Self.shared(by: elements) : self
        if type == .any { return elements }
        var converted: [TemplateValue] = []
        converted.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do {
                converted.append(try type.convert(element, path: ""))
            } catch {
                let step = keys.map { ".\($0[index])" } ?? "[\(index)]"
                throw ConversionProblem(path: path + step + error.path, message: error.message)
            }
        }
        return converted
    }

    private static func shared(by elements: [TemplateValue]) -> TypeConstraint {
        var hasText = false
        var hasOther = false
        for element in elements {
            switch element {
            case .string: hasText = true
            case .number, .bool: hasOther = true
            case .null, .unknown: continue
            case .list, .set, .map: return .any
            }
        }
        return hasText && hasOther ? .string : .any
    }
}
