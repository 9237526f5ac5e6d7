/// One page of a list with the markers around it.
struct Page<Entry: Sendable>: Sendable {
    var entries: [Entry]
    var next: PagePosition?
    var previous: PagePosition?
    /// The key of the last entry, nil when there is none.
    var last: PageKey?
}

/// Where a page lies: at the start, behind an entry, or in front of one.
enum PagePosition: Sendable, Hashable {
    case start
    case after(PageKey)
    case before(PageKey)
}

/// What a list request asks for.
struct PageRequest: Sendable, Hashable {
    var ascending: Bool
    var limit: Int
    var position: PagePosition
    /// Entries beyond the limit; only altered rules give any.
    var excess = 0
    /// Entries that are skipped behind a marker, or repeated when negative; only altered rules give any.
    var step = 0

    private var size: Int { min(max(limit, 0), 10_000) + excess }

    /// The page; each entry costs a step in the index, what lies before or behind costs one step in all.
    func page<Entry: Sendable>(
        key: (Entry) -> PageKey, scan: (PageScan) throws -> [Entry]
    ) rethrows -> Page<Entry> {
        switch position {
        case .start: return try forward(from: nil, key, scan)
        case .after(let start): return try forward(from: start, key, scan)
        case .before(let end):
            var entries = try scan(PageScan(ascending: !ascending, after: end, count: size + 1))
            guard let nearest = entries.first else { return try forward(from: nil, key, scan) }
            let hasPrevious = entries.count > size
            entries = Array(entries.prefix(size).reversed())
            let hasNext = try !scan(PageScan(ascending: ascending, after: key(nearest), count: 1)).isEmpty
            return Page(
                entries: entries, next: hasNext ? .after(key(nearest)) : nil,
                previous: hasPrevious ? entries.first.map { .before(key($0)) } : nil, last: key(nearest))
        }
    }

    private func forward<Entry: Sendable>(
        from start: PageKey?, _ key: (Entry) -> PageKey, _ scan: (PageScan) throws -> [Entry]
    ) rethrows -> Page<Entry> {
        var found = try scan(PageScan(ascending: ascending, after: start, count: size + 1))
        if step > 0, start != nil { found = Array(found.dropFirst(step)) }
        if step < 0, let start {
            let before = try scan(PageScan(ascending: !ascending, after: found.first.map(key) ?? start, count: 1))
            found = before + found
        }
        let entries = Array(found.prefix(size))
        guard let first = entries.first, let last = entries.last else { return Page(entries: []) }
        let hasPrevious =
            try start != nil && !scan(PageScan(ascending: !ascending, after: key(first), count: 1)).isEmpty
        return Page(
            entries: entries, next: found.count > size ? .after(key(last)) : nil,
            previous: hasPrevious ? .before(key(first)) : nil, last: key(last))
    }
}
