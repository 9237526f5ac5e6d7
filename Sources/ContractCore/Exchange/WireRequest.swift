/// One request that a transport is asked to send, complete: nothing is added to it but what HTTP framing needs.
public struct WireRequest: Sendable, Hashable {
    /// The method token, sent as it is written.
    public var method: String
    /// The absolute URL, already percent-encoded; its path and query are sent byte for byte.
    public var url: String
    /// The header lines to send, in this order.
    public var headers: HeaderLines
    /// The content, or nil for a request without content (which is not the same as empty content).
    public var body: [UInt8]?

    /// Makes a request.
    public init(method: String, url: String, headers: HeaderLines = HeaderLines(), body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
