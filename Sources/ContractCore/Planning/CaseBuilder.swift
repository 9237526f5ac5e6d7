/// Makes the cases of one rule: one for each row, or a single one.
struct CaseBuilder {
    let suite: Suite
    let operations: OperationIndex
    let operation: OperationDescription?
    var diagnostics = Diagnostics()
    /// A digest of the cases that were made, whatever their order.
    private(set) var revision = Revision()

    init(suite: Suite, operations: OperationIndex, operation: OperationDescription?) {
        self.suite = suite
        self.operations = operations
        self.operation = operation
    }

    mutating func cases(
        of rule: MapReader, rule id: String, level: Level, _ roots: [String: JSONValue], at location: Location
    ) -> [Case] {
        let rows = rows(of: rule, roots)
        for key in ["valid", "invalid"] where rule["rows"] == nil {
            guard let entry = rule.entry(key) else { continue }
            diagnostics.error("without-rows", "'\(key)' says nothing without 'rows'", at: entry.keyNode)
        }
        guard let rows else { return [one(of: rule, id, level, nil, at: location)].compactMap(\.self) }
        var names: Set<String> = []
        for row in rows where !names.insert(row.name).inserted {
            let place = rule["table"]?.entry(row.name)?.keyNode ?? rule["rows"] ?? rule.node
            diagnostics.error("duplicate-row", "two rows are called '\(row.name)'", at: place)
        }
        checkRowKeys(rows, of: rule)
        return rows.compactMap { one(of: rule, id, level, $0, at: $0.location ?? location) }
    }

    private static let singleStepKeys = StepReader.keySet.subtracting(["valid", "invalid"])
    private static let caseKeys = ["needs", "given", "let", "control"]

    /// Reports keys of rows that are neither keys of the step nor values that the rule uses.
    private mutating func checkRowKeys(_ rows: [Row], of rule: MapReader) {
        var used: Set<String>?
        for entry in rows.flatMap({ $0.node?.entries ?? [] }) where !Self.caseKeys.contains(entry.key) {
            if rule["steps"] == nil, StepReader.keySet.contains(entry.key) { continue }
            let names = used ?? Self.rowValues(in: rule.node)
            used = names
            guard !names.contains(entry.key) else { continue }
            let known = rule["steps"] == nil ? StepReader.keys + Self.caseKeys : Self.caseKeys + names.sorted()
            diagnostics.error(
                "unused-row-key", "nothing uses '\(entry.key)' of this row", at: entry.keyNode,
                hint: Suggestion.nearest(to: entry.key, among: known).map { "did you mean '\($0)'?" }
                    ?? "the rule uses a value as ${row.\(entry.key)}")
        }
    }

    /// The names behind `row.` in all texts and keys of a node.
    private static func rowValues(in node: LocatedNode) -> Set<String> {
        switch node.value {
        case .scalar(let text, _):
            guard Template.isIn(text), let template = try? Template(text) else { return [] }
            return template.expressions.reduce(into: []) { names, expression in
                if expression.root == "row", case .member(let name)? = expression.steps.first { names.insert(name) }
            }
        case .list(let elements): return elements.reduce(into: []) { $0.formUnion(rowValues(in: $1)) }
        case .map(let entries):
            return entries.reduce(into: []) { names, entry in
                names.formUnion(rowValues(in: entry.keyNode))
                names.formUnion(rowValues(in: entry.value))
            }
        }
    }

