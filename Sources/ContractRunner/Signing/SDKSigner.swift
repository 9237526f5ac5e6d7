public import ContractCore
import Crypto

/// Signs each request with an access key and a secret key, in Huawei Cloud's scheme SDK-HMAC-SHA256.
///
/// The scheme is described on the page "AK/SK-based authentication" of the API references. Every header field that the
/// request has is signed, with the exceptions that `SDKCanonicalRequest` names.
public struct SDKSigner: Signer {
    /// `sdk-hmac-sha256`.
    public static let kind = "sdk-hmac-sha256"
    /// The key pair, the security token of temporary ones, and the project or account that is meant.
    public static let settings = [
        SignerSetting("access key"), SignerSetting("secret key"), SignerSetting("security token", isOptional: true),
        SignerSetting("project", isOptional: true), SignerSetting("domain", isOptional: true),
    ]
    /// It makes signatures that can be wrong in every way.
    public static let takesChanges = true

    private static let algorithm = "SDK-HMAC-SHA256"

    private let accessKey: String
    private let secretKey: String
    private let headers: [(name: String, value: String)]

    /// Needs the key pair; what else is given goes into header fields of its own, which are signed.
    public init(_ settings: [String: String]) throws(SigningError) {
        let fields = [
            ("X-Project-Id", settings.optional("project")), ("X-Domain-Id", settings.optional("domain")),
            ("X-Security-Token", settings.optional("security token")),
        ]
        self.init(
            accessKey: try settings.needed("access key"), secretKey: try settings.needed("secret key"),
            headers: fields.compactMap { name, value in value.map { (name, $0) } })
    }

    private init(accessKey: String, secretKey: String, headers: [(name: String, value: String)]) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.headers = headers
    }

    /// Dates and signs a request; the field Host is written out, so that what is signed is what is sent.
    public func sign(
        _ request: inout WireRequest, at date: Double, _ change: SignatureChange?
    ) throws(SigningError) -> SigningRecord? {
        if request.headers["Host"] == nil {
            request.headers.lines.insert(HeaderLine(name: "Host", value: try Self.host(of: request.url)), at: 0)
        }
        var age = 0
        if case .age(let milliseconds)? = change { age = milliseconds }
        let text = Self.dateText(date - Double(age) / 1_000)
        request.headers.set("X-Sdk-Date", text)
        for header in headers where request.headers[header.name] == nil {
            request.headers.append(header.name, header.value)
        }
        let signed = try changed(request, by: change)
        var unsigned: Set<String> = []
        if case .unsigned(let name)? = change { unsigned.insert(name.lowercased()) }
        let canonical = try SDKCanonicalRequest(signed, unsigned: unsigned)
        let stringToSign = "\(Self.algorithm)\n\(text)\n\(canonical.hash)"
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(stringToSign.utf8), using: SymmetricKey(data: Array(secretKey.utf8)))
        let name = change == .alter(.accessKey) ? WrongCredential.of(accessKey) : accessKey
        request.headers.set(
            "Authorization",
            "\(Self.algorithm) Access=\(name), SignedHeaders=\(canonical.signedHeaders), "
                + "Signature=\(SDKCanonicalRequest.hexadecimal(code))")
        return SigningRecord(canonicalRequest: canonical.text, stringToSign: stringToSign)
    }

    /// The same access key with a secret key that does not belong to it.
    public var wrong: SDKSigner {
        SDKSigner(accessKey: accessKey, secretKey: WrongCredential.of(secretKey), headers: headers)
    }

    /// The request that the signature is made for when it is not to be that of the request sent.
    private func changed(_ request: WireRequest, by change: SignatureChange?) throws(SigningError) -> WireRequest {
        var other = request
        switch change {
        case .alter(.method): other.method = request.method == "GET" ? "POST" : "GET"
        case .alter(.path): other.url = Self.inserting("/other", into: request.url)
        case .alter(.query): other.url += (request.url.contains("?") ? "&" : "?") + "other=1"
        case .alter(.body): other.body = (request.body ?? []) + Array(" ".utf8)
        case .unsent(let name):
            guard request.headers[name] == nil else {
                throw SigningError("the request has a field '\(name)', so it cannot be signed for and not sent")
            }
            other.headers.append(name, "other")
        case .unsigned(let name):
            guard request.headers[name] != nil else {
                throw SigningError("the request has no field '\(name)' that could be left unsigned")
            }
        case .alter(.accessKey), .age, nil: break
        }
        return other
    }

    private static func inserting(_ text: String, into url: String) -> String {
        let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
        return url[..<end] + text + url[end...]
    }

    /// Host and port of a URL, without the port that its scheme implies.
    private static func host(of url: String) throws(SigningError) -> String {
        do throws(TransportFailure) {
            let parts = try URLParts(url)
            let host = parts.authority
            let implied = parts.isSecure ? ":443" : ":80"
            return host.hasSuffix(implied) ? String(host.dropLast(implied.count)) : host
        } catch {
            throw SigningError(error.message)
        }
    }

    /// An instant in the form `YYYYMMDDTHHMMSSZ`.
    static func dateText(_ seconds: Double) -> String {
        RunClock.text(seconds.rounded(.down)).prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
