/// What the files of a suite name once and use in many places.
public struct Vocabulary: Sendable {
    /// Named shapes as written.
    public var shapes: [String: LocatedNode] = [:]
    /// Named expectations as written.
    public var outcomes: [String: LocatedNode] = [:]
    /// Files that can be put where the target fetches them.
    public var files: [String: DeclaredFile] = [:]
    /// Fixtures by name.
    public var fixtures: [String: Fixture] = [:]
    /// Parameters that several operations have, as written.
    public var parameters: [String: LocatedNode] = [:]
    /// What names may come to, over the whole suite.
    var budget = ReadingBudget()
    private var holes = HoleCache()
    private var known = WordingCache<ReadExpectation>()

    /// The same names, for a worker that reads rules while others do.
    func forWorker() -> Vocabulary {
        var vocabulary = self
        vocabulary.holes = HoleCache()
        vocabulary.known = WordingCache()
        return vocabulary
    }

    /// A reader of expectations that knows the shapes and outcomes.
    func expectations(state: [LocatedNode] = []) -> ExpectationReader {
        let shapes = ShapeReader(named: shapes, budget: budget, holes: holes)
        return ExpectationReader(shapes: shapes, outcomes: outcomes, state: state, known: known)
    }
}

/// Something that a case is given: how it is made, and what it provides.
public struct Fixture: Sendable {
    /// Its name in the vocabulary.
    public var name: String
    /// Names for values, in order, each of which may use those before it.
    public var lets: [(name: String, value: ValueTemplate)]
    /// Capabilities that it needs.
    public var needs: [String]
    /// Fixtures that it is given itself.
    public var given: [Given]
    /// The steps that make it.
    public var steps: [Step]
    /// A digest of it, with all that it is given itself.
    var revision = Revision()

    /// The members of the object that it provides.
    public var provides: Set<String> {
        Set(lets.map(\.name) + given.map(\.name) + steps.flatMap { $0.captures.map(\.name) })
    }
}

/// A fixture under the name that a case uses for it.
public struct Given: Sendable {
    /// The name in the case.
    public var name: String
    /// The name of the fixture.
    public var fixture: String
    /// How many are made; nil makes one, which is not a list.
    public var count: Int?
    /// How long to wait between two, in milliseconds.
    public var apart: Int
    /// Other values for the fixture's names.
    public var lets: [(name: String, value: ValueTemplate)]
    /// Where it stands.
    public var location: Location

    static let keys = ["fixture", "count", "apart", "let"]
    /// The most things that one name stands for.
    static let countLimit = 1_000

    /// Reads the `given` map of a case, operation or fixture.
    static func read(_ node: LocatedNode?, into diagnostics: inout Diagnostics) -> [Given] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.entries else {
            diagnostics.error("type", "'given' must be a map, not \(node.kind)", at: node)
            return []
        }
        return entries.compactMap { entry in
            if let fixture = entry.value.text, !entry.value.isNull {
                return Given(name: entry.key, fixture: fixture, apart: 0, lets: [], location: entry.value.location)
            }
            let map = MapReader(entry.value, "'\(entry.key)'", known: keys, into: &diagnostics)
            guard let fixture = map.required("fixture", "'\(entry.key)'", into: &diagnostics) else { return nil }
            var count: Int?
            if let node = map["count"] {
                count = node.json.numberValue?.integer
                if count.map({ !(1...Self.countLimit).contains($0) }) ?? true {
                    diagnostics.error("type", "'count' must be a number from 1 to \(Self.countLimit)", at: node)
                    count = 1
                }
            }
            var given = Given(
                name: entry.key, fixture: fixture, count: count, apart: map.duration("apart", into: &diagnostics) ?? 0,
                lets: [],
                location: map["fixture"]?.location ?? entry.keyLocation)
            given.lets = LetReader.read(map["let"], into: &diagnostics)
            return given
        }
    }
}
