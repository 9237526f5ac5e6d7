import Foundation
import Testing

@testable import RFSEmulator

/// What accounts hold in memory: its order, its names, and how a change is undone.
struct HoldingsTests {
    private struct Item: Named, Equatable {
        var name: String
        var key: PageKey
    }

    private static func key(_ created: Int64, _ sequence: Int64) -> PageKey {
        PageKey(created: Instant(milliseconds: created), sequence: sequence)
    }

    private static let keys = [key(5, 1), key(7, 2), key(5, 3), key(1, 4), key(7, 5), key(6, 6), key(9, 7)]

    @Test(arguments: [true, false])
    func `entries are scanned in their order from any place`(ascending: Bool) {
        var ordered = Catalog<Item>()
        for key in Self.keys { ordered[key] = Item(name: "\(key.sequence)", key: key) }
        let sorted = ascending ? Self.keys.sorted() : Self.keys.sorted().reversed()
        // Places of entries, between them, before the first and behind the last.
        let places: [PageKey?] = [nil] + Self.keys + [Self.key(0, 1), Self.key(6, 1), Self.key(10, 1)]
        for place in places {
            let rest = sorted.filter { key in place.map { ascending ? $0 < key : key < $0 } ?? true }
            for count in [0, 1, 3, 100] {
                let scan = PageScan(ascending: ascending, after: place, count: count)
                #expect(ordered.scan(scan).map(\.key) == Array(rest.prefix(count)))
                let odd = rest.filter { $0.sequence % 2 == 1 }
                #expect(ordered.scan(scan) { $0.key.sequence % 2 == 1 }.map(\.key) == Array(odd.prefix(count)))
            }
        }
    }

    @Test func `an entry is found by the name that it has now`() {
        var catalog = Catalog<Item>()
        let (one, two) = (Self.key(1, 1), Self.key(2, 2))
        catalog[one] = Item(name: "One", key: one)
        catalog[two] = Item(name: "two", key: two)
        #expect(catalog.find("one") == nil)
        #expect(catalog.find("one", ignoringCase: true)?.key == one)
        catalog[one] = Item(name: "other", key: one)
        #expect(catalog.find("One") == nil)
        #expect(catalog.find("other")?.key == one)
        catalog[one] = nil
        #expect(catalog.find("other") == nil)
        #expect(catalog.entries.map(\.name) == ["two"])
        #expect(catalog.count == 1)
    }

    /// A change that is given up.
    private struct GivenUp: Error {}

    private func filled() throws -> (Caller, shown: () -> [String]) {
        let caller = try Bench().caller
        try caller.create("a", description: "text")
        #expect(caller.createVersion("a", "1.0.0").status == 201)
        #expect(caller.createStack("s", SampleTemplate.good).status == 201)
        caller.wait()
        let paths = [
            "/v1/private-modules", "/v1/private-modules/a/versions", caller.stacks, "\(caller.stacks)/s/events",
            "\(caller.stacks)/s/resources",
        ]
        return (caller, { paths.map { caller.send("GET", $0).text } })
    }

    @Test func `a change that fails leaves all as it was`() throws {
        let (caller, shown) = try filled()
        let before = shown()
        #expect(throws: GivenUp.self) {
            try caller.bench.instance.accounts.change(caller.user.account) { state in
                let modules = ModuleTable(state: state, region: caller.region.name)
                let module = try require(modules.find("a"))
                VersionTable(state: state, module: module.sequence).deleteAll()
                modules.update(module, description: "other", at: Instant(milliseconds: 1))
                modules.replace(module, id: "x", created: Instant(milliseconds: 2), updated: module.updated)
                modules.delete(try require(modules.find("a")))
                _ = try modules.insert(name: "a", id: "y", description: nil, at: Instant(milliseconds: 3))
                let stacks = StackTable(state: state, region: caller.region.name, now: Instant(milliseconds: 4))
                let stack = try require(stacks.find("s"))
                EventTable(state: state, stack: stack.sequence).insert(
                    [StackEvent(.log, "never", at: Instant(milliseconds: 5))], deployment: nil)
                stacks.settle(stack, StackContent())
                stacks.delete(stack)
                throw GivenUp()
            }
        }
        let after = shown()
        #expect(after == before)
    }

    @Test func `a name is not given twice`() throws {
        let (caller, shown) = try filled()
        let before = shown()
        #expect(throws: NameTaken.self) {
            try caller.bench.instance.accounts.change(caller.user.account) { state in
                _ = try ModuleTable(state: state, region: caller.region.name)
                    .insert(name: "a", id: "y", description: nil, at: Instant(milliseconds: 3))
            }
        }
        let after = shown()
        #expect(after == before)
    }

    @Test func `what the data file does not take is refused and not seen`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rfs-emulator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bench = try Bench(EmulatorConfiguration(dataFile: folder.appending(path: "state.sqlite").path))
        let caller = bench.caller
        try caller.create("a")
        try bench.instance.store.close()
        #expect(caller.send("POST", "/v1/private-modules", #"{"module_name":"b"}"#).status == 500)
        #expect(caller.send("DELETE", "/v1/private-modules/a").status == 500)
        let names = caller.send("GET", "/v1/private-modules").json["modules"]?.elements
        #expect(names?.map { $0["module_name"]?.string } == ["a"])
    }

    @Test func `accounts do not wait for each other`() throws {
        let bench = try Bench()
        let (one, two) = (bench.caller, try bench.newCaller())
        try bench.instance.accounts.change(one.user.account) { state in
            // The other account answers while this one is in the hands of a request.
            try two.create("a")
            #expect(state.holdings.modules.isEmpty)
            #expect(state.others.map { $0.modules[two.region.name]?.count } == [1])
        }
    }
}
