/// Reads steps, with the operations and vocabulary known where they stand.
struct StepReader {
    let vocabulary: Vocabulary
    let operations: [String: OperationDescription]
    let operation: OperationDescription?
    var diagnostics = Diagnostics()

    static let requestKeys = RequestTemplate.methods + RequestTemplate.keys
    static let verbs = RequestTemplate.methods + ["call", "list", "wait", "arrange"]
    static let answerKeys = [
        "expect", "assume", "tolerate", "unsupported", "capture", "until", "deadline", "deadline documented", "every", "stop",
        "remove", "follow",
    ]
    static let keys = verbs + RequestTemplate.keys + answerKeys + ["with", "without", "as", "sign", "undocumented", "valid", "invalid"]

    init(vocabulary: Vocabulary, operations: [String: OperationDescription], operation: OperationDescription?) {
        self.vocabulary = vocabulary
        self.operations = operations
        self.operation = operation
    }

    /// Reads a step; mistakes are collected, and a step with mistakes is nil.
    mutating func read(_ node: LocatedNode) -> Step? {
        let map = MapReader(node, "a step", known: Self.keys, into: &diagnostics)
        let found = node.entries?.filter { Self.verbs.contains($0.key) } ?? []
        guard found.count <= 1 else {
            diagnostics.error("two-verbs", "a step does one thing: '\(found[0].key)' or '\(found[1].key)'", at: found[1].keyNode)
            return nil
        }
        do throws(Diagnostic) {
            return try step(node, map, verb: found.first)
        } catch {
            diagnostics.add(error)
            return nil
        }
    }

    private mutating func step(_ node: LocatedNode, _ map: MapReader, verb: LocatedNode.Entry?) throws(Diagnostic) -> Step {
        var step = Step(
            action: .wait(0), identity: map.text("as", into: &diagnostics), captures: [], files: [], isControl: false,
            location: verb?.keyLocation ?? node.location)
        var called: OperationDescription?
        switch verb?.key {
        case "wait":
            guard let milliseconds = map.duration("wait", into: &diagnostics) else { return step }
            step.action = .wait(milliseconds)
        case "arrange":
            var values: [(name: String, value: ValueTemplate)] = []
            for entry in map["with"]?.entries ?? [] { values.append((entry.key, try ValueTemplate(entry.value))) }
            step.action = .arrange(map.text("arrange", into: &diagnostics) ?? "", values)
        case nil, "call", "list":
            let name = verb?.value.text ?? "operation"
            guard let found = name == "operation" ? operation : operations[name] else {
                let hint = name == "operation"
                    ? "begin a step with one of: \(Self.verbs.joined(separator: ", "))"
                    : Suggestion.hint(for: name, among: Array(operations.keys))
                throw Diagnostic(
                    name == "operation" ? "no-verb" : "unknown-operation",
                    name == "operation" ? "this step does nothing" : "no operation is called '\(name)'",
                    at: verb?.value.location ?? node.location, length: verb?.value.width ?? 1, hint: hint)
            }
            called = found
            let request = try call(found, node)
            if verb?.key == "list" {
                guard let paging = found.paging else {
                    throw Diagnostic("no-paging", "the operation '\(found.name)' does not say how it pages", at: verb?.value.location ?? node.location)
                }
                step.action = .list(request, paging)
            } else {
                step.action = .request(request)
            }
        default:
            let request = try RequestTemplate(node)
            called = operations.values.first { $0.matches(request) }
            step.action = .request(request)
        }
        step.operation = called?.name
        step.signature = try map["sign"].map { (node) throws(Diagnostic) in try SignatureChange(node) }
        try readAnswerKeys(of: &step, map, called)
        return step
    }

