/// One execution plan, without what it would do.
struct PlanRow: Sendable, Equatable {
    var sequence: Int64
    var name: String
    var id: String
    var description: String?
    var created: Instant
    /// When the plan is made.
    var ready: Instant
    /// Why it could not be made; nil when it could.
    var failure: String?
    /// When it was applied, and when that run ends; nil when it was not.
    var applied: Instant?
    var appliedUntil: Instant?
    /// Whether the stack was deployed since.
    var isExpired = false

    var key: PageKey { PageKey(created: created, sequence: sequence) }

    func status(at now: Instant) -> PlanStatus {
        if now < ready { return .creationInProgress }
        if failure != nil { return .creationFailed }
        guard let appliedUntil else { return .available }
        return now < appliedUntil ? .applyInProgress : .applied
    }
}

/// The execution plans of one stack.
struct PlanTable {
    let state: Transaction
    let stack: Int64

    private var plans: Catalog<PlanRecord> { state.parts(of: stack).plans }

    func find(_ name: String, ignoringCase: Bool = false) -> PlanRow? {
        plans.find(name, ignoringCase: ignoringCase)?.row
    }

    /// Plans in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) -> [PlanRow] { plans.scan(scan).map(\.row) }

    func count() -> Int { plans.count }

    /// The number of plans of all stacks of the account that are being made.
    func countInProgress(at now: Instant) -> Int {
        state.holdings.parts.values.reduce(0) { sum, parts in sum + parts.plans.entries.count { $0.row.ready > now } }
    }

    /// Whether a plan of any stack has this name; only altered rules ask.
    static func isUsed(_ state: Transaction, _ name: String) -> Bool {
        ([state.holdings] + state.others).contains { $0.parts.values.contains { $0.plans.find(name) != nil } }
    }

    /// Stores a plan with all that applying it needs.
    func insert(
        name: String, id: String, description: String?, at now: Instant, ready: Instant, failure: String?,
        draft: PlanDraft
    ) throws(NameTaken) {
        guard plans.find(name) == nil else { throw NameTaken(name: name) }
        let row = PlanRow(
            sequence: state.nextSequence(), name: name, id: id, description: description, created: now, ready: ready,
            failure: failure)
        let plan = PlanRecord(row: row, draft: draft)
        state.change(stack) { $0.plans[plan.key] = plan }
        state.rows?.add { [stack] db in try PlanRows(db: db).insert(plan, stack: stack) }
    }

    /// All that was worked out when a plan was made.
    func draft(of plan: PlanRow) -> PlanDraft? { plans[plan.key]?.draft }

    /// Notes that a plan is being applied until an instant.
    func apply(_ plan: PlanRow, at now: Instant, until end: Instant) {
        update(plan) { plan in
            plan.applied = now
            plan.appliedUntil = end
        }
    }

    /// Makes all plans that are not applied unusable.
    func expireAll() {
        for plan in plans.entries where plan.row.applied == nil && !plan.row.isExpired {
            update(plan.row) { $0.isExpired = true }
        }
    }

    func delete(_ plan: PlanRow) {
        state.change(stack) { $0.plans[plan.key] = nil }
        state.rows?.add { db in try PlanRows(db: db).delete(plan.sequence) }
    }

    private func update(_ plan: PlanRow, _ change: (inout PlanRow) -> Void) {
        guard var current = plans[plan.key] else { return }
        change(&current.row)
        state.change(stack) { $0.plans[plan.key] = current }
        let row = current.row
        state.rows?.add { db in try PlanRows(db: db).update(row) }
    }
}
