/// A share of the memory that a run has for content: given back when no response holds it any more.
///
/// All shares are equal: responses are the same whatever room they take.
public final class ContentShare: Sendable, Hashable {
    private let giveBack: @Sendable () -> Void

    /// Makes a share with what is to be done at its end.
    public init(_ giveBack: @escaping @Sendable () -> Void) {
        self.giveBack = giveBack
    }

    deinit { giveBack() }

    /// Always true.
    public static func == (_: ContentShare, _: ContentShare) -> Bool { true }

    /// Adds nothing.
    public func hash(into _: inout Hasher) {}
}