    private mutating func readAnswerKeys(of step: inout Step, _ map: MapReader, _ called: OperationDescription?) throws(Diagnostic) {
        var expectations = vocabulary.expectations(state: (operation ?? called)?.state ?? [])
        func read(_ key: String) throws(Diagnostic) -> Expectation? {
            guard let node = map[key] else { return nil }
            return try expectations.read(node)
        }
        step.expect = try read("expect")
        step.assume = try read("assume")
        step.tolerate = try read("tolerate")
        step.unsupported = try read("unsupported")
        if let node = map["capture"] {
            guard let entries = node.entries else {
                throw Diagnostic("type", "'capture' must be a map, not \(node.kind)", at: node.location, length: node.width)
            }
            for entry in entries { step.captures.append(try Capture(entry)) }
        }
        if let condition = try read("until") {
            step.until = Until(
                condition: condition, deadline: map.duration("deadline", into: &diagnostics),
                every: map.duration("every", into: &diagnostics), stop: try read("stop"),
                isDocumented: map.flag("deadline documented", into: &diagnostics))
        } else {
            for key in ["deadline", "every", "stop", "deadline documented"] {
                if let entry = map.entry(key) {
                    diagnostics.error("without-until", "'\(key)' says nothing without 'until'", at: entry.keyNode)
                }
            }
        }
        step.followsRedirects = map.flag("follow", into: &diagnostics)
        if let node = map["remove"] {
            step.removal = try Removal(node)
        } else if let called, let creates = called.creates, case .request = step.action {
            step.removal = creates
        }
        step.files = Set((step.expect?.assertions ?? []).compactMap { ($0 as? BodyAssertion)?.file })
        if case .request(let request) = step.action, case .file(let name)? = request.body { step.files.insert(name) }
        for name in step.files where vocabulary.files[name] == nil {
            throw Diagnostic(
                "unknown-file", "no file is called '\(name)'", at: step.location,
                hint: Suggestion.hint(for: name, among: Array(vocabulary.files.keys)))
        }
    }

    /// The valid request of an operation with the changes that a step asks for.
    private mutating func call(_ called: OperationDescription, _ node: LocatedNode) throws(Diagnostic) -> RequestTemplate {
        var request = called.request
        if let with = node["with"], !with.isNull {
            let reader = MapReader(with, "'with'", known: RequestTemplate.keys, into: &diagnostics)
            called.check(reader, isUndocumented: node["undocumented"] != nil, into: &diagnostics)
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
        var template = try RequestTemplate(request)
        template.suppressedHeaders = suppressed
        template.location = node.location
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

    /// This map with another value under a key.
    func replacing(_ key: String, with value: LocatedNode) -> LocatedNode {
        guard let entries else { return self }
        return LocatedNode(
            .map(entries.map { $0.key == key ? Entry(key: key, keyLocation: $0.keyLocation, value: value) : $0 }), at: location)
    }
}

extension Capture {
    init(_ entry: LocatedNode.Entry) throws(Diagnostic) {
        name = entry.key
        location = entry.keyLocation
        let node = entry.value["from"] ?? entry.value
        type = try entry.value["type"].map { (node) throws(Diagnostic) in
            guard let kind = JSONValue.Kind(rawValue: node.text ?? "") else {
                throw Diagnostic(
                    "type", "'\(node.text ?? node.kind)' is not a JSON type", at: node.location, length: node.width,
                    hint: Suggestion.hint(for: node.text ?? "", among: JSONValue.Kind.allCases.map(\.rawValue)))
            }
            return kind
        }
        isOptional = entry.value["optional"]?.json == true
        let text = node.text ?? ""
        switch text {
        case "body": source = .body
        case "json": source = .json
        case "status": source = .status
        case _ where text.hasPrefix("header "): source = .header(String(text.dropFirst(7)).trimmed)
        case _ where text.hasPrefix("$"):
            do throws(TemplateError) {
                source = .path(try JSONPath(contract: text))
            } catch {
                throw Diagnostic(error, at: node)
            }
        default:
            throw Diagnostic(
                "capture", "cannot capture from '\(text)'", at: node.location, length: node.width,
                hint: "write a JSONPath such as $.id, 'header Location', 'body', 'json' or 'status'")
        }
    }
}

extension Removal {
    init(_ node: LocatedNode) throws(Diagnostic) {
        var diagnostics = Diagnostics()
        _ = MapReader(node, "'remove'", known: RequestTemplate.methods + RequestTemplate.keys + ["gone"], into: &diagnostics)
        if let first = diagnostics.all.first { throw first }
        request = try RequestTemplate(node)
        var reader = ExpectationReader()
        gone = try StatusAssertion(node["gone"] ?? LocatedNode(.scalar("404", isPlain: true), at: node.location), &reader)
    }
}
