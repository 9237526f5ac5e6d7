/// Reads steps, with the operations and vocabulary known where they stand.
struct StepReader {
    let vocabulary: Vocabulary
    let operations: OperationIndex
    let operation: OperationDescription?
    var diagnostics = Diagnostics()
    /// A digest of the steps that were read.
    var revision = Revision()

    static let requestKeys = RequestTemplate.methods + RequestTemplate.keys
    static let verbs = RequestTemplate.methods + ["call", "list", "wait", "arrange"]
    static let answerKeys = [
        "expect", "assume", "tolerate", "unsupported", "capture", "until", "deadline", "or fail", "every",
        "stop", "while", "remove", "follow",
    ]
    static let keys =
        verbs + RequestTemplate.keys + answerKeys + [
            "with", "without", "as", "sign", "undocumented", "valid", "invalid",
        ]
    static let keySet = Set(keys)
    private static let verbSet = Set(verbs)

    init(vocabulary: Vocabulary, operations: OperationIndex, operation: OperationDescription?) {
        self.vocabulary = vocabulary
        self.operations = operations
        self.operation = operation
    }

    /// Reads a step as far as it can be read; mistakes are collected.
    mutating func read(_ node: LocatedNode) -> Step? {
        let map = MapReader(node, "a step", known: Self.keySet, names: Self.keys, into: &diagnostics)
        guard let entries = node.entries else { return nil }
        let found = entries.filter { Self.verbSet.contains($0.key) }
        guard found.count <= 1 else {
            diagnostics.error(
                "two-verbs", "a step does one thing: '\(found[0].key)' or '\(found[1].key)'", at: found[1].keyNode)
            return nil
        }
        let verb = found.first
        var step = Step(
            action: .wait(0), identity: map.text("as", into: &diagnostics), captures: [], files: [], isControl: false,
            location: verb?.keyLocation ?? node.location)
        var called: OperationDescription?
        do throws(Diagnostic) {
            step.action = try action(node, map, verb, &called) ?? step.action
        } catch {
            diagnostics.add(error)
        }
        step.operation = called?.name
        addToRevision(node, verb)
        if let node = map["sign"] {
            do throws(Diagnostic) {
                step.signature = try SignatureChange(node)
            } catch {
                diagnostics.add(error)
            }
        }
        readAnswerKeys(of: &step, map, called)
        return step
    }

    private mutating func action(
        _ node: LocatedNode, _ map: MapReader, _ verb: LocatedNode.Entry?, _ called: inout OperationDescription?
    ) throws(Diagnostic) -> Step.Action? {
        switch verb?.key {
        case "wait":
            return map.duration("wait", into: &diagnostics).map { .wait($0) }
        case "arrange":
            var values: [(name: String, value: ValueTemplate)] = []
            for entry in map.entries("with", into: &diagnostics) {
                values.append((entry.key, try ValueTemplate(entry.value)))
            }
            return map.text("arrange", into: &diagnostics).map { .arrange($0, values) }
        case nil, "call", "list":
            let operation = try operation(verb, node)
            called = operation
            guard let request = call(operation, node) else { return nil }
            revision.add(verb?.key ?? "call")
            guard verb?.key == "list" else { return .request(request) }
            guard let paging = operation.paging else {
                throw Diagnostic(
                    "no-paging", "the operation '\(operation.name)' does not say how it pages",
                    at: verb?.value.location ?? node.location,
                    length: verb?.value.width ?? 1)
            }
            for text in [paging.items.text, paging.next.text, paging.marker] { revision.add(text) }
            return .list(request, paging)
        default:
            guard let request = RequestTemplate(node, into: &diagnostics) else { return nil }
            called = operations.operation(of: request)
            return .request(request)
        }
    }

