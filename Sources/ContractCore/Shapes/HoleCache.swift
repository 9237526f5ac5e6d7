import Synchronization

/// Holes that were read, by their text: the same few stand in nearly every rule, and a pattern is dear to compile.
///
/// Each worker that reads rules has its own, so that none waits for another.
final class HoleCache: Sendable {
    /// The most texts that are kept; suites use some dozens.
    static let limit = 1_000
    private let holes = Mutex<[String: Hole]>([:])

    /// The hole of a text in angle brackets.
    func hole(_ text: String) throws(TemplateError) -> Hole {
        if let known = holes.withLock({ $0[text] }) { return known }
        let hole = try Hole(String(text.dropFirst().dropLast()))
        holes.withLock { holes in
            if holes.count < Self.limit { holes[text] = hole }
        }
        return hole
    }
}
