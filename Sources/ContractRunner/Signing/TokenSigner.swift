public import ContractCore

/// Sends a token in a header field, `X-Auth-Token` unless told otherwise.
public struct TokenSigner: Signer {
    /// `token`.
    public static let kind = "token"
    /// The header field and the token.
    public static let settings = [SignerSetting("header", isOptional: true), SignerSetting("value")]

    private let header: String
    private let token: String

    /// Needs `value`, the token.
    public init(_ settings: [String: String]) throws(SigningError) {
        self.init(header: settings.optional("header") ?? "X-Auth-Token", token: try settings.needed("value"))
    }

    private init(header: String, token: String) {
        self.header = header
        self.token = token
    }

    /// Sets the header field.
    public func sign(
        _ request: inout WireRequest, at date: Double, _ change: SignatureChange?
    ) throws(SigningError) -> SigningRecord? {
        request.headers.set(header, token)
        return nil
    }

    /// A token that was never given out.
    public var wrong: TokenSigner { TokenSigner(header: header, token: WrongCredential.of(token)) }
}
