/// Writes mutants of the rules of one operation, a line each.
struct MutantTable: Sendable {
    /// The operation in kebab case.
    let operation: String

    /// A rule of the operation.
    func rule(_ name: String) -> RuleID { RuleID(operation: operation, rule: name) }

    /// The effect of a rule is missing.
    func lost(_ name: String, _ accusation: String, by assertions: String...) -> Mutant {
        Mutant(rule(name), .drop, "", .drop, accusation, in: assertions)
    }

    /// The effect of a rule is missing, and no request can tell.
    func lost(_ name: String, _ accusation: String, equivalent: String) -> Mutant {
        Mutant(rule(name), .drop, .drop, accusation, by: "json", "status", "at", equivalent: equivalent)
    }

    /// Something that a rule allows is refused.
    func denied(_ name: String, _ accusation: String) -> Mutant {
        Mutant(rule(name), .tighten, .tighten, accusation, by: "status", "assume", "json", "one of")
    }

    /// What a rule refuses is accepted, or refused with another status.
    ///
    /// - Parameters:
    ///   - what: the refused request in words.
    ///   - statuses: the wrong statuses.
    func accepted(_ name: String, _ what: String, statuses: [Int] = [200, 404, 500]) -> [Mutant] {
        let signals = statuses.map { (status: Int) -> Mutant in
            Mutant(
                rule(name), .signal, "\(status)", .signal(status: status), "answers \(status) to \(what)",
                by: "status", "one of", "assume")
        }
        return [Mutant(rule(name), .drop, .drop, "accepts \(what)", by: "status", "one of")] + signals
    }

    /// The decision is right, the status is another.
    func answers(_ name: String, _ statuses: [Int], _ what: String) -> [Mutant] {
        statuses.map { (status: Int) -> Mutant in
            Mutant(
                rule(name), .signal, "\(status)", .signal(status: status), "answers \(status) \(what)", by: "status",
                "one of")
        }
    }

    /// A refusal is told, and the request is carried out all the same.
    func doneAnyway(_ name: String, _ what: String) -> Mutant {
        Mutant(
            rule(name), .effect, .effect, "refuses \(what) and carries it out all the same", by: "unchanged", "json",
            "status")
    }

    /// The quota is not kept, is off by one on either side, or is told with another status.
    func quota(_ things: String) -> [Mutant] {
        let rule = rule("quota-403")
        let signals = [200, 400, 404, 409, 500].map { (status: Int) -> Mutant in
            Mutant(
                rule, .signal, "\(status)", .signal(status: status), "answers \(status) when the quota is used up",
                by: "status")
        }
        return [
            Mutant(rule, .drop, .move(upper: .max / 2), "lets the quota of \(things) be passed", by: "status"),
            Mutant(rule, .shift, .move(upper: 1), "allows one more of the \(things) than the quota", by: "status"),
            Mutant(
                rule, .tighten, .move(upper: -1), "refuses the last of the \(things) that the quota allows",
                by: "status"),
        ] + signals
    }

    /// The upper bound that a rule sets is missing, or off by so many on either side.
    func bound(_ name: String, _ most: Int, _ what: String, by step: Int = 1) -> [Mutant] {
        let signals = [200, 404, 500].map { (status: Int) -> Mutant in
            Mutant(
                rule(name), .signal, "\(status)", .signal(status: status),
                "answers \(status) to more than \(most) \(what)", by: "status")
        }
        return [
            Mutant(rule(name), .drop, .move(upper: .max / 2), "accepts any number of \(what)", by: "status"),
            Mutant(rule(name), .shift, .move(upper: step), "accepts \(most + step) \(what)", by: "status"),
            Mutant(rule(name), .tighten, .move(upper: -step), "refuses \(most - step + 1) \(what)", by: "status"),
        ] + signals
    }
}
