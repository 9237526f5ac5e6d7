/// Finds a rule of a name among those before it, at some bytes a rule: names are known by their fingerprints.
struct RuleNames {
    private var places = FingerprintTable()
    /// Whether two different names have had the same fingerprint, so that all must be looked at.
    private var isAmbiguous = false

    /// Takes in the name of the rule that comes next, unless a rule before it has that name: then gives its place.
    mutating func take(_ name: String, after rules: PackedList<PlannedRule>) -> Int? {
        guard let place = places.take(rules.count, under: Fingerprint(name)) else { return nil }
        if rules[place].id == name { return place }
        let first = isAmbiguous ? rules.firstIndex { $0.id == name } : nil
        isAmbiguous = true
        return first
    }
}
