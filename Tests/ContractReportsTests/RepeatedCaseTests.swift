import ContractCore
import ContractReports
import TestSupport
import Testing

struct RepeatedCaseTests {
    private func report(_ verdict: Verdict) -> RunReport {
        var report = RunReport.scripted(verdicts: ["r": verdict])
        report.cases[0].attempts = [Attempt(verdict: .fail, reason: "it was 500", code: "status", seconds: 0.1)]
        report.gate = GateFacts(
            waivers: "w.yaml",
            problems: [
                GateProblem(kind: .expired, file: "w.yaml", line: 3, entry: "W-1", message: "the waiver 'W-1' of Ada held until 2026-01-31")
            ])
        return report
    }

    @Test func `an earlier try is a flaky failure when the last one passed, else a repeated one`() throws {
        let passed = try #require(try parseXML(rendered(JUnitReporter.self, report(.pass))).all("testcase").first)
        #expect(passed.all("flakyFailure").map { $0["message"] } == ["it was 500"])
        #expect(passed.all("failure").isEmpty)
        let failed = try #require(try parseXML(rendered(JUnitReporter.self, report(.fail))).all("testcase").first)
        #expect(failed.all("rerunFailure").count == 1)
        #expect(failed.all("failure").count == 1)
        #expect(failed.all("property").contains { $0["name"] == "attempts" && $0["value"] == "2" })
    }

    @Test func `an entry that is out of date is a failure of its own in every report`() throws {
        let root = try parseXML(rendered(JUnitReporter.self, report(.pass)))
        #expect(root.all("failure").map { $0["message"] } == ["the waiver 'W-1' of Ada held until 2026-01-31"])
        for (name, text) in allRendered(report(.pass)) where name != "junit.xml" {
            #expect(text.contains("held until 2026") && text.contains("it was 500"), "\(name)")
        }
    }

    @Test func `the profile that a run claims stands in what people read`() {
        var report = RunReport.scripted(verdicts: ["r": .pass, "s": .skipped])
        report.claim = ProfileClaim(name: "all|", version: "1", title: "t", digest: "d", rules: ["c.r", "c.s", "c.t"])
        #expect(rendered(MarkdownReporter.self, report).contains("1 of 3 rules assessed"))
        #expect(ConsoleSummary().text(report).contains("profile all| 1: 1 of 3 rules assessed"))
        #expect(rendered(HTMLReporter.self, report).contains("all| 1"))
    }
}
