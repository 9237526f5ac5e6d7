/// Reads steps, with the operations and vocabulary known where they stand.
struct StepReader {
    let context: StepContext
    let operation: OperationDescription?
    var diagnostics = Diagnostics()
    /// A digest of the steps that were read.
    var revision = Revision()
    /// What the names in the last step stand for.
    var namedContent = NamedContent()

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
    static let keySet = KeySet(keys)
    private static let verbSet = KeySet(verbs)

    init(_ context: StepContext, operation: OperationDescription?) {
        self.context = context
        self.operation = operation
    }

    /// Reads a step as far as it can be read; mistakes are collected.
    ///
    /// A step that says the same as one that was read before is that one, at another place.
    mutating func read(_ node: LocatedNode) -> ReadStep? {
        // Where an operation is at hand, what a step says is not all that counts.
        guard operation == nil else { return readAnew(node) }
        switch context.known.ask(node, context: revision.bits) {
        case .known(var read, _) where read.before == revision:
            read.step = read.step.moved(to: node.location)
            revision = read.after
            namedContent = read.namedContent
            return read
        case .known: return readAnew(node)
        case .unknown(let digest, let isSecond):
            let context = revision.bits
            guard let read = readAnew(node) else { return nil }
            if isSecond, isShareable(node) { self.context.known.keep(read, of: node, context: context, digest: digest) }
            return read
        }
    }

    /// Whether a step that was just read can stand for others.
    ///
    /// Mistakes are told at each place. Its expectations move as a whole, each with the place where it begins, or stay
    /// where they are if that is before the step; so nothing in them may be elsewhere.
    private func isShareable(_ node: LocatedNode) -> Bool {
        diagnostics.all.isEmpty && !namedContent.stands(inFileOf: node.location)
            && (node.entries ?? []).allSatisfy { entry in
                Wording.isInOrder(entry.value)
                    && (entry.value.location.follows(node.location) || Wording.isBefore(entry.value, node.location))
            }
    }

    private mutating func readAnew(_ node: LocatedNode) -> ReadStep? {
        let before = revision
        namedContent = NamedContent()
        return content(of: node).map { content in
            ReadStep(
                step: Step(content, at: node.location), holdsTemplates: node.holdsTemplates,
                namedContent: namedContent, before: before, after: revision)
        }
    }

    private mutating func content(of node: LocatedNode) -> Step.Content? {
        let map = MapReader(node, "a step", known: Self.keySet, names: Self.keys, into: &diagnostics)
        guard let entries = node.entries else { return nil }
        let first = entries.place(of: Self.verbSet)
        if let first, let second = entries.place(of: Self.verbSet, from: first + 1) {
            diagnostics.error(
                "two-verbs", "a step does one thing: '\(entries[first].key)' or '\(entries[second].key)'",
                at: entries[second].keyNode)
            return nil
        }
        let verb = first.map { entries[$0] }
        var step = Step.Content(action: .wait(0), identity: map.text("as", into: &diagnostics))
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
        readFiles(of: &step, at: verb?.keyLocation ?? node.location)
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
            called = context.operations.operation(of: request)
            return .request(request)
        }
    }

    /// Adds what a step says itself; a call's request was added as it is sent, and removal is not part of the test.
    private mutating func addToRevision(_ node: LocatedNode, _ verb: LocatedNode.Entry?) {
        let isCall = verb.map { ["call", "list"].contains($0.key) } ?? true
        revision.add(node.removing(isCall ? Self.keysOfCall : Self.keysBesideTest))
    }

    private static let keysBesideTest = KeySet(["remove", "undocumented", "valid", "invalid"])
    private static let keysOfCall = KeySet([
        "remove", "undocumented", "valid", "invalid", "call", "list", "with", "without",
    ])

    /// The operation that a step calls: the one it names, or the one at hand.
    private func operation(_ verb: LocatedNode.Entry?, _ node: LocatedNode) throws(Diagnostic) -> OperationDescription {
        let name = verb?.value.text ?? "operation"
        if let found = name == "operation" ? operation : context.operations[name] { return found }
        let place = verb?.value ?? node
        guard name == "operation" else {
            throw Diagnostic(
                "unknown-operation", "no operation is called '\(name)'", at: place.location, length: place.width,
                hint: Suggestion.hint(for: name, among: context.operations.names))
        }
        throw Diagnostic(
            "no-verb",
            verb == nil ? "this step does nothing" : "there is no operation at hand to \(verb?.key ?? "call")",
            at: place.location, length: place.width,
            hint: verb == nil ? "begin a step with one of: \(Self.verbs.joined(separator: ", "))" : "name the operation"
        )
    }

    private mutating func readAnswerKeys(of step: inout Step.Content, _ map: MapReader, _ called: OperationDescription?)
    {
        var expectations = context.vocabulary.expectations(state: (operation ?? called)?.state ?? [])
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
        revision.add(expectations.shapes.namedContent.revision)
        namedContent.add(expectations.shapes.namedContent)
        if !map.has("until") {
            for key in ["deadline", "every", "stop", "or fail"] {
                guard let entry = map.entry(key) else { continue }
                diagnostics.error("without-until", "'\(key)' says nothing without 'until'", at: entry.keyNode)
            }
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
    private mutating func readFiles(of step: inout Step.Content, at location: Location) {
        for expectation in [step.expect, step.assume, step.tolerate, step.unsupported] {
            expectation?.addFiles(to: &step.files)
        }
        if let until = step.until {
            until.condition.addFiles(to: &step.files)
            until.stop?.addFiles(to: &step.files)
        }
        if case .request(let request) = step.action, case .file(let name)? = request.body { step.files.insert(name) }
        revision.mention(step.files)
        guard !step.files.isEmpty else { return }
        for name in step.files.sorted() where context.vocabulary.files[name] == nil {
            diagnostics.add(
                Diagnostic(
                    "unknown-file", "no file is called '\(name)'", at: location,
                    hint: Suggestion.hint(for: name, among: Array(context.vocabulary.files.keys))))
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
    func removing(_ keys: some KeyCollection) -> LocatedNode {
        guard case .map(let entries) = value, entries.place(of: keys) != nil else { return self }
        return LocatedNode(.map(entries.filtered(by: keys, false)), at: location)
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
