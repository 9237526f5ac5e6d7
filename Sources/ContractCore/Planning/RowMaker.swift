/// Makes named rows on both sides of each bound of a parameter.
enum RowMaker {
    static let kinds = ["length", "range", "type", "values"]
    /// The longest text that rows are made of.
    static let lengthLimit = 4 << 20
    /// The greatest number that rows are made of: integers up to it are the same in every JSON reader.
    static let rangeLimit = 1 << 53

    /// The rows of a kind; nil when the parameter does not say what the kind needs.
    static func rows(_ kind: String, of parameter: JSONValue) -> [Row]? {
        switch kind {
        case "length": lengthRows(parameter)
        case "range": rangeRows(parameter)
        case "type": typeRows(parameter)
        case "values": valueRows(parameter)
        default: nil
        }
    }

    /// The longest text that a row tries, in characters; a bound beyond it is not tried.
    private static let longest = 1 << 20

    private static func lengthRows(_ parameter: JSONValue) -> [Row]? {
        guard let bounds = parameter["length"] else { return nil }
        let (minimum, maximum) = (bounds["min"]?.numberValue?.integer ?? 0, bounds["max"]?.numberValue?.integer)
        var rows: [Row] = []
        func add(_ length: Int, _ remark: String, isValid: Bool) {
            guard (1...longest).contains(length) else { return }
            let unit = length == 1 ? "character" : "characters"
            let (value, isOwn) = sample(parameter["sample"]?.stringValue ?? "letter", length: length)
            rows.append(
                Row(
                    name: "\(length) \(unit), \(remark)", value: .string(value), isValid: isValid,
                    needsOwnAccount: isOwn))
        }
        if minimum == maximum {
            add(minimum &- 1, "one too few", isValid: false)
            add(minimum &+ 1, "one too many", isValid: false)
            return rows
        }
        add(minimum &- 1, "one too few", isValid: false)
        add(minimum, "the fewest allowed", isValid: true)
        if let maximum {
            add(maximum, "the most allowed", isValid: true)
            add(maximum &+ 1, "one too many", isValid: false)
        }
        return rows
    }

    /// A text of so many characters, and whether it lacks the run's prefix though it names something.
    private static func sample(_ kind: String, length: Int) -> (String, Bool) {
        switch kind {
        case "letter": (String(repeating: "a", count: length), false)
        case "digit": (String(repeating: "1", count: length), false)
        case "semver":
            (
                length <= 5
                    ? String("1.0.0".prefix(length))
                    : length == 6 ? "10.0.0" : "1.0.0-" + String(repeating: "a", count: length - 6), false
            )
        case "unique":
            length >= 24
                ? ("${unique.name | pad \(length)}", false) : ("${unique.letters | first \(length)}", true)
        default:
            (String((String(repeating: kind, count: length / max(1, kind.count) + 1)).prefix(length)), false)
        }
    }

    private static func rangeRows(_ parameter: JSONValue) -> [Row]? {
        guard let bounds = parameter["range"] else { return nil }
        var rows: [Row] = []
        func add(_ value: Int, _ remark: String, isValid: Bool) {
            rows.append(Row(name: "\(value), \(remark)", value: .number(JSONNumber(value)), isValid: isValid))
        }
        if let minimum = bounds["min"]?.numberValue?.integer {
            if minimum > .min { add(minimum - 1, "below the range", isValid: false) }
            add(minimum, "the least allowed", isValid: true)
        }
        if let maximum = bounds["max"]?.numberValue?.integer {
            add(maximum, "the greatest allowed", isValid: true)
            if maximum < .max { add(maximum + 1, "above the range", isValid: false) }
        }
        return rows
    }

    private static func typeRows(_ parameter: JSONValue) -> [Row]? {
        guard let type = parameter["type"]?.stringValue else { return nil }
        let others: [(type: String, name: String, value: JSONValue)] = [
            ("string", "a string", "text"), ("integer", "a number", 12345), ("boolean", "a boolean", true),
            ("array", "a list", ["text"]), ("object", "an object", ["key": "text"]),
        ]
        return others.filter { $0.type != type && !(type == "number" && $0.type == "integer") }.map {
            Row(name: $0.name, value: $0.value, isValid: false)
        }
    }

    private static func valueRows(_ parameter: JSONValue) -> [Row]? {
        guard let values = parameter["values"]?.arrayValue else { return nil }
        return values.map { Row(name: $0.asText, value: $0, isValid: true) }
            + [Row(name: "a value that is not documented", value: "no-such-value", isValid: false)]
    }
}
