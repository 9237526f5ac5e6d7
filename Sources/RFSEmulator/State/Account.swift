import Synchronization

/// One account: its names, its clock, its quota, its pending faults, and what belongs to it.
final class Account: Sendable {
    /// How many resources of each kind an account may hold.
    struct Quota: Sendable, Hashable {
        var modules = 100
        /// Of one module.
        var versions = 200
        var stacks = 100
        /// Of one stack.
        var plans = 100
        /// Stacks that are being created, and plans that are being made, at the same time.
        var parallel = 50
    }

    /// An answer that the next matching calls get instead of the real one.
    struct Fault: Sendable, Hashable {
        var status: Int
        var operation: String?
        var remaining: Int
        var retryAfter: Int?
    }

    /// The part that changes.
    struct State: Sendable {
        /// API requests so far; the virtual clock moves one millisecond for each.
        var requests: Int64 = 0
        /// Milliseconds by which administration advanced the clock.
        var advanced: Int64 = 0
        /// The number of ids made.
        var identifiers: Int64 = 0
        /// The number of users made.
        var users: Int64 = 0
        var quota = Quota()
        var faults: [Fault] = []
    }

    /// The order of creation, the key of the account in the database.
    let sequence: Int64
    let domainID: String
    let projectID: String
    let identifiers: IdentifierSource
    private let clock: EmulatorClock
    private let state: Mutex<State>
    private let holdings: Mutex<Holdings>

    init(
        sequence: Int64, domainID: String, projectID: String, identifiers: IdentifierSource, clock: EmulatorClock,
        state: State = State(), holdings: Holdings = Holdings()
    ) {
        self.sequence = sequence
        self.domainID = domainID
        self.projectID = projectID
        self.identifiers = identifiers
        self.clock = clock
        self.state = Mutex(state)
        self.holdings = Mutex(holdings)
    }

    /// The state at this moment.
    var snapshot: State { state.withLock { $0 } }

    /// Changes the state.
    func update<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
        state.withLock { change(&$0) }
    }

    /// Has what belongs to the account to itself; others wait.
    func withHoldings<Result: Sendable>(_ body: (inout Holdings) throws -> Result) rethrows -> Result {
        try holdings.withLock { try body(&$0) }
    }

    /// What belongs to the account at this moment; nil while a request has it to itself.
    var idleHoldings: Holdings? { holdings.withLockIfAvailable { $0 } }

    /// Counts one API request and gives its instant and number.
    func beginRequest() -> (now: Instant, number: Int64) {
        let (requests, advanced) = state.withLock { state in
            state.requests += 1
            return (state.requests, state.advanced)
        }
        return (clock.instant(requests: requests, advanced: advanced), requests)
    }

    /// The account's time for resources and links.
    var now: Instant {
        let (requests, advanced) = state.withLock { ($0.requests, $0.advanced) }
        return clock.instant(requests: requests, advanced: advanced)
    }

    /// The account's time for credentials: the time of the machine, advanced by administration.
    var authenticationTime: Instant {
        clock.wall.now() + state.withLock { $0.advanced }
    }

    /// The next id that the account gives to a resource.
    func nextIdentifier() -> String {
        let number = state.withLock { state in
            state.identifiers += 1
            return state.identifiers
        }
        return identifiers.uuid(number)
    }

    /// Takes the fault that answers a call of this operation, if one is pending.
    func takeFault(operation: String) -> Fault? {
        state.withLock { state in
            guard !state.faults.isEmpty,
                let index = state.faults.firstIndex(where: { $0.operation == nil || $0.operation == operation })
            else { return nil }
            let fault = state.faults[index]
            state.faults[index].remaining -= 1
            if state.faults[index].remaining <= 0 { state.faults.remove(at: index) }
            return fault
        }
    }
}

/// How accounts tell the time.
struct EmulatorClock: Sendable {
    /// Where virtual time begins; nil when accounts follow the time of the machine.
    let virtualStart: Instant?
    let wall: WallClock

    init(_ clock: EmulatorConfiguration.Clock, seed: UInt64, wall: WallClock) {
        // 2025-01-01T00:00:00Z for the first seed, another hour of the following weeks for each other seed.
        let start = Instant(milliseconds: 1_735_689_600_000 + Int64((seed &- 1) % 1000) * 3_600_000)
        virtualStart = clock == .virtual ? start : nil
        self.wall = wall
    }

    func instant(requests: Int64, advanced: Int64) -> Instant {
        guard let virtualStart else { return wall.now() + advanced }
        return virtualStart + requests + advanced
    }
}
