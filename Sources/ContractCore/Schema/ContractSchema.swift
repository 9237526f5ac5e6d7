/// The JSON Schema (2020-12) of contract files and environment files, for editors.
///
/// Made of the tables of keys that the readers use. It says no to fewer files than the readers do: references, bounds
/// and whatever takes two places to see are left to `hallmark lint`.
public enum ContractSchema {
    /// Every map that the readers check for unknown keys.
    static let maps: [SchemaMap] = [
        suite, vocabulary, operation, family, contract, environment, profile, waivers, baseline,
        rule, step, moment, request, expectation, matchers,
        fixture, given, capture, removal, paging, parameter, success, file,
        secret, pace, capability, signatureChange, baselineEntry, waiver, waiverScope,
    ]

    /// The schema of any file of a suite; the first key tells its kind.
    public static var files: JSONValue {
        let choice = SuiteReader.kinds.reversed().reduce(false as JSONValue) { other, kind in
            ["if": ["required": [.string(kind)]], "then": SchemaTerms.map(kind), "else": other]
        }
        return document("Contract files of hallmark", choice)
    }

    /// The schema of an environment file alone.
    public static var environments: JSONValue {
        document("Environment files of hallmark", SchemaTerms.map(environment.name))
    }

    private static func document(_ title: String, _ content: JSONValue) -> JSONValue {
        var object: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": .string(title), "type": "object",
        ]
        for member in content.objectValue?.members ?? [] { object.append(member.name, member.value) }
        let definitions = maps.map { JSONObject.Member(name: $0.name, value: $0.json) } + terms
        object.append("$defs", .object(JSONObject(definitions)))
        return .object(object)
    }

    /// Definitions that are no maps with a table of keys.
    private static var terms: [JSONObject.Member] {
        [
            .init(name: "shape", value: shape), .init(name: "statuses", value: statuses),
            .init(name: "expected", value: expected), .init(name: "state", value: state),
        ]
    }

    /// An expectation, or the name of an outcome.
    private static let expected: JSONValue = ["anyOf": [["type": "string"], SchemaTerms.map("expectation")]]
    /// A request as a map, or in one text.
    private static let state: JSONValue = ["anyOf": [["type": "string"], SchemaTerms.map("request")]]

    private static let statuses: JSONValue = [
        "anyOf": [status, ["type": "array", "minItems": 1, "items": status]]
    ]
    private static let status = SchemaTerms.templated([
        "anyOf": [
            ["type": "integer", "minimum": 100, "maximum": 599],
            ["type": "string", "pattern": "^[1-5]([0-9][0-9]|xx)$"],
        ]
    ])

    /// A shape: JSON with holes in angle brackets.
    private static let shape: JSONValue = [
        "anyOf": [
            ["type": ["null", "boolean", "number"]],
            [
                "type": "string",
                "pattern": .string("^(?!<.*>$)|\\$\\{|^<(\(Hole.names.joined(separator: "|")))( .*)?>$"),
            ],
            ["type": "array", "items": SchemaTerms.map("shape")],
            SchemaTerms.map(matchers.name),
        ]
    ]
}
