import ContractCore
import ContractReports
import Foundation
import TestSupport
import Testing

struct JSONReporterTests {
    @Test func `the report reads back equal, also with an independent decoder`() throws {
        let bytes = Array(rendered(JSONReporter.self, .sample).utf8)
        #expect(try ReportReader.read(bytes) == .sample)
        #expect(try JSONDecoder().decode(RunReport.self, from: Data(bytes)) == .sample)
    }

    @Test func `the layout's name comes first and a line feed last`() {
        let text = rendered(JSONReporter.self, .sample)
        #expect(text.hasPrefix("{\n  \"schema\": \"hallmark.report/1\",\n  \"run\": {\n    \"id\": "))
        #expect(text.hasSuffix("\n}\n"))
    }

    @Test func `numbers keep their value to the last bit`() throws {
        var report = RunReport.conformantSample
        report.run.seed = .max
        report.run.seconds = 0.1 + 0.2
        report.cases[0].seconds = .leastNonzeroMagnitude
        report.cases[0].start = .greatestFiniteMagnitude
        #expect(try ReportReader.read(Array(rendered(JSONReporter.self, report).utf8)) == report)
    }

    @Test func `a time that is no number is zero`() throws {
        var report = RunReport.conformantSample
        report.run.seconds = .nan
        report.cases[0].seconds = .infinity
        let read = try ReportReader.read(Array(rendered(JSONReporter.self, report).utf8))
        #expect(read.run.seconds == 0)
        #expect(read.cases[0].seconds == 0)
    }

    @Test func `characters that act are escapes and read back as they were`() throws {
        var report = RunReport.conformantSample
        report.run.target = "\u{1B}[31m \u{202E} \u{2028} \u{E0001} ##vso[a] \"\\/ 模块"
        let text = rendered(JSONReporter.self, report)
        #expect(text.contains(#""target": "\u001b[31m \u202e \u2028 \udb40\udc01 \u0023#vso[a] \"\\/ 模块""#))
        #expect(try ReportReader.read(Array(text.utf8)) == report)
    }

    @Test func `an empty run reads back equal`() throws {
        let report = RunReport(run: RunReport.sample.run, rules: [], cases: [])
        #expect(try ReportReader.read(Array(rendered(JSONReporter.self, report).utf8)) == report)
    }
}
