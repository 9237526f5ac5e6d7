import Testing

@testable import RFSEmulator

struct StackPagingTests {
    /// Walks over all pages of a list and gives the values of one member.
    private func walk(_ caller: Caller, _ path: String, _ list: String, _ member: String) throws -> [[String]] {
        var pages: [[String]] = []
        var marker = ""
        repeat {
            let answer = caller.send("GET", "\(path)?limit=10\(marker)").json
            pages.append((answer[list]?.elements ?? []).compactMap { $0[member]?.string })
            marker = answer["page_info"]?["next_marker"]?.string.map { "&marker=\($0)" } ?? ""
        } while !marker.isEmpty && pages.count < 10
        return pages
    }

    @Test func `stacks are listed newest first, page by page`() throws {
        let caller = try Bench().caller
        for number in 10..<32 { _ = caller.createStack("s\(number)") }
        let names = (10..<32).reversed().map { "s\($0)" }
        #expect(
            try walk(caller, caller.stacks, "stacks", "stack_name")
                == [Array(names[0..<10]), Array(names[10..<20]), Array(names[20...])])
    }

    @Test func `plans are listed newest first, page by page`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("s")
        for number in 10..<22 { _ = caller.plan("s", "p\(number)", SampleTemplate.good) }
        let names = (10..<22).reversed().map { "p\($0)" }
        #expect(
            try walk(caller, caller.stacks + "/s/execution-plans", "execution_plans", "execution_plan_name")
                == [Array(names[0..<10]), Array(names[10...])])
    }

    @Test func `resources and outputs are paged in the order of the template`() throws {
        let caller = try Bench().caller
        let outputs = (10..<22).map { "output \"o\($0)\" { value = \($0) }" }.joined(separator: "\n")
        _ = caller.createStack("s", "resource \"rfs_emulator_resource\" \"a\" { count = 12 }\n" + outputs)
        caller.wait()
        let keys = (0..<12).map(String.init)
        #expect(
            try walk(caller, caller.stacks + "/s/resources", "stack_resources", "index_key")
                == [Array(keys[0..<10]), Array(keys[10...])])
        let names = (10..<22).map { "o\($0)" }
        #expect(
            try walk(caller, caller.stacks + "/s/outputs", "outputs", "name")
                == [Array(names[0..<10]), Array(names[10...])])
        let first = caller.read("s", "outputs?limit=10").json
        let marker = try require(first["page_info"]?["next_marker"]?.string)
        let back = try require(
            caller.read("s", "outputs?limit=10&marker=\(marker)").json["page_info"]?["previous_marker"]?.string)
        #expect(caller.read("s", "outputs?limit=10&marker=\(back)").json["outputs"] == first["outputs"])
    }

    @Test func `stacks of other accounts and regions are not seen`() throws {
        let bench = try Bench()
        let caller = bench.caller
        _ = caller.createStack("s")
        var elsewhere = caller
        elsewhere.region = .second
        #expect(elsewhere.status("s") == nil)
        let stranger = try bench.newCaller()
        #expect(stranger.send("GET", stranger.stacks).json["stacks"] == .array([]))
        #expect(stranger.send("GET", caller.stacks).outcome == Outcome(.notPermitted))
        #expect(elsewhere.createStack("s").status == 201)
        #expect(stranger.createStack("s").status == 201)
    }
}
