extension TemplateValue {
    /// The value as compact JSON text; unknown parts become null.
    var json: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The value as one text: strings as they are, null and unknown values empty, all else as JSON.
    var text: String {
        switch self {
        case .string(let text): text
        case .null, .unknown: ""
        case .bool, .number, .list, .set, .map: json
        }
    }
}

extension JSONWriter {
    /// A value of a template; unknown parts become null.
    mutating func value(_ value: TemplateValue) {
        switch value {
        case .null, .unknown: null()
        case .bool(let flag): literal(flag ? "true" : "false")
        case .number(let text): literal(text)
        case .string(let text): string(text)
        case .list(let elements), .set(let elements):
            array { writer in
                for element in elements { writer.value(element) }
            }
        case .map(let entries):
            object { writer in
                for entry in entries {
                    writer.name(entry.key)
                    writer.value(entry.value)
                }
            }
        }
    }
}
