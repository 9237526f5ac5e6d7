import Synchronization

/// How much the names in a vocabulary may come to once they are written out, over a whole suite.
///
/// A shape that uses two others, each of which uses two others, doubles with every line.
public final class ReadingBudget: Sendable {
    /// The most shapes and expectations of a suite, each use of a name counted with all that it stands for.
    public static let limit = 300_000
    /// How many bytes of contracts have one shape or expectation more: what is written out in them is no surprise.
    private static let bytesOfOne = 16
    private let used = Atomic<Int>(0)
    private let most: Int

    /// Makes a budget of which nothing is used, for a suite of so many bytes.
    public init(size: Int = 0) { most = Self.limit + size / Self.bytesOfOne }

    private init(most: Int) { self.most = most }

    /// One that does not end, for what was within its budget before.
    static let unlimited = ReadingBudget(most: .max)

    /// Takes one; ends with a mistake at a node when nothing is left.
    func spend(at node: LocatedNode) throws(Diagnostic) {
        guard used.add(1, ordering: .relaxed).newValue <= most else {
            throw Diagnostic(
                "too-large", "more than \(most) shapes and expectations once names are written out",
                at: node.location)
        }
    }
}
