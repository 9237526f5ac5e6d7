/// Reads the parts of a request, and collects every mistake in them.
struct RequestReader {
    var diagnostics: Diagnostics

    /// The path or URL behind a method.
    mutating func target(_ entry: LocatedNode.Entry) -> Template? {
        guard let text = entry.value.text, !text.isEmpty, !entry.value.isNull else {
            diagnostics.error("type", "'\(entry.key)' takes a path or URL, not \(entry.value.kind)", at: entry.value)
            return nil
        }
        let target = attempt { () throws(Diagnostic) in try Template(located: entry.value) }
        guard let target else { return nil }
        let isKnown = ["/", "${", "http://", "https://"].contains { text.hasPrefix($0) }
        if !isKnown {
            diagnostics.error(
                "target", "'\(text)' is neither a path nor a URL", at: entry.value,
                hint: "begin a path with '/', and a URL with 'http://' or 'https://'")
        }
        return target
    }

    mutating func path(_ node: LocatedNode?) -> [(name: String, value: ValueTemplate)] {
        entries(node, "path").compactMap { entry in value(entry.value).map { (entry.key, $0) } }
    }

    mutating func fields(_ node: LocatedNode?, _ key: String) -> [(name: Template, value: ValueTemplate)] {
        entries(node, key).compactMap { entry in
            let value = value(entry.value)
            let name = attempt { () throws(Diagnostic) in try Template(located: entry.keyNode) }
            guard let name, let value else { return nil }
            return (name, value)
        }
    }

    mutating func value(_ node: LocatedNode) -> ValueTemplate? {
        attempt { () throws(Diagnostic) in try ValueTemplate(node) }
    }

    /// Content that is not written as JSON; none when it is left empty.
    mutating func body(_ node: LocatedNode) -> RequestTemplate.Body? {
        if node.isNull { return nil }
        if node.text != nil {
            return attempt { () throws(Diagnostic) in .text(try Template(located: node)) }
        }
        guard let name = node["file"]?.text, node.entries?.count == 1 else {
            diagnostics.error("type", "'body' takes a text or {file: name}, not \(node.kind) like this", at: node)
            return nil
        }
        return .file(name)
    }

    /// Reports parameters of the path that have no value, and values that no parameter takes.
    mutating func checkPath(_ request: RequestTemplate, _ target: LocatedNode) {
        guard !request.path.isEmpty || request.target.source.utf8.contains(UInt8(ascii: "{")) else { return }
        let names = Self.parameters(of: request.target)
        let given = Set(request.path.map(\.name))
        for name in names where !given.contains(name) {
            diagnostics.error(
                "path-parameter", "the path parameter '{\(name)}' has no value", at: target,
                hint: "give it one under 'path'")
        }
        for name in request.path.map(\.name) where !names.contains(name) {
            diagnostics.error(
                "path-parameter", "the path has no parameter '{\(name)}'", at: target,
                hint: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" })
        }
    }

    /// The names in braces in the fixed parts of a path.
    private static func parameters(of target: Template) -> [String] {
        var names: [String] = []
        for case .text(let text) in target.parts {
            var rest = text[...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                names.append(String(rest[rest.index(after: open)..<close]))
                rest = rest[close...].dropFirst()
            }
        }
        return names
    }

    private mutating func entries(_ node: LocatedNode?, _ key: String) -> [LocatedNode.Entry] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.entries else {
            diagnostics.error("type", "'\(key)' must be a map, not \(node.kind)", at: node)
            return []
        }
        return entries
    }

    private mutating func attempt<Value>(_ body: () throws(Diagnostic) -> Value) -> Value? {
        do throws(Diagnostic) {
            return try body()
        } catch {
            diagnostics.add(error)
            return nil
        }
    }
}
