import ContractCore
import ContractReports
import Foundation
import Testing

struct KillMatrixReportTests {
    private static let matrix = KillMatrix(
        version: "1.0", suiteDigest: "0123456789abcdef", seconds: 12.5,
        rules: [
            ProvedRule(id: "op.good", level: .must, text: "Holds.", isTested: true, mutants: 1, killed: 1),
            ProvedRule(id: "op.bad", level: .must, text: "Does <not>.", isTested: true, mutants: 1, killed: 0),
        ],
        mutants: [
            MutantResult(
                mutant: MutantFacts(id: "op.good/drop", rule: "op.good", kind: "drop", accusation: "drops", assertions: ["status"]),
                outcome: .killed, witness: "op.good", sentence: "status: expected 400, got 200"),
            MutantResult(
                mutant: MutantFacts(
                    id: "op.bad/signal", rule: "op.bad", kind: "signal", accusation: "says | <b>200</b>", assertions: ["status"]),
                outcome: .survivedUnpropagated),
        ],
        steady: [SteadyRun(id: "shuffled", summary: "another order", cases: 2, changes: [])],
        degenerate: [
            DegenerateRun(
                id: "hang", summary: "never answers", seconds: 3, bound: 90, passed: [], headline: "UNDECIDED: nothing to tell")
        ],
        fields: [
            FieldCoverage(operation: "op", field: "name", noticed: ["dropped": [], "null": []]),
            FieldCoverage(operation: "op", field: "next", noticed: [:]),
            FieldCoverage(operation: "op", field: "list.*.id", noticed: ["null": ["op.good"], "dropped": ["op.bad"], "swapped": []]),
        ])

    private static let headline =
        "NOT PROVED: 1 of 2 mutants caught by their own rule; 1 of 2 tested rules proved; 0 of 1 benign run changed a verdict; "
        + "0 of 1 degenerate target passed a rule or took too long; 1 of 3 fields looked at by no rule, 1 in no answer"

    @Test func `the headline counts what has to be mended`() {
        #expect(KillMatrixSummary.headline(Self.matrix) == Self.headline)
    }

