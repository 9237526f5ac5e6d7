import ContractCore

/// A request checked and taken apart the way libcurl wants it; nothing in it touches libcurl yet.
///
/// libcurl's own URL parser sees the scheme and the authority only. The path and the query are handed to it as the
/// finished request target, so that no parser can remove dot segments, drop an empty query or encode a byte again.
/// A fragment is not sent (RFC 9110, section 7.1) and an empty path is sent as "/" (RFC 9112, section 3.2.1).
struct RequestPlan: Sendable {
    /// The method, checked to be one word.
    let method: String
    /// The scheme and the authority with a slash behind them.
    let origin: String
    /// The host and port as the URL gives them, for messages.
    let host: String
    /// Whether the scheme is https.
    let isSecure: Bool
    /// The path and the query as given.
    let target: String
    /// The header lines as `curl_slist` entries and as arguments of curl's option -H.
    let headerLines: [String]
    /// The content to send; empty content is announced with a length of zero, nil is not announced.
    let content: [UInt8]?
    /// Whether the method is one of the safe ones of RFC 9110, section 9.2.1.
    let isSafe: Bool
    /// The signature that libcurl is to make, nil for none.
    let signature: DelegatedSignature?
    /// Whether the request frames its content by itself, so that the connection may be out of step afterwards.
    let hasOwnFraming: Bool

    /// Checks a request and takes it apart; throws `.badURL`, or `.other` for a method or header line that is refused.
    ///
    /// A program that does not name itself sends no User-Agent, and where there is no proxy libcurl adds nothing for one.
    init(_ request: WireRequest, namesAgent: Bool, mayUseProxy: Bool) throws(TransportFailure) {
        let parts = try URLParts(request.url)
        guard !request.method.isEmpty, request.method.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw TransportFailure(
                kind: .other,
                message: "the method \(request.method.debugDescription) is not one word without control characters")
        }
        let content = request.body ?? (Self.announcesEmptyContent.contains(request.method) ? [] : nil)
        headerLines = try Self.lines(
            request.headers, hasContent: content != nil, namesAgent: namesAgent, mayUseProxy: mayUseProxy)
        origin = parts.origin
        host = parts.authority
        isSecure = parts.isSecure
        target = parts.target
        method = request.method
        signature = request.signature
        self.content = content
        isSafe = RequestTemplate.safeMethods.contains(request.method)
        hasOwnFraming = Self.hasOwnFraming(request, contentSize: content?.count ?? 0)
    }

    /// Methods whose missing content is announced as "Content-Length: 0" (RFC 9110, section 8.6).
    static let announcesEmptyContent = ["POST", "PUT", "PATCH"]

    /// The entries for the header lines, behind one entry "Name:" for each line that libcurl must not add by itself.
    ///
    /// An entry "Host:" in front keeps libcurl from moving a Host line to the top, spelling it anew and dropping
    /// its repetitions; it is left out when the first line is the only Host line and spelled that way. An entry
    /// "Expect:" in front of a given Expect line keeps libcurl from acting on it: the content follows at once, and a
    /// response 417 does not make libcurl send the request again.
    private static func lines(
        _ headers: HeaderLines, hasContent: Bool, namesAgent: Bool, mayUseProxy: Bool
    ) throws(TransportFailure) -> [String] {
        var lines: [String] = []
        let given = headers.lines
        lines.reserveCapacity(given.count + 6)
        let hosts = headers.values(of: "Host").count
        if hosts > 1 || (hosts == 1 && given.first?.name != "Host") { lines.append("Host:") }
        if headers["Accept"] == nil { lines.append("Accept:") }
        if !namesAgent, headers["User-Agent"] == nil { lines.append("User-Agent:") }
        if hasContent, headers["Content-Type"] == nil { lines.append("Content-Type:") }
        if mayUseProxy, headers["Proxy-Connection"] == nil { lines.append("Proxy-Connection:") }
        if hasContent { lines.append("Expect:") }
        for line in given { lines.append(try entry(for: line)) }
        return lines
    }

    /// One entry; a value of white space only is sent as an empty value, for which libcurl wants "Name;".
    private static func entry(for line: HeaderLine) throws(TransportFailure) -> String {
        guard !line.name.isEmpty, !line.name.utf8.contains(where: { isLineBreaking($0) || $0 == 0x3A || $0 == 0x3B })
        else {
            throw TransportFailure(
                kind: .other,
                message: "the header name \(line.name.debugDescription) is empty or contains a colon, a semicolon, "
                    + "a line break or a NUL, and cannot be sent")
        }
        guard !line.value.utf8.contains(where: isLineBreaking) else {
            throw TransportFailure(
                kind: .other,
                message: "the value of the header \(line.name) contains a line break or a NUL, and cannot be sent")
        }
        let isBlank = line.value.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return isBlank ? "\(line.name);" : "\(line.name): \(line.value)"
    }

    private static func hasOwnFraming(_ request: WireRequest, contentSize: Int) -> Bool {
        let lengths = request.headers.values(of: "Content-Length")
        return request.headers["Transfer-Encoding"] != nil || !lengths.allSatisfy { $0 == String(contentSize) }
            || lengths.count > 1 || (request.method == "HEAD" && contentSize > 0)
    }

    /// Whether a byte would end a line or a C text.
    static func isLineBreaking(_ byte: UInt8) -> Bool {
        byte == 0x0D || byte == 0x0A || byte == 0
    }
}

