/// A rule and how it is tested, in words: what a careful person would tell who has read the contract.
///
/// Made of the plan alone; nothing is run.
public struct Explanation: Sendable {
    private let rule: PlannedRule
    private let cases: [Case]
    private let suite: Suite

    /// Makes the explanation of a rule of a plan.
    public init(of rule: PlannedRule, in plan: Plan, of suite: Suite) {
        self.rule = rule
        self.suite = suite
        cases = plan.cases.filter { $0.rule == rule.id }
    }

    /// The explanation as text that ends in a line break.
    public var text: String {
        var lines = [rule.id, "", "  \(rule.text)", ""]
        lines.append("  level    \(rule.level.rawValue): \(rule.level.words)")
        let source = [rule.source, rule.section].compactMap(\.self)
        if !source.isEmpty { lines.append("  source   \(source.joined(separator: ", "))") }
        if !rule.tags.isEmpty { lines.append("  tags     \(rule.tags.joined(separator: ", "))") }
        lines.append("  stands   \(rule.location)")
        if let untested = rule.untested {
            lines.append("  tested   by no case: \(untested)")
        } else {
            lines.append("  tested   by \(cases.count) \(cases.count == 1 ? "case" : "cases")")
        }
        for item in cases { lines += [""] + self.lines(of: item) }
        let used = fixtures
        if !used.isEmpty { lines += ["", "What is given is made like this, and removed after the case:"] }
        for fixture in used { lines += [""] + self.lines(of: fixture) }
        if !cases.isEmpty, !suite.headers.isEmpty {
            let headers = suite.headers.map { "\($0.name.source): \($0.value.words)" }
            lines += [
                "",
                "Every request that does not say otherwise has the header \(headers.joined(separator: " and the header "))",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(of item: Case) -> [String] {
        var lines = [item.row.map { "Case \"\($0)\"" } ?? "The case"]
        lines += item.needs.map { "  needs an environment with '\($0)'" }
        lines += item.lets.map { "  let ${\($0.name)} be \($0.value.words)" }
        lines += item.given.map { "  given ${\($0.name)}: \($0.words)" }
        for (index, step) in item.steps.enumerated() {
            let number = "\(index + 1)."
            let margin = String(repeating: " ", count: number.count + 3)
            let words = step.lines()
            lines.append("  \(number) \(words.first ?? "")" + (step.isControl ? ", the control" : ""))
            lines += words.dropFirst().map { margin + $0 }
        }
        return lines
    }

    private func lines(of fixture: Fixture) -> [String] {
        var lines = ["Fixture \"\(fixture.name)\""]
        lines += fixture.needs.map { "  needs an environment with '\($0)'" }
        lines += fixture.lets.map { "  let ${\($0.name)} be \($0.value.words)" }
        lines += fixture.given.map { "  given ${\($0.name)}: \($0.words)" }
        for (index, step) in fixture.steps.enumerated() {
            let words = step.lines()
            lines.append("  \(index + 1). \(words.first ?? "")")
            lines += words.dropFirst().map { "     " + $0 }
        }
        if fixture.steps.isEmpty { lines.append("  nothing is sent") }
        return lines
    }

    /// The fixtures that the cases use, each behind those that use it.
    private var fixtures: [Fixture] {
        var result: [Fixture] = []
        var pending = cases.flatMap { $0.given.map(\.fixture) }[...]
        while let name = pending.popFirst() {
            guard !result.contains(where: { $0.name == name }), let fixture = suite.vocabulary.fixtures[name] else {
                continue
            }
            result.append(fixture)
            pending += fixture.given.map(\.fixture)
        }
        return result
    }
}

extension Given {
    /// What is given: the fixture, how many of it, and other values for its names.
    var words: String {
        var words = count.map { "\($0) of \"\(fixture)\"" } ?? "\"\(fixture)\""
        if apart > 0 { words += ", \(DurationText.text(milliseconds: apart)) apart" }
        for value in lets { words += ", with ${\(value.name)} being \(value.value.words)" }
        return words
    }
}

extension Level {
    /// What the level means, in words.
    public var words: String {
        switch self {
        case .must: "a target that breaks it is not conformant"
        case .should: "advice, or a statement of a secondary source; it counts with --strict"
        case .may: "a permission or an option; breaking it is reported only"
        }
    }
}
