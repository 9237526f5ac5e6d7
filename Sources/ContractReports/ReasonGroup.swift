import ContractCore

/// Results that have the same cause, so that one cause is told once.
struct ReasonGroup {
    /// The reason of the first of them.
    var reason: String
    /// The kind of reason.
    var code: String?
    /// The verdict of all of them.
    var verdict: Verdict
    /// The place of the first of them among the results.
    var first: Int
    /// How many they are.
    var count = 1
    /// How many rules they belong to.
    var ruleCount = 1
    /// The names of the first of these rules.
    var rules: [String]

    /// The most names of rules that are kept.
    private static let namesKept = 5

    /// Groups results by verdict, code and reason, the largest group first; results of a rule follow each other.
    ///
    /// Reasons count as equal when they differ only in identifiers, addresses or the step in brackets at the end.
    static func groups(_ results: some Sequence<CaseResult>) -> [ReasonGroup] {
        var places: [[String]: Int] = [:]
        var groups: [ReasonGroup] = []
        var latest: [String] = []
        for (number, result) in results.enumerated() {
            let reason = CaseText.sentence(result)
            let key = [result.verdict.rawValue, result.code ?? "", pattern(reason)]
            if let place = places[key] {
                groups[place].count += 1
                guard latest[place] != result.rule else { continue }
                latest[place] = result.rule
                groups[place].ruleCount += 1
                if groups[place].rules.count < namesKept { groups[place].rules.append(result.rule) }
            } else {
                places[key] = groups.count
                latest.append(result.rule)
                groups.append(
                    ReasonGroup(
                        reason: reason, code: result.code, verdict: result.verdict, first: number,
                        rules: [result.rule]))
            }
        }
        let ordered = groups.enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
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
