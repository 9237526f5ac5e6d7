import ContractCore
import Foundation
import RFSEmulator
import Testing

@testable import ContractReports
@testable import hallmark

/// The table under `reports/proof` counts the mutants, variants and targets of today.
struct ProofTableTests {
    private static let areas: [(name: String, has: @Sendable (String) -> Bool)] = [
        ("private modules", { $0.contains("private-module") }), ("execution plans", { $0.contains("execution-plan") }),
        ("authentication", { $0 == "authentication" }), ("stacks", { _ in true }),
    ]

    private static func area(_ operation: String) -> String { areas.first { $0.has(operation) }?.name ?? "" }

    private static func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

    private static func rows(_ words: [(String, String)]) -> [String] {
        words.map { row(["`\($0.0)`", $0.1]) }
    }

    private static func text(_ loaded: LoadedSuite) -> String {
        let tested = Set(loaded.plan.cases.map(\.rule))
        let kinds = Mutant.Kind.allCases
        let names = ["private modules", "stacks", "execution plans", "authentication"]
        let mutants = Dictionary(grouping: Mutants.all.filter { $0.equivalent == nil }) { area($0.operation) }
        func counts(_ name: String, _ mutants: [Mutant], _ rules: Int) -> String {
            row(
                [name, Wording.number(rules)]
                    + kinds.map { kind in Wording.number(mutants.count { $0.kind == kind }) }
                    + [Wording.number(mutants.count)])
        }
        func rules(_ isIn: (String) -> Bool) -> Int { tested.count { isIn(area(String($0.prefix { $0 != "." }))) } }
        let reasons = Dictionary(grouping: Mutants.all.compactMap(\.equivalent), by: \.self)
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let lines =
            [
                "# What breaks the rules", "",
                "`hallmark prove` breaks the emulator in each of these ways, one at a time, and every mutant has to be caught by",
                "the rule that it breaks, at the assertion that it names. A test keeps this page true.", "",
                row(["rules of", "tested"] + kinds.map(\.rawValue) + ["mutants"]), row(Array(repeating: "--:", count: kinds.count + 3)),
            ]
            + names.map { name in counts(name, mutants[name] ?? [], rules { $0 == name }) }
            + [
                counts("all", mutants.values.flatMap(\.self), tested.count), "",
                "*drop*: the rule is not enforced. *tighten*: something that it allows is refused. *shift*: a bound is off by one.",
                "*signal*: the decision is right, status or content are not. *effect*: what was done is not what was said.", "",
                "## Mutants that no request can tell from the emulator", "", row(["mutants", "why"]), row(["--:", ":--"]),
            ] + reasons.map { row([String($0.value.count), $0.key]) }
            + [
                "", "## Benign variants", "", "The emulator does otherwise what the documents leave free; no verdict may change.", "",
                row(["variant", "the emulator"]), row([":--", ":--"]),
            ] + rows(Variants.all.map { ($0.id, $0.summary) })
            + [
                "", "## Degenerate targets", "", "They keep no rule; no binding rule may pass, and each run ends within a minute.",
                "", row(["target", "does"]), row([":--", ":--"]),
            ] + rows(DegenerateTarget.all.map { ($0.id, $0.summary) })
        return lines.joined(separator: "\n") + "\n"
    }

    @Test func `the table counts what there is`() throws {
        let text = Self.text(try SuiteLoader.load(["\(ownContracts)/rfs"]))
        let path = URL(filePath: ownContracts).deletingLastPathComponent().appending(path: "reports/proof/mutants.md").path
        guard (try? String(contentsOfFile: path, encoding: .utf8)) != text else { return }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        Issue.record("reports/proof/mutants.md is out of date; UPDATE_GOLDEN=1 writes it")
    }
}
