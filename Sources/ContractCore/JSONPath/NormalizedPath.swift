/// The path of one node, written so that each node has exactly one text (RFC 9535, section 2.7).
///
/// Paths share their beginnings: one more step costs the same however long the path is.
public struct NormalizedPath: Sendable {
    /// One step from a value to its child.
    public enum Step: Sendable {
        /// To a member of an object.
        case name(String)
        /// To an element of an array, counted from 0.
        case index(Int)
    }

    private let last: Link?

    private final class Link: Sendable {
        let parent: Link?
        let step: Step

        init(parent: Link?, step: Step) {
            self.parent = parent
            self.step = step
        }
    }

    private init(last: Link?) {
        self.last = last
    }

    /// The path of the root, `$`.
    public static let root = NormalizedPath(last: nil)

    /// Makes the path of the steps from the root.
    public init(_ steps: some Sequence<Step>) {
        last = steps.reduce(nil) { Link(parent: $0, step: $1) }
    }

    /// The path of a child.
    public func appending(_ step: Step) -> NormalizedPath {
        NormalizedPath(last: Link(parent: last, step: step))
    }

    /// The steps from the root to the node.
    public var steps: [Step] {
        Array(sequence(first: last, next: { $0?.parent }).compactMap { $0?.step }.reversed())
    }
}

extension NormalizedPath.Step: Hashable {
    /// Compares names scalar by scalar.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.name(let left), .name(let right)): left.hasSameScalars(as: right)
        case (.index(let left), .index(let right)): left == right
        default: false
        }
    }

    /// Feeds the name or the index.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .name(let name): hasher.combine(ScalarText(name))
        case .index(let index): hasher.combine(index)
        }
    }
}

extension NormalizedPath: Hashable, CustomStringConvertible {
    /// Compares the steps.
    public static func == (left: NormalizedPath, right: NormalizedPath) -> Bool {
        left.last === right.last || left.steps == right.steps
    }

    /// Feeds the steps.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(steps)
    }

    /// The text, for instance `$['a'][0]`; only what must be escaped is.
    public var description: String {
        var text = "$"
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .name(let name):
                text += "['"
                for scalar in name.unicodeScalars { Self.write(scalar, to: &text) }
                text += "']"
            }
        }
        return text
    }

    private static func write(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\u{08}": text += "\\b"
        case "\t": text += "\\t"
        case "\n": text += "\\n"
        case "\u{0C}": text += "\\f"
        case "\r": text += "\\r"
        case "'": text += "\\'"
        case "\\": text += "\\\\"
        case "\u{00}"..."\u{1F}": text += (scalar.value < 0x10 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
        default: text.unicodeScalars.append(scalar)
        }
    }
}
