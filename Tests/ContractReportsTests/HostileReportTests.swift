import ContractCore
import ContractReports
import Foundation
import TestSupport
import Testing

/// What a hostile target, or a careless contract, could put into any text of a report.
struct HostileReportTests {
    static let texts = [
        "]]></failure></testcase><!--", "<script>alert(1)</script>", "a|b|c\n|--|--|\n", "`````", "```\n# heading\n```",
        "::error file=x::y\n::stop-commands::z", "##vso[task.setvariable variable=a]b", "\u{1B}[2J\u{1B}]8;;http://e\u{7}",
        "\u{0}\u{1}\u{8}\u{B}\u{C}\u{E}\u{7F}\u{9B}", "\u{FFFE}\u{FFFF}\u{1FFFE}", "\u{202E}\u{2066}\u{200F}", "\r\n\r\n", "\r",
        "</details></summary><h1>", "&lt;&#0;&", "@everyone #1 GH-1", "![x](http://e/x.png)", "模块\u{301}👩‍💻", "$(rm) ${X} $a$", "\\|", "",
    ]

    /// The sample with a text put into every place that a reporter shows.
    static func report(full text: String) throws -> RunReport {
        try RunReport.sample.mappingTexts { $0 + text }
    }

    @Test(arguments: texts)
    func `JUnit stays well formed with the same cases`(text: String) throws {
        let root = try parseXML(rendered(JUnitReporter.self, Self.report(full: text)))
        let expected = try parseXML(rendered(JUnitReporter.self, .sample))
        #expect(root.all("testcase").count == expected.all("testcase").count)
        for name in ["failure", "error", "skipped", "system-out", "property"] {
            #expect(root.all(name).count == expected.all(name).count)
        }
    }

    @Test(arguments: texts)
    func `no text that is shown acts on a terminal or on a CI system`(text: String) throws {
        for (name, output) in allRendered(try Self.report(full: text)) {
            let acting = output.unicodeScalars.filter { scalar in
                let category = scalar.properties.generalCategory
                let joins = scalar == "\u{200C}" || scalar == "\u{200D}" || scalar == "\n"
                return !joins && [.control, .format, .lineSeparator].contains(category)
            }
            #expect(acting.isEmpty, "\(name)")
            #expect(!output.contains("##vso["), "\(name)")
            let commands = output.split(separator: "\n").filter { $0.drop { $0 == " " }.hasPrefix("::") }
            #expect(commands.isEmpty, "\(name)")
        }
    }

    @Test(arguments: texts)
    func `tables and headings of the summary stay as they are`(text: String) throws {
        let hostile = structure(rendered(MarkdownReporter.self, try Self.report(full: text)))
        #expect(hostile == structure(rendered(MarkdownReporter.self, .sample)))
    }

    @Test(arguments: texts)
    func `JSON reads back as the same report`(text: String) throws {
        let report = try Self.report(full: text)
        #expect(try ReportReader.read(Array(rendered(JSONReporter.self, report).utf8)) == report)
    }

    @Test func `very long texts leave every output bounded`() throws {
        for unit in ["x", "`|\u{1B}", "模", "<&>"] {
            let long = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
            var report = RunReport.sample
            report.cases = PackedList(
                report.cases.map { result in
                    var result = result
                    result.reason = result.reason.map { $0 + long }
                    result.findings = result.findings.map { finding in
                        var finding = finding
                        finding.actual = long
                        finding.place = long
                        return finding
                    }
                    result.exchanges = result.exchanges.map { exchange in
                        var exchange = exchange
                        exchange.responseBody = BodyRecord(text: long, size: long.utf8.count)
                        exchange.curl = long
                        return exchange
                    }
                    return result
                })
            #expect(rendered(MarkdownReporter.self, report).utf8.count < 1_048_576)
            #expect(rendered(JUnitReporter.self, report).utf8.count < 1_048_576)
            #expect(ConsoleSummary().text(report).utf8.count < 1_048_576)
            #expect(throws: Never.self) { try parseXML(rendered(JUnitReporter.self, report)) }
        }
    }

    /// What a reader of Markdown makes blocks of: the kind of each line outside fences, paragraphs left out.
    private func structure(_ page: String) -> [String] {
        var kinds: [String] = []
        var fence: Substring?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            let ticks = line.prefix { $0 == "`" }
            if let open = fence {
                if line == open { fence = nil }
                continue
            }
            if ticks.count >= 3 {
                fence = ticks
                kinds.append("fence")
            } else if line.hasPrefix("|") {
                kinds.append("row of \(line.count { $0 == "|" })")
            } else if line.hasPrefix("#") {
                kinds.append("heading \(line.prefix { $0 == "#" }.count)")
            } else if line.hasPrefix("<") && !line.hasPrefix("<code>") {
                kinds.append(String(line.prefix { $0 != ">" }))
            } else if line.hasPrefix("- ") || line.hasPrefix("  - ") {
                kinds.append("item")
            }
        }
        return kinds + [fence == nil ? "closed" : "open"]
    }
}
