/// One request as it was sent and one response as it was received, with the times between.
///
/// A redirect that is followed makes a further exchange; nothing is merged.
public struct Exchange: Sendable, Hashable {
    /// What was asked for.
    public var request: WireRequest
    /// The request head that went over the wire, header lines included that the transport added; empty where the
    /// transport was not asked to record it.
    public var sentHead: [UInt8]
    /// What came back.
    public var response: WireResponse
    /// How long each phase took.
    public var timings: TransferTimings
    /// The HTTP version of the response as libcurl names it, for instance "1.1" or "2".
    public var httpVersion: String
    /// The address that answered, or an empty text when unknown.
    public var remoteAddress: String
    /// Whether the connection had served an earlier request.
    public var reusedConnection: Bool

    /// Makes an exchange.
    public init(
        request: WireRequest, sentHead: [UInt8] = [], response: WireResponse,
        timings: TransferTimings = TransferTimings(), httpVersion: String = "1.1", remoteAddress: String = "",
        reusedConnection: Bool = false
    ) {
        self.request = request
        self.sentHead = sentHead
        self.response = response
        self.timings = timings
        self.httpVersion = httpVersion
        self.remoteAddress = remoteAddress
        self.reusedConnection = reusedConnection
    }
}

/// One response as it was received.
public struct WireResponse: Sendable, Hashable {
    /// The status code, three digits.
    public var status: Int
    /// The text behind the status code, empty when there was none (always in HTTP/2).
    public var reason: String
    /// The header lines in the order received; informational (1xx) responses before it are not part of it.
    public var headers: HeaderLines
    /// The content after transfer decoding; content codings are left as they came.
    public var body: [UInt8]
    /// The number of content bytes that the target sent, more than `body` holds when a limit cut it.
    public var bodySize: Int
    /// SHA-256 in hexadecimal of all content bytes, when `body` does not hold them all.
    public var bodyDigest: String?
    /// The room that `body` takes in memory; nil when it is short.
    public var share: ContentShare?

    /// Makes a response.
    public init(
        status: Int, reason: String = "", headers: HeaderLines = HeaderLines(), body: [UInt8] = [],
        bodySize: Int? = nil,
        bodyDigest: String? = nil, share: ContentShare? = nil
    ) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
        self.bodySize = bodySize ?? body.count
        self.bodyDigest = bodyDigest
        self.share = share
    }

    /// Whether the target sent more content than was kept.
    public var isCut: Bool { bodySize > body.count }

    /// Whether the content is the same, as far as can be told; nil when it cannot, since some of it was not kept.
    func hasSameContent(as other: WireResponse) -> Bool? {
        guard isCut || other.isCut else { return body == other.body }
        guard let bodyDigest, let digest = other.bodyDigest else { return nil }
        // Other bytes may still be the same JSON, and that nobody can tell.
        return bodyDigest == digest ? true : nil
    }
}

/// Seconds from the start of a transfer to the end of each of its phases; zero for a phase that did not happen.
public struct TransferTimings: Sendable, Hashable, Codable {
    /// Name resolved.
    public var nameLookup: Double
    /// TCP connection made.
    public var connect: Double
    /// TLS handshake done.
    public var tls: Double
    /// First byte of the response received.
    public var firstByte: Double
    /// Last byte of the response received.
    public var total: Double

    /// Makes the times, all zero unless told otherwise.
    public init(nameLookup: Double = 0, connect: Double = 0, tls: Double = 0, firstByte: Double = 0, total: Double = 0)
    {
        self.nameLookup = nameLookup
        self.connect = connect
        self.tls = tls
        self.firstByte = firstByte
        self.total = total
    }
}