/// An absolute http or https URL cut at its delimiters and changed nowhere.
struct URLParts: Sendable, Hashable {
    /// Whether the scheme is https.
    let isSecure: Bool
    /// The host and, when given, the port.
    let authority: String
    /// The path and the query, with a slash in front.
    let target: String

    /// The scheme and the authority with a slash behind them.
    var origin: String { (isSecure ? "https://" : "http://") + authority + "/" }

    /// Cuts a URL; throws `.badURL` and never repeats the URL, which may hold credentials.
    init(_ url: String) throws(TransportFailure) {
        let bytes = url.utf8.span
        for place in bytes.indices where RequestPlan.isLineBreaking(bytes[place]) {
            throw TransportFailure(kind: .badURL, message: "the URL contains a line break or a NUL")
        }
        let colon = Self.place(in: bytes, from: 0) { $0 == 0x3A }
        guard colon + 2 < bytes.count, bytes[colon + 1] == 0x2F, bytes[colon + 2] == 0x2F else {
            throw TransportFailure(kind: .badURL, message: "the URL is not absolute: expected http:// or https://")
        }
        let scheme = Self.text(url, 0..<colon).lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw TransportFailure(
                kind: .badURL, message: "the scheme \(scheme.debugDescription) of the URL is neither http nor https")
        }
        isSecure = scheme == "https"
        let start = colon + 3
        let end = Self.place(in: bytes, from: start) { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 }
        guard Self.place(in: bytes, from: start, where: { $0 == 0x40 }) >= end else {
            throw TransportFailure(
                kind: .badURL, message: "the URL contains user information before its host, which is not used")
        }
        guard end > start else {
            throw TransportFailure(kind: .badURL, message: "the URL has no host")
        }
        authority = Self.text(url, start..<end)
        let target = Self.text(url, end..<Self.place(in: bytes, from: end) { $0 == 0x23 })
        self.target = target.utf8.first == 0x2F ? target : "/" + target
    }

    /// Where such a byte comes next; the end when it does not.
    private static func place(in bytes: Span<UInt8>, from start: Int, where isWanted: (UInt8) -> Bool) -> Int {
        var place = start
        while place < bytes.count, !isWanted(bytes[place]) { place += 1 }
        return place
    }

    /// The part of a text between two ASCII characters, by its bytes.
    private static func text(_ text: String, _ range: Range<Int>) -> String {
        let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        return String(text[start..<text.utf8.index(start, offsetBy: range.count)])
    }
}
