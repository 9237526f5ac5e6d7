/// Takes secrets out of everything that is to be reported: known values in all their forms, and credentials by their place.
///
/// A known value is replaced by `${NAME}` as it is, in base64 at any alignment, in hexadecimal, percent-encoded,
/// escaped as in JSON, XML or a shell, and under two of these encodings at once. A value of one to three characters is
/// replaced only where it stands alone between characters that are neither letters nor digits, and only as it is:
/// replacing each `a` of a report would hide nothing and spoil everything. Empty values are ignored.
///
/// A credential by its place is the value of a header field such as `Authorization`, of a query parameter such as
/// `X-Amz-Signature`, or the password in a URL. It is replaced whole by `<redacted>`, known or not.
public struct Redactor: Sendable {
    /// What stands in for a credential without a name.
    public static let mark = "<redacted>"
    /// A value with fewer characters than this is replaced only where it stands alone.
    public static let shortestForm = 4
    /// A credential seen in a header is looked for in the other texts of its case from this length, in bytes.
    static let shortestSeen = 16

    /// A value to be hidden and what is put in its place.
    private struct Secret: Sendable {
        var value: String
        var replacement: String
    }

    private var secrets: [Secret] = []
    private var values: Set<String> = []
    private var search = PatternSearch([])
    /// The secret that each pattern belongs to.
    private var owners: [Int] = []
    /// Where a credential stands by its nature.
    let places: CredentialPlaces

    /// Makes a redactor of named values, and of header fields that carry credentials besides the well-known ones.
    public init(secrets: [(name: String, value: String)] = [], headerNames: [String] = []) {
        places = CredentialPlaces(extraHeaders: headerNames)
        for secret in secrets { add(name: secret.name, value: secret.value) }
    }

    /// Learns a secret that came up during the run, for instance a token that was issued.
    public mutating func add(name: String, value: String) {
        hide(value, as: "${\(name)}")
    }

    /// The same redactor with one secret more.
    public func adding(name: String, value: String) -> Redactor {
        var copy = self
        copy.add(name: name, value: value)
        return copy
    }

    /// The same redactor with some secrets more.
    public func adding(_ more: [(name: String, value: String)]) -> Redactor {
        guard more.contains(where: { !values.contains($0.value) }) else { return self }
        var copy = self
        for secret in more { copy.add(name: secret.name, value: secret.value) }
        return copy
    }

    /// The same redactor with values more that have no name; known ones are left alone.
    func hiding(_ values: some Sequence<String>) -> Redactor {
        var copy = self
        for value in values { copy.hide(value, as: Self.mark) }
        return copy
    }

    private mutating func hide(_ value: String, as replacement: String) {
        guard !value.isEmpty, values.insert(value).inserted else { return }
        let isShort = value.count < Self.shortestForm
        let bytes = Array(value.utf8)
        if isShort { search.add(bytes[...]) } else { SecretForms.forEachPattern(of: bytes) { search.add($0) } }
        owners.append(contentsOf: repeatElement(secrets.count, count: search.count - owners.count))
        secrets.append(Secret(value: value, replacement: replacement))
    }

    /// The text without secrets.
    public func redact(_ text: String) -> String {
        let isClean =
            text.utf8.withContiguousStorageIfAvailable { self.isClean(text: $0) }
            ?? self.isClean(text: Array(text.utf8))
        return isClean ? text : String(decoding: redact(Array(text.utf8)), as: UTF8.self)
    }

    /// Whether there is nothing to redact: most texts of a report are mere words, in which known values are looked for.
    private func isClean<Text: RandomAccessCollection<UInt8>>(text: Text) -> Bool where Text.Index == Int {
        TextMarks(in: text).isPlain && !search.hasMatch(in: text)
    }

    /// The URL without secrets.
    func redact(url: String) -> String {
        let isClean =
            url.utf8.withContiguousStorageIfAvailable { self.isClean(url: $0) } ?? self.isClean(url: Array(url.utf8))
        return isClean ? url : redact(url)
    }

