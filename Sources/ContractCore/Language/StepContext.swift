/// What steps are read with: the names that they may use, and the steps that were read before.
final class StepContext: Sendable {
    /// Shapes, outcomes, files and fixtures.
    let vocabulary: Vocabulary
    /// The operations that a step may call.
    let operations: OperationIndex
    /// Steps of rules that belong to no operation: for those nothing counts but what they say.
    let known = WordingCache<ReadStep>()

    init(vocabulary: Vocabulary, operations: OperationIndex) {
        self.vocabulary = vocabulary
        self.operations = operations
    }
}

/// A step that was read, with what came to be known of it on the way.
struct ReadStep: Sendable {
    var step: Step
    /// Whether a text in it holds an expression.
    let holdsTemplates: Bool
    /// What its names stand for.
    let namedContent: NamedContent
    /// The digest of the steps before it, and that with this one.
    let before: Revision
    let after: Revision
}
