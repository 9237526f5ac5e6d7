import Foundation
import Testing

@testable import RFSEmulator

struct StackRestartTests {
    @Test func `a run goes on over a restart, and ends in its time`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rfs-emulator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let start: Int64 = 1_700_000_000_000
        let configuration = EmulatorConfiguration(
            dataFile: folder.appending(path: "state.sqlite").path, clock: .real, transition: .seconds(10))
        func bench(after milliseconds: Int64) throws -> Bench {
            try Bench(configuration, wall: WallClock { Instant(milliseconds: start + milliseconds) })
        }
        let first = try bench(after: 0)
        _ = first.caller.createStack("s", SampleTemplate.good)
        _ = first.caller.createStack("t")
        _ = first.caller.plan("t", "p", SampleTemplate.failing)
        first.instance.close()

        let second = try bench(after: 9_999)
        #expect(second.caller.status("s") == "DEPLOYMENT_IN_PROGRESS")
        #expect(second.caller.planStatus("t", "p") == "CREATION_IN_PROGRESS")
        second.instance.close()

        let third = try bench(after: 10_000)
        #expect(third.caller.status("s") == "DEPLOYMENT_COMPLETE")
        #expect(third.caller.read("s", "resources").json["stack_resources"]?.elements.count == 1)
        #expect(third.caller.apply("t", "p").status == 202)
        #expect(third.caller.send("DELETE", third.caller.stacks + "/s").status == 202)
        third.instance.close()

        let last = try bench(after: 20_000)
        #expect(last.caller.status("s") == nil)
        #expect(last.caller.status("t") == "DEPLOYMENT_FAILED")
        #expect(last.caller.planStatus("t", "p") == "APPLIED")
        last.instance.close()
    }

    @Test func `requests of one instant race, the second is told so`() throws {
        let wall = WallClock { Instant(milliseconds: 1_700_000_000_000) }
        let caller = try Bench(EmulatorConfiguration(clock: .real), wall: wall).caller
        _ = caller.createStack("s")
        #expect(caller.deploy("s", SampleTemplate.good).status == 202)
        #expect(caller.deploy("s", SampleTemplate.good).outcome == Outcome(.requestsRace))
        #expect(caller.send("PATCH", caller.stacks + "/s", #"{"description":"x"}"#).outcome == Outcome(.requestsRace))
        #expect(caller.send("DELETE", caller.stacks + "/s").outcome == Outcome(.deleteInStackStatus))
        caller.wait()
        #expect(caller.status("s") == "DEPLOYMENT_COMPLETE")
    }
}
