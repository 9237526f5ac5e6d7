/// Brings the reports of the parts of a run together.
public enum ReportMerge {
    /// The report of the whole, with rules and cases in the order of the contracts.
    ///
    /// Refused unless the parts are all parts of one selection of one suite against one target, each there once.
    public static func merge(_ parts: [RunReport]) throws(MergeError) -> RunReport {
        guard let first = parts.first, let shard = first.run.shard else {
            throw .notAPart(run: parts.first?.run.id ?? "")
        }
        let sorted = try check(parts, of: shard)
        // All rules and cases as they come, and where those of each place in the whole are among them.
        var rules = PackedList<RuleResult>()
        var cases = PackedList<CaseResult>()
        var places: [Int: Int] = [:]
        var owned: [Int: [Int]] = [:]
        for part in sorted {
            let positions = part.run.shard?.positions ?? []
            guard positions.count == part.rules.count else { throw .damaged(part: part.run.shard?.index ?? 0) }
            var cursor = PackedList.Cursor(part.cases)
            let grouped = Dictionary(grouping: part.cases.indices) { cursor.name(at: $0) }
            for (position, rule) in zip(positions, part.rules) {
                guard places[position] == nil else { throw .duplicateRule(rule.id) }
                places[position] = rules.count
                owned[position] = (grouped[rule.id] ?? []).map { cases.count + $0 }
                rules.append(rule)
            }
            cases.append(contentsOf: part.cases)
        }
        guard places.count == shard.total, places.keys.allSatisfy({ (0..<shard.total).contains($0) }) else {
            throw .missingRules(found: places.count, expected: shard.total)
        }
        let order = places.keys.sorted()
        var merged = RunReport(
            run: facts(sorted, first), rules: rules.arranged(order.compactMap { places[$0] }),
            cases: cases.arranged(order.flatMap { owned[$0] ?? [] }),
            cleanup: sorted.reduce(into: CleanupReport()) { sum, part in
                sum.created += part.cleanup.created
                sum.removed += part.cleanup.removed
                sum.leftBehind += part.cleanup.leftBehind
            })
        merged.claim = first.claim
        merged.gate = gate(sorted)
        return merged
    }

    /// The parts in their order, when they fit each other and none is missing.
    private static func check(_ parts: [RunReport], of shard: ShardFacts) throws(MergeError) -> [RunReport] {
        guard let first = parts.first else { throw .notAPart(run: "") }
        var byIndex: [Int: RunReport] = [:]
        for part in parts {
            guard let own = part.run.shard else { throw .notAPart(run: part.run.id) }
            let facts: [(what: String, left: String, right: String)] = [
                ("number of parts", "\(shard.count)", "\(own.count)"),
                ("number of rules", "\(shard.total)", "\(own.total)"),
                ("contracts", first.run.suiteDigest, part.run.suiteDigest),
                ("target", first.run.target, part.run.target),
                ("environment", first.run.environment, part.run.environment),
                ("selection", whole(first.run.selection) ?? "", whole(part.run.selection) ?? ""),
                ("profile", first.claim?.digest ?? "", part.claim?.digest ?? ""),
                ("version of hallmark", first.run.version, part.run.version),
                ("strictness", "\(first.run.strict)", "\(part.run.strict)"),
                ("mutation", first.run.mutation ?? "", part.run.mutation ?? ""),
            ]
            if let other = facts.first(where: { $0.left != $0.right }) {
                throw .otherRun(part: own.index, what: other.what, found: other.right, expected: other.left)
            }
            guard byIndex.updateValue(part, forKey: own.index) == nil else { throw .duplicatePart(own.index) }
        }
        let missing = (1...max(1, shard.count)).filter { byIndex[$0] == nil }
        guard missing.isEmpty else { throw .missingParts(missing, count: shard.count) }
        return byIndex.sorted { $0.key < $1.key }.map(\.value)
    }

    /// How the whole was made: it began with the first part and took as long as the longest.
    private static func facts(_ parts: [RunReport], _ first: RunReport) -> RunFacts {
        var facts = parts.min { $0.run.startedAt < $1.run.startedAt }?.run ?? first.run
        facts.seconds = parts.map(\.run.seconds).max() ?? 0
        facts.jobs = parts.reduce(0) { $0 + $1.run.jobs }
        facts.interrupted = parts.contains { $0.run.interrupted }
        facts.selection = whole(facts.selection)
        facts.shard = nil
        return facts
    }

    /// What the whole selected: the words of a part without those about the part.
    private static func whole(_ selection: String?) -> String? {
        let words = selection?.split(separator: "; ").filter { !$0.hasPrefix("shard ") } ?? []
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    private static func gate(_ parts: [RunReport]) -> GateFacts? {
        guard var gate = parts.compactMap(\.gate).first else { return nil }
        var applied: [AppliedWaiver] = []
        var problems: [GateProblem] = []
        for part in parts.compactMap(\.gate) {
            for waiver in part.applied {
                if let index = applied.firstIndex(where: { $0.id == waiver.id }) {
                    applied[index].cases += waiver.cases
                } else {
                    applied.append(waiver)
                }
            }
            for problem in part.problems where !problems.contains(problem) { problems.append(problem) }
        }
        // A waiver that one part has no use for may still excuse a case of another part.
        gate.problems = problems.filter { problem in
            problem.kind != .stale || problem.file != gate.waivers || !applied.contains { $0.id == problem.entry }
        }
        gate.applied = applied
        return gate
    }
}

/// Why reports cannot be brought together.
public enum MergeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The report is of a whole run.
    case notAPart(run: String)
    /// Parts are not there.
    case missingParts([Int], count: Int)
    /// A part is there twice.
    case duplicatePart(Int)
    /// The part belongs to another run.
    case otherRun(part: Int, what: String, found: String, expected: String)
    /// Two parts have the same rule.
    case duplicateRule(String)
    /// The parts do not have all rules.
    case missingRules(found: Int, expected: Int)
    /// The part does not say where its rules belong.
    case damaged(part: Int)

    /// What was found and what was expected.
    public var description: String {
        switch self {
        case .notAPart(let run): "the run \(run) was not made with --shard, so it is no part of a whole"
        case .missingParts(let missing, let count):
            "\(missing.count == 1 ? "part" : "parts") \(missing.map(String.init).joined(separator: ", ")) of \(count) missing"
        case .duplicatePart(let index): "part \(index) is there twice"
        case .otherRun(let part, let what, let found, let expected):
            "part \(part) belongs to another run: its \(what) is '\(found)', expected '\(expected)'"
        case .duplicateRule(let rule): "two parts have the rule '\(rule)'"
        case .missingRules(let found, let expected): "the parts have \(found) rules together, expected \(expected)"
        case .damaged(let part): "part \(part) does not say where its rules belong"
        }
    }
}
