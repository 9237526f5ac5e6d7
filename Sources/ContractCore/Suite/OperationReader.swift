/// Reads one operation file.
struct OperationReader {
    let group: String
    /// The parameters of the vocabulary, which an operation's own words are laid over.
    let shared: [String: LocatedNode]
    var diagnostics: Diagnostics

    static let keys = [
        "operation", "documented", "group", "source", "section", "given", "request", "parameters", "success", "errors", "state",
        "provoke", "paging", "creates", "defaults", "rules",
    ]

    /// Where a parameter can be.
    static let places = ["path", "query", "headers", "json"]

    mutating func read(_ node: LocatedNode, _ file: SourceFile) -> OperationDescription? {
        // Words of the file's own are allowed, so that families can choose by them; near misses of known keys are not.
        let own = (node.entries ?? []).map(\.key).filter { key in
            !Self.keys.contains(key) && Suggestion.nearest(to: key, among: Self.keys) == nil
        }
        let map = MapReader(node, "an operation", known: Self.keys + own, into: &diagnostics)
        guard let name = map.text("operation", into: &diagnostics) else { return nil }
        guard let request = map["request"] else {
            diagnostics.error("missing-key", "the operation '\(name)' has no 'request'", at: node)
            return nil
        }
        do throws(Diagnostic) {
            _ = MapReader(request, "'request'", known: StepReader.requestKeys, into: &diagnostics)
            _ = try RequestTemplate(request)
        } catch {
            diagnostics.add(error)
            return nil
        }
        var description = OperationDescription(
            name: name, documented: map.text("documented", into: &diagnostics) ?? name, json: node.json, request: request,
            given: map["given"], parameters: parameters(map["parameters"]), fields: fields(map["success"]),
            errors: (map["errors"]?.elements ?? []).compactMap { $0.json.numberValue?.integer },
            state: map["state"].map { $0.elements ?? [$0] } ?? [], rules: RuleDefinition.read(map, into: &diagnostics),
            file: file.name)
        description.json = .object(json(node, name, description))
        do throws(Diagnostic) {
            if let paging = map["paging"] { description.paging = try Paging(paging) }
            if let creates = map["creates"] { description.creates = try Removal(creates) }
        } catch {
            diagnostics.add(error)
        }
        return description
    }

    /// The description for `${operation.…}`: as written, with what is implied filled in.
    private func json(_ node: LocatedNode, _ name: String, _ description: OperationDescription) -> JSONObject {
        var object = JSONObject()
        object.append("name", .string(name))
        object.append("documented", .string(description.documented))
        object.append("group", .string(node["group"]?.text ?? group))
        for entry in node.entries ?? [] where !["operation", "documented", "group", "rules", "defaults", "success"].contains(entry.key) {
            object.append(entry.key, entry.value.json)
        }
        if case .object(var success)? = node["success"]?.json {
            if success["level"] == nil { success.append("level", "must") }
            object.append("success", .object(success))
        }
        return object
    }

    private mutating func parameters(_ node: LocatedNode?) -> [OperationDescription.Parameter] {
        guard let node else { return [] }
        guard let entries = node.entries else {
            diagnostics.error("type", "'parameters' must be a map, not \(node.kind)", at: node)
            return []
        }
        return entries.compactMap { entry in
            let id = entry.key.lowercased().replacing("_", with: "-")
            let value = described(entry)
            guard let place = value["in"]?.text, Self.places.contains(place) else {
                diagnostics.error(
                    "parameter-place", "the parameter '\(entry.key)' does not say where it is", at: entry.keyNode,
                    hint: "write in: path, query, headers or json")
                return nil
            }
            var object: JSONObject = ["name": .string(entry.key), "id": .string(id)]
            for inner in value.entries ?? [] where inner.key != "length" && inner.key != "range" {
                object.append(inner.key, inner.value.json)
            }
            for key in ["length", "range"] {
                guard let limits = value[key] else { continue }
                do throws(TemplateError) {
                    let bounds = try ClosedBounds(limits.text ?? "")
                    var inner = JSONObject()
                    if let lower = bounds.lower { inner.append("min", .number(JSONNumber(lower))) }
                    if let upper = bounds.upper { inner.append("max", .number(JSONNumber(upper))) }
                    object.append(key, .object(inner))
                } catch {
                    diagnostics.add(Diagnostic(error, at: limits))
                }
            }
            return OperationDescription.Parameter(name: entry.key, id: id, json: .object(object))
        }
    }

