import ArgumentParser
import ContractCore

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell a rule and how it is tested, in words; nothing is sent.",
        discussion: "In the rule's identifier * stands for any text; all rules that match are told.")

    @Argument(help: "The rule's identifier.")
    var rule: String
    @Argument(help: "Contract files or folders (default: Contracts).")
    var paths: [String] = []

    func run() throws {
        let loaded = try SuiteLoader.load(paths)
        try loaded.requireValid()
        let rules = loaded.plan.rules.filter { $0.id == rule || Glob.matches(rule, $0.id) }
        guard !rules.isEmpty else {
            throw Failure(
                status: .nothingSelected, message: "there is no rule '\(rule)'",
                hint: Self.hint(for: rule, in: loaded.plan))
        }
        let texts = rules.map { Explanation(of: $0, in: loaded.plan, of: loaded.suite).text }
        Console.output(texts.joined(separator: "\n"), terminator: "")
    }

    /// The rule that was probably meant: the nearest, else those whose last part is near.
    private static func hint(for rule: String, in plan: Plan) -> String {
        let ids = plan.rules.map(\.id)
        let containing = ids.filter { $0.hasSuffix(".\(rule)") }
        if !containing.isEmpty {
            return "did you mean \(containing.prefix(5).map { "'\($0)'" }.joined(separator: " or "))?"
        }
        let nearest = rule.contains("*") ? nil : Suggestion.nearest(to: rule, among: ids)
        return nearest.map { "did you mean '\($0)'?" } ?? "'hallmark list' shows all rules"
    }
}
