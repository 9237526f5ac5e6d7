/// An entry that also has a name, the only one of its kind under one owner.
protocol Named: Keyed {
    var name: String { get }
}

/// Entries in the order of creation that are found by their names as well.
struct Catalog<Entry: Named>: Sendable {
    private var ordered = Ordered<Entry>()
    private var keys: [String: PageKey] = [:]

    /// All entries in the order of creation.
    var entries: [Entry] { ordered.entries }

    var count: Int { ordered.entries.count }

    /// The entry of a name.
    func find(_ name: String, ignoringCase: Bool = false) -> Entry? {
        if ignoringCase { return entries.first { $0.name.isEqualIgnoringCase(name) } }
        return keys[name].flatMap { ordered[$0] }
    }

    /// The entry of a key; setting it adds, replaces, renames or removes one.
    subscript(key: PageKey) -> Entry? {
        get { ordered[key] }
        set {
            if let old = ordered[key]?.name, old != newValue?.name { keys[old] = nil }
            if let newValue { keys[newValue.name] = key }
            ordered[key] = newValue
        }
    }

    /// The entries of a scan, those left out that are not to be shown.
    func scan(_ scan: PageScan, where isShown: (Entry) -> Bool = { _ in true }) -> [Entry] {
        ordered.scan(scan, where: isShown)
    }
}

/// Something would have the name of another.
struct NameTaken: Error {
    let name: String
}

extension String {
    /// Whether two texts are equal but for the case of letters of ASCII.
    fileprivate func isEqualIgnoringCase(_ other: String) -> Bool {
        func folded(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
        return utf8.elementsEqual(other.utf8) { folded($0) == folded($1) }
    }
}
