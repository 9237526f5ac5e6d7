/// Makes the cases of one rule: one for each row, or a single one.
struct CaseBuilder {
    private let rules: RuleReader
    private let operation: OperationDescription?
    private(set) var diagnostics = Diagnostics()
    /// A digest of the cases that were made, whatever their order.
    private(set) var revision = Revision()

    init(_ rules: RuleReader, operation: OperationDescription?) {
        self.rules = rules
        self.operation = operation
    }

    mutating func cases(
        of rule: MapReader, rule id: String, level: Level, _ roots: [String: JSONValue], at location: Location
    ) -> [Case] {
        let rows = rows(of: rule, roots)
        for key in ["valid", "invalid"] {
            guard let entry = rule.entry(key), !rule.has("rows") else { continue }
            diagnostics.error("without-rows", "'\(key)' says nothing without 'rows'", at: entry.keyNode)
        }
        guard let rows else {
            // The keys were looked at when the rule was begun.
            return [one(rule, id, level, nil, at: location)]
        }
        var names: Set<String> = []
        for row in rows where !names.insert(row.name).inserted {
            let place = rule["table"]?.entry(row.name)?.keyNode ?? rule["rows"] ?? rule.node
            diagnostics.error("duplicate-row", "two rows are called '\(row.name)'", at: place)
        }
        checkRowKeys(rows, of: rule)
        return rows.compactMap { one(of: rule, id, level, $0, at: $0.location ?? location) }
    }

    private static let singleStepKeys = KeySet(StepReader.keys.filter { $0 != "valid" && $0 != "invalid" })
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

    /// The case of a row, with what the row says laid over the rule.
    private mutating func one(
        of rule: MapReader, _ id: String, _ level: Level, _ row: Row, at location: Location
    ) -> Case? {
        var values = JSONObject()
        values.append("name", .string(row.name))
        if let value = row.value { values.append("value", value) }
        for entry in row.node?.entries ?? [] where entry.key != "name" {
            values.append(entry.key, entry.value.json)
        }
        do throws(Diagnostic) {
            let filled = try Substitution(values: ["row": .object(values)]).apply(to: rule.node.removing("table"))
            let map = MapReader(
                merged(filled, row, isSingleStep: !rule.has("steps")), "the rule '\(id)'",
                known: RuleReader.knownKeySet, names: RuleReader.knownKeys, into: &diagnostics)
            return one(map, id, level, row, at: location)
        } catch {
            diagnostics.add(error)
            return nil
        }
    }

    /// The rule's node with a row laid over it: step keys of the row, or the expectation for its kind.
    private mutating func merged(_ node: LocatedNode, _ row: Row, isSingleStep: Bool) -> LocatedNode {
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
        _ map: MapReader, _ id: String, _ level: Level, _ row: Row?, at location: Location
    ) -> Case {
        // What takes another's place is made in its turn, and what comes before it in the rule is made before it.
        var given = Given.read(operation?.given, into: &diagnostics)
        var place = given.endIndex
        for item in Given.read(map["given"], into: &diagnostics).reversed() {
            if let replaced = given.firstIndex(where: { $0.name == item.name }) {
                given[replaced] = item
                place = replaced
            } else {
                given.insert(item, at: place)
            }
        }
        for item in given { checkFixture(item) }
        var needs = map.texts("needs", into: &diagnostics)
        if row?.needsOwnAccount == true { needs.append("fresh-account") }
        let lets = LetReader.read(map["let"], into: &diagnostics)
        var reader = StepReader(rules.context, operation: operation)
        var (steps, holdsTemplates) = steps(of: map, &reader)
        if let control = map["control"], operation == nil {
            diagnostics.error(
                "no-operation", "there is no operation at hand whose valid request 'control' could send", at: control)
        } else if let control = map["control"], let last = steps.last {
            let entries = [("call", "operation"), ("assume", nil)].map { key, text in
                LocatedNode.Entry(
                    key: key, keyLocation: control.location,
                    value: text.map { LocatedNode(.scalar($0, isPlain: true), at: control.location) } ?? control)
            }
            if let read = reader.read(LocatedNode(.map(entries), at: control.location)) {
                steps.append(read.step.asControl(of: last.operation))
            }
        }
        for step in steps {
            for removal in step.removals { if let room = removal.room { checkFixture(room) } }
        }
        reader.diagnostics.all.forEach { diagnostics.add($0) }
        revision.join(revision(of: reader.revision, given, needs, map["let"]))
        if holdsTemplates {
            var scope = ScopeChecker(suite: rules.suite, given: given, lets: lets.map(\.name), steps: steps)
            scope.check(map.node)
            scope.checkOrder(of: map["let"])
            scope.diagnostics.all.forEach { diagnostics.add($0) }
        }
        return Case(
            rule: id, row: row?.name, level: level, needs: needs, given: given, lets: lets, steps: steps,
            operation: operation?.documented, location: location)
    }

