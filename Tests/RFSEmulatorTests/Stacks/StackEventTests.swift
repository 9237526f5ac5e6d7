import Testing

@testable import RFSEmulator

struct StackEventTests {
    /// A caller with a stack `s` that was deployed twice, and the ids of the deployments.
    private func deployed() throws -> (caller: Caller, ids: [String]) {
        let caller = try Bench().caller
        let first = caller.createStack("s", #"resource "rfs_emulator_resource" "a" { count = 2 }"#)
        caller.wait()
        let second = caller.deploy("s", SampleTemplate.failing)
        caller.wait()
        return (caller, try [first, second].map { try require($0.json["deployment_id"]?.string) })
    }

    private func events(_ caller: Caller, _ query: String = "") -> [JSONValue] {
        caller.read("s", "events" + query).json["stack_events"]?.elements ?? []
    }

    @Test func `events come newest first and grow while a run is under way`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("s", #"resource "rfs_emulator_resource" "a" { count = 2 }"#)
        #expect(events(caller).map { $0["event_type"] } == ["CREATION_IN_PROGRESS", "LOG"].map { .string($0) })
        caller.wait(1000)
        #expect(
            events(caller).map { $0["event_type"] }
                == ["CREATION_IN_PROGRESS", "CREATION_COMPLETE", "CREATION_IN_PROGRESS", "LOG"].map { .string($0) })
        caller.wait()
        let all = events(caller)
        #expect(all.count == 6)
        #expect(all.map { $0["time"]?.string ?? "" } == all.map { $0["time"]?.string ?? "" }.sorted(by: >))
        let complete = all.filter { $0["event_type"] == .string("CREATION_COMPLETE") }
        #expect(complete.map { $0["resource_key"] } == [.string("1"), .string("0")])
        #expect(complete.allSatisfy { $0["elapsed_seconds"] == .number("1") && $0["resource_id_key"] == .string("id") })
        #expect(all.first?.names == ["time", "event_type", "event_message"])
    }

    @Test func `events are selected by deployment`() throws {
        let (caller, ids) = try deployed()
        let counts = ids.map { events(caller, "?deployment_id=\($0)").count }
        #expect(counts == [6, 5])
        #expect(events(caller).count == 11)
        let unknown = caller.read("s", "events?deployment_id=1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3")
        #expect(unknown.outcome == Outcome(.deploymentNotFound))
    }

    @Test(arguments: [
        ("event_type==LOG", 2), ("event_type==LOG|event_type==SUMMARY", 4), ("resource_name==a", 4),
        ("event_type==CREATION_COMPLETE,resource_name==a", 2), ("resource_type==rfs_emulator_fault", 2),
        ("event_type==CREATION_COMPLETE|event_type==CREATION_FAILED,resource_name==f", 1), ("event_type==LOG;x", 11),
        ("event_type==NONE", 0), ("", 11),
    ])
    func `a filter selects events`(filter: String, count: Int) throws {
        let (caller, _) = try deployed()
        #expect(events(caller, "?filter=" + filter.replacing("|", with: "%7C")).count == count)
    }

    @Test(arguments: [
        ("filter=(event_type==LOG)", ErrorCode.filterValue), ("filter=event_type!=LOG", .filterForm),
        ("filter=resource_name==a-b", .filterValue), ("filter=colour==red", .filterName),
        ("filter=event_type==LOG,event_type==ERROR", .filterForm),
        ("filter=event_type==LOG%7Cresource_name==a", .filterForm), ("field=a-b", .filterValue),
        ("field=colour", .filterName), ("filter=\(String(repeating: "a", count: 513))", .tooLong),
        ("field=\(String(repeating: "a", count: 129))", .tooLong), ("deployment_id=short", .tooShort),
    ])
    func `a bad selection is refused`(query: String, error: ErrorCode) throws {
        let caller = try Bench().caller
        _ = caller.createStack("s")
        #expect(caller.read("s", "events?" + query).outcome == Outcome(error))
    }

    @Test func `fields select attributes, event_type is always there`() throws {
        let (caller, _) = try deployed()
        let rows: [(String, [String])] = [
            ("resource_name", ["resource_name", "event_type"]), ("timestamp", ["time", "event_type"]),
            ("resource_name,resource_type", ["resource_type", "resource_name", "event_type"]),
            ("elapsed_seconds", ["event_type", "elapsed_seconds"]), ("event_message", ["event_type", "event_message"]),
        ]
        for (field, names) in rows {
            let event = events(caller, "?filter=event_type==CREATION_COMPLETE&field=\(field)").first
            #expect(event?.names == names, "\(field)")
        }
    }

    @Test func `events are paged, and a marker fits its own selection only`() throws {
        let (caller, _) = try deployed()
        let first = caller.read("s", "events?limit=10").json
        let marker = try require(first["page_info"]?["next_marker"]?.string)
        let second = caller.read("s", "events?limit=10&marker=\(marker)").json
        let paged = (first["stack_events"]?.elements ?? []) + (second["stack_events"]?.elements ?? [])
        #expect(paged == events(caller))
        #expect(second["page_info"]?["next_marker"] == nil)
        let back = try require(second["page_info"]?["previous_marker"]?.string)
        #expect(caller.read("s", "events?limit=10&marker=\(back)").json["stack_events"] == first["stack_events"])
        #expect(
            caller.read("s", "events?limit=10&marker=\(marker)&filter=event_type==LOG").outcome == Outcome(.marker))
    }
}
