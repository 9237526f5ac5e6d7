/// One stack, without what it consists of.
struct StackRow: Named, Equatable {
    var sequence: Int64
    var name: String
    var id: String
    var description: String?
    /// The agencies as JSON text; nil when none were given.
    var agencies: String?
    var isProtected: Bool
    var rollsBack: Bool
    var created: Instant
    /// When the attributes changed last; runs move the time that is shown as well.
    var updated: Instant
    var timeline: Timeline
    /// When the first deployment ends.
    var createdUntil: Instant
    /// When the stack is gone; nil unless it is being deleted.
    var gone: Instant?
    /// The deployment that succeeded last; nil when none did.
    var stable: Int64?

    var key: PageKey { PageKey(created: created, sequence: sequence) }

    /// The update time as it is shown.
    func updated(at now: Instant) -> Instant { max(updated, timeline.phase(at: now).start) }

    func status(at now: Instant) -> StackStatus { timeline.phase(at: now).status }

    /// Whether the deletion of the stack has ended.
    func isGone(at now: Instant) -> Bool { gone.map { $0 <= now } ?? false }
}

/// The stacks of one account in one region, as they are at one instant.
struct StackTable {
    let state: Transaction
    let region: String
    /// Stacks whose deletion has ended by then are not there any more.
    let now: Instant

    private var stacks: Catalog<StackRow> { state.holdings.stacks[region] ?? Catalog() }

    func find(_ name: String, ignoringCase: Bool = false) -> StackRow? {
        stacks.find(name, ignoringCase: ignoringCase).flatMap { $0.isGone(at: now) ? nil : $0 }
    }

    /// Stacks in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) -> [StackRow] { stacks.scan(scan) { !$0.isGone(at: now) } }

    /// The number of stacks, and how many of them are in their first deployment.
    func counts() -> (all: Int, creating: Int) {
        stacks.entries.reduce(into: (0, 0)) { counts, stack in
            guard !stack.isGone(at: now) else { return }
            counts.0 += 1
            if stack.createdUntil > now { counts.1 += 1 }
        }
    }

    /// Removes a stack at once; only altered rules do.
    func delete(_ stack: StackRow) { remove(stack, region) }

    /// Removes what is left of stacks whose deletion has ended.
    func purge() {
        for (region, stacks) in state.holdings.stacks {
            for stack in stacks.entries where stack.isGone(at: now) { remove(stack, region) }
        }
    }

    /// Stores an empty stack.
    func insert(
        name: String, id: String, description: String?, agencies: String?, isProtected: Bool, rollsBack: Bool
    ) throws(NameTaken) -> StackRow {
        guard stacks.find(name) == nil else { throw NameTaken(name: name) }
        let stack = StackRow(
            sequence: state.nextSequence(), name: name, id: id, description: description, agencies: agencies,
            isProtected: isProtected, rollsBack: rollsBack, created: now, updated: now,
            timeline: Timeline(phases: [Timeline.Phase(start: now, status: .creationComplete)]), createdUntil: now)
        put(stack, StackParts())
        return stack
    }

    /// Stores the attributes that an update may change.
    func update(_ stack: StackRow) {
        guard var current = stacks[stack.key] else { return }
        current.id = stack.id
        current.description = stack.description
        current.agencies = stack.agencies
        current.isProtected = stack.isProtected
        current.rollsBack = stack.rollsBack
        current.updated = stack.updated
        put(current, state.parts(of: stack.sequence))
    }

    /// What a stack consisted of before its last run, and that run.
    func content(of stack: StackRow) -> (base: StackContent, run: Run?) {
        let parts = state.parts(of: stack.sequence)
        return (parts.base, parts.run)
    }

    /// Stores what a stack consists of before a run, the run and its statuses.
    func begin(
        _ run: Run, phases: [Timeline.Phase], on stack: StackRow, from base: StackContent, stable: Int64?,
        createdUntil: Instant?, gone: Instant?
    ) {
        guard var current = stacks[stack.key] else { return }
        current.timeline = Timeline(phases: phases)
        current.stable = stable
        current.createdUntil = createdUntil ?? current.createdUntil
        current.gone = gone
        var parts = state.parts(of: stack.sequence)
        parts.base = base
        parts.run = run
        put(current, parts)
    }

    /// Stores another content of a stack whose last run has ended.
    func settle(_ stack: StackRow, _ content: StackContent) {
        guard let current = stacks[stack.key] else { return }
        var parts = state.parts(of: stack.sequence)
        parts.base = content
        parts.run = nil
        put(current, parts)
    }

    private func put(_ stack: StackRow, _ parts: StackParts) {
        state.set(stack, at: stack.key, in: region)
        state.set(parts, of: stack.sequence)
        state.rows?.add { [account = state.account, region] db in
            try StackRows(db: db).put(stack, parts, account: account, region: region)
        }
    }

    private func remove(_ stack: StackRow, _ region: String) {
        state.set(nil as StackRow?, at: stack.key, in: region)
        state.set(nil as StackParts?, of: stack.sequence)
        state.rows?.add { db in try StackRows(db: db).delete(stack.sequence) }
    }
}
