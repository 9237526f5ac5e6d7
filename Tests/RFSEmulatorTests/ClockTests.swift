import Testing

@testable import RFSEmulator

struct ClockTests {
    @Test func `two runs of the same calls are alike, also when accounts take turns differently`() throws {
        func run(together: Bool) throws -> [String] {
            let bench = try Bench()
            let one = try bench.newCaller()
            let two = try bench.newCaller()
            let steps: [(Caller) throws -> Void] = [
                { try $0.create("a", description: "x") }, { _ = $0.createVersion("a", "1.0.0") },
                { _ = $0.send("PATCH", "/v1/private-modules/a/metadata", #"{"module_description":"y"}"#) },
            ]
            if together {
                for step in steps { for caller in [two, one] { try step(caller) } }
            } else {
                for caller in [one, two] { for step in steps { try step(caller) } }
            }
            return [one, two].flatMap { caller in
                ["/v1/private-modules", "/v1/private-modules/a/versions/1.0.0/metadata"].map {
                    let answer = caller.send("GET", $0)
                    return answer.text + (answer.header("X-Request-Id") ?? "")
                }
            }
        }
        #expect(try run(together: true) == run(together: false))
    }

    @Test func `another seed gives other ids and another time`() throws {
        let one = try Bench(EmulatorConfiguration(seed: 1)).caller
        let two = try Bench(EmulatorConfiguration(seed: 2)).caller
        #expect(try one.create("a") != two.create("a"))
        #expect(one.user.token != two.user.token)
        #expect(one.user.account.now != two.user.account.now)
    }

    @Test func `ids are UUIDs of version 4`() throws {
        let source = IdentifierSource(seed: 7)
        let ids = (0..<1000).map { source.uuid($0) }
        #expect(Set(ids).count == 1000)
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(ids.allSatisfy { $0.wholeMatch(of: form) != nil })
    }

    @Test func `virtual time moves a millisecond a request and by administration, for one account alone`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let other = try bench.newCaller()
        let clock = "/accounts/\(caller.user.account.domainID)/clock"
        #expect(bench.admin("GET", clock).text == #"{"now":"2025-01-01T00:00:00.000Z","milliseconds":1735689600000}"#)
        _ = caller.send("GET", "/v1/private-modules")
        _ = caller.send("GET", "/v1/private-modules?limit=1")
        let advanced = bench.admin("POST", clock + "/advance", #"{"milliseconds":3600000}"#)
        #expect(advanced.text == #"{"now":"2025-01-01T01:00:00.002Z","milliseconds":1735693200002}"#)
        #expect(bench.admin("GET", clock).text == advanced.text)
        #expect(other.user.account.now == Instant(milliseconds: 1_735_689_600_000))
    }

    @Test func `an update moves update_time forward even when the clock stands still`() throws {
        let wall = WallClock { Instant(milliseconds: 1_700_000_000_000) }
        let caller = try Bench(EmulatorConfiguration(clock: .real), wall: wall).caller
        try caller.create("a", description: "same")
        for expected in ["001", "002", "003"] {
            let body = #"{"module_description":"same"}"#
            #expect(caller.send("PATCH", "/v1/private-modules/a/metadata", body).status == 204)
            let shown = caller.send("GET", "/v1/private-modules/a/metadata").json
            #expect(shown["create_time"] == .string("2023-11-14T22:13:20.000Z"))
            #expect(shown["update_time"] == .string("2023-11-14T22:13:20.\(expected)Z"))
        }
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_400_123, "2000-02-29T00:00:00.123Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_735_689_599_999, "2024-12-31T23:59:59.999Z", "Tue, 31 Dec 2024 23:59:59 GMT"),
            (4_102_444_800_000, "2100-01-01T00:00:00.000Z", "Fri, 01 Jan 2100 00:00:00 GMT"),
            (-1, "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
        ] as [(Int64, String, String)])
    func `an instant is written as text`(milliseconds: Int64, text: String, header: String) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(instant.text == text)
        #expect(instant.headerText == header)
    }

    @Test func `a date and its instant belong together`() {
        var day = Instant(milliseconds: -62_135_596_800_000 + 86_400_000 * 366)
        for _ in 0..<2000 {
            day = day + 86_400_000 * 17 + 3_661_000
            let text = day.text
            let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
            let made = Instant(
                year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
                second: numbers[5])
            #expect(made == day, "\(text)")
        }
    }
}
