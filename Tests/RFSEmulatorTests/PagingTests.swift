import Testing

@testable import RFSEmulator

struct PagingTests {
    private func names(_ answer: HTTPAnswer) -> [String] {
        (answer.json["modules"]?.elements ?? []).compactMap { $0["module_name"]?.string }
    }

    private func marker(_ answer: HTTPAnswer, _ name: String) -> String? {
        answer.json["page_info"]?[name]?.string
    }

    private func callerWithModules(_ count: Int) throws -> Caller {
        let caller = try Bench().caller
        for number in 0..<count { try caller.create("m\(number)") }
        return caller
    }

    @Test(arguments: [false, true])
    func `25 entries are paged to the end and back in either order`(ascending: Bool) throws {
        let caller = try callerWithModules(25)
        let base = "/v1/private-modules?limit=10" + (ascending ? "&sort_key=create_time&sort_dir=asc" : "")
        let expected = (0..<25).map { "m\(ascending ? $0 : 24 - $0)" }

        let first = caller.send("GET", base)
        #expect(names(first) == Array(expected[..<10]))
        #expect(first.json["page_info"]?.names == ["next_marker", "current_count"])
        let second = caller.send("GET", base + "&marker=" + (try require(marker(first, "next_marker"))))
        #expect(names(second) == Array(expected[10..<20]))
        #expect(second.json["page_info"]?.names == ["next_marker", "previous_marker", "current_count"])
        let third = caller.send("GET", base + "&marker=" + (try require(marker(second, "next_marker"))))
        #expect(names(third) == Array(expected[20...]))
        #expect(third.json["page_info"]?.names == ["previous_marker", "current_count"])
        #expect(third.json["page_info"]?["current_count"] == .number("5"))

        let back = caller.send("GET", base + "&marker=" + (try require(marker(third, "previous_marker"))))
        #expect(back.text == second.text)
        let start = caller.send("GET", base + "&marker=" + (try require(marker(back, "previous_marker"))))
        #expect(start.text == first.text)
    }

    @Test func `a page that is exactly full has no next marker`() throws {
        let caller = try callerWithModules(10)
        let page = caller.send("GET", "/v1/private-modules?limit=10")
        #expect(page.json["page_info"]?.names == ["current_count"])
    }

    @Test func `a marker fits only the parameters it was made for`() throws {
        let bench = try Bench()
        let caller = bench.caller
        for number in 0..<12 { try caller.create("m\(number)") }
        let next = try require(marker(caller.send("GET", "/v1/private-modules?limit=10"), "next_marker"))
        // Another character than the one that stands there already.
        let (first, last) = (next.first == "B" ? "C" : "B", next.last == "A" ? "g" : "A")
        let misuses = [
            "limit=11&marker=\(next)", "marker=\(next)", "limit=10&sort_key=create_time&sort_dir=asc&marker=\(next)",
            "limit=10&marker=\(next.dropLast())\(last)", "limit=10&marker=\(first)\(next.dropFirst())",
        ]
        for query in misuses {
            #expect(caller.send("GET", "/v1/private-modules?\(query)").outcome == Outcome(.marker), "\(query)")
        }
        #expect(
            caller.send("GET", "/v1/private-modules/m1/versions?limit=10&marker=\(next)").outcome == Outcome(.marker))
        #expect(
            try bench.newCaller().send("GET", "/v1/private-modules?limit=10&marker=\(next)").outcome
                == Outcome(.marker))
        var elsewhere = caller
        elsewhere.region = .second
        #expect(elsewhere.send("GET", "/v1/private-modules?limit=10&marker=\(next)").outcome == Outcome(.marker))
        #expect(caller.send("GET", "/v1/private-modules?limit=10&marker=\(next)").status == 200)
    }

    @Test func `paging goes on behind entries that were deleted meanwhile`() throws {
        let caller = try callerWithModules(25)
        let base = "/v1/private-modules?limit=10"
        let next = try require(marker(caller.send("GET", base), "next_marker"))
        for number in 10..<16 { _ = caller.send("DELETE", "/v1/private-modules/m\(number)") }
        let page = caller.send("GET", "\(base)&marker=\(next)")
        #expect(names(page) == (0..<10).reversed().map { "m\($0)" })
        #expect(page.json["page_info"]?.names == ["previous_marker", "current_count"])
    }

    @Test func `entries of the same instant are listed in the order of creation`() throws {
        let wall = WallClock { Instant(milliseconds: 1_700_000_000_000) }
        let caller = try Bench(EmulatorConfiguration(clock: .real), wall: wall).caller
        for number in 0..<12 { try caller.create("m\(number)") }
        let ascending = "/v1/private-modules?limit=10&sort_key=create_time&sort_dir=asc"
        let first = caller.send("GET", ascending)
        #expect(names(first) == (0..<10).map { "m\($0)" })
        let second = caller.send("GET", ascending + "&marker=" + (try require(marker(first, "next_marker"))))
        #expect(names(second) == ["m10", "m11"])
        #expect(names(caller.send("GET", "/v1/private-modules")) == (0..<12).reversed().map { "m\($0)" })
    }

    @Test func `versions are paged like modules`() throws {
        let caller = try Bench().caller
        try caller.create("m")
        for number in 0..<12 { #expect(caller.createVersion("m", "1.0.\(number)").status == 201) }
        let base = "/v1/private-modules/m/versions?limit=10"
        let first = caller.send("GET", base)
        let second = caller.send("GET", base + "&marker=" + (try require(marker(first, "next_marker"))))
        let found = [first, second].flatMap { $0.json["versions"]?.elements ?? [] }.map { $0["module_version"]?.string }
        #expect(found == (0..<12).reversed().map { "1.0.\($0)" })
        #expect(second.json["page_info"]?["current_count"] == .number("2"))
    }

    @Test func `an empty module has an empty list of versions`() throws {
        let caller = try Bench().caller
        try caller.create("m")
        #expect(
            caller.send("GET", "/v1/private-modules/m/versions").text
                == #"{"versions":[],"page_info":{"current_count":0}}"#)
    }
}
