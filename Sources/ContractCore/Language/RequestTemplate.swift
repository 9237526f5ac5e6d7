/// A request as a contract states it, with expressions to be filled in for each case.
public struct RequestTemplate: Sendable {
    /// The method token.
    public var method: String
    /// The path under the endpoint, or an absolute URL.
    public var target: Template
    /// Values for `{name}` in the target.
    public var path: [(name: String, value: ValueTemplate)]
    /// Header fields; a list repeats the name.
    public var headers: [(name: Template, value: ValueTemplate)]
    /// Query parameters; a list repeats the name.
    public var query: [(name: Template, value: ValueTemplate)]
    /// Content to send as JSON.
    public var json: ValueTemplate?
    /// Content to send as it is.
    public var body: Body?
    /// Default header fields that are not to be added, in lower case.
    public var suppressedHeaders: Set<String>
    /// Where the request stands in its file.
    public var location: Location

    /// Content that is not written as JSON.
    public enum Body: Sendable {
        /// A text.
        case text(Template)
        /// A declared file.
        case file(String)
    }

    /// The method tokens that begin a request step (RFC 9110, section 9, and RFC 5789).
    public static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
    static let keys = ["path", "headers", "query", "json", "body"]

    /// The method key of a map that is a request.
    static func methodEntry(_ node: LocatedNode) -> LocatedNode.Entry? {
        node.entries?.first { methods.contains($0.key) }
    }

    /// Reads the request keys of a map; other keys are left to the caller.
    public init(_ node: LocatedNode) throws(Diagnostic) {
        guard let entry = Self.methodEntry(node) else {
            throw Diagnostic(
                "no-method", "there is no method here", at: node.location,
                hint: "write a method and a path: GET: /v1/things")
        }
        guard let target = entry.value.text, !target.isEmpty else {
            throw Diagnostic("type", "'\(entry.key)' takes a path or URL, not \(entry.value.kind)", at: entry.value.location)
        }
        method = entry.key
        location = entry.keyLocation
        do throws(TemplateError) {
            self.target = try Template(target)
        } catch {
            throw Diagnostic(error, at: entry.value)
        }
        path = []
        for entry in try Self.map(node["path"], "path") { path.append((entry.key, try ValueTemplate(entry.value))) }
        headers = try Self.fields(node["headers"], "headers")
        query = try Self.fields(node["query"], "query")
        suppressedHeaders = []
        if let node = node["json"] { json = try ValueTemplate(node) }
        if let node = node["body"], !node.isNull {
            if let name = node["file"]?.text {
                body = .file(name)
            } else if let text = node.text {
                do throws(TemplateError) {
                    body = .text(try Template(text))
                } catch {
                    throw Diagnostic(error, at: node)
                }
            } else {
                throw Diagnostic("type", "'body' takes a text or {file: name}", at: node.location)
            }
        }
    }

    private static func map(_ node: LocatedNode?, _ key: String) throws(Diagnostic) -> [LocatedNode.Entry] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.entries else {
            throw Diagnostic("type", "'\(key)' must be a map, not \(node.kind)", at: node.location, length: node.width)
        }
        return entries
    }

    private static func fields(_ node: LocatedNode?, _ key: String) throws(Diagnostic) -> [(name: Template, value: ValueTemplate)] {
        var fields: [(name: Template, value: ValueTemplate)] = []
        for entry in try map(node, key) {
            let value = try ValueTemplate(entry.value)
            do throws(TemplateError) {
                fields.append((try Template(entry.key), value))
            } catch {
                throw Diagnostic(error, at: entry.keyNode)
            }
        }
        return fields
    }

    /// Reads a request written as a map, or as one text: `GET /v1/things/${thing.name}`.
    init(short node: LocatedNode) throws(Diagnostic) {
        guard let text = node.text else {
            try self.init(node)
            return
        }
        let method = String(text.prefix { $0 != " " })
        let target = LocatedNode(.scalar(text.dropFirst(method.count).trimmed, isPlain: false), at: node.location)
        let entry = LocatedNode.Entry(key: method, keyLocation: node.location, value: target)
        try self.init(LocatedNode(.map([entry]), at: node.location))
    }

    /// The expressions in all parts.
    public var expressions: [Expression] {
        var result = target.expressions + path.flatMap(\.value.expressions)
        result += (headers + query).flatMap { $0.name.expressions + $0.value.expressions }
        result += json?.expressions ?? []
        if case .text(let template)? = body { result += template.expressions }
        return result
    }

    /// The request in a few words: method and target as written.
    public var words: String { "\(method) \(target.source)" }
}