    /// What is known of a parameter: what the vocabulary says, and over it what the operation says.
    ///
    /// A parameter that is as the vocabulary says needs no more than its place.
    private func described(_ entry: LocatedNode.Entry) -> LocatedNode {
        var own = entry.value
        if own.text != nil {
            own = LocatedNode(.map([LocatedNode.Entry(key: "in", keyLocation: own.location, value: own)]), at: own.location)
        }
        return shared[entry.key].map { $0.merging(own) } ?? own
    }

    /// What a type word says: the JSON type, and the form where there is one.
    static let types: [String: (type: String, format: String?, words: String?)] = [
        "string": ("string", nil, nil), "integer": ("integer", nil, nil), "number": ("number", nil, nil),
        "boolean": ("boolean", nil, nil), "array": ("array", nil, nil), "object": ("object", nil, nil),
        "uuid": ("string", "uuid", "a UUID"),
        "milliseconds": ("string", "timestamp YYYY-MM-DDTHH:mm:ss.SSSZ", "a UTC time in the form YYYY-MM-DDTHH:mm:ss.SSSZ"),
        "seconds": ("string", "timestamp YYYY-MM-DDTHH:mm:ssZ", "a UTC time in the form YYYY-MM-DDTHH:mm:ssZ"),
    ]

    private mutating func fields(_ node: LocatedNode?) -> [OperationDescription.Field] {
        guard let node else { return [] }
        var result = fields(node["fields"], of: "$", prefix: "field")
        for entry in node["items"]?.entries ?? [] {
            result += fields(entry.value, of: "$.\(entry.key)[*]", prefix: "item", list: entry.key)
        }
        for entry in node["parts"]?.entries ?? [] {
            guard let path = entry.value["of"]?.text else {
                diagnostics.error(
                    "missing-key", "the part '\(entry.key)' does not say whose fields it names", at: entry.keyNode,
                    hint: "write of: and the JSONPath of the objects that have them")
                continue
            }
            result += fields(entry.value["fields"], of: path, prefix: entry.key)
        }
        return result
    }

    private mutating func fields(
        _ node: LocatedNode?, of: String, prefix: String, list: String? = nil
    ) -> [OperationDescription.Field] {
        (node?.entries ?? []).compactMap { entry in
            let written = entry.value["type"]?.text ?? entry.value.text ?? ""
            let word = written.hasSuffix("?") ? String(written.dropLast()) : written
            guard let type = Self.types[word] else {
                diagnostics.error(
                    "field-type", "unknown type '\(word)' of the field '\(entry.key)'", at: entry.value,
                    hint: Suggestion.hint(for: word, among: Array(Self.types.keys)))
                return nil
            }
            var object: JSONObject = [
                "name": .string(entry.key), "id": .string(entry.key.lowercased().replacing("_", with: "-")),
                "type": .string(type.type), "of": .string(of), "prefix": .string(prefix),
                "conditional": .bool(written.hasSuffix("?")), "level": written.hasSuffix("?") ? "may" : "must",
            ]
            if let format = type.format { object.append("format", .string(format)) }
            if let words = type.words { object.append("form", .string(words)) }
            if let list { object.append("list", .string(list)) }
            for inner in entry.value.entries ?? [] where inner.key != "type" { object.append(inner.key, inner.value.json) }
            return OperationDescription.Field(name: entry.key, json: .object(object))
        }
    }
}

extension Paging {
    static let keys = ["items", "next", "marker"]

    init(_ node: LocatedNode) throws(Diagnostic) {
        var diagnostics = Diagnostics()
        let map = MapReader(node, "'paging'", known: Self.keys, into: &diagnostics)
        let items = map.required("items", "'paging'", into: &diagnostics) ?? "$"
        let next = map.required("next", "'paging'", into: &diagnostics) ?? "$"
        marker = map.required("marker", "'paging'", into: &diagnostics) ?? ""
        if let first = diagnostics.all.first { throw first }
        do throws(TemplateError) {
            self.items = try JSONPath(contract: items)
            self.next = try JSONPath(contract: next)
        } catch {
            throw Diagnostic(error, at: node)
        }
    }
}
