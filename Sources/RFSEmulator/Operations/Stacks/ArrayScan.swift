/// Pages over a list that is held in memory, in the order of the list.
enum ArrayScan {
    /// The key of the entry at an index.
    static func key(_ index: Int) -> PageKey {
        PageKey(created: Instant(milliseconds: 0), sequence: Int64(index))
    }

    /// A scan over entries with their indices.
    static func scan<Entry>(_ entries: [Entry]) -> (PageScan) -> [(offset: Int, element: Entry)] {
        { scan in
            let all = Array(entries.enumerated())
            let start = scan.after.map { Int($0.sequence) }
            if scan.ascending {
                return Array(all.dropFirst((start ?? -1) + 1).prefix(scan.count))
            }
            return Array(all.prefix(max(start ?? all.count, 0)).reversed().prefix(scan.count))
        }
    }
}

extension OperationContext {
    /// A page of a list that is held in memory.
    func page<Entry: Sendable>(_ entries: [Entry], _ request: PageRequest) -> Page<IndexedEntry<Entry>> {
        let scan = ArrayScan.scan(entries)
        return request.page(key: { ArrayScan.key($0.index) }) { part in
            scan(part).map { IndexedEntry(index: $0.offset, entry: $0.element) }
        }
    }
}

/// An entry of a list with its place.
struct IndexedEntry<Entry: Sendable>: Sendable {
    var index: Int
    var entry: Entry
}
