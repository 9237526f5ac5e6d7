import ContractCore
import ContractHistory
import Foundation
import Synchronization
import TestSupport
import Testing

struct HistoryTests {
    /// A path in a folder of its own, removed behind the test.
    private func withPath<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.appending(path: "deep/history.sqlite").path)
    }

    @Test func `a run reads back as it was kept, its number aside`() throws {
        try withPath { path in
            let summary = RunSummary(.sample)
            let number = try History(path: path).record(summary)
            var read = try #require(try History(path: path).run(number: number))
            #expect(read.number == 1)
            read.number = nil
            #expect(read == summary)
        }
    }

    @Test func `runs are listed newest first, of one target where it is named`() throws {
        try withPath { path in
            let history = try History(path: path)
            for (id, target) in [("aaaaaaaa", "t1"), ("bbbbbbbb", "t2"), ("cccccccc", "t1")] {
                _ = try history.record(RunSummary(.scripted(verdicts: ["r": .pass, "s": .fail], id: id, target: target)))
            }
            #expect(try history.runs(limit: 9).map(\.run.id) == ["cccccccc", "bbbbbbbb", "aaaaaaaa"])
            #expect(try history.runs(limit: 1).map(\.number) == [3])
            #expect(try history.runs(limit: 9, target: "t1").map(\.number) == [3, 1])
            #expect(try history.previous(before: 3) == 1)
            #expect(try history.previous(before: 2) == nil)
            #expect(try history.number(ofRun: "bbbbbbbb") == 2)
            #expect(try history.number(ofRun: "dddddddd") == nil)
            #expect(try history.run(number: 4) == nil)
            let entry = try #require(try history.runs(limit: 1).first)
            #expect(entry.held == 1 && entry.decided == 2 && entry.conformance == .notConformant)
        }
    }

    @Test func `a trend has the runs of one target up to a run, and each rule with its revision`() throws {
        try withPath { path in
            let history = try History(path: path)
            _ = try history.record(RunSummary(.scripted(verdicts: ["r@r1": .pass])))
            _ = try history.record(RunSummary(.scripted(verdicts: ["r@r1": .pass], target: "elsewhere")))
            _ = try history.record(RunSummary(.scripted(verdicts: ["r@r2": .fail])))
            _ = try history.record(RunSummary(.scripted(verdicts: ["r@r2": .pass])))
            let trend = try history.trend(upTo: 3)
            #expect(trend.points.map(\.number) == [1, 3])
            #expect(trend.points.map(\.passRate) == [1, 0])
            #expect(trend.rules["c.r"]?.map(\.verdict) == [.pass, .fail])
            #expect(trend.rules["c.r"]?.map(\.revision) == ["r1", "r2"])
        }
    }

    @Test func `numbers are not used again after old runs were forgotten`() throws {
        try withPath { path in
            let history = try History(path: path)
            for _ in 1...3 { _ = try history.record(RunSummary(.sample)) }
            #expect(try history.keep(newest: 1) == 2)
            #expect(try history.runs(limit: 9).map(\.number) == [3])
            #expect(try history.run(number: 3)?.rules.count == RunReport.sample.rules.count)
            #expect(try history.keep(newest: 1) == 0)
            #expect(try history.record(RunSummary(.sample)) == 4)
        }
    }

    @Test func `writers at once each keep their whole run`() throws {
        try withPath { path in
            let problems = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 16) { index in
                do {
                    let id = String(repeating: String(index, radix: 16), count: 8)
                    var report = RunReport.sample
                    report.run.id = id
                    _ = try History(path: path).record(RunSummary(report))
                } catch {
                    problems.withLock { $0.append("\(error)") }
                }
            }
            #expect(problems.withLock { $0 } == [])
            let history = try History(path: path)
            let entries = try history.runs(limit: 99)
            #expect(Set(entries.map(\.number)) == Set(1...16))
            #expect(Set(entries.map(\.run.id)).count == 16)
            for entry in entries {
                #expect(
                    try history.run(number: entry.number)?.rules.flatMap(\.cases).count == RunSummary(.sample).rules.flatMap(\.cases).count)
            }
        }
    }

    @Test func `a copy of the files at any moment, as a kill leaves them, holds only whole runs`() throws {
        try withPath { path in
            let history = try History(path: path)
            _ = try history.record(RunSummary(.sample))
            let rules = RunSummary(.sample).rules.count
            let ended = DispatchSemaphore(value: 0)
            let writer = Thread {
                for _ in 1...40 { _ = try? history.record(RunSummary(.sample)) }
                ended.signal()
            }
            writer.start()
            defer { ended.wait() }
            for number in 1...12 {
                let copy = "\(path).copy-\(number)"
                // The log first: what it lacks of later commits is not in the file either, since nothing checkpoints so early.
                for suffix in ["-wal", ""] { try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix) }
                let left = try History(path: copy)
                let entries = try left.runs(limit: 99)
                #expect(!entries.isEmpty)
                for entry in entries { #expect(try left.run(number: entry.number)?.rules.count == rules) }
            }
        }
    }

    @Test func `a file of somebody else is refused and left as it is`() throws {
        try withPath { path in
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let bytes = Data("this is no database, and longer than its header would be: \(String(repeating: "x", count: 200))".utf8)
            try bytes.write(to: URL(filePath: path))
            #expect(throws: HistoryError.foreign(path: path)) { try History(path: path) }
            #expect(FileManager.default.contents(atPath: path) == bytes)
        }
    }
}
