import ContractCore
import ContractReports
import TestSupport
import Testing

struct WorkflowAnnotationsTests {
    @Test func `binding failures are errors, the others and what is undecided are warnings`() {
        let report = RunReport.scripted(
            [("a", [("50%, x", .fail)]), ("b", [(nil, .fail)]), ("c", [(nil, .error)]), ("d", [(nil, .pass)])], levels: ["b": .should])
        #expect(
            WorkflowAnnotations.text(report) == """
                ::error file=c.yaml,line=1,title=c.a [50%25%2C x]::status: expected 400, got 200 (step 1 GET /x)
                ::warning file=c.yaml,line=2,title=c.b::status: expected 400, got 200 (step 1 GET /x)
                ::warning file=c.yaml,line=3,title=c.c::could not be told

                """)
    }

    @Test func `ten of a kind are written at most, and the tenth says how many there are`() {
        let rows = (1...30).map { (row: "\($0)" as String?, verdict: Verdict.fail) }
        let lines = WorkflowAnnotations.text(.scripted([("a", rows)])).split(separator: "\n")
        #expect(lines.count == 10)
        #expect(lines.last == "::error title=hallmark::21 more broken cases, see the reports")
    }

    @Test(arguments: HostileReportTests.texts)
    func `nothing that a target sends begins another command`(text: String) throws {
        let report = try RunReport.scripted(verdicts: ["a": .fail, "b": .error]).mappingTexts { $0 + text }
        let lines = WorkflowAnnotations.text(report).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3)
        #expect(lines.map { $0.prefix(9) } == ["::error f", "::warning", ""])
    }
}
