/// Scheme, host and port of a URL: what credentials belong to (RFC 6454).
struct Origin: Hashable, CustomStringConvertible {
    let scheme: String
    let host: String
    let port: Int

    /// The origin of an absolute http or https URL.
    ///
    /// Every mark is ASCII, so bytes are looked at, as the library that sends the request does.
    init?(_ url: String) {
        guard let end = Self.schemeEnd(url) else { return nil }
        scheme = url[..<end].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let authority = url.utf8[end...].dropFirst(3).prefix { byte in
            byte != UInt8(ascii: "/") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
        }
        guard !authority.isEmpty, !authority.contains(UInt8(ascii: "@")) else { return nil }
        let bracket = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
        if let colon = authority[bracket...].lastIndex(of: UInt8(ascii: ":")) {
            host = Substring(authority[..<colon]).lowercased()
            guard let number = Int(Substring(authority[colon...].dropFirst())), (0...65_535).contains(number) else {
                return nil
            }
            port = number
        } else {
            host = Substring(authority).lowercased()
            port = scheme == "https" ? 443 : 80
        }
    }

    var description: String { "\(scheme)://\(host):\(port)" }

    /// Whether it is on this machine: `localhost`, an address 127.x.y.z written in full, or `[::1]`.
    var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    /// Where the scheme of a URL ends: at the first `://`; nil when there is none.
    static func schemeEnd(_ url: String) -> String.Index? {
        var rest = url.utf8[...]
        while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            if rest[colon...].starts(with: "://".utf8) { return colon }
            rest = rest[colon...].dropFirst()
        }
        return nil
    }

    /// Whether a URL is that of an endpoint, or leads below it by its path.
    static func isAt(_ url: String, _ endpoint: String) -> Bool {
        guard let rest = rest(of: url, behind: endpoint) else { return false }
        return rest.isEmpty || rest.first == UInt8(ascii: "/")
    }

    /// Whether a URL continues an endpoint's where a path or a query does, so that its origin can be no other.
    static func isBelow(_ url: String, _ endpoint: String) -> Bool {
        let mark = rest(of: url, behind: endpoint)?.first
        return mark == UInt8(ascii: "/") || mark == UInt8(ascii: "?")
    }

    private static func rest(of url: String, behind endpoint: String) -> Substring.UTF8View? {
        begins(url, with: endpoint) ? url.utf8.dropFirst(endpoint.utf8.count) : nil
    }

    /// Whether a URL begins with the bytes of an endpoint.
    static func begins(_ url: String, with endpoint: String) -> Bool {
        let (bytes, start) = (url.utf8.span, endpoint.utf8.span)
        guard bytes.count >= start.count else { return false }
        for place in start.indices where bytes[place] != start[place] { return false }
        return true
    }
}
