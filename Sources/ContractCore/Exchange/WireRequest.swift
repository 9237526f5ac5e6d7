/// One request that a transport is asked to send, complete but for HTTP framing and a delegated signature.
public struct WireRequest: Sendable, Hashable {
    /// The method token, sent as it is written.
    public var method: String
    /// The absolute URL, already percent-encoded; its path and query are sent byte for byte.
    public var url: String
    /// The header lines to send, in this order.
    public var headers: HeaderLines
    /// The content, or nil for a request without content (which is not the same as empty content).
    public var body: [UInt8]?
    /// The signature that the transport is to add; nil for a request that is sent as it stands.
    public var signature: DelegatedSignature?

    /// Makes a request.
    public init(
        method: String, url: String, headers: HeaderLines = HeaderLines(), body: [UInt8]? = nil,
        signature: DelegatedSignature? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.signature = signature
    }
}
