public import ContractCore

/// A kill matrix as JSON, members in the order of the model.
public enum KillMatrixJSON {
    /// The document and a line feed.
    public static func text(_ matrix: KillMatrix) -> String {
        do {
            return try OrderedJSON.text(matrix) + "\n"
        } catch {
            return "{\"unwritten\": \(OrderedJSON.literal(String(describing: error)))}\n"
        }
    }
}
