import ContractCore
import Synchronization
import Testing

@testable import ContractRunner

/// How many cases run at once when nobody says it.
struct WidthTests {
    private func width(most: Int = 32, after answers: (count: Int, seconds: Double)...) -> Int {
        var width = Width(most: most)
        for answer in answers { for _ in 0..<answer.count { width.answered(in: answer.seconds, isThrottled: false) } }
        return width.limit
    }

    @Test func `it becomes fourfold with each round that is as fast as the fastest`() {
        #expect(width() == 4)
        #expect(width(after: (3, 0.02)) == 4)
        #expect(width(after: (4, 0.02)) == 16)
        #expect(width(after: (4 + 16, 0.02)) == 32)
        #expect(width(most: 128, after: (4 + 16 + 64 + 128, 0.02)) == 128)
        #expect(width(most: 3, after: (30, 0.02)) == 3)
    }

    @Test func `it stays where a round takes up to twice as long, and shrinks where it takes longer`() {
        #expect(width(after: (4, 0.02), (16, 0.035)) == 16)
        #expect(width(after: (4, 0.02), (16, 0.05)) == 12)
        #expect(width(after: (4, 0.02), (16, 0.05), (12, 0.02)) == 13)
        #expect(width(after: (4, 0.02), (100, 5)) == 2)
    }

    @Test func `an answer that asks to come back later halves it, and then it grows by one`() {
        var width = Width(most: 32)
        for _ in 0..<4 { width.answered(in: 0.02, isThrottled: false) }
        #expect(width.limit == 16)
        width.answered(in: 0.02, isThrottled: true)
        #expect(width.limit == 8)
        for _ in 0..<8 { width.answered(in: 0.02, isThrottled: false) }
        #expect(width.limit == 9)
        for _ in 0..<9 { width.answered(in: 0.02, isThrottled: true) }
        #expect(width.limit == 1)
    }

    /// Makes the crew run so many cases with these exchanges, and gives how many ran at once at most.
    private func widest(_ cases: Int, jobs: Int?, most: Int, _ exchanges: [ExchangeRecord]) -> Int {
        let left = Mutex(cases)
        let crew = Crew(jobs: jobs, most: most) {
            let isLeft = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isLeft else { return nil }
            return CaseResult(rule: "a", verdict: .pass, exchanges: exchanges, file: "", line: 1)
        }
        return crew.join()
    }

    @Test func `a fixed number of cases stays what it is, and one that adapts goes up to its most`() {
        let fast = ExchangeRecord(label: "step 1", method: "GET", url: "/", status: 200)
        #expect(widest(200, jobs: 3, most: 100, [fast]) == 3)
        #expect(widest(200, jobs: 5, most: 2, [fast]) == 2)
        #expect(widest(0, jobs: nil, most: 0, [fast]) == 1)
        #expect((4...8).contains(widest(2_000, jobs: nil, most: 8, [fast])))
    }

    @Test func `an answer 429 that a case came for is no reason to slow down`() {
        let refused = ExchangeRecord(label: "step 1", method: "GET", url: "/", status: 429)
        let accepted = ExchangeRecord(label: "step 1", method: "GET", url: "/", status: 200)
        #expect(widest(2_000, jobs: nil, most: 8, [refused]) > 4)
        #expect(widest(2_000, jobs: nil, most: 8, [refused, accepted]) == 4)
    }
}
