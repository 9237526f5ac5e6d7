/// The `filter` of events: conditions joined by commas (and), values of one condition by vertical bars (or).
struct EventFilter: Sendable, Hashable {
    /// What events can be selected by.
    enum Attribute: String, Sendable, CaseIterable {
        case eventType = "event_type"
        case resourceType = "resource_type"
        case resourceName = "resource_name"
    }

    /// A condition: the attribute has one of the values.
    struct Part: Sendable, Hashable {
        var attribute: Attribute
        var values: [String]
    }

    private(set) var parts: [Part] = []

    /// The filter that a text states; the empty text and none select all.
    init(_ text: String?, rules: OperationRules) throws(Refusal) {
        guard let text, !text.isEmpty else { return }
        if text.contains(";") {
            try rules.require(
                "filter-semicolon-ignored", true, else: Refusal(.filterValue, "filter holds a semicolon"))
            return
        }
        let isParenthesis: (Character) -> Bool = { $0 == "(" || $0 == ")" }
        try rules.require(
            "filter-no-parentheses", !text.contains(where: isParenthesis),
            else: Refusal(.filterValue, "filter holds a parenthesis"))
        // An altered emulator takes parentheses for what they mean elsewhere.
        for conjunct in text.filter({ !isParenthesis($0) }).split(separator: ",", omittingEmptySubsequences: false) {
            guard let part = try Self.part(conjunct, rules) else { continue }
            let isRepeated = parts.contains { $0.attribute == part.attribute }
            try rules.require(
                "filter-one-and-per-name", !isRepeated,
                else: Refusal(.filterForm, "filter has two conditions on \(part.attribute.rawValue)"))
            if rules.takesPlace("filter-\(Parameter.ruleStem(part.attribute.rawValue))") { parts.append(part) }
        }
        if parts.count > 1, !rules.takesPlace("filter-and") { parts.removeLast() }
    }

    private static func part(_ text: Substring, _ rules: OperationRules) throws(Refusal) -> Part? {
        var part: Part?
        for condition in text.split(separator: "|", omittingEmptySubsequences: false) {
            guard let (name, value) = try sides(condition, rules) else { continue }
            guard let attribute = Attribute(rawValue: name) else {
                try rules.require(
                    "filter-unknown-name", false,
                    else: Refusal(.filterName, "filter names the unknown attribute \(name)"))
                continue
            }
            try rules.require(
                "filter-one-and-per-name", part == nil || part?.attribute == attribute,
                else: Refusal(.filterForm, "filter joins conditions on different attributes by a vertical bar"))
            if part == nil {
                part = Part(attribute: attribute, values: [value])
            } else if rules.takesPlace("filter-or") {
                part?.values.append(value)
            }
        }
        return part
    }

    private static func sides(
        _ condition: Substring, _ rules: OperationRules
    ) throws(Refusal) -> (name: String, value: String)? {
        let sides = condition.split(separator: "==", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            try rules.require(
                "filter-operator", false,
                else: Refusal(.filterForm, "filter holds \(condition), which is not of the form attribute==value"))
            return nil
        }
        let areWords = sides.allSatisfy { side in
            !side.isEmpty && side.unicodeScalars.allSatisfy(CharacterSet.word.contains)
        }
        try rules.require(
            "filter-charset", areWords,
            else: Refusal(.filterValue, "filter holds \(condition), not only letters, digits and underscores"))
        return (String(sides[0]), String(sides[1]))
    }
}

/// The `field` of events: which attributes are returned.
struct EventFields: Sendable, Hashable {
    /// The names that can be asked for, beside `event_type`, which is always returned.
    static let known = [
        "elapsed_seconds", "event_message", "resource_id_key", "resource_id_value", "resource_key", "resource_type",
        "resource_name", "timestamp", "time", "event_type",
    ]

    /// The names asked for; nil when all are returned.
    private var names: Set<String>?

    init(_ text: String?, rules: OperationRules) throws(Refusal) {
        guard let text, !text.isEmpty else { return }
        var names: Set<String> = []
        var given = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if !rules.takesPlace("field-separator") { given = Array(given.prefix(1)) }
        for name in given {
            let isWord = !name.isEmpty && name.unicodeScalars.allSatisfy(CharacterSet.word.contains)
            try rules.require(
                "field-charset", isWord,
                else: Refusal(.filterValue, "field holds \(name), not only letters, digits and underscores"))
            guard isWord else { continue }
            let isKnown = Self.known.contains(name)
            guard isKnown else { throw Refusal(.filterName, "field names the unknown attribute \(name)") }
            let rule = "field-\(Parameter.ruleStem(name))"
            try rules.require(rule, true, else: Refusal(.filterName, "field names the attribute \(name)"))
            if rules.takesPlace(rule) { names.insert(name == "timestamp" ? "time" : name) }
        }
        if rules.takesPlace("field-selects") { self.names = names }
    }

    /// Whether an attribute is returned.
    func contains(_ name: String) -> Bool { names?.contains(name) ?? true }
}
