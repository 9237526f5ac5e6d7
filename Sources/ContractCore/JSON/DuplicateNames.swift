/// The repeated names met during a read.
struct DuplicateNames {
    /// All repetitions, also those that are not kept.
    private(set) var count = 0
    private var kept: [(path: String, name: String, offset: Int)] = []
    private let limit: Int
    /// What the kept paths and names may have together, so that long names cannot multiply.
    private var textBudget = 1 << 20

    init(limit: Int) {
        self.limit = limit
    }

    /// Notes a name at an offset in the object that the steps lead to.
    mutating func record(_ name: String, at offset: Int, in steps: some Sequence<NormalizedPath.Step>) {
        count += 1
        guard kept.count < limit, textBudget > 0 else { return }
        let path = NormalizedPath(Array(steps)).description
        textBudget -= path.utf8.count + name.utf8.count
        guard textBudget >= 0 else { return }
        kept.append((path, name, offset))
    }

    /// The kept repetitions in document order with their places.
    func located(in bytes: [UInt8]) -> [JSONDocument.Duplicate] {
        guard !kept.isEmpty else { return [] }
        var places = JSONPlaces(bytes: bytes)
        return kept.sorted { $0.offset < $1.offset }.map { repetition in
            let (line, column) = places.place(of: repetition.offset)
            return JSONDocument.Duplicate(path: repetition.path, name: repetition.name, line: line, column: column)
        }
    }
}
