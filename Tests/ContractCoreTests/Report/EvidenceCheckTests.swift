import ContractCore
import TestSupport
import Testing

struct EvidenceCheckTests {
    private let sound = RunReport.scripted([("a", [("1", .pass), ("2", .fail)]), ("b", [(nil, .pass)]), ("c", [])])

    private func problems(_ change: (inout RunReport) -> Void) -> [String] {
        var report = sound
        change(&report)
        return EvidenceCheck.problems(of: report)
    }

    @Test func `a sound report has no problems`() {
        #expect(problems { _ in } == [])
    }

    @Test func `a verdict that was changed does not follow from the evidence`() {
        #expect(problems { $0.rules[0].verdict = .pass } == ["the rule 'c.a' is said to be pass, and its cases make it fail"])
        #expect(
            problems {
                $0.rules[0].verdict = .pass
                $0.cases[1].verdict = .pass
            } == [
                "the case 'c.a [2]' is said to pass, and one of its findings is broken",
                "the case 'c.a [2]' is said to pass, and it observed nothing",
            ])
    }

    @Test func `a case that was taken away, added or excused by nobody is noticed`() {
        #expect(problems { $0.cases.remove(at: 2) } == ["the rule 'c.b' is said to be pass, and its cases make it skipped"])
        #expect(problems { $0.cases.append($0.cases[2]) } == ["the case 'c.b' is there twice"])
        #expect(problems { $0.rules.remove(at: 1) } == ["the case 'c.b' belongs to no rule of the report"])
        #expect(
            problems {
                $0.cases[1].disposition = .waived
                $0.rules[0].disposition = .waived
            } == ["the case 'c.a [2]' is said to be waived, and no waiver of the report names it"])
        #expect(
            problems {
                $0.cases[1].disposition = .expected
                $0.rules[0].disposition = .expected
            } == ["the case 'c.a [2]' is said to be expected, and the report names no baseline"])
    }
}
