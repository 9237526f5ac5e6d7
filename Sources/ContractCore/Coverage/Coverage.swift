/// Which rules of a suite are tested, which are declared untested and why, and what no rule looks at.
public struct Coverage: Sendable, Hashable {
    /// One rule.
    public struct Entry: Sendable, Hashable {
        /// The rule's identifier.
        public var rule: String
        /// How binding the documentation makes it.
        public var level: Level
        /// The operation or contract that it belongs to.
        public var operation: String
        /// Folder and contract joined by dots.
        public var group: String
        /// How many cases test it.
        public var cases: Int
        /// Why no case tests it, nil when cases do.
        public var reason: String?

        /// Whether at least one case tests the rule.
        public var isTested: Bool { cases > 0 }
    }

    /// Counts of rules and cases.
    public struct Count: Sendable, Hashable {
        /// Rules that at least one case tests.
        public var tested = 0
        /// Rules that no case tests.
        public var untested = 0
        /// Cases.
        public var cases = 0

        /// Rules, tested or not.
        public var rules: Int { tested + untested }

        mutating func add(_ entry: Entry) {
            if entry.isTested { tested += 1 } else { untested += 1 }
            cases += entry.cases
        }
    }

    /// A count under a name.
    public struct NamedCount: Sendable, Hashable {
        /// The operation's, group's or level's name.
        public var name: String
        /// The counts.
        public var count: Count
    }

    /// A documented part of an operation that no rule looks at.
    public struct Unread: Sendable, Hashable {
        /// The operation.
        public var operation: String
        /// Where it stands: `path`, `headers`, `query` or `json` for a parameter, a JSONPath for a field.
        public var place: String
        /// Its name on the wire.
        public var name: String
    }

    /// The rules in the order of the plan.
    public let entries: [Entry]
    /// Documented parameters that no case changes or leaves out.
    public let parameters: [Unread]
    /// Documented fields of success content that no expectation names.
    public let fields: [Unread]
    /// Identifiers that somebody expected and the suite does not have.
    public let unknown: [String]

    /// Makes the coverage of a plan; `expected` are identifiers that the suite should have.
    public init(of plan: Plan, in suite: Suite, expected: [String] = []) {
        var cases: [String: Int] = [:]
        for item in plan.cases { cases[item.rule, default: 0] += 1 }
        entries = plan.rules.map { rule in
            let count = cases[rule.id] ?? 0
            return Entry(
                rule: rule.id, level: rule.level, operation: rule.contract, group: rule.group, cases: count,
                reason: count > 0 ? nil : rule.untested ?? "it has no case")
        }
        let read = ReadParts(plan, suite)
        parameters = suite.operations.flatMap { operation in
            operation.parameters.compactMap { parameter in
                let place = parameter.json["in"]?.stringValue ?? ""
                guard !read.parameters.contains([operation.name, place, parameter.name.lowercased()]) else {
                    return nil
                }
                return Unread(operation: operation.name, place: place, name: parameter.name)
            }
        }
        fields = suite.operations.flatMap { operation in
            operation.fields.compactMap { field in
                guard !read.fields.contains([operation.name, field.name]) else { return nil }
                return Unread(operation: operation.name, place: field.json["of"]?.stringValue ?? "$", name: field.name)
            }
        }
        let known = Set(plan.rules.map(\.id))
        unknown = expected.filter { !known.contains($0) }
    }

    /// The counts of all rules.
    public var total: Count { Self.counts(entries) { _ in "" }.first?.count ?? Count() }
    /// The counts by operation or contract, in the order of the plan.
    public var operations: [NamedCount] { Self.counts(entries, by: \.operation) }
    /// The counts by the folder that the operations and contracts stand in.
    public var groups: [NamedCount] {
        Self.counts(entries) { entry in
            entry.group.hasSuffix(".\(entry.operation)")
                ? String(entry.group.dropLast(entry.operation.count + 1)) : entry.group
        }
    }
    /// The counts by level, the most binding first.
    public var levels: [NamedCount] {
        Self.counts(entries.sorted { $0.level > $1.level }, by: \.level.rawValue)
    }

    private static func counts(_ entries: [Entry], by name: (Entry) -> String) -> [NamedCount] {
        var places: [String: Int] = [:]
        var counts: [NamedCount] = []
        for entry in entries {
            let name = name(entry)
            let place = places[name] ?? counts.count
            if place == counts.count {
                places[name] = place
                counts.append(NamedCount(name: name, count: Count()))
            }
            counts[place].count.add(entry)
        }
        return counts
    }
}
