import Testing

@testable import RFSEmulator

struct BodyBudgetTests {
    @Test func `what goes beyond the budget is not taken, and what is given back is there again`() {
        let budget = BodyBudget(limit: 10)
        #expect(budget.take(6) && budget.take(4))
        #expect(!budget.take(1))
        budget.giveBack(4)
        #expect(!budget.take(5) && budget.take(4) && !budget.take(1))
    }
}
