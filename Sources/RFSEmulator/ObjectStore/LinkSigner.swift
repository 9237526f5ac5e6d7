import Crypto
import Foundation

/// Makes and checks pre-signed links to packages.
struct LinkSigner: Sendable {
    /// The bucket of packages, which nothing but such a link opens.
    static let bucket = "rfs-private-module-packages"
    /// How long a link is valid, in milliseconds of the clock of the account.
    static let lifetime: Int64 = 5 * 60_000

    private let key: SymmetricKey

    init(secret: [UInt8]) {
        key = SymmetricKey(data: secret)
    }

    /// The path and query under which an object can be read until an instant.
    ///
    /// - Parameter isRestricted: whether callers of this store are outside of the addresses that may use the link.
    func target(objectKey: String, expires: Instant, isRestricted: Bool = false) -> String {
        let path = "/\(Self.bucket)/\(objectKey)"
        let signature = signature(path: path, expires: expires, isRestricted: isRestricted)
        let access = isRestricted ? "&Access=restricted" : ""
        return "\(path)?Expires=\(expires.milliseconds)\(access)&Signature=\(signature)"
    }

    /// Whether the signature of a link is ours.
    func isValid(path: Substring, expires: Instant, isRestricted: Bool = false, signature: String) -> Bool {
        RequestSignature.areEqual(
            signature, self.signature(path: String(path), expires: expires, isRestricted: isRestricted))
    }

    private func signature(path: String, expires: Instant, isRestricted: Bool) -> String {
        let message = "GET\n\(path)\n\(expires.milliseconds)" + (isRestricted ? "\nrestricted" : "")
        return PercentCoding.hexadecimalText(HMAC<SHA256>.authenticationCode(for: Array(message.utf8), using: key))
    }
}