    private mutating func rows(of rule: MapReader, _ roots: [String: JSONValue]) -> [Row]? {
        var rows: [Row]?
        if let table = rule["table"] {
            guard let entries = table.entries, !entries.isEmpty else {
                diagnostics.error("type", "'table' must be a map of named rows, not \(table.kind)", at: table)
                return []
            }
            rows = entries.map { entry in
                let isMap = entry.value.entries != nil
                return Row(
                    name: entry.key, node: isMap ? entry.value : nil, value: isMap ? nil : entry.value.json,
                    location: entry.keyLocation)
            }
        }
        if let kind = rule["rows"] {
            let words = (kind.text ?? "").split(separator: " ").map(String.init)
            let name = words.first ?? ""
            let named =
                words.count == 3 && words[1] == "of" ? operation?.parameters.first { $0.name == words[2] }?.json : nil
            guard let parameter = words.count == 1 ? roots["parameter"] : named,
                let made = RowMaker.rows(name, of: parameter)
            else {
                diagnostics.error(
                    "rows", "there are no rows of '\(kind.text ?? "")' here", at: kind,
                    hint: roots["parameter"] == nil && words.count == 1
                        ? "name the parameter: '\(name) of …'"
                        : "known here: \(RowMaker.kinds.joined(separator: ", ")), if the parameter states them")
                return []
            }
            rows = made + (rows ?? [])
        }
        return rows
    }

    private mutating func one(
        of rule: MapReader, _ id: String, _ level: Level, _ row: Row?, at location: Location
    ) -> Case? {
        do throws(Diagnostic) {
            var node = rule.node
            if let row {
                var values = JSONObject()
                values.append("name", .string(row.name))
                if let value = row.value { values.append("value", value) }
                for entry in row.node?.entries ?? [] where entry.key != "name" {
                    values.append(entry.key, entry.value.json)
                }
                node = try Substitution(values: ["row": .object(values)]).apply(to: node.removing("table"))
                node = try merged(node, row, isSingleStep: rule["steps"] == nil)
            }
            return try one(node, id, level, row, at: location)
        } catch {
            diagnostics.add(error)
            return nil
        }
    }

    /// The rule's node with a row laid over it: step keys of the row, or the expectation for its kind.
    private mutating func merged(_ node: LocatedNode, _ row: Row, isSingleStep: Bool) throws(Diagnostic) -> LocatedNode
    {
        var node = node
        if let isValid = row.isValid, let expect = node[isValid ? "valid" : "invalid"] {
            let entry = LocatedNode.Entry(key: "expect", keyLocation: expect.location, value: expect)
            node = node.merging(LocatedNode(.map([entry]), at: expect.location))
        }
        guard let entries = row.node?.entries else { return node }
        let laid = entries.filter {
            (isSingleStep && StepReader.keySet.contains($0.key)) || Self.caseKeys.contains($0.key)
        }
        guard let first = laid.first else { return node }
        // A row's own expectation replaces the rule's, and its request the rule's request.
        for entry in laid where entry.key == "expect" || StepReader.verbs.contains(entry.key) {
            let replaced = entry.key == "expect" ? ["expect"] : StepReader.verbs
            for key in replaced { node = node.removing(key) }
        }
        return node.merging(LocatedNode(.map(laid), at: first.keyLocation))
    }

