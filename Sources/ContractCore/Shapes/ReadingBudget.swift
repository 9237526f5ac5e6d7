import Synchronization

/// How much the names in a vocabulary may come to once they are written out, over a whole suite.
///
/// A shape that uses two others, each of which uses two others, doubles with every line.
public final class ReadingBudget: Sendable {
    /// The most shapes and expectations of a suite, each use of a name counted with all that it stands for.
    public static let limit = 300_000
    private let used = Atomic<Int>(0)

    /// Makes a budget of which nothing is used.
    public init() {}

    /// Takes one; ends with a mistake at a node when nothing is left.
    func spend(at node: LocatedNode) throws(Diagnostic) {
        guard used.add(1, ordering: .relaxed).newValue <= Self.limit else {
            throw Diagnostic(
                "too-large", "more than \(Self.limit) shapes and expectations once names are written out",
                at: node.location)
        }
    }
}
