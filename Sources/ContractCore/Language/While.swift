/// What must hold while a request is answered, because it tells something at that moment only.
public struct While: Sendable {
    /// The request that shows before whether it holds.
    public let before: RequestTemplate
    /// The request that shows afterwards whether it still does: the same, or one about a witness.
    public let after: RequestTemplate
    /// What is true of the answers as long as it holds.
    public internal(set) var condition: Expectation
}

extension StepReader {
    static let whileKeys = requestKeys + ["call", "with", "without", "assume", "witness"]

    /// Reads the step that stands under `while`: a request, what is assumed of its answer, and what a witness changes.
    mutating func readWhile(_ node: LocatedNode) -> While? {
        _ = MapReader(node, "'while'", known: Self.whileKeys, into: &diagnostics)
        let step = node.keeping(Self.whileKeys).removing("witness")
        guard let (before, condition) = request(step) else { return nil }
        guard let witness = node.entry("witness") else {
            return While(before: before, after: before, condition: condition)
        }
        guard node["call"] != nil else {
            diagnostics.error(
                "witness", "'witness' changes the request of an operation that is called", at: witness.keyNode)
            return nil
        }
        let change = LocatedNode.Entry(key: "with", keyLocation: witness.keyLocation, value: witness.value)
        let watching = step.merging(LocatedNode(.map([change]), at: witness.keyLocation))
        return request(watching).map { While(before: before, after: $0.request, condition: condition) }
    }

    private mutating func request(_ node: LocatedNode) -> (request: RequestTemplate, condition: Expectation)? {
        var inner = StepReader(context, operation: operation)
        let step = inner.read(node)?.step
        inner.diagnostics.all.forEach { diagnostics.add($0) }
        revision.add(inner.revision)
        namedContent.add(inner.namedContent)
        guard let step else { return nil }
        guard case .request(let request) = step.action, let condition = step.assume else {
            if inner.diagnostics.all.isEmpty {
                diagnostics.error(
                    "while", "'while' needs a request, and what its answer is then under 'assume'", at: node)
            }
            return nil
        }
        return (request, condition)
    }
}
