/// What must hold while a request is answered, because it tells something at that moment only.
public struct While: Sendable {
    /// The request that shows whether it holds.
    public let request: RequestTemplate
    /// What is true of its answer as long as it holds.
    public let condition: Expectation
}

extension StepReader {
    /// Reads the step that stands under `while`: a request, and what is assumed of its answer.
    mutating func readWhile(_ node: LocatedNode) -> While? {
        let known = RequestTemplate.methods + RequestTemplate.keys + ["call", "with", "without", "assume"]
        _ = MapReader(node, "'while'", known: known, into: &diagnostics)
        var inner = StepReader(vocabulary: vocabulary, operations: operations, operation: operation)
        let step = inner.read(node.keeping(known))
        inner.diagnostics.all.forEach { diagnostics.add($0) }
        guard let step else { return nil }
        guard case .request(let request) = step.action, let condition = step.assume else {
            if inner.diagnostics.all.isEmpty {
                diagnostics.error(
                    "while", "'while' needs a request, and what its answer is then under 'assume'", at: node)
            }
            return nil
        }
        return While(request: request, condition: condition)
    }
}
