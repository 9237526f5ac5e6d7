import ContractCore
import ContractReports
import Foundation
import TestSupport
import Testing

@testable import hallmark

struct ReportCommandTests {
    private func saved(_ edit: (inout RunReport) -> Void = { _ in }) -> String {
        var report = RunReport.sample
        edit(&report)
        var text = ""
        JSONReporter().render(report, to: &text)
        return text
    }

    @Test func `only the formats that were asked for are written`() async throws {
        let folder = try TemporaryFolder(["a.json": saved()])
        let outcome = await hallmark(
            ["report", folder.file("a.json"), "--report", "junit", "--report-dir", folder.file("out")], in: folder)
        #expect(outcome == Outcome(code: 0, output: "DIR/out/junit.xml\n"))
        var expected = ""
        JUnitReporter().render(.sample, to: &expected)
        #expect(try folder.read("out/junit.xml") == expected)
    }

    @Test func `of several reports each gets a folder of its own`() async throws {
        let folder = try TemporaryFolder(["a.json": saved(), "b.json": saved { $0.run.id = "../up" }])
        let outcome = await hallmark(
            ["report", folder.file("a.json"), folder.file("b.json"), "--report", "markdown", "--report-dir", folder.file("out")], in: folder
        )
        #expect(outcome == Outcome(code: 0, output: "DIR/out/1f3a9c04/summary.md\nDIR/out/---up/summary.md\n"))
    }

    @Test(arguments: [
        (["DIR/a.json", "DIR/a.json"], 2, "error: two of the files are reports of the run '1f3a9c04'\n"),
        (["DIR/none.json"], 3, "error: there is no file 'DIR/none.json'\n"),
        (["DIR/cut.json"], 3, "error: 'DIR/cut.json' is no report that can be used: ends after 40 bytes, before the report does\n"),
        (
            ["DIR/other.json"], 3,
            "error: 'DIR/other.json' is no report that can be used: not a report: no \"schema\", expected \"hallmark.report/1\"\n"
        ),
        (["DIR/a.json", "--report", "junit,jnit"], 2, "error: there is no report format 'jnit'\nhint: did you mean 'junit'?\n"),
    ])
    func `a file that cannot be used is told so, and nothing is written`(arguments: [String], code: Int32, message: String) async throws {
        let folder = try TemporaryFolder(["a.json": saved(), "cut.json": String(saved().prefix(40)), "other.json": "{}"])
        let arguments = ["report", "--report-dir", folder.file("out")] + arguments.map { $0.replacing("DIR", with: folder.path) }
        #expect(await hallmark(arguments, in: folder) == Outcome(code: code, error: message))
        #expect(folder.names(below: "out") == [])
    }

    @Test func `a report takes the place of an older one whole, and leaves nothing beside it`() throws {
        let folder = try TemporaryFolder(["out/junit.xml": "old"])
        let older = try FileHandle(forReadingFrom: URL(filePath: folder.file("out/junit.xml")))
        _ = ReportFolder(path: folder.file("out")).write(.sample, formats: ["junit"])
        #expect(folder.names(below: "out") == ["junit.xml"])
        #expect(try folder.read("out/junit.xml").hasPrefix("<?xml"))
        // Who had the older one open still reads it: the new one is another file that took its name.
        #expect(try older.readToEnd() == Data("old".utf8))
    }

    @Test func `a report that cannot be put in place leaves the folder as it was`() throws {
        let folder = try TemporaryFolder(["out/junit.xml/in-the-way": "x"])
        let failures = ReportFolder(path: folder.file("out")).write(.sample, formats: ["junit"]).failures
        #expect(failures.count == 1)
        #expect(folder.names(below: "out").filter { $0.hasSuffix(".tmp") } == [])
        #expect(try folder.read("out/junit.xml/in-the-way") == "x")
    }
}