    /// Adds what a step says itself; a call's request was added as it is sent, and removal is not part of the test.
    private mutating func addToRevision(_ node: LocatedNode, _ verb: LocatedNode.Entry?) {
        let isCall = verb.map { ["call", "list"].contains($0.key) } ?? true
        revision.add(node.removing(isCall ? Self.keysOfCall : Self.keysBesideTest))
    }

    private static let keysBesideTest = ["remove", "undocumented", "valid", "invalid"]
    private static let keysOfCall = keysBesideTest + ["call", "list", "with", "without"]

    /// The operation that a step calls: the one it names, or the one at hand.
    private func operation(_ verb: LocatedNode.Entry?, _ node: LocatedNode) throws(Diagnostic) -> OperationDescription {
        let name = verb?.value.text ?? "operation"
        if let found = name == "operation" ? operation : operations[name] { return found }
        let place = verb?.value ?? node
        guard name == "operation" else {
            throw Diagnostic(
                "unknown-operation", "no operation is called '\(name)'", at: place.location, length: place.width,
                hint: Suggestion.hint(for: name, among: operations.names))
        }
        throw Diagnostic(
            "no-verb",
            verb == nil ? "this step does nothing" : "there is no operation at hand to \(verb?.key ?? "call")",
            at: place.location, length: place.width,
            hint: verb == nil ? "begin a step with one of: \(Self.verbs.joined(separator: ", "))" : "name the operation"
        )
    }

    private mutating func readAnswerKeys(of step: inout Step, _ map: MapReader, _ called: OperationDescription?) {
        var expectations = vocabulary.expectations(state: (operation ?? called)?.state ?? [])
        step.expect = expectation("expect", map, &expectations)
        step.assume = expectation("assume", map, &expectations)
        step.tolerate = expectation("tolerate", map, &expectations)
        step.unsupported = expectation("unsupported", map, &expectations)
        let stop = expectation("stop", map, &expectations)
        if let condition = expectation("until", map, &expectations) {
            step.until = Until(
                condition: condition, deadline: map.duration("deadline", into: &diagnostics),
                every: map.duration("every", into: &diagnostics), stop: stop,
                isPromised: map.flag("or fail", into: &diagnostics))
        }
        expectations.mistakes.forEach { diagnostics.add($0) }
        revision.add(expectations.shapes.namedContent)
        for key in ["deadline", "every", "stop", "or fail"] where map["until"] == nil {
            guard let entry = map.entry(key) else { continue }
            diagnostics.error("without-until", "'\(key)' says nothing without 'until'", at: entry.keyNode)
        }
        if let node = map["while"] { step.during = readWhile(node) }
        if case .wait = step.action { reportMeaningless(map, "wait") }
        if case .arrange = step.action { reportMeaningless(map, "arrange") }
        for entry in map.entries("capture", into: &diagnostics) {
            if let capture = attempt({ () throws(Diagnostic) in try Capture(entry) }) { step.captures.append(capture) }
        }
        step.followsRedirects = map.flag("follow", into: &diagnostics)
        if let node = map["remove"] {
            step.removals = (node.elements ?? [node]).compactMap { node in
                attempt { () throws(Diagnostic) in try Removal(node) }
            }
        } else if let called, let creates = called.creates, case .request = step.action {
            step.removals = [creates]
        }
        readFiles(of: &step, map)
    }

    /// Reports what is made of an answer where a step gets none.
    private mutating func reportMeaningless(_ map: MapReader, _ verb: String) {
        guard map[verb] != nil else { return }
        for key in Self.answerKeys + ["as"] {
            guard let entry = map.entry(key) else { continue }
            diagnostics.error("no-answer", "'\(key)' says nothing in a step that is '\(verb)'", at: entry.keyNode)
        }
    }

    private mutating func expectation(_ key: String, _ map: MapReader, _ reader: inout ExpectationReader)
        -> Expectation?
    {
        guard let node = map[key] else { return nil }
        return attempt { () throws(Diagnostic) in try reader.read(node) }
    }

