import Synchronization

/// How many bytes of content the connections of a listener may hold together, so that many large ones fit in memory.
final class BodyBudget: Sendable {
    private let limit: Int
    private let held = Mutex<Int>(0)

    /// Makes a budget of so many bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a part of the budget, or nothing when it does not suffice.
    func take(_ bytes: Int) -> Bool {
        held.withLock { held in
            guard held + bytes <= limit else { return false }
            held += bytes
            return true
        }
    }

    /// Gives back what was taken.
    func giveBack(_ bytes: Int) {
        held.withLock { $0 -= bytes }
    }

    /// What one request has of the budget, given back when the request is gone.
    final class Share {
        private let budget: BodyBudget
        private var held = 0

        init(of budget: BodyBudget) {
            self.budget = budget
        }

        deinit { giveBack() }

        /// Takes more of the budget, or nothing when it does not suffice.
        func take(_ bytes: Int) -> Bool {
            guard budget.take(bytes) else { return false }
            held += bytes
            return true
        }

        /// Gives back all of it.
        func giveBack() {
            budget.giveBack(held)
            held = 0
        }
    }
}
