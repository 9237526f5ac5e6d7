public import ContractCore

/// Sends a user's name and password in the field Authorization (RFC 7617).
public struct BasicSigner: Signer {
    /// `basic`.
    public static let kind = "basic"
    /// The name and the password.
    public static let settings = [SignerSetting("user"), SignerSetting("password")]

    private let user: String
    private let password: String

    /// Needs `user`, a name without a colon, and `password`, which may be empty.
    public init(_ settings: [String: String]) throws(SigningError) {
        let user = try settings.needed("user")
        guard !user.contains(":") else {
            throw SigningError("the name of a user cannot hold a colon (RFC 7617, section 2)")
        }
        self.init(user: user, password: settings["password"] ?? "")
    }

    private init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// Sets the field Authorization.
    public func sign(
        _ request: inout WireRequest, at date: Double, _ change: SignatureChange?
    ) throws(SigningError) -> SigningRecord? {
        request.headers.set("Authorization", "Basic \(Base64.encode(Array("\(user):\(password)".utf8)))")
        return nil
    }

    /// The same user with a password that is another one, also when there was none.
    public var wrong: BasicSigner {
        BasicSigner(user: user, password: password.isEmpty ? "wrong" : WrongCredential.of(password))
    }
}