    private mutating func attempt<Value>(_ body: () throws(Diagnostic) -> Value) -> Value? {
        do throws(Diagnostic) {
            return try body()
        } catch {
            diagnostics.add(error)
            return nil
        }
    }

    /// The declared files that a step sends or compares.
    private mutating func readFiles(of step: inout Step, _ map: MapReader) {
        for expectation in [
            step.expect, step.assume, step.tolerate, step.unsupported, step.until?.condition, step.until?.stop,
        ] {
            if let files = expectation?.files, !files.isEmpty { step.files.formUnion(files) }
        }
        if case .request(let request) = step.action, case .file(let name)? = request.body { step.files.insert(name) }
        revision.mention(step.files)
        guard !step.files.isEmpty else { return }
        for name in step.files.sorted() where vocabulary.files[name] == nil {
            diagnostics.add(
                Diagnostic(
                    "unknown-file", "no file is called '\(name)'", at: step.location,
                    hint: Suggestion.hint(for: name, among: Array(vocabulary.files.keys))))
        }
    }

    /// The valid request of an operation with the changes that a step asks for.
    private mutating func call(_ called: OperationDescription, _ node: LocatedNode) -> RequestTemplate? {
        var request = called.request
        if let with = node["with"], !with.isNull {
            let reader = MapReader(with, "'with'", known: RequestTemplate.keys, into: &diagnostics)
            guard with.entries != nil else { return nil }
            called.check(reader, isUndocumented: node["undocumented"]?.json == .bool(true), into: &diagnostics)
            if let body = with["body"], request["json"] != nil {
                request = request.removing("json").declaringJSON(at: body.location)
            }
            if let json = with["json"], json.entries == nil { request = request.removing("json") }
            request = request.merging(with)
        }
        var suppressed: Set<String> = []
        if let without = node["without"], !without.isNull {
            let reader = MapReader(without, "'without'", known: RequestTemplate.keys, into: &diagnostics)
            for key in RequestTemplate.keys {
                guard let value = reader[key] else { continue }
                if case .bool(true) = value.json {
                    request = request.removing(key).removing(key == "body" ? "json" : key)
                    continue
                }
                for name in reader.texts(key, into: &diagnostics) {
                    if key == "headers" { suppressed.insert(name.lowercased()) }
                    guard let inner = request[key] else { continue }
                    request = request.replacing(key, with: inner.removing(name))
                }
            }
        }
        revision.add(request)
        for name in suppressed.sorted() { revision.add(name) }
        var template = RequestTemplate(request, into: &diagnostics)
        template?.suppressedHeaders = suppressed
        template?.location = node.location
        return template
    }
}

extension LocatedNode {
    /// This request with the content type of JSON, for content that takes the place of JSON.
    fileprivate func declaringJSON(at location: Location) -> LocatedNode {
        guard self["headers"]?["Content-Type"] == nil else { return self }
        return merging(LocatedNode(json: ["headers": ["Content-Type": "application/json"]], at: location))
    }

    /// This map without a key.
    func removing(_ key: String) -> LocatedNode {
        guard let entries else { return self }
        return LocatedNode(.map(entries.filter { $0.key != key }), at: location)
    }

    /// This map without some keys.
    func removing(_ keys: [String]) -> LocatedNode {
        guard let entries, entries.contains(where: { keys.contains($0.key) }) else { return self }
        return LocatedNode(.map(entries.filter { !keys.contains($0.key) }), at: location)
    }

    /// This map with some keys only.
    func keeping(_ keys: [String]) -> LocatedNode {
        guard let entries else { return self }
        return LocatedNode(.map(entries.filter { keys.contains($0.key) }), at: location)
    }

    /// This map with another value under a key.
    func replacing(_ key: String, with value: LocatedNode) -> LocatedNode {
        guard let entries else { return self }
        return LocatedNode(
            .map(entries.map { $0.key == key ? Entry(key: key, keyLocation: $0.keyLocation, value: value) : $0 }),
            at: location)
    }
}
