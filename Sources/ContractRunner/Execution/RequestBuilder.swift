import ContractCore

/// Fills in request templates.
struct RequestBuilder {
    /// The origin and base path that paths are put behind, without a trailing slash.
    let endpoint: String
    /// Header fields for requests to the endpoint.
    let defaultHeaders: [(name: Template, value: ValueTemplate)]

    /// A request, ready but for its signature, and its parts for `${request.…}`.
    func build(
        _ template: RequestTemplate, files: [String: [UInt8]], _ values: ValueLookup
    ) throws(TemplateError) -> (request: WireRequest, parts: RequestParts) {
        var parts = RequestParts()
        var path: [String: String] = [:]
        for parameter in template.path {
            let value = try parameter.value.value(values)
            path[parameter.name] = PercentEncoding.encode(value.asText)
            parts.path.append((parameter.name, value))
        }
        var url = try Self.target(template.target, path, values)
        let isOwn = url.utf8.first == UInt8(ascii: "/")
        if isOwn { url = endpoint + url }
        let query = try Self.fields(template.query, values)
        if !query.isEmpty {
            let pairs = query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            url += (url.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + pairs.joined(separator: "&")
        }
        parts.query = query
        var headers = HeaderLines()
        for field in try Self.fields(template.headers, values) { headers.append(field.name, field.value) }
        if isOwn || Origin.isAt(url, endpoint) {
            for field in try Self.fields(defaultHeaders, values)
            where headers[field.name] == nil && !template.suppressedHeaders.contains(field.name.lowercased()) {
                headers.append(field.name, field.value)
            }
        }
        parts.headers = headers
        var body: [UInt8]?
        if let json = template.json {
            let value = try json.value(values)
            parts.json = value
            body = JSONWriter.bytes(of: value)
            if headers["Content-Type"] == nil, !template.suppressedHeaders.contains("content-type") {
                headers.append("Content-Type", "application/json")
            }
        }
        switch template.body {
        case .text(let text): body = Array(try text.text(values).utf8)
        case .file(let name): body = files[name]
        case nil: break
        }
        return (WireRequest(method: template.method, url: url, headers: headers, body: body), parts)
    }

    /// The path or URL: expressions in a path are percent-encoded, one that begins the text is a URL.
    private static func target(_ target: Template, _ path: [String: String], _ values: ValueLookup)
        throws(TemplateError) -> String
    {
        let isURL = target.source.utf8.starts(with: "${".utf8) || Origin.schemeEnd(target.source) != nil
        let text = try target.text(values, encoding: { isURL ? $0 : PercentEncoding.encode($0) })
        return path.isEmpty ? text : filled(text, path)
    }

    /// A text with values in place of their names in braces.
    private static func filled(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            let name = rest[open...].dropFirst()
            let close = name.firstIndex(of: UInt8(ascii: "}"))
            if let close, let value = values[String(Substring(name[..<close]))] {
                result += Substring(rest[..<open])
                result += value
                rest = name[close...].dropFirst()
            } else {
                result += Substring(rest[...open])
                rest = name
            }
        }
        return result + Substring(rest)
    }

    private static func fields(
        _ fields: [(name: Template, value: ValueTemplate)], _ values: ValueLookup
    ) throws(TemplateError) -> [(name: String, value: String)] {
        var result: [(name: String, value: String)] = []
        for field in fields {
            let name = try field.name.text(values)
            let value = try field.value.value(values)
            for element in value.arrayValue ?? [value] { result.append((name, element.isNull ? "" : element.asText)) }
        }
        return result
    }
}

/// What a request was made of, for `${request.…}`; few contracts ask, so that the value is made when one does.
struct RequestParts {
    var path: [(name: String, value: JSONValue)] = []
    var query: [(name: String, value: String)] = []
    var headers = HeaderLines()
    var json: JSONValue?

    /// The parts as an object.
    var value: JSONValue {
        var object = JSONObject()
        object.append("path", .object(JSONObject(path.map { JSONObject.Member(name: $0.name, value: $0.value) })))
        object.append("query", Self.object(query.map { ($0.name, $0.value) }))
        object.append("headers", Self.object(headers.lines.map { ($0.name, $0.value) }))
        if let json { object.append("json", json) }
        return .object(object)
    }

    private static func object(_ fields: [(name: String, value: String)]) -> JSONValue {
        .object(JSONObject(fields.map { JSONObject.Member(name: $0.name, value: .string($0.value)) }))
    }
}
