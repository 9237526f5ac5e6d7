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
    ) throws(TemplateError) -> (request: WireRequest, parts: JSONValue) {
        var parts = JSONObject()
        var path: [String: String] = [:]
        var pathParts = JSONObject()
        for parameter in template.path {
            let value = try parameter.value.value(values)
            path[parameter.name] = PercentEncoding.encode(value.asText)
            pathParts.append(parameter.name, value)
        }
        parts.append("path", .object(pathParts))
        var url = try Self.target(template.target, path, values)
        let isOwn = url.hasPrefix("/")
        if isOwn { url = endpoint + url }
        let query = try Self.fields(template.query, values)
        if !query.isEmpty {
            let pairs = query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            url += (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
        }
        parts.append("query", Self.object(query))
        var request = WireRequest(method: template.method, url: url)
        for field in try Self.fields(template.headers, values) { request.headers.append(field.name, field.value) }
        if isOwn || url == endpoint || url.hasPrefix(endpoint + "/") {
            for field in try Self.fields(defaultHeaders, values)
            where request.headers[field.name] == nil && !template.suppressedHeaders.contains(field.name.lowercased()) {
                request.headers.append(field.name, field.value)
            }
        }
        parts.append("headers", Self.object(request.headers.lines.map { ($0.name, $0.value) }))
        if let json = template.json {
            let value = try json.value(values)
            parts.append("json", value)
            request.body = JSONWriter.bytes(of: value)
            if request.headers["Content-Type"] == nil, !template.suppressedHeaders.contains("content-type") {
                request.headers.append("Content-Type", "application/json")
            }
        }
        switch template.body {
        case .text(let text): request.body = Array(try text.text(values).utf8)
        case .file(let name): request.body = files[name]
        case nil: break
        }
        return (request, .object(parts))
    }

    /// The path or URL: expressions in a path are percent-encoded, one that begins the text is a URL.
    private static func target(_ target: Template, _ path: [String: String], _ values: ValueLookup)
        throws(TemplateError) -> String
    {
        let isURL = target.source.hasPrefix("${") || target.source.contains("://")
        var text = try target.text(values, encoding: { isURL ? $0 : PercentEncoding.encode($0) })
        for (name, value) in path { text = text.replacing("{\(name)}", with: value) }
        return text
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

    private static func object(_ fields: [(name: String, value: String)]) -> JSONValue {
        var object = JSONObject()
        for field in fields { object.append(field.name, .string(field.value)) }
        return .object(object)
    }
}
