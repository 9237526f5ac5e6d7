/// Reads one object of a structured parameter, member by member.
struct StructureReader: Sendable {
    private let members: [JSONValue.Member]
    private let name: String
    private let rules: OperationRules

    init(_ value: JSONValue, name: String, rules: OperationRules) throws(Refusal) {
        guard case .object(let members) = value else {
            throw Refusal(.wrongType, "an entry of \(name) is not an object")
        }
        self.members = members
        self.name = name
        self.rules = rules
    }

    /// Refuses members of other names.
    func allow(_ names: Set<String>) throws(Refusal) {
        guard let unknown = members.first(where: { !names.contains($0.name) }) else { return }
        try rules.require(
            "body-unknown-field", false,
            else: Refusal(.unknownParameter, "the field \(unknown.name) of \(name) is not known"))
    }

    /// A text, nil when it is absent.
    ///
    /// - Parameters:
    ///   - required: the rule that the member must be there; nil when it may be absent.
    ///   - type: the rule that the member is a text.
    ///   - length: the rule about the number of characters and its bounds.
    func text(
        _ member: String, required: String? = nil, type: String? = nil, length: (rule: String, Bounds)? = nil
    ) throws(Refusal) -> String? {
        guard let value = members.first(where: { $0.name == member })?.value else {
            if let required {
                try rules.require(required, false, else: Refusal(.required, "\(member) of \(name) is missing"))
            }
            return nil
        }
        guard let text = value.string else {
            try rules.require(
                type ?? "\(Parameter.ruleStem(name))-type", false,
                else: Refusal(.wrongType, "\(member) of \(name) is not a string"))
            return nil
        }
        guard let length else { return text }
        let count = text.unicodeScalars.count
        guard rules.bounds(length.rule, length.1).contains(count) else {
            throw rules.signal(
                length.rule,
                Refusal(
                    count < length.1.lower ? .tooShort : .tooLong,
                    "\(member) of \(name) is \(count) characters long, not \(length.1.lower) to \(length.1.upper)"))
        }
        return text
    }

    /// A member that is an object itself, nil when it is absent.
    func object(_ member: String, required: String? = nil) throws(Refusal) -> StructureReader? {
        guard let value = members.first(where: { $0.name == member })?.value else {
            if let required {
                try rules.require(required, false, else: Refusal(.required, "\(member) of \(name) is missing"))
            }
            return nil
        }
        return try StructureReader(value, name: name, rules: rules)
    }
}
