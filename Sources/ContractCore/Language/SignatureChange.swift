/// What is wrong, on purpose, with the signature of a request that is otherwise valid.
///
/// The request is sent as it is; the signature alone is not the right one for it. So a target that accepts such a
/// request cannot have verified its signature.
public enum SignatureChange: Sendable, Hashable {
    /// The parts of a request that a signature can be made for another value of.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// The method.
        case method
        /// The path.
        case path
        /// The query.
        case query
        /// The content.
        case body
        /// The name of the credentials: one that nobody has.
        case accessKey = "access key"
    }

    /// The signature is that of a request with another value of this part.
    case alter(Part)
    /// The request was dated and signed so many milliseconds ago; a negative number is in the future.
    case age(Int)
    /// This header field is sent, but is not among those that are signed.
    case unsigned(String)
    /// This header field is among those that are signed, but is not sent.
    case unsent(String)

    static let keys = ["alter", "age", "ahead", "unsigned", "unsent"]

    /// Reads the value of a step's key `sign`: a map with one entry.
    init(_ node: LocatedNode) throws(Diagnostic) {
        guard let entry = node.entries?.first, node.entries?.count == 1, let text = entry.value.text else {
            throw Diagnostic(
                "sign", "'sign' takes one change of the signature", at: node.location, length: node.width,
                hint: "write for instance {alter: body}; known here: \(Self.keys.joined(separator: ", "))")
        }
        switch entry.key {
        case "alter":
            guard let part = Part(rawValue: text) else {
                throw Diagnostic(
                    "sign", "a signature has no part '\(text)'", at: entry.value.location, length: entry.value.width,
                    hint: Suggestion.hint(for: text, among: Part.allCases.map(\.rawValue)))
            }
            self = .alter(part)
        case "age", "ahead":
            guard let milliseconds = DurationText.milliseconds(text) else {
                throw Diagnostic(
                    "duration", "'\(entry.key)' must be a duration, not '\(text)'", at: entry.value.location,
                    length: entry.value.width, hint: "write a number and a unit: 20 minutes")
            }
            self = .age(entry.key == "age" ? milliseconds : -milliseconds)
        case "unsigned": self = .unsigned(text)
        case "unsent": self = .unsent(text)
        default:
            throw Diagnostic(
                "unknown-key", "unknown key '\(entry.key)' in 'sign'", at: entry.keyLocation,
                length: entry.key.unicodeScalars.count, hint: Suggestion.hint(for: entry.key, among: Self.keys))
        }
    }
}
