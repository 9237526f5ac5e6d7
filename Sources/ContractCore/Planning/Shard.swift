/// Spreads rules over machines by a stable digest of their identifiers, balanced by their number of cases.
enum Shard {
    /// The identifiers of the rules that part `index` of `count` runs, counted from one.
    static func rules(_ cases: some Sequence<Case>, index: Int, count: Int) -> Set<String> {
        var sizes: [String: Int] = [:]
        for item in cases { sizes[item.rule, default: 0] += max(1, item.steps.count + item.given.count) }
        var loads = Array(repeating: 0, count: count)
        var result: Set<String> = []
        let order = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (rule, size) in order {
            let part = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
            loads[part] += size
            if part == index - 1 { result.insert(rule) }
        }
        return result
    }
}
