import Crypto
import Foundation
import HTTPTypes

/// Recomputes the SDK-HMAC-SHA256 signature of a request as received.
struct RequestSignature: Sendable {
    let header: AuthorizationHeader
    let secretKey: String
    /// The rules about credentials that belong to no operation.
    let rules: OperationRules

    init(
        header: AuthorizationHeader, secretKey: String,
        rules: OperationRules = OperationRules(operation: "authentication")
    ) {
        self.header = header
        self.secretKey = secretKey
        self.rules = rules
    }

    /// Accepts the request or says why its signature does not hold.
    ///
    /// - Parameter now: the time of the service; the date of the signature may be 15 minutes away from it.
    func verify(_ call: HTTPCall, now: Instant) throws(Refusal) {
        guard let text = call.value(.signatureDate), let date = Self.instant(text) else {
            throw Refusal(.notAuthenticated, "X-Sdk-Date is missing or not of the form YYYYMMDDTHHMMSSZ")
        }
        let distance = abs(date.milliseconds - now.milliseconds)
        guard rules.admits("signature-date-window", Int(distance), Bounds(0, Authenticator.dateTolerance)).0 else {
            throw Refusal(.notAuthenticated, "X-Sdk-Date is more than 15 minutes away from the time of the service")
        }
        let names = header.signedHeaders.map { $0.lowercased() }
        try rules.require(
            "signature-covers-host-and-date", names.contains("host") && names.contains("x-sdk-date"),
            else: Refusal(.notAuthenticated, "host and x-sdk-date are not among the signed headers"))
        try rules.require(
            "signature-chooses-fields", true, on: header.signedHeaders.joined(separator: ";").lowercased(),
            else: Refusal(.notAuthenticated, "client-request-id is not among the signed headers"))
        let expected = Self.signature(
            of: Self.stringToSign(try canonicalRequest(of: call), date: text), secretKey: secretKey)
        guard Self.areEqual(header.signature, expected) else {
            throw Refusal(.notAuthenticated, "the signature does not match the request")
        }
    }

    /// The six parts of a request that are signed.
    func canonicalRequest(of call: HTTPCall) throws(Refusal) -> String {
        let names = header.signedHeaders.map { $0.lowercased() }.sorted()
        var headers = ""
        for name in names {
            guard let value = call.header(name) else {
                throw Refusal(.notAuthenticated, "the signed header \(name) is not part of the request")
            }
            headers += "\(name):\(Self.trimmed(value))\n"
        }
        return [
            call.method, Self.canonicalPath(call.rawPath), Self.canonicalQuery(call.rawQuery), headers,
            names.joined(separator: ";"), try payloadHash(of: call),
        ].joined(separator: "\n")
    }

    private func payloadHash(of call: HTTPCall) throws(Refusal) -> String {
        let hash = PercentCoding.hexadecimalText(SHA256.hash(data: call.body))
        guard !call.body.isEmpty, let stated = call.value(.signatureContent) else { return hash }
        guard stated == "UNSIGNED-PAYLOAD" || stated == hash else {
            throw Refusal(.notAuthenticated, "X-Sdk-Content-Sha256 is not the hash of the content")
        }
        return stated
    }

    /// The text that is signed in place of the request.
    static func stringToSign(_ canonicalRequest: String, date: String) -> String {
        let hash = PercentCoding.hexadecimalText(SHA256.hash(data: Array(canonicalRequest.utf8)))
        return "\(AuthorizationHeader.algorithm)\n\(date)\n\(hash)"
    }

    /// The signature in lower-case hexadecimal.
    static func signature(of text: String, secretKey: String) -> String {
        let key = SymmetricKey(data: Array(secretKey.utf8))
        return PercentCoding.hexadecimalText(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// Whether two texts are equal, found out in a time that depends on their length only.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The path decoded once and encoded again segment by segment, with a slash at the end.
    static func canonicalPath(_ path: Substring) -> String {
        let segments = PercentCoding.decodeLeniently(path).split(separator: "/", omittingEmptySubsequences: false)
        let encoded = segments.map { PercentCoding.encode($0) }.joined(separator: "/")
        return encoded.hasSuffix("/") ? encoded : encoded + "/"
    }

    /// The pairs of the query, decoded, sorted by name and value, and encoded again.
    static func canonicalQuery(_ query: Substring?) -> String {
        let pairs = (query ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                name: PercentCoding.decodeLeniently(parts[0]),
                value: parts.count == 2 ? PercentCoding.decodeLeniently(parts[1]) : ""
            )
        }
        let sorted = pairs.sorted {
            $0.name == $1.name
                ? $0.value.unicodeScalars.lexicographicallyPrecedes($1.value.unicodeScalars)
                : $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
        }
        return sorted.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
            .joined(separator: "&")
    }

    /// The instant of a date of the form `YYYYMMDDTHHMMSSZ`.
    static func instant(_ text: String) -> Instant? {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 0x30 && byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
            let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15)
        else { return nil }
        return Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    private static func trimmed(_ value: String) -> Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = value.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
