import ContractCore
import Crypto

/// A request in the form in which the scheme SDK-HMAC-SHA256 signs it: six parts, a line feed between.
struct SDKCanonicalRequest: Sendable, Hashable {
    /// The names of the signed header fields, in lower case and in order, a semicolon between.
    let signedHeaders: String
    /// The whole text.
    let text: String

    /// Takes a request apart.
    ///
    /// - Parameter unsigned: names of header fields, in lower case, that are left out.
    init(_ request: WireRequest, unsigned: Set<String>) throws(SigningError) {
        let target: String
        do throws(TransportFailure) {
            target = try URLParts(request.url).target
        } catch {
            throw SigningError(error.message)
        }
        let path = target.prefix { $0 != "?" }
        let query = target.dropFirst(path.count + 1)
        let fields = Self.fields(of: request.headers, unsigned: unsigned)
        signedHeaders = fields.map(\.name).joined(separator: ";")
        text = [
            request.method.uppercased(), Self.path(path), Self.query(query),
            fields.map { "\($0.name):\($0.value)\n" }.joined(), signedHeaders, Self.payloadHash(of: request),
        ].joined(separator: "\n")
    }

    /// Lower-case hexadecimal SHA-256 of the text.
    var hash: String { Self.hexadecimal(SHA256.hash(data: Array(text.utf8))) }

    /// The header fields that are signed, in order of their names.
    ///
    /// Left out are names with an underscore, names that repeat, texts that are not printable ASCII, and what says
    /// something about this connection alone: such fields may be joined or rewritten on their way.
    private static func fields(of headers: HeaderLines, unsigned: Set<String>) -> [(name: String, value: String)] {
        var fields: [String: [String]] = [:]
        for line in headers.lines { fields[line.name.lowercased(), default: []].append(line.value) }
        return fields.filter { name, values in
            isPlain(name) && !name.contains("_") && !unstable.contains(name) && !unsigned.contains(name)
                && values.count == 1
                && values.allSatisfy(isPlain)
        }.map { (name: $0.key, value: trimmed($0.value[0])) }.sorted { $0.name < $1.name }
    }

    /// The signature's own field, and the fields that describe a connection and not the request.
    private static let unstable: Set<String> = [
        "authorization", "connection", "content-length", "expect", "keep-alive", "te", "transfer-encoding", "upgrade",
    ]

    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    private static func trimmed(_ value: String) -> String {
        var text = value.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// The path, decoded once and encoded again segment by segment, with a slash at its end.
    static func path(_ path: some StringProtocol) -> String {
        let encoded = decoded(path).split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
        return encoded.hasSuffix("/") ? encoded : encoded + "/"
    }

    /// The pairs of the query, sorted by name and then by value, and encoded again.
    static func query(_ query: some StringProtocol) -> String {
        let pairs = query.split(separator: "&").map { pair in
            let name = pair.prefix { $0 != "=" }
            return (name: decoded(name), value: decoded(pair.dropFirst(name.count + 1)))
        }
        let sorted = pairs.sorted { left, right in
            left.name == right.name ? precedes(left.value, right.value) : precedes(left.name, right.name)
        }
        return sorted.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    }

    /// What a text means with its escapes undone; what is no escape stays as it is.
    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, let high = digit(rest.first), let low = digit(rest.dropFirst().first) {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case let byte? where (0x30...0x39).contains(byte): byte - 0x30
        case let byte? where (0x41...0x46).contains(byte): byte - 0x37
        case let byte? where (0x61...0x66).contains(byte): byte - 0x57
        default: nil
        }
    }

    /// The hash of the content, or what the request itself states for content that is there.
    private static func payloadHash(of request: WireRequest) -> String {
        let content = request.body ?? []
        if !content.isEmpty, let stated = request.headers["X-Sdk-Content-Sha256"] { return stated }
        return hexadecimal(SHA256.hash(data: content))
    }

    /// Bytes as lower-case hexadecimal digits.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
