import ContractCore

/// What a run says about its target, in one sentence.
enum Headline {
    /// The sentence behind the verdict's word: which rules decided it, and what it leaves open.
    static func sentence(_ report: RunReport) -> String {
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
            parts.append(tally.total() == 0 ? "no rule was selected" : "none of \(Wording.count(tally.total(), "rule")) was assessed")
        }
        let tolerated: [Level] = report.run.strict ? [.may] : [.should, .may]
        for level in tolerated where unexcused(tally, level) > 0 {
            parts.append("\(Wording.count(unexcused(tally, level), "\(level.rawValue) rule")) broken, which does not bind")
        }
        if tally.excused() > 0 { parts.append("\(Wording.count(tally.excused(), "broken rule")) excused") }
        return parts.joined(separator: "; ")
    }

    /// How many rules of a level are broken and excused by nobody.
    static func unexcused(_ tally: Tally, _ level: Level) -> Int { tally.count(.fail, level) - tally.excused(level) }

    private static func broken(_ tally: Tally, _ levels: [Level]) -> String {
        let counts = levels.filter { unexcused(tally, $0) > 0 }
            .map { (level: $0, broken: unexcused(tally, $0), total: tally.total($0)) }
        let texts = counts.map { "\(Wording.number($0.broken)) of \(Wording.count($0.total, "\($0.level.rawValue) rule"))" }
        let isOne = counts.count == 1 && counts.first?.broken == 1
        return "\(texts.joined(separator: " and ")) \(isOne ? "is" : "are") broken"
    }

    private static func holding(_ tally: Tally) -> String {
        let (held, total) = (tally.count(.pass, .must), tally.total(.must))
        guard total > 0 else { return "\(Wording.count(tally.count(.pass), "rule")) hold, none of them a must rule" }
        let rest = total - held - tally.excused(.must)
        let text = "\(Wording.number(held)) of \(Wording.count(total, "must rule")) hold"
        return rest > 0 ? "\(text), \(Wording.number(rest)) not assessed" : text
    }
}
