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

    /// Content that is not written as JSON.
    public enum Body: Sendable {
        /// A text.
        case text(Template)
        /// A declared file.
        case file(String)
    }

    /// The method tokens that begin a request step (RFC 9110, section 9, and RFC 5789).
    public static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
    /// The methods that only read (RFC 9110, section 9.2.1).
    public static let safeMethods = ["GET", "HEAD", "OPTIONS", "TRACE"]
    static let keys = ["path", "headers", "query", "json", "body"]

    /// The method key of a map that is a request.
    static func methodEntry(_ node: LocatedNode) -> LocatedNode.Entry? {
        node.entries?.first { methods.contains($0.key) }
    }

    /// Reads the request keys of a map; other keys are left to the caller.
    public init(_ node: LocatedNode) throws(Diagnostic) {
        var diagnostics = Diagnostics()
        let template = RequestTemplate(node, into: &diagnostics)
        if let first = diagnostics.all.first { throw first }
        guard let template else { throw Self.noMethod(node) }
        self = template
    }

    /// Reads the request keys of a map with every mistake in them; nil when there is no request at all.
    init?(_ node: LocatedNode, into diagnostics: inout Diagnostics) {
        guard let entry = Self.methodEntry(node) else {
            diagnostics.add(Self.noMethod(node))
            return nil
        }
        var reader = RequestReader(diagnostics: diagnostics)
        defer { diagnostics = reader.diagnostics }
        guard let target = reader.target(entry) else { return nil }
        method = entry.key
        self.target = target
        path = reader.path(node["path"])
        headers = reader.fields(node["headers"], "headers")
        query = reader.fields(node["query"], "query")
        suppressedHeaders = []
        json = node["json"].flatMap { reader.value($0) }
        body = node["body"].flatMap { reader.body($0) }
        if node["json"] != nil, let body = node.entry("body"), !body.value.isNull {
            reader.diagnostics.error("two-bodies", "a request has 'json' or 'body', not both", at: body.keyNode)
        }
        reader.checkPath(self, entry.value)
    }

    private static func noMethod(_ node: LocatedNode) -> Diagnostic {
        Diagnostic(
            "no-method", "there is no method here", at: node.location,
            hint: "write a method and a path: GET: /v1/things")
    }

    /// Reads a request written as a map, or as one text: `GET /v1/things/${thing.name}`.
    init(short node: LocatedNode) throws(Diagnostic) {
        guard let text = node.text else {
            try self.init(node)
            return
        }
        let method = String(text.prefix { $0 != " " })
        guard Self.methods.contains(method) else {
            throw Diagnostic(
                "no-method", "'\(text)' does not begin with a method", at: node.location, length: node.width,
                hint: "write a method and a path: GET /v1/things")
        }
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
