/// Scheme, host and port of a URL: what credentials belong to (RFC 6454).
struct Origin: Hashable, CustomStringConvertible {
    let scheme: String
    let host: String
    let port: Int

    /// The origin of an absolute http or https URL.
    init?(_ url: String) {
        guard let end = url.firstRange(of: "://") else { return nil }
        scheme = url[..<end.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let authority = url[end.upperBound...].prefix { !"/?#".contains($0) }
        guard !authority.contains("@"), !authority.isEmpty else { return nil }
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[bracket...].lastIndex(of: ":") {
            host = authority[..<colon].lowercased()
            guard let number = Int(authority[authority.index(after: colon)...]), (0...65_535).contains(number) else {
                return nil
            }
            port = number
        } else {
            host = authority.lowercased()
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
}
