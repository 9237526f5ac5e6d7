import ArgumentParser
import ContractCore
import ContractRunner

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List rules with their level, cases, needs and tags; nothing is sent.")

    @Argument(help: "Contract files or folders (default: Contracts).")
    var paths: [String] = []
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let isJSON = try output.isJSON()
        let loaded = try SuiteLoader.load(paths)
        try loaded.requireValid()
        let plan = try selection.apply(to: loaded)
        let listing = Listing(plan, of: loaded.suite)
        if isJSON {
            Console.output(JSONWriter.text(of: listing.json, layout: .pretty()))
        } else {
            Console.output(listing.text, terminator: "")
        }
        output.remark("\(counted(plan.rules.count, "rule")), \(counted(plan.cases.count, "case"))")
    }
}

/// Rules with their cases and what those need, as text and as JSON.
struct Listing {
    /// The name and version of the layout of the JSON.
    static let schema = "hallmark.list/1"

    private struct Line {
        let rule: PlannedRule
        let cases: [(item: Case, needs: [String])]

        /// What any case needs, each once.
        var needs: [String] {
            var seen: Set<String> = []
            return cases.flatMap(\.needs).filter { seen.insert($0).inserted }
        }
    }

    private let lines: [Line]

    init(_ plan: Plan, of suite: Suite) {
        let check = CapabilityCheck(suite: suite, environment: ContractCore.Environment(name: ""), variables: [])
        let cases = Dictionary(grouping: plan.cases, by: \.rule)
        lines = plan.rules.map { rule in
            Line(rule: rule, cases: (cases[rule.id] ?? []).map { ($0, check.needs(of: $0)) })
        }
    }

    /// A block for each rule: identifier, level and cases, the rule's words, and what else there is to say.
    var text: String {
        lines.map { line in
            let rule = line.rule
            var text = "\(rule.id)  \(rule.level.rawValue), \(counted(line.cases.count, "case"))\n    \(rule.text)\n"
            let rows = line.cases.compactMap(\.item.row)
            if !rows.isEmpty { text += "    rows: \(rows.joined(separator: "; "))\n" }
            if !line.needs.isEmpty { text += "    needs: \(line.needs.joined(separator: ", "))\n" }
            if !rule.tags.isEmpty { text += "    tags: \(rule.tags.joined(separator: ", "))\n" }
            if let untested = rule.untested { text += "    untested: \(untested)\n" }
            return text
        }.joined()
    }

    /// All that the text says, and where each rule stands.
    var json: JSONValue {
        func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        return .object([
            "schema": .string(Self.schema),
            "rules": .array(
                lines.map { line in
                    let rule = line.rule
                    return .object([
                        "rule": .string(rule.id), "level": .string(rule.level.rawValue), "text": .string(rule.text),
                        "source": optional(rule.source), "section": optional(rule.section),
                        "operation": .string(rule.contract),
                        "group": .string(rule.group), "file": .string(rule.location.file),
                        "line": .number(JSONNumber(rule.location.line)), "tags": texts(rule.tags),
                        "needs": texts(line.needs),
                        "untested": optional(rule.untested),
                        "cases": .array(
                            line.cases.map { item, needs in
                                .object(["id": .string(item.id), "row": optional(item.row), "needs": texts(needs)])
                            }),
                    ])
                }),
        ])
    }
}
