import ContractCore

/// Everything that is known when a transfer has ended, well or not.
struct TransferEnd {
    /// The CURLcode; zero for success.
    var code: Int
    /// libcurl's words for the failure, often empty.
    var errorText: String
    /// libcurl's words for the code.
    var codeText: String
    /// Why we stopped the transfer, when we did.
    var stop: TransferRecord.Stop?
    /// Whether any of the request went out.
    var wasSent: Bool
    /// The request head, where it is recorded.
    var sentHead: [UInt8]
    var head: ResponseHead
    var body: [UInt8]
    var bodySize: Int
    var bodyDigest: String?
    var share: ContentShare?
    var bytesUploaded: Int
    var didBeginTLS: Bool
    var timings: TransferTimings
    var remoteAddress: String
    var reusedConnection: Bool
}
