/// Decides which subjects a family or a rule of it is made for.
enum FamilyMatch {
    /// Whether a subject meets conditions; `roots` holds it and its operation under their names.
    static func meets(_ conditions: LocatedNode?, subject: String, _ roots: [String: JSONValue]) throws(Diagnostic) -> Bool {
        guard let conditions, !conditions.isNull else { return true }
        guard let entries = conditions.entries else {
            throw Diagnostic("type", "'where' must be a map, not \(conditions.kind)", at: conditions.location, length: conditions.width)
        }
        for entry in entries {
            let allowed = (entry.value.elements ?? [entry.value]).map(\.json)
            switch entry.key {
            case "has", "lacks":
                for path in allowed {
                    let isThere = value(path.asText, subject: subject, roots) != nil
                    if isThere != (entry.key == "has") { return false }
                }
            default:
                guard let actual = value(entry.key, subject: subject, roots) else { return false }
                let candidates = actual.arrayValue.map { Array($0) } ?? [actual]
                guard candidates.contains(where: allowed.contains) else { return false }
            }
        }
        return true
    }

    /// The value at a dotted path, under the subject unless the path begins with another root's name.
    private static func value(_ path: String, subject: String, _ roots: [String: JSONValue]) -> JSONValue? {
        var parts = path.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        var value = roots[subject]
        if let root = roots[first] {
            value = root
            parts.removeFirst()
        }
        for part in parts { value = value?[part] }
        return value?.isNull == true ? nil : value
    }
}
