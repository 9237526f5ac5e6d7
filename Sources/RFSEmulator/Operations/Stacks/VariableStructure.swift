/// Reads `vars_structure`: variables as pairs of texts.
enum VariableStructure {
    /// The largest number of entries.
    static let maximumCount = 100

    /// The pairs in the order given; what breaks a demand is refused.
    static func pairs(_ value: JSONValue, rules: OperationRules) throws(Refusal) -> [(key: String, value: String)] {
        guard case .array(let elements) = value else { return [] }
        guard elements.count <= rules.bounds("vars-structure-count", Bounds(0, maximumCount)).upper else {
            throw rules.signal(
                "vars-structure-count",
                Refusal(.tooMany, "vars_structure holds \(elements.count) entries, more than \(maximumCount)"))
        }
        var pairs: [(key: String, value: String)] = []
        for element in elements {
            if let pair = try pair(element, rules) { pairs.append(pair) }
        }
        return pairs
    }

    private static func pair(
        _ element: JSONValue, _ rules: OperationRules
    ) throws(Refusal) -> (key: String, value: String)? {
        let entry = try StructureReader(element, name: "vars_structure", rules: rules)
        try entry.allow(["var_key", "var_value", "encryption"])
        let key = try entry.text(
            "var_key", required: "vars-structure-var-key-required",
            length: ("vars-structure-var-key-length", Bounds(1, 32)))
        try rules.require(
            "vars-structure-var-key-form", key.map(isKey) ?? true,
            else: Refusal(.variableKey, "var_key is not a letter followed by letters, digits, hyphens, underscores"))
        let value = try entry.text(
            "var_value", required: "vars-structure-var-value-required", type: "vars-structure-var-value-string",
            length: ("vars-structure-var-value-length", Bounds(0, 2048)))
        if let encryption = try entry.object("encryption") {
            try encryption.allow(["kms"])
            if let kms = try encryption.object("kms", required: "vars-structure-encryption-kms-required") {
                try kms.allow(["id", "cipher_text"])
                _ = try kms.text(
                    "id", required: "vars-structure-kms-id", length: ("vars-structure-kms-id", Bounds(36, 36)))
                _ = try kms.text(
                    "cipher_text", required: "vars-structure-kms-cipher-text",
                    length: ("vars-structure-kms-cipher-text", Bounds(2, 2048)))
            }
        }
        return key.flatMap { key in value.map { (key, $0) } }
    }

    private static func isKey(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return true }
        return first.properties.isAlphabetic && first.isASCII
            && text.unicodeScalars.allSatisfy { CharacterSet.requestID.contains($0) || $0 == "_" }
    }
}
