/// How `CurlTransport` connects, whom it trusts and where it stops.
public struct TransportOptions: Sendable, Hashable {
    /// The HTTP version that is asked for; the target may still answer with an older one.
    public enum HTTPVersion: String, Sendable, Hashable, Codable, CaseIterable {
        /// HTTP/1.0.
        case http1_0 = "1.0"
        /// HTTP/1.1.
        case http1_1 = "1.1"
        /// HTTP/2 when TLS negotiates it, else HTTP/1.1; plain http stays at HTTP/1.1.
        case http2 = "2"
        /// HTTP/2 from the first byte, also without TLS.
        case http2PriorKnowledge = "2-prior-knowledge"
    }

    /// The longest time for a whole request, from the name lookup to the last byte of the response.
    ///
    /// A response that drips in slowly ends here too. At least one millisecond.
    public var timeout: Duration
    /// The longest time until a connection is ready, name lookup and TLS handshake included.
    public var connectTimeout: Duration
    /// The number of content bytes that are kept and judged; longer content is counted, digested and cut.
    ///
    public var maximumBodyBytes: Int
    /// The number of content bytes that all responses together keep while anybody holds them, or twice
    /// `maximumBodyBytes` when that is more; content that finds no room is cut as well.
    public var maximumHeldBytes: Int
    /// The number of content bytes that are counted; beyond it the transfer is stopped with the kind `.limit`.
    public var maximumCountedBytes: Int
    /// The number of header bytes, all heads and trailers of a response together; beyond it the kind is `.limit`.
    ///
    /// libcurl has limits of its own that cannot be raised: about 100 KiB for a line and 300 KiB for a head.
    public var maximumHeaderBytes: Int
    /// A PEM file of the certificates that are trusted in place of the system's.
    public var caCertificate: String?
    /// A PEM file of the certificate that is shown to the target.
    public var clientCertificate: String?
    /// A PEM file of the key of `clientCertificate`, when it is not in the same file.
    public var clientKey: String?
    /// Whether the target's certificate and name are left unchecked.
    public var insecure: Bool
    /// The proxy as libcurl writes it ("http://host:port", "socks5h://host:port"), or nil for none.
    public var proxy: String?
    /// Whether `http_proxy` and its like in the environment are followed when `proxy` is nil.
    public var proxyFromEnvironment: Bool
    /// Addresses that replace name lookups, each as "host:port:address".
    public var resolve: [String]
    /// The HTTP version that is asked for.
    public var httpVersion: HTTPVersion
    /// The User-Agent of requests that bring none, or nil to send none.
    public var userAgent: String?
    /// Whether the heads of requests are told as they went over the wire.
    ///
    /// libcurl tells them only together with all that it does, and puts that into words for each request. The heads of
    /// requests that libcurl signs are told in any case.
    public var recordsSentHeads = false

    /// Makes options; the defaults suit a target that is trusted to be slow but not to be well behaved.
    public init(
        timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(10),
        maximumBodyBytes: Int = 8 << 20, maximumHeldBytes: Int = 64 << 20, maximumCountedBytes: Int = 64 << 20,
        maximumHeaderBytes: Int = 256 << 10,
        caCertificate: String? = nil, clientCertificate: String? = nil, clientKey: String? = nil,
        insecure: Bool = false, proxy: String? = nil, proxyFromEnvironment: Bool = false, resolve: [String] = [],
        httpVersion: HTTPVersion = .http1_1, userAgent: String? = nil
    ) {
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maximumBodyBytes = maximumBodyBytes
        self.maximumHeldBytes = maximumHeldBytes
        self.maximumCountedBytes = maximumCountedBytes
        self.maximumHeaderBytes = maximumHeaderBytes
        self.caCertificate = caCertificate
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
        self.insecure = insecure
        self.proxy = proxy
        self.proxyFromEnvironment = proxyFromEnvironment
        self.resolve = resolve
        self.httpVersion = httpVersion
        self.userAgent = userAgent
    }

    /// Whether requests may pass a proxy.
    var mayUseProxy: Bool { proxy != nil || proxyFromEnvironment }
}
