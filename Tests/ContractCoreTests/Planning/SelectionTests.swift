import Testing

@testable import ContractCore

struct SelectionTests {
    /// Rules of one to five cases each.
    private static func plan(_ count: Int) -> Plan {
        var text = "contract: c\nrules:\n"
        for number in 0..<count {
            let rows = (0...(number % 5)).map { "r\($0): \($0)" }.joined(separator: ", ")
            text +=
                "  rule-\(number): {rule: r, level: \(["must", "should", "may"][number % 3]), tags: [t\(number % 2)], table: {\(rows)}, GET: \"/${row.value}\", expect: {status: 200}}\n"
        }
        text += "  none: {rule: r, untested: no way}\n"
        return PlannedSuite(text).plan
    }

    @Test func `shards together are the whole, share no rule, and are balanced`() {
        let plan = Self.plan(100)
        let shards = (1...4).map { Selection(shard: ($0, 4)).apply(to: plan) }
        #expect(shards.flatMap { $0.rules.map(\.id) }.sorted() == plan.rules.map(\.id).sorted())
        #expect(shards.flatMap { $0.cases.map(\.id) }.sorted() == plan.cases.map(\.id).sorted())
        let sizes = shards.map(\.cases.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 5, "\(sizes)")
    }

    @Test func `shards are the same each time, and in the order of the plan`() {
        let plan = Self.plan(60)
        let first = Selection(shard: (2, 3)).apply(to: plan)
        #expect(Selection(shard: (2, 3)).apply(to: Self.plan(60)).cases.map(\.id) == first.cases.map(\.id))
        let places = Dictionary(uniqueKeysWithValues: plan.cases.enumerated().map { ($0.element.id, $0.offset) })
        let order = first.cases.compactMap { places[$0.id] }
        #expect(order == order.sorted() && !order.isEmpty)
    }

    @Test func `more shards than rules leave some empty`() {
        let shards = (1...5).map { Selection(shard: ($0, 5)).apply(to: Self.plan(2)) }
        #expect(shards.map(\.cases.count).reduce(0, +) == 3)
        #expect(shards.filter(\.cases.isEmpty).count == 3)
    }

    @Test func `rules are selected by pattern, level, tags and place`() {
        let plan = Self.plan(6)
        func ids(_ selection: Selection) -> [String] { selection.apply(to: plan).rules.map(\.id) }
        #expect(ids(Selection(rules: ["c.rule-?", "*none"])).count == 7)
        #expect(ids(Selection(rules: ["*-3"])) == ["c.rule-3"])
        #expect(ids(Selection(level: .should)) == ["c.rule-0", "c.rule-1", "c.rule-3", "c.rule-4", "c.none"])
        #expect(ids(Selection(tags: TagExpression("t1 and not must"))) == ["c.rule-1", "c.rule-5"])
        #expect(ids(Selection(paths: ["1.yaml"])).count == 7)
        #expect(ids(Selection(paths: ["1.yam"])) == [])
        #expect(
            Selection(rules: ["a"], level: .must, tags: TagExpression("x"), shard: (1, 2)).words
                == "rules a; level must and above; tags x; shard 1/2")
    }

    @Test(arguments: [
        ("*", "", true), ("a*c", "abbc", true), ("a*c", "abb", false), ("?", "模", true), ("a*b*c", "aXbYc", true), ("", "a", false),
        ("a.b", "axb", false), (String(repeating: "a*", count: 200) + "b", String(repeating: "a", count: 2_000), false),
    ])
    func `a pattern matches a whole text`(_ pattern: String, _ text: String, _ matches: Bool) {
        #expect(Glob.matches(pattern, text) == matches)
    }

    @Test(arguments: [
        ("a", true), ("not a", false), ("a and b", false), ("a or b", true), ("not (a and b)", true), ("b or not b and a", true),
        ("(a or b) and c", false), ("not not a", true),
    ])
    func `a condition on tags is read with not before and before or`(_ text: String, _ holds: Bool) throws {
        #expect(try #require(TagExpression(text)).matches(["a"]) == holds)
    }

    @Test(arguments: [
        "", "and", "a b", "a and", "(a", "a)", "not", "()", String(repeating: "(", count: 100_000),
        String(repeating: "not ", count: 100_000) + "a",
    ])
    func `a condition on tags that cannot be read is none`(_ text: String) {
        #expect(TagExpression(text) == nil)
    }
}
