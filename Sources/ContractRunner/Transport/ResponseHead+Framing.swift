import ContractCore

/// What a head says of the end of its content, where libcurl takes what nobody should.
///
/// Two readers of such a message may see two different contents, so nothing can be told about either.
extension ResponseHead {
    /// What in the head contradicts itself, in words (RFC 9112, sections 6.1 and 6.3); nil for a sound head.
    ///
    /// A length beside chunks is let pass: the chunks count, and what was read is what any reader reads.
    var framingConflict: String? {
        guard version.hasPrefix("1.") else { return nil }
        let last = fields.last("content-length")
        let isSound = last.count < 2 && last.value.map { Self.length($0) != nil } ?? true
        if isSound, fields.last("transfer-encoding").count == 0 { return nil }
        let codings = values(of: "transfer-encoding").map { $0.lowercased() }
        if let strange = codings.first(where: { $0 != "chunked" && $0 != "identity" }) {
            return "its transfer coding '\(strange.prefix(40))' was not asked for"
        }
        if codings.count(where: { $0 == "chunked" }) > 1 { return "it is chunked twice" }
        guard codings.isEmpty else { return nil }
        let listed = values(of: "content-length")
        if let wrong = listed.first(where: { Self.length($0) == nil }) {
            return "the length '\(wrong.prefix(40))' is no number of bytes"
        }
        let numbers = Set(listed.compactMap(Self.length))
        guard numbers.count > 1 else { return nil }
        return "it has the lengths \(numbers.sorted().map(String.init).joined(separator: " and "))"
    }

    /// The length that the head announces; nil when it announces none, or no number.
    var contentLength: Int? { fields.last("content-length").value.flatMap(Self.length) }

    /// The elements of all fields of a name.
    private func values(of name: String) -> [String] {
        fields.values(of: name).flatMap { value in
            value.split(separator: ",", omittingEmptySubsequences: false).map {
                var text = $0.drop { $0 == " " || $0 == "\t" }
                while let last = text.last, last == " " || last == "\t" { text.removeLast() }
                return String(text)
            }
        }
    }

    private static func length(_ text: String) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