    /// Whether there is nothing to redact in a URL: a credential stands in one behind an equals sign or before an at
    /// sign, or is a known value.
    private func isClean<Text: RandomAccessCollection<UInt8>>(url: Text) -> Bool where Text.Index == Int {
        let isBare = url.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "?"):
                true
            default: false
            }
        }
        return isBare && !search.hasMatch(in: url)
    }

    /// The bytes without secrets; bytes that are not text are searched like any other.
    public func redact(_ bytes: [UInt8]) -> [UInt8] {
        let withoutKnown = replaceKnown(in: bytes)
        return replacePlaces(in: withoutKnown)
    }

    /// The header lines without secrets: a credential's field keeps its name and loses its value.
    public func redact(_ headers: HeaderLines) -> HeaderLines {
        HeaderLines(headers.lines.map { HeaderLine(name: redact($0.name), value: redact($0.value, ofHeader: $0.name)) })
    }

    private func redact(_ value: String, ofHeader name: String) -> String {
        let text = redact(value)
        guard places.isCredential(header: name), !text.isEmpty, !CredentialPlaces.isReference(text) else { return text }
        return Self.mark
    }

    // MARK: Replacing

    private struct Span {
        var range: Range<Int>
        var replacement: String
        /// The length of the single find that gave the replacement.
        var strength: Int
    }

    private func replaceKnown(in bytes: [UInt8]) -> [UInt8] {
        guard !search.isEmpty else { return bytes }
        var spans: [Span] = []
        DecodedText.forEachReading(of: bytes) { reading in
            search.forEachMatch(in: reading.bytes) { range, pattern in
                let secret = secrets[owners[pattern]]
                if secret.value.count < Self.shortestForm {
                    guard reading.isPlain, Self.standsAlone(range, in: reading.bytes) else { return }
                }
                let place = reading.original(range)
                spans.append(Span(range: place, replacement: secret.replacement, strength: place.count))
            }
        }
        return Self.replace(spans, in: bytes)
    }

    private func replacePlaces(in bytes: [UInt8]) -> [UInt8] {
        var spans: [Span] = []
        DecodedText.forEachReading(of: bytes, depth: 1) { reading in
            for range in places.values(in: reading.bytes) {
                let place = reading.original(range)
                let value = String(decoding: bytes[place], as: UTF8.self)
                guard value != Self.mark, !CredentialPlaces.isReference(value) else { continue }
                spans.append(Span(range: place, replacement: Self.mark, strength: place.count))
            }
        }
        return Self.replace(spans, in: bytes)
    }

    /// Replaces spans; those that overlap become one, so that nothing of a secret stays at an edge.
    private static func replace(_ spans: [Span], in bytes: [UInt8]) -> [UInt8] {
        guard !spans.isEmpty else { return bytes }
        var merged: [Span] = []
        for span in spans.sorted(by: { ($0.range.lowerBound, -$0.strength) < ($1.range.lowerBound, -$1.strength) }) {
            guard let last = merged.last, span.range.lowerBound < last.range.upperBound else {
                merged.append(span)
                continue
            }
            let strongest = span.strength > last.strength ? span : last
            let end = max(last.range.upperBound, span.range.upperBound)
            merged[merged.count - 1] = Span(
                range: last.range.lowerBound..<end, replacement: strongest.replacement, strength: strongest.strength)
        }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var done = 0
        for span in merged {
            output += bytes[done..<span.range.lowerBound]
            output += span.replacement.utf8
            done = span.range.upperBound
        }
        return output + bytes[done...]
    }

    private static func standsAlone(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        let before = range.lowerBound == 0 || !isWord(bytes[range.lowerBound - 1])
        return before && (range.upperBound == bytes.count || !isWord(bytes[range.upperBound]))
    }

    /// Whether a byte is an ASCII letter or digit, or part of a character beyond ASCII.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
        default: false
        }
    }
}
