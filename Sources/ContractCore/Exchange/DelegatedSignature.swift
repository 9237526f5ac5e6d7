/// A signature that the transport makes while it sends, for schemes that the HTTP library itself knows.
public struct DelegatedSignature: Sendable, Hashable {
    /// What is signed for, as libcurl's option AWS_SIGV4 takes it: "provider1:provider2:region:service".
    public var scope: String
    /// The public name of the key.
    public var accessKey: String
    /// The key.
    public var secretKey: String

    /// Makes the order for a signature.
    public init(scope: String, accessKey: String, secretKey: String) {
        self.scope = scope
        self.accessKey = accessKey
        self.secretKey = secretKey
    }
}