    private mutating func one(
        _ node: LocatedNode, _ id: String, _ level: Level, _ row: Row?, at location: Location
    ) throws(Diagnostic) -> Case? {
        // What takes another's place is made in its turn, and what comes before it in the rule is made before it.
        var given = Given.read(operation?.given, into: &diagnostics)
        var place = given.endIndex
        for item in Given.read(node["given"], into: &diagnostics).reversed() {
            if let replaced = given.firstIndex(where: { $0.name == item.name }) {
                given[replaced] = item
                place = replaced
            } else {
                given.insert(item, at: place)
            }
        }
        for item in given where suite.vocabulary.fixtures[item.fixture] == nil {
            diagnostics.add(suite.vocabulary.unknownFixture(item))
        }
        let map = MapReader(
            node, "the rule '\(id)'", known: RuleReader.knownKeySet, names: RuleReader.knownKeys, into: &diagnostics)
        var needs = map.texts("needs", into: &diagnostics)
        if row?.needsOwnAccount == true { needs.append("fresh-account") }
        let lets = LetReader.read(node["let"], into: &diagnostics)
        var reader = StepReader(vocabulary: suite.vocabulary, operations: operations, operation: operation)
        var steps = steps(of: node, &reader)
        if let control = node["control"], operation == nil {
            diagnostics.error(
                "no-operation", "there is no operation at hand whose valid request 'control' could send", at: control)
        } else if let control = node["control"], let last = steps.last {
            let entries = [("call", "operation"), ("assume", nil)].map { key, text in
                LocatedNode.Entry(
                    key: key, keyLocation: control.location,
                    value: text.map { LocatedNode(.scalar($0, isPlain: true), at: control.location) } ?? control)
            }
            if var step = reader.read(LocatedNode(.map(entries), at: control.location)) {
                step.isControl = true
                step.operation = last.operation ?? step.operation
                steps.append(step)
            }
        }
        for room in steps.flatMap(\.removals).compactMap(\.room) where suite.vocabulary.fixtures[room.fixture] == nil {
            diagnostics.add(suite.vocabulary.unknownFixture(room))
        }
        reader.diagnostics.all.forEach { diagnostics.add($0) }
        revision.join(revision(of: reader.revision, given, needs, node["let"]))
        var scope = ScopeChecker(suite: suite, given: given, lets: lets.map(\.name), steps: steps)
        scope.check(node)
        scope.checkOrder(of: node["let"])
        scope.diagnostics.all.forEach { diagnostics.add($0) }
        return Case(
            rule: id, row: row?.name, level: level, needs: needs, given: given, lets: lets, steps: steps,
            operation: operation?.documented, location: location)
    }

    /// The digest of a case: its steps, what it is given and needs, and the header fields that the suite adds.
    private func revision(of steps: Revision, _ given: [Given], _ needs: [String], _ lets: LocatedNode?) -> Revision {
        var whole = steps
        for item in given {
            whole.add(item.name)
            whole.add("\(item.count ?? 0) \(item.apart)")
            for value in item.lets {
                whole.add(value.name)
                whole.add(value.value.source)
            }
            if let fixture = suite.vocabulary.fixtures[item.fixture] { whole.add(fixture.revision) }
        }
        for need in needs { whole.add(need) }
        if let lets { whole.add(lets) }
        for header in suite.headers {
            whole.add(header.name.source)
            whole.add(header.value.source)
        }
        whole.addFiles(of: suite.vocabulary)
        return whole
    }

    /// Whether a step observes anything: it expects something, or waits for what must come.
    private static func judges(_ step: LocatedNode) -> Bool {
        step["expect"] != nil || (step["until"] != nil && step["or fail"]?.json == .bool(true))
    }

    private mutating func steps(of node: LocatedNode, _ reader: inout StepReader) -> [Step] {
        if let steps = node["steps"] {
            guard let elements = steps.elements, !elements.isEmpty else {
                diagnostics.error("type", "'steps' must be a list, not \(steps.kind)", at: steps)
                return []
            }
            for entry in node.entries ?? [] where Self.singleStepKeys.contains(entry.key) {
                diagnostics.error(
                    "steps-and-step", "'\(entry.key)' belongs to a step, and the rule has 'steps'", at: entry.keyNode)
            }
            let result = elements.compactMap { reader.read($0) }
            if !elements.contains(where: Self.judges) {
                diagnostics.error("no-expectation", "no step expects anything, so nothing would be judged", at: steps)
            }
            return result
        }
        let keys = (node.entries ?? []).filter { Self.singleStepKeys.contains($0.key) }
        guard let first = keys.first else {
            diagnostics.error(
                "no-steps", "the rule does nothing", at: node,
                hint: "give it a request with 'expect', 'steps', or 'untested: reason'")
            return []
        }
        let step = reader.read(LocatedNode(.map(keys), at: first.keyLocation))
        if !Self.judges(node) {
            diagnostics.error(
                "no-expectation", "the rule expects nothing, so nothing would be judged", at: first.keyNode)
        }
        return [step].compactMap(\.self)
    }
}
