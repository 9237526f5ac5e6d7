public import ContractCore

/// Broken and undecided cases as commands that GitHub turns into annotations at the lines of the contracts.
///
/// Not one of the reporters: its text is made to act on the CI system that prints it. GitHub shows ten errors and ten
/// warnings of a step and drops the rest without a word, so the most binding come first and the last says how many are left.
public enum WorkflowAnnotations {
    private static let limit = 10

    /// The commands, a line each; empty when there is nothing to say.
    public static func text(_ report: RunReport) -> String {
        let index = ReportIndex(report)
        let binding: Level = report.run.strict ? .should : .must
        let problems = (report.gate?.problems ?? []).map {
            Annotation(file: $0.file, line: $0.line, title: $0.entry, message: $0.message)
        }
        let (errors, others) = (index.broken { $0 >= binding }, index.broken { $0 < binding })
        let undecided = index.cases { $0.verdict.isUndecided }
        return lines("error", problems, [errors], noun: "broken case")
            + lines("warning", [], [others, undecided], noun: "case")
    }

    fileprivate struct Annotation {
        var file: String
        var line: Int
        var title: String
        var message: String
    }

    private static func lines(
        _ command: String, _ problems: [Annotation], _ cases: [PackedList<CaseResult>], noun: String
    ) -> String {
        let count = cases.reduce(problems.count) { $0 + $1.count }
        let room = count > limit ? limit - 1 : limit
        let shown = cases.reduce(into: Array(problems.prefix(room))) { shown, list in
            shown += list.prefix(room - shown.count).map { Annotation($0) }
        }
        var text = shown.map { line(command, $0) }.joined()
        let more = count - shown.count
        if more > 0 { text += "::\(command) title=hallmark::\(Wording.count(more, "more \(noun)")), see the reports\n" }
        return text
    }

    private static func line(_ command: String, _ annotation: Annotation) -> String {
        "::\(command) file=\(property(annotation.file)),line=\(annotation.line),title=\(property(annotation.title))::"
            + "\(data(annotation.message))\n"
    }

    /// A message on one line; what cannot be seen is shown, and a percent sign stands for itself.
    private static func data(_ text: String) -> String {
        Escaping.visible(Wording.cut(text, to: 1000)).replacing("%", with: "%25")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

extension WorkflowAnnotations.Annotation {
    fileprivate init(_ result: CaseResult) {
        self.init(file: result.file, line: result.line, title: result.id, message: CaseText.sentence(result))
    }
}
