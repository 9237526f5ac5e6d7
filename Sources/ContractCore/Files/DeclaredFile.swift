/// A file that contracts declare, to be put where the target can fetch it.
public struct DeclaredFile: Sendable {
    /// Its name in the vocabulary.
    public let name: String
    /// The last part of its link.
    public let fileName: String
    /// A digest of the declaration.
    let revision: Revision
    private let recipe: Recipe

    private enum Recipe: Sendable {
        case zip([(name: String, content: Content)], isCompressed: Bool)
        case tar([(name: String, content: Content)])
        case plain(Content)
    }

    /// How a text becomes bytes; the raw values are those of contracts.
    private enum Encoding: String, CaseIterable {
        case utf8 = "utf-8"
        /// Big end first, behind a byte order mark (RFC 2781, section 3.2).
        case utf16 = "utf-16"
        /// A byte for each character up to U+00FF.
        case latin1 = "iso-8859-1"

        /// The bytes of a text; nil when it has a character that the encoding does not know.
        func bytes(of text: String) -> [UInt8]? {
            switch self {
            case .utf8: return Array(text.utf8)
            case .utf16:
                return [0xFE, 0xFF]
                    + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
            case .latin1:
                let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
                return bytes.count == text.unicodeScalars.count ? bytes : nil
            }
        }
    }

    private struct Content: Sendable {
        let unit: [UInt8]
        let times: Int
        var size: Int { unit.count * times }
        /// The unit as often as it is to come, doubled until it is long enough: large files cost no loop over bytes.
        var bytes: [UInt8] {
            if unit.count == 1 { return Array(repeating: unit[0], count: times) }
            guard times > 1 else { return times == 1 ? unit : [] }
            var bytes = unit
            bytes.reserveCapacity(size)
            while bytes.count < size { bytes += bytes[..<min(bytes.count, size - bytes.count)] }
            return bytes
        }
    }

    /// Its bytes, made anew each time: a declaration costs nothing until it is used.
    public var bytes: [UInt8] {
        switch recipe {
        case .zip(let entries, let isCompressed):
            ZipArchive.bytes(of: entries.map { ($0.name, $0.content.bytes) }, isCompressed: isCompressed)
        case .tar(let entries): TarArchive.bytes(of: entries.map { ($0.name, $0.content.bytes) })
        case .plain(let content): content.bytes
        }
    }

    /// The largest file that a vocabulary may declare, in bytes.
    static let sizeLimit = 64 << 20

    static let kinds = ["zip", "tar", "text", "bytes"]
    static let keys = kinds + ["name", "encoding"]
    /// The words that `encoding` understands.
    static let encodings = Encoding.allCases.map(\.rawValue)

    /// Reads a declaration: `zip`, `tar`, `text` or `bytes`.
    init(_ entry: LocatedNode.Entry) throws(Diagnostic) {
        name = entry.key
        revision = Revision(entry.value)
        var diagnostics = Diagnostics()
        let map = MapReader(entry.value, "a file", known: Self.keys, into: &diagnostics)
        if let first = diagnostics.all.first { throw first }
        guard let kind = entry.value.entries?.first(where: { Self.kinds.contains($0.key) }) else {
            throw Diagnostic(
                "file-kind", "the file '\(entry.key)' has no content", at: entry.keyLocation,
                hint: "write one of: \(Self.kinds.joined(separator: ", "))")
        }
        // The slug keeps files apart that are to have the same name.
        fileName = Self.slug(entry.key) + (map["name"]?.text.map { "-" + $0 } ?? (kind.key == "text" ? ".txt" : ".zip"))
        switch kind.key {
        case "zip":
            let isCompressed = kind.value["compressed"]?.json == .bool(true)
            recipe = .zip(try Self.entries(kind.value), isCompressed: isCompressed)
        case "tar": recipe = .tar(try Self.entries(kind.value))
        default:
            recipe = .plain(try Self.encoded(try Self.content(kind.value), entry.value["encoding"], of: kind.value))
        }
    }

