/// Finds a rule of a name among those before it, at some bytes a rule: names are kept as fingerprints.
struct RuleNames {
    /// The place of the first rule with a fingerprint.
    private var places: [UInt64: UInt32] = [:]
    /// Whether two different names have had the same fingerprint, so that all must be looked at.
    private var isAmbiguous = false

    /// The place of the rule of a name; nil when there is none.
    func first(_ name: String, in rules: PackedList<PlannedRule>) -> Int? {
        guard let place = places[Self.fingerprint(of: name)] else { return nil }
        if rules[Int(place)].id == name { return Int(place) }
        return isAmbiguous ? rules.firstIndex { $0.id == name } : nil
    }

    /// Takes in the name of the rule at a place, which no rule before it has.
    mutating func add(_ name: String, at place: Int) {
        let fingerprint = Self.fingerprint(of: name)
        if places[fingerprint] == nil { places[fingerprint] = UInt32(place) } else { isAmbiguous = true }
    }

    /// FNV-1a of 64 bits.
    private static func fingerprint(of name: String) -> UInt64 {
        name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
