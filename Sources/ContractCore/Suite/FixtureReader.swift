/// How fixtures are read, and checked against one another.
extension SuiteReader {
    static let fixtureKeys = ["let", "needs", "given", "create", "steps"]

    mutating func readFixtures() {
        let operations = OperationIndex(suite.operations)
        for entry in fixtureNodes {
            let map = MapReader(entry.value, "a fixture", known: Self.fixtureKeys, into: &diagnostics)
            var reader = StepReader(
                StepContext(vocabulary: suite.vocabulary, operations: operations), operation: nil)
            var nodes = map.elements("steps", into: &diagnostics)
            if let create = map["create"] { nodes.insert(create, at: 0) }
            let steps = nodes.compactMap { reader.read($0)?.step }
            reader.diagnostics.all.forEach { diagnostics.add($0) }
            if entry.value.entries != nil, nodes.isEmpty, map["let"] == nil, map["given"] == nil {
                diagnostics.error(
                    "no-steps", "the fixture '\(entry.key)' makes nothing", at: entry.keyNode,
                    hint: "give it 'create' or 'steps'")
            }
            var fixture = Fixture(
                name: entry.key, lets: LetReader.read(map["let"], into: &diagnostics),
                needs: map.texts("needs", into: &diagnostics), given: Given.read(map["given"], into: &diagnostics),
                steps: steps)
            for key in ["let", "needs", "given"] { if let node = map[key] { fixture.revision.add(node) } }
            fixture.revision.add(reader.revision)
            suite.vocabulary.fixtures[entry.key] = fixture
        }
        for entry in fixtureNodes { checkGiven(of: entry.key) }
        let whole = suite.vocabulary.fixtures.mapValues { revision(with: $0) }
        for (name, revision) in whole { suite.vocabulary.fixtures[name]?.revision = revision }
        for entry in fixtureNodes { checkScope(of: entry) }
    }

    private mutating func checkGiven(of name: String) {
        for given in suite.vocabulary.fixtures[name]?.given ?? [] {
            if suite.vocabulary.fixtures[given.fixture] == nil {
                diagnostics.add(suite.vocabulary.unknownFixture(given))
            } else if needs(given.fixture, name) {
                diagnostics.add(
                    Diagnostic(
                        "fixture-cycle", "the fixture '\(name)' is given itself", at: given.location,
                        length: given.fixture.unicodeScalars.count))
            }
        }
    }

    /// Whether a fixture needs another, itself or through those that it is given.
    private func needs(_ name: String, _ wanted: String) -> Bool {
        var seen: Set<String> = []
        var pending = [name]
        while let next = pending.popLast() {
            if next == wanted { return true }
            guard seen.insert(next).inserted else { continue }
            pending += suite.vocabulary.fixtures[next]?.given.map(\.fixture) ?? []
        }
        return false
    }

    /// The digest of a fixture and of everything that it is given, each counted once.
    private func revision(with fixture: Fixture) -> Revision {
        var whole = fixture.revision
        var seen: Set<String> = [fixture.name]
        var pending = fixture.given.map(\.fixture)
        var others: [Revision] = []
        while let name = pending.popLast() {
            guard seen.insert(name).inserted, let other = suite.vocabulary.fixtures[name] else { continue }
            others.append(other.revision)
            pending += other.given.map(\.fixture)
        }
        whole.add(inAnyOrder: others)
        return whole
    }

    /// What a fixture refers to must be its own, or a variable of the suite.
    private mutating func checkScope(of entry: LocatedNode.Entry) {
        guard let fixture = suite.vocabulary.fixtures[entry.key] else { return }
        var scope = ScopeChecker(
            suite: suite, given: fixture.given, lets: fixture.lets.map(\.name), steps: fixture.steps)
        scope.check(entry.value)
        scope.checkOrder(of: entry.value["let"])
        scope.diagnostics.all.forEach { diagnostics.add($0) }
    }

    /// Checks what belongs to no rule: the suite's headers and probe, and the operations' own requests.
    mutating func checkScopes(_ nodes: [LocatedNode]) {
        for node in nodes {
            var scope: ScopeChecker
            let checked: [String]
            switch node.entries?.first?.key {
            case "suite":
                scope = ScopeChecker(suite: suite, given: [], lets: [], steps: [])
                checked = ["headers", "probe"]
            case "operation":
                var ignored = Diagnostics()
                let given = Given.read(node["given"], into: &ignored)
                scope = ScopeChecker(suite: suite, given: given, lets: [], steps: [])
                checked = ["request", "state", "creates", "given"]
            default: continue
            }
            for key in checked {
                if let part = node[key] { scope.check(part) }
            }
            scope.diagnostics.all.forEach { diagnostics.add($0) }
        }
    }
}

extension Vocabulary {
    /// The mistake of naming a fixture that there is none of.
    func unknownFixture(_ given: Given) -> Diagnostic {
        Diagnostic(
            "unknown-fixture", "no fixture is called '\(given.fixture)'", at: given.location,
            length: given.fixture.unicodeScalars.count,
            hint: Suggestion.hint(for: given.fixture, among: Array(fixtures.keys)))
    }
}
