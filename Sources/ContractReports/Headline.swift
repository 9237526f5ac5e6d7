public import ContractCore

/// What a run says about its target, in one sentence.
public enum Headline {
    /// The sentence behind the verdict's word: which rules decided it, and what it leaves open.
    public static func sentence(_ report: RunReport) -> String {
        let tally = report.tally
        let undecided = tally.count(.error) + tally.count(.inconclusive)
        var parts: [String] = []
        switch report.conformance {
        case .notConformant:
            parts.append(broken(tally, report.run.strict ? [.must, .should] : [.must]))
            if undecided > 0 { parts.append("\(Wording.count(undecided, "rule")) could not be decided") }
        case .undecided:
            parts.append("\(Wording.number(undecided)) of \(Wording.count(tally.total(), "rule")) could not be decided")
        case .conformant:
            parts.append(holding(tally))
        case .notAssessed:
            let total = tally.total()
            parts.append(total == 0 ? "no rule was selected" : "none of \(Wording.count(total, "rule")) was assessed")
        }
        let tolerated: [Level] = report.run.strict ? [.may] : [.should, .may]
        for level in tolerated where unexcused(tally, level) > 0 {
            let count = unexcused(tally, level)
            parts.append("\(Wording.count(count, "\(level.rawValue) rule")) \(verb(count)) broken, which does not bind")
        }
        if tally.excused() > 0 {
            parts.append("\(Wording.count(tally.excused(), "broken rule")) \(verb(tally.excused())) excused")
        }
        let outdated = report.gate?.problems.count ?? 0
        if outdated > 0 {
            parts.append("\(Wording.count(outdated, "excuse")) \(verb(outdated)) out of date, which fails the gate")
        }
        return parts.joined(separator: "; ")
    }

    /// How many rules of a level are broken and excused by nobody.
    static func unexcused(_ tally: Tally, _ level: Level) -> Int { tally.count(.fail, level) - tally.excused(level) }

    private static func broken(_ tally: Tally, _ levels: [Level]) -> String {
        let counts = levels.filter { unexcused(tally, $0) > 0 }
            .map { (level: $0, broken: unexcused(tally, $0), total: tally.total($0)) }
        let texts = counts.map { count in
            "\(Wording.number(count.broken)) of \(Wording.count(count.total, "\(count.level.rawValue) rule"))"
        }
        let sum = counts.reduce(0) { $0 + $1.broken }
        return "\(texts.joined(separator: " and ")) \(verb(sum)) broken"
    }

    private static func verb(_ count: Int) -> String { count == 1 ? "is" : "are" }

    private static func holding(_ tally: Tally) -> String {
        let (held, total) = (tally.count(.pass, .must), tally.total(.must))
        guard total > 0 else { return "\(Wording.count(tally.count(.pass), "rule")) found to hold, no must rule" }
        let rest = total - held - tally.excused(.must)
        let text = "\(Wording.number(held)) of \(Wording.count(total, "must rule")) \(total == 1 ? "holds" : "hold")"
        return rest > 0 ? "\(text), \(Wording.number(rest)) not assessed" : text
    }
}
