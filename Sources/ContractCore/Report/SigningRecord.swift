/// What a request's signature was made of, kept for a request that was answered with 401.
///
/// Neither text holds the key or the signature. They are what two implementations compare when they do not agree.
public struct SigningRecord: Sendable, Hashable, Codable {
    /// The request in the form in which it is signed.
    public var canonicalRequest: String
    /// The text that the key was applied to.
    public var stringToSign: String

    /// Makes a record.
    public init(canonicalRequest: String, stringToSign: String) {
        self.canonicalRequest = canonicalRequest
        self.stringToSign = stringToSign
    }
}
