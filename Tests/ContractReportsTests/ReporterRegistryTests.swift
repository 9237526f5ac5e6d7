import ContractReports
import Foundation
import Testing

struct ReporterRegistryTests {
    @Test func `every reporter file of the folder is in the list`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources/ContractReports").path)
        let reporters = files.filter { $0.hasSuffix("Reporter.swift") && $0 != "Reporter.swift" }.map { $0.dropLast(6) }
        #expect(reporters.count > 0)
        #expect(Set(reporters.map(String.init)) == Set(Reporters.all.map { String(describing: $0) }))
    }

    @Test func `formats and file names are distinct and as documented`() {
        let files = Dictionary(uniqueKeysWithValues: Reporters.all.map { ($0.format, $0.fileName) })
        #expect(files["junit"] == "junit.xml")
        #expect(files["markdown"] == "summary.md")
        #expect(files["json"] == "report.json")
        #expect(Set(files.values).count == Reporters.all.count)
    }

    @Test func `a format is found by its name and no other`() {
        #expect(Reporters.named("markdown") is MarkdownReporter.Type)
        #expect(Reporters.named("Markdown") == nil)
    }
}
