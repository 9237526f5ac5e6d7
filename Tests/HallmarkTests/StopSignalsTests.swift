import ArgumentParser
import ContractCore
import Synchronization
import Testing

@testable import hallmark

/// What a signal does to a command that ends in order; the second one ends the process, which `make kill-check` shows.
struct StopSignalsTests {
    @Test func `what is to be done is done once, with the first signal or at once behind it`() {
        let signals = StopSignals()
        let done = Mutex<[String]>([])
        signals.whenAsked { done.withLock { $0.append("before") } }
        #expect(!signals.wasAsked)
        #expect(done.withLock { $0 } == [])
        signals.take()
        #expect(signals.wasAsked)
        #expect(done.withLock { $0 } == ["before"])
        signals.whenAsked { done.withLock { $0.append("behind") } }
        #expect(done.withLock { $0 } == ["before", "behind"])
    }

    @Test func `who waits for the first signal goes on when it comes, or at once behind it`() async {
        let signals = StopSignals()
        async let waiting: Void = signals.wait()
        signals.take()
        await waiting
        await signals.wait()
    }

    @Test func `run, prove, sweep and serve end in order, and no other command`() {
        var names: [String] = []
        for command in Commands.all {
            let found = Commands.stoppingInOrder(command.configuration.commandName)
            #expect(found.map { $0 == command } ?? !(command is any StopsInOrder.Type))
            if found != nil, let name = command.configuration.commandName { names.append(name) }
        }
        #expect(names.sorted() == ["prove", "run", "serve", "sweep"])
        #expect(Commands.stoppingInOrder(nil) == nil)
    }

    @Test func `a run with a signal from its first moment writes reports of nothing, and sends nothing`() async throws {
        let folder = try SampleSuite.folder()
        let signals = StopSignals()
        signals.take()
        let outcome = await StopSignals.$current.withValue(signals) {
            await hallmark(["run", folder.file("sample"), "--report-dir", folder.file("reports")], in: folder)
        }
        #expect(outcome.code == ExitStatus.interrupted.rawValue)
        let cases = try #require(JSONReader.read(try folder.read("reports/report.json")).value.objectValue?["cases"]?.arrayValue)
        #expect(Set(cases.map { $0["verdict"]?.asText }) == ["skipped"])
        #expect(cases.contains { $0["code"] == "interrupted" })
        #expect(cases.allSatisfy { ($0["exchanges"]?.arrayValue ?? []).isEmpty })
        #expect(folder.names(below: "reports") == ["junit.xml", "report.html", "report.json", "summary.md"])
    }
}
