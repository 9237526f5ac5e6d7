/// Reads one operation file.
struct OperationReader {
    let group: String
    /// The parameters of the vocabulary, which an operation's own words are laid over.
    let shared: [String: LocatedNode]
    var diagnostics: Diagnostics

    static let keys = [
        "operation", "documented", "group", "source", "section", "given", "request", "parameters", "success", "errors",
        "state",
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
        _ = MapReader(request, "'request'", known: StepReader.requestKeys, into: &diagnostics)
        guard request.entries == nil || RequestTemplate(request, into: &diagnostics) != nil else { return nil }
        let documented = map.text("documented", into: &diagnostics) ?? name
        let parameters = parameters(map["parameters"])
        let fields = fields(map["success"])
        let errors = errors(map)
        let rules = RuleDefinition.read(map, into: &diagnostics)
        var paging: Paging?
        var creates: Removal?
        do throws(Diagnostic) {
            paging = try map["paging"].map { (node) throws(Diagnostic) in try Paging(node) }
            creates = try map["creates"].map { (node) throws(Diagnostic) in try Removal(node) }
        } catch {
            diagnostics.add(error)
        }
        return OperationDescription(
            name: name, documented: documented, json: .object(json(node, name, documented)), request: request,
            given: map["given"], parameters: parameters, fields: fields, errors: errors,
            state: map["state"].map { $0.elements ?? [$0] } ?? [], paging: paging, creates: creates, rules: rules,
            file: file.name)
    }

    /// The description for `${operation.…}`: as written, with what is implied filled in.
    private func json(_ node: LocatedNode, _ name: String, _ documented: String) -> JSONObject {
        var object = JSONObject()
        object.append("name", .string(name))
        object.append("documented", .string(documented))
        object.append("group", .string(node["group"]?.text ?? group))
        for entry in node.entries ?? []
        where !["operation", "documented", "group", "rules", "defaults", "success"].contains(entry.key) {
            object.append(entry.key, entry.value.json)
        }
        if case .object(var success)? = node["success"]?.json {
            if success["level"] == nil { success.append("level", "must") }
            object.append("success", .object(success))
        }
        return object
    }

    private mutating func errors(_ map: MapReader) -> [Int] {
        map.elements("errors", into: &diagnostics).compactMap { node in
            guard let status = node.json.numberValue?.integer, (400...599).contains(status) else {
                diagnostics.error(
                    "status", "'\(node.text ?? node.kind)' is not an error status", at: node,
                    hint: "write a number from 400 to 599")
                return nil
            }
            return status
        }
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
                    let bounds = try ClosedBounds(limits.text ?? limits.kind)
                    let limit = key == "length" ? 0...RowMaker.lengthLimit : -RowMaker.rangeLimit...RowMaker.rangeLimit
                    guard [bounds.lower, bounds.upper].allSatisfy({ $0.map(limit.contains) ?? true }) else {
                        throw TemplateError(
                            code: "bounds",
                            message:
                                "the bounds '\(limits.text ?? "")' are not between \(limit.lowerBound) and \(limit.upperBound)"
                        )
                    }
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
            own = LocatedNode(
                .map([LocatedNode.Entry(key: "in", keyLocation: own.location, value: own)]), at: own.location)
        }
        return shared[entry.key].map { $0.merging(own) } ?? own
    }

    /// What a type word says: the JSON type, and the form where there is one.
    static let types: [String: (type: String, format: String?, words: String?)] = [
        "string": ("string", nil, nil), "integer": ("integer", nil, nil), "number": ("number", nil, nil),
        "boolean": ("boolean", nil, nil), "array": ("array", nil, nil), "object": ("object", nil, nil),
        "uuid": ("string", "uuid", "a UUID"),
        "milliseconds": (
            "string", "timestamp YYYY-MM-DDTHH:mm:ss.SSSZ", "a UTC time in the form YYYY-MM-DDTHH:mm:ss.SSSZ"
        ),
        "seconds": ("string", "timestamp YYYY-MM-DDTHH:mm:ssZ", "a UTC time in the form YYYY-MM-DDTHH:mm:ssZ"),
    ]

    private mutating func fields(_ node: LocatedNode?) -> [OperationDescription.Field] {
        guard let node else { return [] }
        guard node.entries != nil else {
            diagnostics.error("type", "'success' must be a map, not \(node.kind)", at: node)
            return []
        }
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
                "conditional": .bool(written.hasSuffix("?")),
                "level": entry.value["level"]?.json ?? (written.hasSuffix("?") ? "may" : "must"),
            ]
            if let format = type.format { object.append("format", .string(format)) }
            if let words = type.words { object.append("form", .string(words)) }
            if let list { object.append("list", .string(list)) }
            if entry.value["given"] == nil { object.append("given", .object([:])) }
            for inner in entry.value.entries ?? [] where !["type", "level"].contains(inner.key) {
                object.append(inner.key, inner.value.json)
            }
            return OperationDescription.Field(name: entry.key, json: .object(object))
        }
    }
}
