public import ContractCore

/// Sends a token in a header field, `X-Auth-Token` unless told otherwise.
public struct TokenSigner: Signer {
    /// `token`
    public static let kind = "token"
    /// The header field and the token.
    public static let settings = ["header", "value"]

    private let header: String
    private let token: String

    /// Needs `value`, the token.
    public init(_ settings: [String: String]) throws(SigningError) {
        guard let token = settings["value"], !token.isEmpty else { throw SigningError("the token is empty") }
        header = settings["header"] ?? "X-Auth-Token"
        self.token = token
    }

    private init(header: String, token: String) {
        self.header = header
        self.token = token
    }

    /// Sets the header field.
    public func sign(_ request: inout WireRequest) throws(SigningError) {
        request.headers.set(header, token)
    }

    /// A token of the same length that was never given out: every letter and digit is another one.
    public var wrong: TokenSigner {
        let altered = token.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."y", "A"..."Y", "0"..."8": Character(Unicode.Scalar(scalar.value + 1) ?? scalar)
            case "z": "a"
            case "Z": "A"
            case "9": "0"
            default: Character(scalar)
            }
        }
        return TokenSigner(header: header, token: String(altered))
    }
}