    /// A content in the encoding that is asked for.
    private static func encoded(
        _ content: Content, _ word: LocatedNode?, of node: LocatedNode
    ) throws(Diagnostic) -> Content {
        guard let word else { return content }
        guard let encoding = word.text.flatMap({ Encoding(rawValue: $0) }) else {
            throw Diagnostic(
                "file-encoding", "there is no encoding '\(word.text ?? word.kind)'", at: word.location,
                hint: "write one of: \(encodings.joined(separator: ", "))")
        }
        guard content.times == 1, let text = node.text, let bytes = encoding.bytes(of: text) else {
            throw Diagnostic(
                "file-encoding", "this content cannot be written in \(encoding.rawValue)", at: node.location,
                hint: "write one text whose characters that encoding knows")
        }
        return Content(unit: bytes, times: 1)
    }

    private static func slug(_ name: String) -> String {
        String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    private static func entries(_ node: LocatedNode) throws(Diagnostic) -> [(name: String, content: Content)] {
        let options = ["compressed", "entries"]
        let isLong = node["entries"] != nil
        guard let map = isLong ? node["entries"] : node else { return [] }
        var result: [(name: String, content: Content)] = []
        for part in map.elements ?? [map] {
            guard let entries = part.entries else {
                throw Diagnostic(
                    "type", "an archive needs a map from names to contents, not \(part.kind)", at: part.location)
            }
            if let count = part["count"]?.json.numberValue?.integer, let name = part["name"]?.text,
                let content = part["content"]
            {
                let made = try Self.content(content)
                guard (0...100_000).contains(count) else {
                    throw Diagnostic("file-size", "at most 100,000 entries can be made", at: part.location)
                }
                guard result.count + count <= 100_000,
                    count.multipliedReportingOverflow(by: made.size).partialValue <= sizeLimit
                else {
                    throw Diagnostic(
                        "file-size", "an archive may have at most 100,000 entries and \(sizeLimit) bytes",
                        at: part.location)
                }
                let isNumbered = content.text?.contains("${n}") == true
                for number in 1...max(1, count) where number <= count {
                    let own =
                        isNumbered ? Content(unit: Array(numbered(content.text ?? "", number).utf8), times: 1) : made
                    result.append((numbered(name, number), own))
                }
                continue
            }
            for entry in entries where isLong || !options.contains(entry.key) {
                result.append((try name(entry), try Self.content(entry.value)))
            }
        }
        // Each content is within the limit, so this many of them cannot overflow.
        let size = result.reduce(0) { $0 + $1.content.size + $1.name.utf8.count }
        guard size <= sizeLimit, result.count <= 100_000 else {
            throw Diagnostic(
                "file-size", "an archive may have at most 100,000 entries and \(sizeLimit) bytes", at: map.location)
        }
        return result
    }

    private static func numbered(_ text: String, _ number: Int) -> String {
        text.replacing("${n}", with: String(number))
    }

    /// An entry's name; `${text | repeat 5}` in it is filled in.
    private static func name(_ entry: LocatedNode.Entry) throws(Diagnostic) -> String {
        let template = try Template(located: entry.keyNode)
        do throws(TemplateError) {
            return try template.text { (expression) throws(TemplateError) in .string(expression.root) }
        } catch {
            throw Diagnostic(error, at: entry.keyNode)
        }
    }

    private static func content(_ node: LocatedNode) throws(Diagnostic) -> Content {
        if let text = node.text { return Content(unit: Array(text.utf8), times: 1) }
        guard let unit = node["repeat"]?.text, let times = node["times"]?.json.numberValue?.integer, times >= 0 else {
            throw Diagnostic(
                "file-content", "content must be text, not \(node.kind)", at: node.location,
                hint: "write a text, or {repeat: text, times: number}")
        }
        let bytes = Array(unit.utf8)
        let (size, overflows) = bytes.count.multipliedReportingOverflow(by: times)
        guard !overflows, size <= sizeLimit, times <= sizeLimit else {
            throw Diagnostic("file-size", "a file may have at most \(sizeLimit) bytes", at: node.location)
        }
        return Content(unit: bytes, times: times)
    }
}
