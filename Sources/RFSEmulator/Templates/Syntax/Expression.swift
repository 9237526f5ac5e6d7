/// A parsed expression.
struct Expression: Sendable, Hashable {
    var place: SourcePlace
}