    @Test func `the summary names survivors with their repair`() {
        #expect(
            KillMatrixSummary.text(Self.matrix, reports: ["a.md"]) == """
                survived: seen but not asserted  op.bad/signal
                    it says | <b>200</b>
                    to mend: assert what the answer or the state shows
                unproved  op.bad: 0 of 1 mutants caught
                not looked at  op name
                    no rule fails when it is dropped, null
                    to mend: expect something of it in a rule of op
                in no answer  op next
                    to mend: add a case whose answer holds it

                \(Self.headline)
                in 12.5 s

                reports  a.md

                """)
    }

    @Test func `a rule tells what its proof lacks, and one that nothing can break lacks nothing`() {
        func rule(_ mutants: Int, _ killed: Int, isTested: Bool = true, exemption: String? = nil) -> ProvedRule {
            ProvedRule(
                id: "r", level: .must, text: "", isTested: isTested, mutants: mutants, killed: killed, exemption: exemption)
        }
        let rules = [rule(0, 0), rule(3, 2), rule(3, 3), rule(0, 0, isTested: false), rule(0, 0, exemption: "why")]
        #expect(rules.map(\.gap) == ["no mutant breaks it", "2 of 3 mutants caught", nil, nil, nil])
        var matrix = Self.matrix
        matrix.rules = rules
        #expect(matrix.unproved == Array(rules.prefix(2)))
    }

    @Test func `Markdown puts survivors first and keeps its tables whole`() {
        let text = KillMatrixMarkdown.text(Self.matrix)
        let mended = text.range(of: "## To be mended")
        let all = text.range(of: "<summary>Mutants</summary>")
        #expect(mended != nil && all != nil)
        if let mended, let all { #expect(mended.lowerBound < all.lowerBound) }
        #expect(!text.contains("<b>"))
        #expect(text.contains("| `op.good` | must | yes | 1 of 1 |"))
        #expect(text.contains("| `op.bad` | must | no | 0 of 1 |"))
        for line in [
            "- `op` `name`: no rule failed when it was dropped, null; to mend: expect something of it in a rule of op\n",
            "- `op` `next`: no answer held it; to mend: add a case whose answer holds it\n",
            "| `op` | `name` | no |  | dropped, null |\n", "| `op` | `next` | not shown |  |  |\n",
            "| `op` | `list.*.id` | yes | dropped: `op.bad`<br>null: `op.good` | swapped |\n",
        ] { #expect(text.contains(line), "\(line)") }
    }

    @Test func `HTML shows texts of contracts as text`() {
        let text = KillMatrixHTML.text(Self.matrix)
        #expect(!text.contains("<b>200"))
        #expect(text.contains("says | &lt;b&gt;200&lt;/b&gt;"))
        #expect(text.contains("Does &lt;not&gt;."))
    }

    @Test func `HTML opens the rules that are not proved, and counts on tiles and chips`() {
        let text = KillMatrixHTML.text(Self.matrix)
        func attributes(_ id: String) -> Substring? {
            text.split(separator: "<details class=\"rule ").first { $0.contains(">\(id)</small>") }?.prefix { $0 != ">" }
        }
        #expect(attributes("op.good") == "t-pass\" data-rule=\"pass\" data-level=\"must\"")
        #expect(attributes("op.bad") == "t-fail\" data-rule=\"fail\" data-level=\"must\" open")
        for words in [
            "<b>1 of 2</b><span>mutants caught by their own rule</span>", "<b>1 of 3</b><span>fields looked at</span>",
            ">✕ not proved 1</button>", ">✓ proved 1</button>", "to mend: assert what the answer or the state shows",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(text.contains("<h1>NOT PROVED</h1>"))
    }

    @Test func `collateral is listed, and what has no reason comes first`() {
        var matrix = Self.matrix
        matrix.mutants[0].collateral = ["op.other", "op.third"]
        #expect(
            KillMatrixSummary.headline(matrix).contains(
                "; 1 mutant changed other rules too, each where it decides otherwise; "))
        #expect(KillMatrixMarkdown.text(matrix).contains("- `op.good/drop`: `op.other`, `op.third`\n"))
        matrix.mutants[0].unexplained = ["op.third"]
        #expect(KillMatrixSummary.headline(matrix).contains("; 1 mutant changed other rules too, all but 1 where it decides otherwise; "))
        #expect(KillMatrixSummary.text(matrix, reports: []).contains("collateral without a reason  op.good/drop\n    op.third\n"))
        #expect(
            KillMatrixMarkdown.text(matrix).contains(
                "- `op.good/drop` decides nothing otherwise in the cases of `op.third`, and their verdict changed\n"))
        #expect(KillMatrixHTML.text(matrix).contains("<h2>Collateral without a reason</h2>"))
    }

    @Test func `JSON says of each rule whether it is proved, and of each field whether rules look at it`() throws {
        let json = try JSONReader.read(Array(KillMatrixJSON.text(Self.matrix).utf8)).value
        let rules = json["rules"]?.arrayValue ?? []
        #expect(rules.map { $0["isProved"] } == [.bool(true), .bool(false)])
        let fields = json["fields"]?.arrayValue ?? []
        #expect(fields.map { $0["attention"]?.stringValue } == ["no", "not shown", "yes"])
    }

    @Test func `an overlooked field is not proved, and one that no answer holds is left open`() {
        func matrix(_ field: FieldCoverage) -> KillMatrix {
            KillMatrix(version: "1", suiteDigest: "", seconds: 0, fields: [field])
        }
        #expect(Self.matrix.fields.map { matrix($0).isProved } == [false, true, true])
    }

    @Test func `JSON reads back as the same matrix`() throws {
        let text = KillMatrixJSON.text(Self.matrix)
        #expect(try JSONDecoder().decode(KillMatrix.self, from: Data(text.utf8)) == Self.matrix)
    }
}
