import ContractCore
import Foundation
import Synchronization

/// The time that a run lives by; tests give one that does not pass by itself.
public struct RunClock: Sendable {
    /// Seconds since some fixed instant, never going back.
    public var monotonic: @Sendable () -> Double
    /// Seconds since 1970.
    public var wall: @Sendable () -> Double
    /// Lets so many seconds pass, or fewer when the interruption comes first.
    public var sleep: @Sendable (Double, Interruption) -> Void

    /// Makes a clock of its parts.
    public init(
        monotonic: @escaping @Sendable () -> Double, wall: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double, Interruption) -> Void
    ) {
        self.monotonic = monotonic
        self.wall = wall
        self.sleep = sleep
    }

    /// The clock of the machine.
    public static let system = RunClock(
        monotonic: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 },
        wall: { Date().timeIntervalSince1970 },
        sleep: { seconds, interruption in
            let end = Double(DispatchTime.now().uptimeNanoseconds) / 1e9 + seconds
            while !interruption.isRequested {
                let left = end - Double(DispatchTime.now().uptimeNanoseconds) / 1e9
                guard left > 0 else { return }
                Thread.sleep(forTimeInterval: min(left, 0.05))
            }
        })

    /// An instant as RFC 3339 text in UTC with milliseconds.
    static func text(_ wall: Double) -> String {
        UTCMoment(milliseconds: Int((wall * 1_000).rounded())).text
    }
}

/// Asks a run to stop: no further case begins, and waits end.
public final class Interruption: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Makes one that has not been requested.
    public init() {}

    /// Whether the run is to stop.
    public var isRequested: Bool { flag.load(ordering: .acquiring) }

    /// Asks the run to stop.
    public func request() { flag.store(true, ordering: .releasing) }
}

/// Spaces requests so that no more than so many begin in a second, over all that ask it.
public final class Pacer: Sendable {
    private let interval: Double
    private let clock: RunClock
    private let next = Mutex<Double>(0)

    /// Makes one for so many requests a second; nil for no limit.
    public init(rate: Double?, clock: RunClock) {
        interval = rate.map { 1 / $0 } ?? 0
        self.clock = clock
    }

    /// Waits for the next free moment, or until the interruption.
    public func wait(_ interruption: Interruption) {
        guard interval > 0 else { return }
        let now = clock.monotonic()
        let turn = next.withLock { next in
            let turn = max(next, now)
            next = turn + interval
            return turn
        }
        if turn > now { clock.sleep(turn - now, interruption) }
    }
}
