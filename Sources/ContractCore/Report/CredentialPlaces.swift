/// The places in a text where a credential stands by its nature, whether or not its value is known.
struct CredentialPlaces: Sendable {
    /// Header fields whose value is a credential.
    static let headers: Set<String> = [
        "authorization", "proxy-authorization", "x-auth-token", "x-subject-token", "x-security-token", "cookie",
        "set-cookie", "x-amz-security-token", "x-obs-security-token",
    ]
    /// Query parameters, and fields of a form, whose value is a credential or the signature made with one.
    static let parameters: Set<String> = [
        "signature", "x-amz-signature", "x-amz-credential", "x-amz-security-token", "x-obs-signature",
        "x-obs-credential", "x-obs-security-token", "x-goog-signature", "x-goog-credential", "x-sdk-signature", "sig",
        "accesskeyid", "awsaccesskeyid", "ossaccesskeyid", "access_token", "refresh_token", "id_token", "token",
        "x-auth-token", "x-subject-token", "x-security-token", "securitytoken", "client_secret", "api_key", "apikey",
        "password",
    ]

    /// The header fields looked for, in lower case.
    let headers: Set<String>

    /// Looks for the well-known names and some more header fields, without regard to letter case.
    init(extraHeaders: [String] = []) {
        headers = Self.headers.union(extraHeaders.map { $0.lowercased() })
    }

    /// Whether a header field carries a credential.
    func isCredential(header name: String) -> Bool { headers.contains(name.lowercased()) }

    /// Whether a value is a mere reference to a secret, `${NAME}`, with a scheme before it or without.
    static func isReference(_ value: some StringProtocol) -> Bool {
        let words = value.split(separator: " ", omittingEmptySubsequences: false)
        guard let last = words.last, words.count <= 2, words.count == 1 || isScheme(words[0]) else { return false }
        guard last.hasPrefix("${"), last.hasSuffix("}"), last.utf8.count > 3 else { return false }
        return last.dropFirst(2).dropLast().utf8.allSatisfy { isName($0) }
    }

    /// The values of credentials in a text, as ranges of its bytes, in order.
    func values(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            if Self.isName(bytes[index]) {
                let end = bytes[index...].firstIndex { !Self.isName($0) } ?? bytes.count
                if let value = namedValue(in: bytes, index..<end) {
                    found.append(value)
                    index = value.upperBound
                } else {
                    index = end
                }
            } else if bytes[index] == UInt8(ascii: ":"), bytes[index...].starts(with: "://".utf8) {
                index += 3
                if let value = Self.userInformation(bytes, index) { found.append(value) }
            } else {
                index += 1
            }
        }
        return found.filter { !$0.isEmpty }
    }

    /// The value that belongs to a name, when the name is a credential's and stands where such a name stands.
    private func namedValue(in bytes: [UInt8], _ name: Range<Int>) -> Range<Int>? {
        guard name.upperBound < bytes.count, name.count <= 64 else { return nil }
        let isParameter = bytes[name.upperBound] == UInt8(ascii: "=") && Self.opensParameter(bytes, name.lowerBound)
        guard isParameter || Self.opensHeader(bytes, name.lowerBound) else { return nil }
        let text = String(decoding: bytes[name], as: UTF8.self).lowercased()
        if isParameter { return Self.parameters.contains(text) ? Self.parameterValue(bytes, name.upperBound + 1) : nil }
        return headers.contains(text) ? Self.headerValue(bytes, name.lowerBound, name.upperBound) : nil
    }

    private static func opensParameter(_ bytes: [UInt8], _ index: Int) -> Bool {
        index == 0 || "?&;\n\"'".utf8.contains(bytes[index - 1])
    }

    private static func parameterValue(_ bytes: [UInt8], _ start: Int) -> Range<Int> {
        start..<(bytes[start...].firstIndex { $0 <= 0x20 || "&#\"'<>`\\,;)]|".utf8.contains($0) } ?? bytes.count)
    }

    /// Whether a field name can begin here: at the start of a line, or behind a quotation mark, curl's `-H` or a `>`.
    private static func opensHeader(_ bytes: [UInt8], _ start: Int) -> Bool {
        guard start > 0 else { return true }
        if "\"'\n\r".utf8.contains(bytes[start - 1]) { return true }
        return bytes[start - 1] == 0x20
            && ["-H", "--header", ">", "<"].contains { bytes[..<(start - 1)].ends(with: $0) }
    }

    private static func headerValue(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int>? {
        let before = start == 0 ? UInt8(ascii: "\n") : bytes[start - 1]
        let quoted = before == UInt8(ascii: "\"") || before == UInt8(ascii: "'")
        var colon = end
        var closing: UInt8? = quoted ? before : nil
        if quoted, bytes[colon] == before {
            closing = nil
            colon += 1
        }
        colon = bytes[colon...].firstIndex { $0 != 0x20 } ?? bytes.count
        guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
        var value = bytes[(colon + 1)...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
        if closing == nil, value < bytes.count, "\"'".utf8.contains(bytes[value]) {
            closing = bytes[value]
            value += 1
        }
        return value..<Self.end(of: bytes, value, closing)
    }

    /// The end of a header value: a line break, or the quotation mark that was opened, its escaped forms excepted.
    private static func end(of bytes: [UInt8], _ start: Int, _ closing: UInt8?) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
            if bytes[index] == UInt8(ascii: "\\"), closing == UInt8(ascii: "\"") {
                index += 2
            } else if bytes[index] == closing {
                guard bytes[index...].starts(with: #"'\''"#.utf8) else { return index }
                index += 4
            } else {
                index += 1
            }
        }
        return min(index, bytes.count)
    }

    /// The password of `scheme://user:password@host`, or all before the `@` when there is no colon.
    private static func userInformation(_ bytes: [UInt8], _ start: Int) -> Range<Int>? {
        let end = bytes[start...].firstIndex { $0 <= 0x20 || "/?#\"'<>`\\".utf8.contains($0) } ?? bytes.count
        guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":"))
        return (colon.map { $0 + 1 } ?? start)..<at
    }

    /// The parts of a field value that are secret by themselves: no scheme, no attribute of a cookie, no list of names.
    static func credentials(in value: String, ofHeader name: String) -> [String] {
        switch name.lowercased() {
        case "set-cookie": return value.split(separator: ";").prefix(1).compactMap { parameter($0)?.value }
        case "cookie": return value.split(separator: ";").compactMap { parameter($0)?.value }
        case "authorization", "proxy-authorization":
            let rest = value.split(separator: " ", maxSplits: 1).last.map(String.init) ?? value
            let parts = rest.split(separator: ",")
            guard parts.count > 1 else { return [rest] }
            return parts.compactMap { parameter($0) }
                .filter { ["access", "credential", "response", "signature"].contains($0.name) }
                .compactMap { $0.value.split(separator: "/").first.map(String.init) }
        default: return [value]
        }
    }

    /// A `name=value` without the space and the quotation marks around it, the name in lower case.
    private static func parameter(_ text: Substring) -> (name: String, value: String)? {
        let sides = text.split(separator: "=", maxSplits: 1)
        guard sides.count == 2 else { return nil }
        let name = sides[0].drop { $0 == " " }.lowercased()
        return (name, String(sides[1].filter { $0 != "\"" && $0 != " " }))
    }

    private static func isScheme(_ word: some StringProtocol) -> Bool {
        !word.isEmpty && word.utf8.count <= 32 && word.utf8.allSatisfy { isName($0) }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
