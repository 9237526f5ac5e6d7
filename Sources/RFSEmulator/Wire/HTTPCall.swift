import HTTPTypes

/// One request as a listener received it, before anything in it is believed.
struct HTTPCall: Sendable {
    /// The method in the letters of the request line.
    var method: String
    /// Path and query exactly as sent.
    var target: String
    /// The value of the Host header, empty when there was none.
    var host: String
    /// All other header fields.
    var headers: HTTPFields
    /// The content after transfer decoding.
    var body: [UInt8]

    init(method: String, target: String, host: String = "", headers: HTTPFields = [:], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.host = host
        self.headers = headers
        self.body = body
    }

    /// A request with header fields given as pairs; pairs that are no header fields are left out.
    init(method: String, target: String, host: String = "", fields: [(String, String)], body: [UInt8] = []) {
        self.init(method: method, target: target, host: host, body: body)
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
    }

    /// The path as sent, without the query.
    var rawPath: Substring {
        let end = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        return target[..<end]
    }

    /// The query as sent, without its question mark; nil when there is none.
    var rawQuery: Substring? {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        return target[target.utf8.index(after: mark)...]
    }

    /// The value of a header field; several lines of one name are joined by comma and space.
    func value(_ name: HTTPField.Name) -> String? {
        var found: String?
        for field in headers where field.name == name {
            guard found == nil else { return headers[name] }
            found = field.value
        }
        return found
    }

    /// The value of a header field by its name as text; Host is one of them.
    func header(_ name: String) -> String? {
        if name.lowercased() == "host" { return host.isEmpty ? nil : host }
        return HTTPField.Name(name).flatMap { headers[$0] }
    }
}
