/// The delegation that a caller gives for one provider.
struct Agency: Sendable, Hashable {
    var provider: String
    var name: String?
    var urn: String?

    /// The largest number of entries in a list.
    static let maximumCount = 10

    /// Reads `agencies`; what breaks a demand is refused.
    static func list(_ value: JSONValue, rules: OperationRules) throws(Refusal) -> [Agency] {
        guard case .array(let elements) = value else { return [] }
        guard elements.count <= rules.bounds("agencies-count", Bounds(0, maximumCount)).upper else {
            throw rules.signal(
                "agencies-count",
                Refusal(.tooMany, "agencies holds \(elements.count) entries, more than \(maximumCount)"))
        }
        var agencies: [Agency] = []
        for element in elements {
            let agency = try read(element, rules: rules)
            try rules.require(
                "agencies-provider-name-duplicate", !agencies.contains { $0.provider == agency.provider },
                else: Refusal(.providerRepeated, "agencies names the provider \(agency.provider) twice"))
            agencies.append(agency)
        }
        return agencies
    }

    private static func read(_ element: JSONValue, rules: OperationRules) throws(Refusal) -> Agency {
        let entry = try StructureReader(element, name: "agencies", rules: rules)
        try entry.allow(["provider_name", "agency_name", "agency_urn"])
        let provider = try entry.text(
            "provider_name", required: "agencies-provider-name-required",
            length: ("agencies-provider-name-length", Bounds(1, 128)))
        let name = try entry.text("agency_name", length: ("agencies-agency-name-length", Bounds(1, 64)))
        let urn = try entry.text("agency_urn")
        try rules.require(
            "agencies-agency-urn-form", urn.map(isURN) ?? true,
            else: Refusal(.agency, "agency_urn does not have the form iam::ACCOUNT:agency:NAME"))
        try rules.require(
            "agencies-name-or-urn", (name == nil) != (urn == nil),
            else: Refusal(.agency, "an entry of agencies carries one of agency_name and agency_urn"))
        return Agency(provider: provider ?? "", name: name, urn: urn)
    }

    /// Whether a text has the documented form; the empty text has.
    static func isURN(_ text: String) -> Bool {
        if text.isEmpty { return true }
        let parts = text.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "iam", parts[1].isEmpty || parts[1] == "*", parts[3] == "agency" else {
            return false
        }
        return (1...64).contains(parts[2].count) && parts[2].unicodeScalars.allSatisfy(CharacterSet.requestID.contains)
            && (1...64).contains(parts[4].count)
    }

    /// The list as JSON text, in the order and with the members that were given.
    static func text(_ agencies: [Agency]) -> String {
        var writer = JSONWriter()
        writer.array { list in
            for agency in agencies {
                list.object { item in
                    item.member("provider_name", agency.provider)
                    if let name = agency.name { item.member("agency_name", name) }
                    if let urn = agency.urn { item.member("agency_urn", urn) }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