    /// Reports a fixture that there is none of.
    private mutating func checkFixture(_ given: Given) {
        guard rules.context.vocabulary.fixtures[given.fixture] == nil else { return }
        diagnostics.add(rules.context.vocabulary.unknownFixture(given))
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
            if let fixture = rules.context.vocabulary.fixtures[item.fixture] { whole.add(fixture.revision) }
        }
        for need in needs { whole.add(need) }
        if let lets { whole.add(lets) }
        for header in rules.suite.headers {
            whole.add(header.name.source)
            whole.add(header.value.source)
        }
        whole.addFiles(of: rules.context.vocabulary)
        return whole
    }

    /// Whether a step observes anything: it expects something, or waits for what must come.
    private static func judges(_ step: LocatedNode) -> Bool {
        step.entries?.place(of: "expect") != nil || (step["until"] != nil && step["or fail"]?.json == .bool(true))
    }

    /// The steps of a rule, and whether anything in it holds an expression, as far as that is known.
    private mutating func steps(of rule: MapReader, _ reader: inout StepReader) -> (steps: [Step], holdsTemplates: Bool)
    {
        let entries = rule.node.entries ?? []
        if let steps = rule["steps"] {
            guard let elements = steps.elements, !elements.isEmpty else {
                diagnostics.error("type", "'steps' must be a list, not \(steps.kind)", at: steps)
                return ([], true)
            }
            for entry in entries where Self.singleStepKeys.contains(entry.key) {
                diagnostics.error(
                    "steps-and-step", "'\(entry.key)' belongs to a step, and the rule has 'steps'", at: entry.keyNode)
            }
            let read = elements.map { reader.read($0) }
            if !elements.contains(where: Self.judges) {
                diagnostics.error("no-expectation", "no step expects anything, so nothing would be judged", at: steps)
            }
            return (
                read.compactMap(\.self?.step),
                read.contains { $0?.holdsTemplates ?? true } || Self.holdTemplates(entries, besides: ["steps"])
            )
        }
        let keys = entries.filtered(by: Self.singleStepKeys)
        guard let first = keys.first else {
            diagnostics.error(
                "no-steps", "the rule does nothing", at: rule.node,
                hint: "give it a request with 'expect', 'steps', or 'untested: reason'")
            return ([], true)
        }
        let read = reader.read(LocatedNode(.map(keys), at: first.keyLocation))
        if !Self.judges(rule.node) {
            diagnostics.error(
                "no-expectation", "the rule expects nothing, so nothing would be judged", at: first.keyNode)
        }
        guard let read else { return ([], true) }
        return ([read.step], read.holdsTemplates || Self.holdTemplates(entries, besides: Self.singleStepKeys))
    }

    /// Whether a text or key in any but some of a rule's entries holds an expression.
    private static func holdTemplates(_ entries: [LocatedNode.Entry], besides keys: some KeyCollection) -> Bool {
        entries.indices.contains {
            !keys.contains(entries[$0].key) && (Template.isIn(entries[$0].key) || entries[$0].value.holdsTemplates)
        }
    }
}
