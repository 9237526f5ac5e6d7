import ContractCore
import TestSupport
import Testing

struct ReportMergeTests {
    private let whole = RunReport.scripted([
        ("a", [("1", .pass), ("2", .fail)]), ("b", [(nil, .pass)]), ("c", []), ("d", [(nil, .error)]), ("e", [(nil, .pass)]),
    ])

    /// The whole, dealt out to parts by the place of each rule.
    private func parts(_ deal: [[Int]]) -> [RunReport] {
        deal.enumerated().map { index, places in
            var part = whole
            part.rules = PackedList(places.map { whole.rules[$0] })
            let ids = Set(part.rules.map(\.id))
            part.cases = whole.cases.filter { ids.contains($0.rule) }
            part.run.selection = "level must and above; shard \(index + 1)/\(deal.count)"
            part.run.shard = ShardFacts(
                index: index + 1, count: deal.count, rules: part.rules.map(\.id), of: whole.rules.map(\.id))
            part.cleanup = CleanupReport(created: 1, removed: 1)
            return part
        }
    }

    @Test func `parts in any order make the whole again`() throws {
        let parts = parts([[1, 3], [0], [2, 4]])
        let merged = try ReportMerge.merge([parts[2], parts[0], parts[1]])
        #expect(merged.rules == whole.rules)
        #expect(merged.cases == whole.cases)
        #expect(merged.cleanup == CleanupReport(created: 3, removed: 3))
        #expect(merged.run.selection == "level must and above")
        #expect(merged.run.shard == nil)
        #expect(merged.run.jobs == 6)
    }

    @Test func `a missing part, a part twice and a whole run are refused`() {
        let parts = parts([[0, 1], [2], [3], [4]])
        #expect(throws: MergeError.missingParts([2, 4], count: 4)) { try ReportMerge.merge([parts[0], parts[2]]) }
        #expect(throws: MergeError.duplicatePart(1)) { try ReportMerge.merge([parts[0], parts[1], parts[0]]) }
        #expect(throws: MergeError.notAPart(run: "0000000a")) { try ReportMerge.merge([whole]) }
        #expect(throws: MergeError.notAPart(run: "0000000a")) { try ReportMerge.merge([parts[0], whole]) }
    }

    @Test func `a part of another run is refused by what differs`() {
        var parts = parts([[0, 1], [2, 3, 4]])
        parts[1].run.suiteDigest = "d2"
        #expect(throws: MergeError.otherRun(part: 2, what: "contracts", found: "d2", expected: "d1")) {
            try ReportMerge.merge(parts)
        }
    }

    @Test func `rules that no part or two parts have are noticed`() {
        var parts = parts([[0, 1], [2, 3, 4]])
        parts[1].rules.removeLast()
        parts[1].run.shard?.positions.removeLast()
        #expect(throws: MergeError.missingRules(found: 4, expected: 5)) { try ReportMerge.merge(parts) }
        parts[1].run.shard?.positions[0] = 1
        #expect(throws: MergeError.duplicateRule("c.c")) { try ReportMerge.merge(parts) }
        parts[1].run.shard?.positions.removeLast()
        #expect(throws: MergeError.damaged(part: 2)) { try ReportMerge.merge(parts) }
    }
}
