/// The JSON Schema (2020-12) of report.json, for programs that read reports.
public enum ReportSchema {
    /// The schema of the layout that `RunReport.schema` names.
    public static var json: JSONValue {
        var object: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A report of hallmark",
        ]
        for member in report.json.objectValue?.members ?? [] { object.append(member.name, member.value) }
        let definitions = [run, rule, result, finding, exchange, headers, body, timings, cleanup, leftover]
        object.append("$defs", .object(JSONObject(definitions.map { .init(name: $0.name, value: $0.json) })))
        return .object(object)
    }

    /// One kind of object of the report.
    private struct Record {
        let name: String
        let required: [(String, JSONValue)]
        var optional: [(String, JSONValue)] = []

        var json: JSONValue {
            [
                "type": "object",
                "properties": .object(JSONObject((required + optional).map { .init(name: $0.0, value: $0.1) })),
                "required": .array(required.map { .string($0.0) }), "additionalProperties": false,
            ]
        }
    }

    private static let text: JSONValue = ["type": "string"]
    private static let flag: JSONValue = ["type": "boolean"]
    private static let seconds: JSONValue = ["type": "number", "minimum": 0]
    private static let whole: JSONValue = ["type": "integer", "minimum": 0]

    private static func words(_ values: [String]) -> JSONValue { SchemaTerms.word(values) }
    private static func list(_ name: String) -> JSONValue { SchemaTerms.list(SchemaTerms.map(name)) }

    private static let report = Record(
        name: "report",
        required: [
            ("schema", ["const": .string(RunReport.schema)]), ("run", SchemaTerms.map("run")), ("rules", list("rule")),
            ("cases", list("case")), ("cleanup", SchemaTerms.map("cleanup")),
        ])

    private static let run = Record(
        name: "run",
        required: [
            ("id", text), ("version", text), ("transport", text), ("startedAt", text), ("seconds", seconds),
            ("target", text),
            ("environment", text), ("seed", whole), ("jobs", whole), ("strict", flag), ("suiteDigest", text),
            ("interrupted", flag),
        ], optional: [("selection", text), ("mutation", text)])

    private static let rule = Record(
        name: "rule",
        required: [
            ("id", text), ("level", words(Level.allCases.map(\.rawValue))), ("text", text), ("contract", text),
            ("group", text),
            ("file", text), ("line", whole), ("revision", text), ("tags", SchemaTerms.list(text)),
            ("verdict", words(Verdict.allCases.map(\.rawValue))),
            ("disposition", words(Disposition.allCases.map(\.rawValue))),
        ], optional: [("source", text), ("section", text), ("untested", text)])

    private static let result = Record(
        name: "case",
        required: [
            ("rule", text), ("verdict", words(Verdict.allCases.map(\.rawValue))),
            ("disposition", words(Disposition.allCases.map(\.rawValue))), ("remarks", SchemaTerms.list(text)),
            ("observations", whole), ("findings", list("finding")), ("exchanges", list("exchange")), ("file", text),
            ("line", whole), ("start", seconds), ("seconds", seconds),
        ], optional: [("row", text), ("reason", text), ("code", text)])

    private static let finding = Record(
        name: "finding",
        required: [
            ("outcome", words(["holds", "broken", "undecidable"])), ("assertion", text), ("step", text),
            ("place", text),
            ("expected", text), ("actual", text), ("file", text), ("line", whole),
        ])

    private static let exchange = Record(
        name: "exchange",
        required: [("label", text), ("method", text), ("url", text), ("timings", SchemaTerms.map("timings"))],
        optional: [
            ("requestHeaders", SchemaTerms.map("headers")), ("requestBody", SchemaTerms.map("body")), ("status", whole),
            ("reasonPhrase", text), ("responseHeaders", SchemaTerms.map("headers")),
            ("responseBody", SchemaTerms.map("body")),
            ("failure", text), ("curl", text),
        ])

    private static let headers = Record(
        name: "headers",
        required: [
            (
                "lines",
                SchemaTerms.list([
                    "type": "object", "properties": ["name": text, "value": text], "required": ["name", "value"],
                    "additionalProperties": false,
                ])
            )
        ])

    private static let body = Record(
        name: "body", required: [("text", text), ("isBase64", flag), ("size", whole), ("isCut", flag)])

    private static let timings = Record(
        name: "timings",
        required: [
            ("nameLookup", seconds), ("connect", seconds), ("tls", seconds), ("firstByte", seconds), ("total", seconds),
        ])

    private static let cleanup = Record(
        name: "cleanup", required: [("created", whole), ("removed", whole), ("leftBehind", list("leftover"))])

    private static let leftover = Record(
        name: "leftover", required: [("caseID", text), ("resource", text), ("reason", text), ("curl", text)])
}
