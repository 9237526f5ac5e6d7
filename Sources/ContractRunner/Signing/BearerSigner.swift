public import ContractCore

/// Sends a bearer token in the field Authorization (RFC 6750, section 2.1).
public struct BearerSigner: Signer {
    /// `bearer`.
    public static let kind = "bearer"
    /// The token.
    public static let settings = [SignerSetting("value")]

    private let token: String

    /// Needs `value`, the token.
    public init(_ settings: [String: String]) throws(SigningError) {
        self.init(token: try settings.needed("value"))
    }

    private init(token: String) {
        self.token = token
    }

    /// Sets the field Authorization.
    public func sign(
        _ request: inout WireRequest, at date: Double, _ change: SignatureChange?
    ) throws(SigningError) -> SigningRecord? {
        request.headers.set("Authorization", "Bearer \(token)")
        return nil
    }

    /// A token that was never given out.
    public var wrong: BearerSigner { BearerSigner(token: WrongCredential.of(token)) }
}
