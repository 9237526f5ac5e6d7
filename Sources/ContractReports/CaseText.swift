import ContractCore

/// What a case found out, in words that all formats share; not yet escaped for any of them.
enum CaseText {
    /// One sentence: what was expected, what was there and where; or why there is nothing to say about the rule.
    static func sentence(_ result: CaseResult) -> String {
        let decisive = decisive(result)
        guard let first = decisive.first else { return result.reason ?? fallback(result) }
        let sentence = result.verdict == .fail ? first.sentence : result.reason ?? first.sentence
        return decisive.count > 1 ? "\(sentence) (and \(decisive.count - 1) more)" : sentence
    }

    /// The findings that made the verdict.
    static func decisive(_ result: CaseResult) -> [Finding] {
        result.findings.filter { $0.outcome == (result.verdict == .fail ? .broken : .undecidable) }
    }

    /// Why a case that is no pass is shown as skipped, with the word for what became of it first.
    static func skipReason(_ result: CaseResult) -> String {
        switch (result.verdict, result.disposition) {
        case (.fail, .waived): "waived: \(result.reason ?? sentence(result))"
        case (.fail, .expected): "expected by the baseline: \(result.reason ?? sentence(result))"
        default: "\(result.verdict.rawValue): \(result.reason ?? fallback(result))"
        }
    }

    /// What the tries of a repeated case found out, in their order.
    static func attempts(_ result: CaseResult) -> String {
        let earlier = (result.attempts ?? []).map { $0.reason.map { "(\($0))" } ?? "" }
        let words = zip(result.attempts ?? [], earlier).map {
            $1.isEmpty ? $0.verdict.rawValue : "\($0.verdict.rawValue) \($1)"
        }
        return (words + [result.verdict.rawValue]).joined(separator: ", then ")
    }

    /// What is said about a rule without cases that gives no reason for it.
    static let noCase = "no case of this rule is in the report"

    /// Why a rule has no case.
    static func untestedReason(_ rule: RuleResult) -> String {
        "untested: \(rule.untested ?? noCase)"
    }

    /// The exchange that shows the first broken expectation: the last one of its step, or the last one with an answer.
    static func evidence(_ result: CaseResult) -> ExchangeRecord? {
        let step = decisive(result).first?.step
        let ofStep = result.exchanges.last { exchange in
            step.map { $0 == exchange.label || $0.hasPrefix("\(exchange.label) ") } ?? false
        }
        return ofStep ?? result.exchanges.last { $0.label != "cleanup" } ?? result.exchanges.last
    }

    /// Where a rule stands in the documentation, or nil when it does not say.
    static func source(_ rule: RuleResult) -> String? {
        let parts = [rule.source, rule.section].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func fallback(_ result: CaseResult) -> String {
        switch result.verdict {
        case .pass: "the rule holds"
        case .fail: "the rule is broken, and the case says no more"
        case .inconclusive, .error: "the rule could not be decided, and the case says no more"
        case .unsupported: "the target does not have the feature"
        case .skipped: "not run"
        }
    }
}

extension CaseResult {
    /// Whether nothing can be said about the rule, though it was tried.
    var isUndecided: Bool { verdict == .inconclusive || verdict == .error }
}
