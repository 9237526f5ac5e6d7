public import ContractCore

/// A kill matrix as one page of HTML without scripts: rules by mutants, survivors first.
public enum KillMatrixHTML {
    /// The page.
    public static func text(_ matrix: KillMatrix) -> String {
        var body = "<h1>Kill matrix</h1>\n<p class=\"head\">\(escaped(KillMatrixSummary.headline(matrix)))</p>\n"
        body += "<p>suite \(escaped(String(matrix.suiteDigest.prefix(12)))), hallmark \(escaped(matrix.version)), "
        body += "\(escaped(Wording.duration(matrix.seconds)))</p>\n"
        body += table(
            "To be mended", ["mutant", "does", "outcome", "seen", "repair"],
            matrix.mutants.filter { !$0.outcome.isGood }
        ) {
            [$0.mutant.id, $0.mutant.accusation, $0.outcome.rawValue, $0.sentence ?? "", $0.repair ?? ""]
        }
        body += rules(matrix)
        body += table(
            "Runs in which no verdict may change", ["run", "what is otherwise", "cases", "changed"], matrix.steady
        ) { run in
            [
                run.id, run.summary, "\(run.cases)",
                run.changes.map { "\($0.id): \($0.verdict.rawValue)" }.joined(separator: ", "),
            ]
        }
        body += table(
            "Degenerate targets", ["target", "does", "binding rules passed", "seconds", "first line"], matrix.degenerate
        ) {
            [$0.id, $0.summary, $0.passed.joined(separator: ", "), Wording.seconds($0.seconds), $0.headline]
        }
        body += table("Fields", ["operation", "field", "noticed"], matrix.fields) { field in
            [
                field.operation, field.field,
                field.noticed.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.count)" }.joined(separator: ", "),
            ]
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Kill matrix</title>
            <style>
            body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
            table { border-collapse: collapse; margin: 0 0 2em } td, th { border: 1px solid #bbb; padding: .2em .5em; text-align: left; vertical-align: top }
            .head { font-weight: bold } .bad { background: #fdd } .good { background: #dfd } .same { background: #eee }
            </style>
            </head>
            <body>
            \(body)</body>
            </html>

            """
    }

    /// One row a rule: whether it is proved, and its mutants, survivors first.
    private static func rules(_ matrix: KillMatrix) -> String {
        guard !matrix.rules.isEmpty else { return "" }
        let mutants = Dictionary(grouping: matrix.survivorsFirst, by: \.mutant.rule)
        let open = matrix.rules.filter { !$0.isProved }
        var text = "<h2>Rules and mutants</h2>\n<table>\n<tr><th>rule</th><th>proved</th><th>mutants</th></tr>\n"
        for rule in open + matrix.rules.filter(\.isProved) {
            let proved = KillMatrixMarkdown.proved(rule)
            text +=
                "<tr><td title=\"\(attribute(rule.text))\">\(escaped(rule.id)) (\(rule.level.rawValue))</td><td>\(proved)</td><td>"
            for result in mutants[rule.id] ?? [] {
                let style = result.outcome == .equivalent ? "same" : result.outcome.isGood ? "good" : "bad"
                let word = result.mutant.id.dropFirst(rule.id.count + 1)
                text +=
                    "<span class=\"\(style)\" title=\"\(attribute("it \(result.mutant.accusation): \(result.outcome.rawValue)"))\">\(escaped(String(word)))</span> "
            }
            text += "</td></tr>\n"
        }
        return text + "</table>\n"
    }

    private static func table<Item>(_ title: String, _ heads: [String], _ items: [Item], cells: (Item) -> [String])
        -> String
    {
        guard !items.isEmpty else { return "" }
        var text = "<h2>\(escaped(title))</h2>\n<table>\n<tr>\(heads.map { "<th>\(escaped($0))</th>" }.joined())</tr>\n"
        for item in items { text += "<tr>\(cells(item).map { "<td>\(escaped($0))</td>" }.joined())</tr>\n" }
        return text + "</table>\n"
    }

    private static func escaped(_ text: String) -> String { Escaping.xml(Escaping.visible(text)) }

    private static func attribute(_ text: String) -> String { Escaping.xmlAttribute(Escaping.visible(text)) }
}
