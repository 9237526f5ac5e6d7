/// The manual page hallmark(1), made of what the commands say of themselves.
enum ManualPage {
    /// The page in the language of mdoc(7).
    static func text(of program: CommandDescription) -> String {
        var page = ManualText()
        page.macro("Dd", [.call(Hallmark.date)])
        page.macro("Dt", [.call("HALLMARK"), .call("1")])
        page.macro("Os", [.call("hallmark"), .call(Hallmark.version)])
        page.macro("Sh", [.call("NAME")])
        page.macro("Nm", ["hallmark"])
        page.macro("Nd", [.words(sentenceless(program.abstract ?? ""))])
        page.macro("Sh", [.call("SYNOPSIS")])
        page.macro("Nm", ["hallmark"])
        page.macro("Ar", ["command"])
        page.macro("Op", [.call("Ar"), "option ..."])
        page.macro("Op", [.call("Ar"), "argument ..."])
        page.macro("Sh", [.call("DESCRIPTION")])
        page.sentences(Hallmark.about)
        page.macro("Sh", [.call("COMMANDS")])
        for command in program.subcommands ?? [] where command.shouldDisplay && command.commandName != "help" {
            add(command, to: &page)
        }
        addEnvironment(to: &page)
        addFiles(to: &page)
        page.macro("Sh", [.call("EXIT STATUS")])
        list(ExitStatus.allCases.map { ("\($0.rawValue)", $0.words) }, as: "Er", to: &page)
        page.macro("Sh", [.call("EXAMPLES")])
        for (words, lines) in examples {
            page.sentences(words)
            page.macro("Bd", ["-literal", "-offset", "indent"].map { .call($0) })
            lines.forEach { page.line($0) }
            page.macro("Ed")
            page.macro("Pp")
        }
        page.macro("Sh", [.call("SEE ALSO")])
        page.macro("Xr", [.call("curl"), .call("1")])
        return page.text.replacing(".Ed\n.Pp\n.Sh", with: ".Ed\n.Sh")
    }

    private static let examples: [(words: String, lines: [String])] = [
        (
            "Test an endpoint against the installed contracts of RFS:",
            ["hallmark run rfs --endpoint https://rfs.example.com"]
        ),
        (
            "Claim a profile, and let somebody else check the statement:",
            ["hallmark run rfs --profile private-modules", "hallmark verify reports"]
        ),
        ("Say what changed since the run before:", ["hallmark compare previous latest --report-dir changes"]),
    ]

    // MARK: Commands

    private static func add(_ command: CommandDescription, to page: inout ManualText) {
        let shown = (command.arguments ?? []).filter { argument in
            argument.shouldDisplay && !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
        }
        let (named, unnamed) = (shown.filter { $0.names != nil }, shown.filter { $0.names == nil })
        page.macro("Ss", [.words("hallmark \(command.commandName)")])
        if !named.isEmpty { page.macro("Op", [.call("Ar"), "option ..."]) }
        for argument in unnamed {
            let value = ManualText.Argument.words((argument.valueName ?? "") + (argument.isRepeating ? " ..." : ""))
            if argument.isOptional { page.macro("Op", [.call("Ar"), value]) } else { page.macro("Ar", [value]) }
        }
        page.macro("Pp")
        page.sentences(command.abstract ?? "")
        if let discussion = command.discussion, !discussion.isEmpty {
            page.macro("Pp")
            page.sentences(discussion)
        }
        guard !shown.isEmpty else { return }
        page.macro("Bl", ["-tag", "-width", "Ds"].map { .call($0) })
        for argument in unnamed + named {
            page.macro("It", tag(of: argument))
            page.sentences(words(of: argument))
        }
        page.macro("El")
    }

    private static func tag(of argument: CommandDescription.Argument) -> [ManualText.Argument] {
        var words: [ManualText.Argument] = []
        for (index, name) in (argument.names ?? []).enumerated() {
            if index > 0 { words.append(.mark(",")) }
            words += Array(repeating: .call("Fl"), count: name.hyphens) + [.words(name.name)]
        }
        if argument.kind != "flag" { words += [.call("Ar"), .words(argument.valueName ?? "value")] }
        return words
    }

    private static func words(of argument: CommandDescription.Argument) -> String {
        let words = argument.abstract ?? ""
        guard let value = argument.defaultValue, !value.isEmpty, argument.kind != "flag" else { return words }
        return "\(words) (default: \(value))"
    }

    // MARK: Sections

    private static func addEnvironment(to page: inout ManualText) {
        page.macro("Sh", [.call("ENVIRONMENT")])
        list(
            [
                (
                    "HALLMARK_OPTION",
                    "The value of --option where the command line leaves it out, with an underscore for each hyphen."
                ),
                ("HALLMARK_VAR_NAME", "The value of the variable NAME, as --var gives it."),
                (
                    "HALLMARK_TOKEN",
                    "The token that the contracts of RFS authenticate with, unless an environment file says otherwise."
                ),
                (
                    "HALLMARK_SUITES",
                    "The folder of installed suites (default: ../share/hallmark/Contracts beside the program's folder)."
                ),
                ("NO_COLOR", "Anything at all keeps colours out of the output."),
            ], as: "Ev", to: &page)
    }

    private static func addFiles(to page: inout ManualText) {
        page.macro("Sh", [.call("FILES")])
        list(
            [
                (ProjectDefaults.fileName, "Defaults of options for a project, here or in a folder above."),
                (HistoryOptions.file, "Every run that was made in this folder, in SQLite."),
                (".hallmark/ledger", "What runs have created and not yet removed, for hallmark sweep."),
                ("reports", "junit.xml, summary.md, report.json and report.html of the last run."),
            ], as: "Pa", to: &page)
    }

    private static func list(_ items: [(String, String)], as macro: String, to page: inout ManualText) {
        page.macro("Bl", ["-tag", "-width", "Ds"].map { .call($0) })
        for (name, words) in items {
            page.macro("It", macro == "Er" ? [.words(name)] : [.call(macro), .words(name)])
            page.sentences(words)
        }
        page.macro("El")
    }

    /// A sentence as the line that indexes show: no capital, no full stop.
    private static func sentenceless(_ text: String) -> String {
        let text = text.hasSuffix(".") ? String(text.dropLast()) : text
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
