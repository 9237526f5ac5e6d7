import ContractCore
import ContractReports
import TestSupport
import Testing

struct StatementTests {
    private var claimed: RunReport {
        var report = RunReport.sample
        let ids = report.rules.map(\.id).filter { $0 != "list-private-modules.page-size" }
        report.claim = ProfileClaim(
            name: "all", version: "2026.11", title: "Everything | there is", digest: "sha256:00",
            rules: ids + ["list-private-modules.absent"])
        report.run.suite = SuiteFacts(name: "rfs", version: "2026.11")
        report.gate = GateFacts(
            waivers: "waivers.yaml",
            applied: [
                AppliedWaiver(
                    id: "W-012", reason: "the console allows longer names", owner: "Ada", link: "https://x.example/12",
                    expires: "2027-01-31", cases: ["create-private-module.name-length [129 characters]"])
            ])
        return report
    }

    @Test func `the statement is about the rules of the profile and counts those that were not assessed`() {
        let statement = ConformanceStatement(claimed, evidence: "e")
        #expect(statement.verdict == .notConformant)
        #expect(statement.required == 12)
        #expect(statement.held == 2)
        #expect(statement.broken == ["list-private-modules.sort-count-mismatch"])
        #expect(statement.expected == ["create-private-module.description-chinese"])
        #expect(statement.unsupported == ["stack-drift.detect"])
        #expect(
            statement.notAssessed.map(\.rule) == [
                "list-private-modules.empty-account", "list-private-modules.marker-is-opaque", "create-private-module.duplicate-name",
                "create-private-module.quota", "stack-drift.report", "list-private-modules.absent",
            ])
        #expect(statement.notAssessed.last?.reason == "not part of the run")
        #expect(!statement.isComplete)
    }

    @Test func `the files of a statement read as agreed`() {
        for (name, text) in StatementFiles.all(claimed, evidence: "0123abcd") { expectGolden(text, named: name) }
    }

    @Test func `a badge is well-formed whatever the profile is called`() throws {
        for text in HostileReportTests.texts {
            var report = claimed
            report.claim?.name = text
            let badge = try #require(StatementFiles.all(report, evidence: "").first { $0.name == StatementFiles.badge })
            #expect(throws: Never.self) { try parseXML(badge.text) }
        }
    }

    @Test func `a mutated target gets no badge of conformance`() throws {
        var report = RunReport.conformantSample
        #expect(StatementFiles.all(report, evidence: "")[2].text.contains(": conformant"))
        report.run.mutation = "a.b drop"
        let badge = StatementFiles.all(report, evidence: "")[2].text
        #expect(badge.contains(": mutated target"))
        #expect(!badge.contains(": conformant"))
    }
}
