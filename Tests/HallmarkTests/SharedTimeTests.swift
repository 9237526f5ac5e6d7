import ContractRunner
import Foundation
import Synchronization
import Testing

@testable import hallmark

struct SharedTimeTests {
    /// What happened, in order.
    private final class Diary: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func note(_ line: String) { lines.withLock { $0.append(line) } }
    }

    /// Runs that wait so many seconds, one wait after the other.
    private func live(_ runs: [(name: String, waits: [Double])]) async throws -> (diary: [String], passed: [Double], end: Double) {
        let diary = Diary()
        let passed = Mutex<[Double]>([])
        let time = SharedTime(runs: runs.count) { seconds in passed.withLock { $0.append(seconds) } }
        try await withThrowingTaskGroup { group in
            for run in runs {
                group.addTask {
                    try await Laboratory.onThread {
                        defer { time.leave() }
                        let clock = time.clock
                        for wait in run.waits {
                            let began = clock.monotonic()
                            clock.sleep(wait, Interruption())
                            diary.note("\(run.name) \(began) to \(clock.monotonic())")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return (diary.all, passed.withLock { $0 }, time.now)
    }

    @Test func `time passes to the end of the shortest wait, and never while somebody is at work`() async throws {
        let (diary, passed, end) = try await live([("a", [5, 4]), ("b", [2, 2, 2])])
        #expect(diary == ["b 0.0 to 2.0", "b 2.0 to 4.0", "a 0.0 to 5.0", "b 4.0 to 6.0", "a 5.0 to 9.0"])
        #expect(passed == [2, 2, 1, 1, 3])
        #expect(end == 9)
    }

    @Test func `who waits for the same moment goes on at the same moment`() async throws {
        let (diary, passed, _) = try await live([("a", [3]), ("b", [1, 2])])
        #expect(diary.first == "b 0.0 to 1.0")
        #expect(diary.dropFirst().sorted() == ["a 0.0 to 3.0", "b 1.0 to 3.0"])
        #expect(passed == [1, 2])
    }

    @Test func `one alone waits for nobody, and no time takes no time`() async throws {
        let (diary, passed, end) = try await live([("a", [0, 0.5, -1])])
        #expect(diary == ["a 0.0 to 0.0", "a 0.0 to 0.5", "a 0.5 to 0.5"])
        #expect(passed == [0.5])
        #expect(end == 0.5)
    }
}
