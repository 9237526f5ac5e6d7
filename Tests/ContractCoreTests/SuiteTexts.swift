import ContractCore

/// Reads and plans a suite of texts, as `hallmark` does with files.
struct PlannedSuite {
    let suite: Suite
    let plan: Plan
    let diagnostics: [Diagnostic]
    let renderer: DiagnosticRenderer

    init(_ files: [SourceFile]) {
        let (suite, reading) = SuiteReader.read(files)
        let (plan, planning) = Planner.plan(suite)
        let environments = files.flatMap { file in
            file.text.hasPrefix("environment:") ? EnvironmentReader.read(file).diagnostics.all : []
        }
        self.suite = suite
        self.plan = plan
        diagnostics = reading.all + planning.all + environments
        renderer = DiagnosticRenderer(files: files)
    }

    /// Files named `1.yaml`, `2.yaml` and so on.
    init(_ texts: String...) {
        self.init(texts.enumerated().map { SourceFile(name: "\($0.offset + 1).yaml", text: $0.element) })
    }

    /// Everything that is wrong, as `file:line:column: message`.
    var mistakes: [String] {
        diagnostics.sorted { $0.location < $1.location }.map { "\($0.location): \($0.message)" }
    }
}
