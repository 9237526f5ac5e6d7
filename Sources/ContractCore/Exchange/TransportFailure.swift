/// Why a request got no complete response.
public struct TransportFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing went wrong; decides between the verdicts error and inconclusive.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The URL cannot be used, or its scheme is not http or https.
        case badURL
        /// The host name could not be resolved.
        case nameLookup
        /// No connection could be made.
        case connect
        /// The TLS handshake failed or the certificate was refused.
        case tls
        /// The time allowed ran out.
        case timeout
        /// The connection ended, or broke HTTP's rules, before the response was complete.
        case brokenResponse
        /// The response went over a limit of ours.
        case limit
        /// Anything else that libcurl reported.
        case other
    }

    /// The kind of failure.
    public var kind: Kind
    /// The CURLcode, or zero when the failure was found by ourselves.
    public var curlCode: Int
    /// One sentence that names the host, limit or phase concerned.
    public var message: String
    /// The request head as far as it was sent.
    public var sentHead: [UInt8]

    /// Makes a failure.
    public init(kind: Kind, curlCode: Int = 0, message: String, sentHead: [UInt8] = []) {
        self.kind = kind
        self.curlCode = curlCode
        self.message = message
        self.sentHead = sentHead
    }

    /// The message.
    public var description: String { message }
}
