public import ContractCore

/// A kill matrix in a few lines, for a terminal.
public enum KillMatrixSummary {
    /// The outcome in one line.
    public static func headline(_ matrix: KillMatrix) -> String {
        guard matrix.unfaithful.isEmpty else {
            return "NOT PROVED: \(Wording.count(matrix.unfaithful.count, "case")) not passed by the faithful emulator"
        }
        var parts: [String] = []
        if !matrix.mutants.isEmpty {
            let (count, all) = matrix.killed
            parts.append("\(Wording.number(count)) of \(Wording.count(all, "mutant")) caught by their own rule")
            parts.append(
                "\(Wording.number(matrix.rules.count(where: \.isProved))) of \(Wording.count(matrix.rules.count(where: \.isTested), "tested rule")) proved"
            )
        }
        let harmful = matrix.mutants.count { !$0.collateral.isEmpty }
        if harmful > 0 {
            let open = matrix.mutants.count { !$0.unexplained.isEmpty }
            parts.append(
                "\(Wording.count(harmful, "mutant")) changed other rules too, \(open == 0 ? "each" : "all but \(open)") where it decides otherwise"
            )
        }
        if !matrix.steady.isEmpty {
            let changed = matrix.steady.count { !$0.changes.isEmpty }
            parts.append("\(changed) of \(Wording.count(matrix.steady.count, "benign run")) changed a verdict")
        }
        if !matrix.degenerate.isEmpty {
            let bad = matrix.degenerate.count { !$0.isGood }
            parts.append(
                "\(bad) of \(Wording.count(matrix.degenerate.count, "degenerate target")) passed a rule or took too long"
            )
        }
        if !matrix.fields.isEmpty {
            let overlooked = matrix.fields.count { $0.attention == .overlooked }
            let absent = matrix.fields.count { $0.attention == .notShown }
            parts.append(
                "\(overlooked) of \(Wording.count(matrix.fields.count, "field")) looked at by no rule"
                    + (absent == 0 ? "" : ", \(absent) in no answer"))
        }
        return (matrix.isProved ? "PROVED: " : "NOT PROVED: ") + parts.joined(separator: "; ")
    }

    /// The outcome, what has to be mended, and where the reports are.
    public static func text(_ matrix: KillMatrix, reports: [String]) -> String {
        var lines: [String] = []
        for change in matrix.unfaithful { lines.append("not faithful  \(change.id)\n    \(change.sentence ?? "")") }
        for result in matrix.mutants where !result.outcome.isGood {
            lines.append("\(result.outcome.rawValue)  \(result.mutant.id)\n    it \(result.mutant.accusation)")
            if let witness = result.witness { lines.append("    \(witness): \(result.sentence ?? "")") }
            if let repair = result.repair { lines.append("    to mend: \(repair)") }
        }
        for result in matrix.mutants where !result.unexplained.isEmpty {
            lines.append(
                "collateral without a reason  \(result.mutant.id)\n    \(Wording.list(result.unexplained, limit: 5))")
        }
        for rule in matrix.unproved { lines.append("unproved  \(rule.id): \(rule.gap ?? "")") }
        for run in matrix.steady {
            for change in run.changes {
                lines.append(
                    "changed by \(run.id)  \(change.id): \(change.verdict.rawValue)\n    \(change.sentence ?? "")")
            }
        }
        for run in matrix.degenerate where !run.isGood {
            lines.append(
                "degenerate \(run.id)  \(Wording.seconds(run.seconds)) s, passed: \(Wording.list(run.passed, limit: 5))"
            )
        }
        for field in matrix.fields where field.isUnseen {
            let isAbsent = field.attention == .notShown
            lines.append("\(isAbsent ? "in no answer" : "not looked at")  \(field.operation) \(field.field)")
            if !isAbsent { lines.append("    no rule fails when it is \(Wording.list(field.unnoticed, limit: 9))") }
            lines.append("    to mend: \(field.repair ?? "")")
        }
        lines.append("")
        lines.append(headline(matrix))
        lines.append("in \(Wording.duration(matrix.seconds))")
        if !reports.isEmpty { lines.append("\nreports  \(reports.joined(separator: " "))") }
        return lines.map { Escaping.visible($0, .lines) }.joined(separator: "\n") + "\n"
    }
}
