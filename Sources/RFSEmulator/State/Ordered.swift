/// An entry that has a place in the order of creation.
protocol Keyed: Sendable {
    var key: PageKey { get }
}

/// Entries in the order of their keys; a page costs the same at any depth.
struct Ordered<Entry: Keyed>: Sendable {
    private(set) var entries: [Entry] = []

    /// The entry of a key; setting it adds, replaces or removes one.
    subscript(key: PageKey) -> Entry? {
        get {
            let place = place(of: key)
            return place < entries.count && entries[place].key == key ? entries[place] : nil
        }
        set {
            let place = place(of: key)
            let isTaken = place < entries.count && entries[place].key == key
            switch newValue {
            case let entry? where isTaken: entries[place] = entry
            case let entry?: entries.insert(entry, at: place)
            case nil where isTaken: entries.remove(at: place)
            case nil: break
            }
        }
    }

    /// The entries of a scan, those left out that are not to be shown.
    func scan(_ scan: PageScan, where isShown: (Entry) -> Bool = { _ in true }) -> [Entry] {
        var found: [Entry] = []
        if scan.ascending {
            var place = 0
            if let after = scan.after {
                place = self.place(of: after)
                if place < entries.count, entries[place].key == after { place += 1 }
            }
            found.reserveCapacity(min(scan.count, entries.count - place))
            while place < entries.count, found.count < scan.count {
                if isShown(entries[place]) { found.append(entries[place]) }
                place += 1
            }
        } else {
            var place = scan.after.map { self.place(of: $0) } ?? entries.count
            found.reserveCapacity(min(scan.count, place))
            while place > 0, found.count < scan.count {
                place -= 1
                if isShown(entries[place]) { found.append(entries[place]) }
            }
        }
        return found
    }

    /// The index of the first entry that does not come before a key.
    private func place(of key: PageKey) -> Int {
        // What is new comes last.
        guard let last = entries.last, key <= last.key else { return entries.count }
        var low = 0
        var high = entries.count - 1
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
