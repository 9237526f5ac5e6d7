/// One version of a module.
struct VersionRow: Sendable, Equatable {
    var sequence: Int64
    var number: String
    var description: String?
    var created: Instant

    var key: PageKey { PageKey(created: created, sequence: sequence) }
}

/// The versions of one module.
struct VersionTable {
    let state: Transaction
    let module: Int64

    /// The versions; those of a module of somebody else are looked for only while rules are altered.
    private var versions: Catalog<VersionRecord> {
        if let own = state.holdings.versions[module] { return own }
        return state.others.lazy.compactMap { $0.versions[module] }.first ?? Catalog()
    }

    func find(_ number: String) -> VersionRow? { versions.find(number)?.row }

    func count() -> Int { versions.count }

    /// Stores a version with a copy of its package.
    func insert(
        number: String, description: String?, at now: Instant, package: [UInt8], objectKey: String
    ) throws(NameTaken) {
        guard versions.find(number) == nil else { throw NameTaken(name: number) }
        let row = VersionRow(sequence: state.nextSequence(), number: number, description: description, created: now)
        let version = VersionRecord(row: row, package: package, objectKey: objectKey)
        change { $0[version.key] = version }
        state.rows?.add { [module] db in try VersionRows(db: db).insert(version, module: module) }
    }

    /// Gives a version another description; only altered rules do.
    func replace(_ version: VersionRow, description: String?) {
        change { $0[version.key]?.row.description = description }
        var version = version
        version.description = description
        state.rows?.add { [version] db in try VersionRows(db: db).describe(version) }
    }

    /// Whether any module has a version of this number; only altered rules ask.
    static func isUsed(_ state: Transaction, _ number: String) -> Bool {
        ([state.holdings] + state.others).contains { $0.versions.values.contains { $0.find(number) != nil } }
    }

    /// Versions of other modules; only altered rules ask.
    static func strangers(_ state: Transaction, _ module: ModuleRow) -> [VersionRow] {
        let all = ([state.holdings] + state.others).flatMap(\.versions).filter { $0.key != module.sequence }
        let rows = all.flatMap(\.value.entries).map(\.row).sorted { $0.sequence < $1.sequence }
        return Array(rows.prefix(10))
    }

    /// Removes a version and its package.
    func delete(_ version: VersionRow) {
        change { $0[version.key] = nil }
        state.rows?.add { db in try VersionRows(db: db).delete(version.sequence) }
    }

    /// Removes all versions.
    func deleteAll() {
        for version in versions.entries { delete(version.row) }
    }

    /// The key of the object that holds the package of a version.
    func objectKey(of version: VersionRow) -> String? { versions[version.key]?.objectKey }

    /// The package of a version.
    func package(of version: VersionRow) -> [UInt8] { versions[version.key]?.package ?? [] }

    /// Versions in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) -> [VersionRow] { versions.scan(scan).map(\.row) }

    /// Changes the versions of a module of the own account.
    private func change(_ change: (inout Catalog<VersionRecord>) -> Void) {
        guard var versions = state.holdings.versions[module] else { return }
        change(&versions)
        state.set(versions, of: module)
    }
}
