/// One way to test a rule: what is given, and the steps.
public struct Case: Sendable {
    /// The rule it tests.
    public var rule: String
    /// The level of its rule.
    public var level: Level
    /// The steps.
    public var steps: [Step]
    /// Where it stands.
    public var location: Location
    /// What most cases have nothing of.
    @Rare private var particulars: Particulars?

    private struct Particulars: Sendable {
        let row: String?
        let needs: [String]
        let given: [Given]
        let lets: [(name: String, value: ValueTemplate)]
        let operation: String?
    }

    /// Makes a case that does nothing, for requests that belong to no rule.
    public init(idle name: String) {
        self.init(
            rule: name, row: nil, level: .must, needs: [], given: [], lets: [], steps: [], operation: nil,
            location: Location(file: ""))
    }

    init(
        rule: String, row: String?, level: Level, needs: [String], given: [Given],
        lets: [(name: String, value: ValueTemplate)],
        steps: [Step], operation: String?, location: Location
    ) {
        self.rule = rule
        self.level = level
        self.steps = steps
        self.location = location
        if row != nil || operation != nil || !needs.isEmpty || !given.isEmpty || !lets.isEmpty {
            particulars = Particulars(row: row, needs: needs, given: given, lets: lets, operation: operation)
        }
    }

    /// The named row, or nil.
    public var row: String? { particulars?.row }
    /// Capabilities that the environment must have, without those that follow from the steps.
    public var needs: [String] { particulars?.needs ?? [] }
    /// Fixtures in order.
    public var given: [Given] { particulars?.given ?? [] }
    /// Names for values, in order.
    public var lets: [(name: String, value: ValueTemplate)] { particulars?.lets ?? [] }
    /// The documented name of the operation, for capabilities that need it.
    public var operation: String? { particulars?.operation }

    /// The rule's identifier and the row.
    public var id: String { row.map { "\(rule) [\($0)]" } ?? rule }
}
