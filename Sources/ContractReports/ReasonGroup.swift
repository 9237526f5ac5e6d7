import ContractCore

/// Results that have the same cause, so that one cause is told once.
struct ReasonGroup {
    /// The reason of the first of them.
    var reason: String
    /// The kind of reason.
    var code: String?
    /// The verdict of all of them.
    var verdict: Verdict
    /// Their results, in the order of the contracts.
    var results: [CaseResult]

    /// The names of their rules, each once.
    var rules: [String] {
        var seen: Set<String> = []
        return results.map(\.rule).filter { seen.insert($0).inserted }
    }

    /// Groups results by verdict, code and reason, the largest group first.
    ///
    /// Reasons count as equal when they differ only in identifiers, addresses or the step in brackets at the end.
    static func groups(_ results: some Sequence<CaseResult>) -> [ReasonGroup] {
        var places: [[String]: Int] = [:]
        var groups: [ReasonGroup] = []
        for result in results {
            let reason = CaseText.sentence(result)
            let key = [result.verdict.rawValue, result.code ?? "", pattern(reason)]
            if let place = places[key] {
                groups[place].results.append(result)
            } else {
                places[key] = groups.count
                groups.append(
                    ReasonGroup(reason: reason, code: result.code, verdict: result.verdict, results: [result]))
            }
        }
        let ordered = groups.enumerated().sorted {
            ($1.element.results.count, $0.offset) < ($0.element.results.count, $1.offset)
        }
        return ordered.map(\.element)
    }

    /// The reason without what differs from case to case: long words with a digit in them, and the step at the end.
    private static func pattern(_ reason: String) -> String {
        var text = reason[...]
        if text.hasSuffix(")"), let step = text.ranges(of: " (step ").last { text = text[..<step.lowerBound] }
        return text.split(separator: " ").map { word in
            word.utf8.count >= 6 && word.utf8.contains { (0x30...0x39).contains($0) } ? "#" : String(word)
        }.joined(separator: " ")
    }
}
