public import ContractCore

/// Has libcurl sign each request with the AWS signature, version 4 (libcurl's option CURLOPT_AWS_SIGV4).
public struct AWSSigner: Signer {
    /// `aws-sigv4`.
    public static let kind = "aws-sigv4"
    /// The key pair, the security token of temporary ones, and what is signed for.
    public static let settings = [
        SignerSetting("access key"), SignerSetting("secret key"), SignerSetting("security token", isOptional: true),
        SignerSetting("region"), SignerSetting("service"), SignerSetting("provider", isOptional: true),
    ]

    private let accessKey: String
    private let secretKey: String
    private let securityToken: String?
    private let scope: String

    /// Needs the key pair, `region` and `service`; `provider` is `aws:amz` unless told otherwise.
    public init(_ settings: [String: String]) throws(SigningError) {
        let parts = [
            settings.optional("provider") ?? "aws:amz", try settings.needed("region"), try settings.needed("service"),
        ]
        self.init(
            accessKey: try settings.needed("access key"), secretKey: try settings.needed("secret key"),
            securityToken: settings.optional("security token"), scope: parts.joined(separator: ":"))
    }

    private init(accessKey: String, secretKey: String, securityToken: String?, scope: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.securityToken = securityToken
        self.scope = scope
    }

    /// Leaves the signature to the transport; libcurl takes the time of the machine.
    ///
    /// The query is brought into the form in which it is signed, sorted and encoded: not every libcurl does that itself
    /// before it signs (7.88 signs the query as it is sent), and targets do it before they verify.
    public func sign(
        _ request: inout WireRequest, at date: Double, _ change: SignatureChange?
    ) throws(SigningError) -> SigningRecord? {
        if let securityToken { request.headers.set("X-Amz-Security-Token", securityToken) }
        let path = request.url.prefix { $0 != "?" }
        let query = request.url.dropFirst(path.count + 1).prefix { $0 != "#" }
        if !query.isEmpty { request.url = "\(path)?\(SDKCanonicalRequest.query(query))" }
        request.signature = DelegatedSignature(scope: scope, accessKey: accessKey, secretKey: secretKey)
        return nil
    }

    /// The same access key with a secret key that does not belong to it.
    public var wrong: AWSSigner {
        AWSSigner(
            accessKey: accessKey, secretKey: WrongCredential.of(secretKey), securityToken: securityToken, scope: scope)
    }
}
