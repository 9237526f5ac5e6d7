import Foundation
import RFSEmulator
import TestSupport
import Testing

@testable import hallmark

/// The reports under `reports/sample` are what a run of today writes.
struct SampleReportTests {
    /// What the emulator breaks on purpose, so that the sample has something to show.
    static let mutant = "list-private-modules.sort-key-enum/drop"
    static let names = ["junit.xml", "summary.md"]

    /// The text without what differs from run to run: times, ports, identifiers, the libraries of the machine.
    static func steady(_ text: String) -> String {
        var text = text
        if let start = text.range(of: "<details><summary>Slowest cases"),
            let end = text.range(of: "</details>", range: start.upperBound..<text.endIndex)
        {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        let volatile: [(pattern: String, word: String)] = [
            (#"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"#, "UUID"), (#"127\.0\.0\.1:[0-9]+"#, "HOST"),
            (#"libcurl/[^`"<\n]*"#, "LIBCURL"), (#"\b[0-9a-f]{32,}\b"#, "HEX"), (#"\bhm[0-9a-f]{8}"#, "PREFIX"),
            (#"\b[0-9a-f]{12}\b"#, "DIGEST"), (#"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?"#, "TIME"),
            (#"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT"#, "DATE"),
            (#"(run`? ?`|run" value="|run-id" value=")[0-9a-f]{8}"#, "$1RUN"), (#"time="[0-9.]+""#, "time=\"T\""),
            (#"\b[0-9.]+ (ms|s|min)\b( [0-9]+ s)?"#, "DURATION"), (#"[0-9]+ jobs?|jobs" value="[0-9]+""#, "JOBS"),
            (#"_marker":"[^"]*""#, "MARKER"),
        ]
        for (pattern, word) in volatile {
            text = text.replacingOccurrences(of: pattern, with: word, options: .regularExpression)
        }
        return text
    }

    @Test(.timeLimit(.minutes(2))) func `the sample is what a run writes`() async throws {
        let folder = try TemporaryFolder()
        let emulator = try await Emulator.start(EmulatorConfiguration(mutant: Self.mutant))
        let ready = emulator.ready
        let outcome = await hallmark(
            [
                "run", "\(ownContracts)/rfs", "--rule", "list-private-modules.*", "--endpoint", ready.endpoint,
                "--var", "admin_endpoint=\(ready.adminEndpoint)", "--var", "object_store_url=\(ready.objectStoreURL)",
                "--var", "token=\(ready.token)", "--report-dir", folder.file("reports"), "--ledger", folder.file("ledger"), "-j", "2",
            ], in: folder)
        await emulator.stop()
        #expect(outcome.code == 1, "\(outcome.error)")
        let root = URL(filePath: ownContracts).deletingLastPathComponent().path
        for name in Self.names {
            let made = try folder.read("reports/\(name)").replacing("\(root)/", with: "")
            let path = "\(root)/reports/sample/\(name)"
            let sample = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            guard Self.steady(made) != Self.steady(sample) else { continue }
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
                try made.write(toFile: path, atomically: true, encoding: .utf8)
                Issue.record("reports/sample/\(name) was written anew; look at it, and run the test again")
            } else {
                let difference = zip(Self.steady(made).split(separator: "\n"), Self.steady(sample).split(separator: "\n"))
                    .first { $0 != $1 }
                Issue.record("reports/sample/\(name) is not what a run writes; UPDATE_GOLDEN=1 writes it: \(difference.debugDescription)")
            }
        }
    }
}
