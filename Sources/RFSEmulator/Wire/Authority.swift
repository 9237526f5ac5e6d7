/// Host and port of a listener as clients write them.
struct Authority: Sendable, Hashable {
    let host: String
    let port: Int

    /// The host for a URL: an address that means "all interfaces" becomes the loopback address.
    private var reachableHost: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "[::1]"
        default: host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        }
    }

    /// The address without a slash at the end.
    var url: String { "http://\(reachableHost):\(port)" }

    /// The names, with port, by which the machine itself reaches the listener, in lower case.
    var names: Set<String> {
        Set([reachableHost, "127.0.0.1", "localhost", "[::1]"].map { "\($0.lowercased()):\(port)" })
    }
}
