import ContractCore
import ContractReports

/// What a reporter writes, as one text.
func rendered(_ type: any Reporter.Type, _ report: RunReport) -> String {
    var text = ""
    type.init().render(report, to: &text)
    return text
}

/// All texts that come of a report, by name.
func allRendered(_ report: RunReport) -> [(name: String, text: String)] {
    Reporters.all.map { ($0.fileName, rendered($0, report)) } + [("console", ConsoleSummary().text(report))]
}
