/// One private module.
struct ModuleRow: Named, Equatable {
    var sequence: Int64
    var name: String
    var id: String
    var description: String?
    var created: Instant
    var updated: Instant

    var key: PageKey { PageKey(created: created, sequence: sequence) }
}

/// The modules of one account in one region.
struct ModuleTable {
    /// How far a look at modules reaches; what is changed is always of the own account.
    enum Scope: Sendable {
        /// The own region of the own account.
        case own
        /// All regions of the own account.
        case account
        /// Everything.
        case instance
    }

    let state: Transaction
    let region: String
    /// Wider than the own region only while rules are altered.
    var scope = Scope.own

    private var own: Catalog<ModuleRow> { state.holdings.modules[region] ?? Catalog() }

    /// What a wider look sees.
    private var seen: [Catalog<ModuleRow>] {
        let holdings = scope == .account ? [state.holdings] : [state.holdings] + state.others
        return holdings.flatMap { $0.modules.values }
    }

    func find(_ name: String, ignoringCase: Bool = false) -> ModuleRow? {
        if scope == .own { return own.find(name, ignoringCase: ignoringCase) }
        return seen.compactMap { $0.find(name, ignoringCase: ignoringCase) }.min { $0.sequence < $1.sequence }
    }

    func count() -> Int { own.count }

    /// Stores a module and gives its sequence.
    ///
    /// - Parameter updated: the time of its last update, when that is not the time of its creation.
    func insert(
        name: String, id: String, description: String?, at now: Instant, updated: Instant? = nil
    ) throws(NameTaken) -> Int64 {
        let module = ModuleRow(
            sequence: state.nextSequence(), name: name, id: id, description: description, created: now,
            updated: updated ?? now)
        guard own.find(name) == nil else { throw NameTaken(name: name) }
        put(module)
        state.set(Catalog(), of: module.sequence)
        return module.sequence
    }

    func update(_ module: ModuleRow, description: String, at now: Instant) {
        guard var current = own[module.key] else { return }
        current.description = description
        current.updated = now
        put(current)
    }

    /// Gives a module another id or moves its times; only altered rules do.
    func replace(_ module: ModuleRow, id: String, created: Instant, updated: Instant) {
        guard var current = own[module.key] else { return }
        state.set(nil as ModuleRow?, at: module.key, in: region)
        current.id = id
        current.created = created
        current.updated = updated
        put(current)
    }

    /// The name of a module of the own account and region; nil when there is none of that sequence.
    func name(of sequence: Int64) -> String? { own.entries.last { $0.sequence == sequence }?.name }

    /// Gives a module another name; only altered rules do.
    func rename(_ module: ModuleRow, to name: String) throws(NameTaken) {
        guard var current = own[module.key] else { return }
        guard own.find(name) == nil else { throw NameTaken(name: name) }
        current.name = name
        put(current)
    }

    /// Removes a module with its versions and their packages.
    func delete(_ module: ModuleRow) {
        guard own[module.key] != nil else { return }
        state.set(nil as ModuleRow?, at: module.key, in: region)
        state.set(nil as Catalog<VersionRecord>?, of: module.sequence)
        state.rows?.add { db in try ModuleRows(db: db).delete(module.sequence) }
    }

    /// Modules in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) -> [ModuleRow] {
        if scope == .own { return own.scan(scan) }
        var all = Ordered<ModuleRow>()
        for module in seen.flatMap(\.entries) { all[module.key] = module }
        return all.scan(scan)
    }

    private func put(_ module: ModuleRow) {
        state.set(module, at: module.key, in: region)
        state.rows?.add { [account = state.account, region] db in
            try ModuleRows(db: db).put(module, account: account, region: region)
        }
    }
}
