extension Coverage {
    /// The name and version of the layout of the JSON.
    public static let schema = "hallmark.coverage/1"

    /// The coverage as JSON: counts first, then an entry for each rule.
    public var json: JSONValue {
        func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
        func counts(_ count: Count) -> JSONObject {
            [
                "rules": number(count.rules), "tested": number(count.tested), "untested": number(count.untested),
                "cases": number(count.cases),
            ]
        }
        func named(_ counted: [NamedCount]) -> JSONValue {
            .object(JSONObject(counted.map { JSONObject.Member(name: $0.name, value: .object(counts($0.count))) }))
        }
        func unread(_ parts: [Unread], _ place: String) -> JSONValue {
            .array(
                parts.map {
                    .object(["operation": .string($0.operation), place: .string($0.place), "name": .string($0.name)])
                })
        }
        return .object([
            "schema": .string(Self.schema), "counts": .object(counts(total)), "levels": named(levels),
            "groups": named(groups), "operations": named(operations),
            "rules": .array(
                entries.map { entry in
                    .object([
                        "rule": .string(entry.rule), "level": .string(entry.level.rawValue),
                        "operation": .string(entry.operation), "group": .string(entry.group),
                        "status": entry.isTested ? "tested" : "untested", "cases": number(entry.cases),
                        "reason": entry.reason.map { .string($0) } ?? .null,
                    ])
                }),
            "unread": .object(["parameters": unread(parameters, "in"), "fields": unread(fields, "of")]),
            "unknown": .array(unknown.map { .string($0) }),
        ])
    }
}
