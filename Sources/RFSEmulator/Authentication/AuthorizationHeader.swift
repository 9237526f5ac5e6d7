/// The parts of an Authorization header of the form `SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`.
struct AuthorizationHeader: Sendable, Equatable {
    /// The only algorithm that is understood.
    static let algorithm = "SDK-HMAC-SHA256"

    let accessKey: String
    /// The names of the signed headers in the order given.
    let signedHeaders: [String]
    /// The signature as given.
    let signature: String

    init(_ value: String) throws(Refusal) {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0] == Self.algorithm else {
            throw Refusal(.notAuthenticated, "the Authorization header does not begin with \(Self.algorithm)")
        }
        var items: [Substring: Substring] = [:]
        for part in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, items.updateValue(pair[1], forKey: pair[0]) == nil else {
                throw Refusal(.notAuthenticated, "the Authorization header is malformed")
            }
        }
        guard let access = items["Access"], let headers = items["SignedHeaders"], let signature = items["Signature"],
            items.count == 3, !access.isEmpty, !headers.isEmpty, !signature.isEmpty
        else {
            throw Refusal(.notAuthenticated, "the Authorization header lacks Access, SignedHeaders or Signature")
        }
        accessKey = String(access)
        signedHeaders = headers.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        self.signature = String(signature)
    }
}
