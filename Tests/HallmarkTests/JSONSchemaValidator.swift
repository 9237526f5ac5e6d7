import ContractCore
import Foundation

/// Checks values against the part of JSON Schema (2020-12) that the schemas use; a keyword it does not know is a complaint.
struct JSONSchemaValidator {
    let root: JSONValue

    private static let remarks = ["$schema", "$defs", "title", "description"]

    /// What is wrong with a value, each with its place.
    func complaints(_ value: JSONValue) -> [String] { complaints(value, root, "$") }

    private func complaints(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        if let allowed = schema.boolValue { return allowed ? [] : ["\(place): nothing may stand here"] }
        guard let schema = schema.objectValue else { return ["\(place): the schema is no schema"] }
        return schema.members.flatMap { member -> [String] in
            Self.remarks.contains(member.name) ? [] : complaints(value, member.name, member.value, schema, place)
        }
    }

    private func complaints(
        _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ schema: JSONObject, _ place: String
    ) -> [String] {
        func require(_ holds: Bool) -> [String] {
            holds ? [] : ["\(place): \(JSONWriter.text(of: value)) is not \(keyword) \(JSONWriter.text(of: argument))"]
        }
        let branches = (argument.arrayValue ?? []).map { complaints(value, $0, place) }
        switch keyword {
        case "$ref":
            guard let name = argument.stringValue?.split(separator: "/").last, let target = root["$defs"]?[String(name)] else {
                return ["\(place): nothing is called \(argument.asText)"]
            }
            return complaints(value, target, place)
        case "type":
            let kinds = (argument.arrayValue ?? [argument]).compactMap(\.stringValue)
            return require(kinds.contains { Self.isOf($0, value) })
        case "const": return require(value == argument)
        case "enum": return require(argument.arrayValue?.contains(value) == true)
        case "pattern": return require(value.stringValue.map { Self.matches($0, argument.asText) } ?? true)
        case "minimum", "maximum":
            guard let number = value.numberValue, let bound = argument.numberValue else { return [] }
            return require(keyword == "minimum" ? number >= bound : number <= bound)
        case "minItems": return require((value.arrayValue?.count ?? .max) >= argument.numberValue?.integer ?? 0)
        case "minProperties": return require((value.objectValue?.count ?? .max) >= argument.numberValue?.integer ?? 0)
        case "maxProperties": return require((value.objectValue?.count ?? 0) <= argument.numberValue?.integer ?? .max)
        case "required":
            guard let object = value.objectValue else { return [] }
            let missing = (argument.arrayValue ?? []).compactMap(\.stringValue).filter { object[$0] == nil }
            return missing.map { "\(place): there is no '\($0)'" }
        case "anyOf":
            return branches.contains(where: \.isEmpty) ? [] : branches.flatMap(\.self)
        case "if":
            let isMet = complaints(value, argument, place).isEmpty
            return schema[isMet ? "then" : "else"].map { complaints(value, $0, place) } ?? []
        case "then", "else": return []
        case "items":
            return (value.arrayValue ?? []).enumerated().flatMap { complaints($1, argument, "\(place)[\($0)]") }
        case "propertyNames":
            return (value.objectValue?.members ?? []).flatMap { complaints(.string($0.name), argument, "\(place).\($0.name)") }
        case "properties", "patternProperties", "additionalProperties":
            return (value.objectValue?.members ?? []).flatMap { member in
                self.schemas(of: member.name, keyword, argument, schema).flatMap { complaints(member.value, $0, "\(place).\(member.name)") }
            }
        default: return ["\(place): the keyword '\(keyword)' is not known here"]
        }
    }

    /// The schemas that a keyword has for a member.
    private func schemas(of name: String, _ keyword: String, _ argument: JSONValue, _ schema: JSONObject) -> [JSONValue] {
        let patterns = schema["patternProperties"]?.objectValue?.members.filter { Self.matches(name, $0.name) } ?? []
        switch keyword {
        case "properties": return [argument[name]].compactMap(\.self)
        case "patternProperties": return patterns.map(\.value)
        default: return schema["properties"]?[name] == nil && patterns.isEmpty ? [argument] : []
        }
    }

    private static func isOf(_ kind: String, _ value: JSONValue) -> Bool {
        kind == "integer" ? value.numberValue?.isIntegral == true : value.kind.rawValue == kind
    }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return false }
        return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
}
