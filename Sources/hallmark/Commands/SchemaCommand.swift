import ArgumentParser
import ContractCore

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of contract files, environment files or reports.",
        discussion: """
            For editors with a YAML language server, write this as the first line of a file:
              # yaml-language-server: $schema=contract.schema.json
            """)

    /// What there are schemas of.
    static let schemas: [(name: String, json: @Sendable () -> JSONValue)] = [
        ("contract", { ContractSchema.files }), ("environment", { ContractSchema.environments }),
        ("report", { ReportSchema.json }),
    ]

    @Argument(help: "contract (any file of a suite), environment or report.")
    var kind: String

    func run() throws {
        guard let schema = Self.schemas.first(where: { $0.name == kind }) else {
            throw Failure(
                status: .usage, message: "there is no schema of '\(kind)'",
                hint: Suggestion.hint(for: kind, among: Self.schemas.map(\.name)))
        }
        Console.output(JSONWriter.text(of: schema.json(), layout: .pretty()))
    }
}
