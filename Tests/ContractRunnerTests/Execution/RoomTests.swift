import ContractCore
import Synchronization
import Testing

@testable import ContractRunner

/// What becomes of cases when the target has no room for what they make.
struct RoomTests {
    /// A target that holds so many things at once, and refuses any whose name ends in "bad" with 403 as well.
    private final class Shelf: Sendable {
        private let things = Mutex<(names: Set<String>, most: Int, made: [String])>(([], 0, []))
        let room: Int

        init(room: Int) { self.room = room }

        /// The most things that were there at a time.
        var most: Int { things.withLock { $0.most } }
        /// The names of all that was made.
        var made: [String] { things.withLock { $0.made } }

        func answer(_ request: WireRequest) -> WireResponse {
            let name = request.url.split(separator: "/").last.map(String.init) ?? ""
            return things.withLock { things in
                switch request.method {
                case "POST" where name.hasSuffix("bad"): return .of(403)
                case "POST":
                    guard things.names.count < room else { return .of(403) }
                    things.names.insert(name)
                    things.made.append(name)
                    things.most = max(things.most, things.names.count)
                    return .of(201)
                case "DELETE": return .of(things.names.remove(name) == nil ? 404 : 204)
                default: return .of(200)
                }
            }
        }
    }

    private static func vocabulary(_ removal: String) -> String {
        """
        vocabulary: v
        fixtures:
          a thing:
            let: {name: "${unique.name}"}
            create: {POST: "/things/${name}", remove: {DELETE: "/things/${name}"\(removal)}}
        """
    }

    private static func contract(_ rules: [String]) -> String {
        "contract: c\nrules:\n"
            + rules.enumerated().map { "  r\($0.offset): {rule: text, \($0.element)}\n" }.joined()
    }

    private func run(
        _ rules: [String], room: Int, removal: String = ", full: 403", jobs: Int = 1, environment: String? = nil
    ) throws -> (outcome: RunBench.Outcome, shelf: Shelf) {
        let shelf = Shelf(room: room)
        var bench = RunBench()
        bench.jobs = jobs
        if let environment { bench.environment += environment }
        let outcome = try bench.run([Self.contract(rules), Self.vocabulary(removal)]) {
            (_, request) throws(TransportFailure) in shelf.answer(request)
        }
        return (outcome, shelf)
    }

    @Test(arguments: [1, 4, 16]) func `cases that need more than there is together hold when they come again`(_ jobs: Int) throws {
        let rule = "given: {things: {fixture: a thing, count: 3}}, GET: /things, expect: {status: 200}"
        let (outcome, shelf) = try run(Array(repeating: rule, count: 12), room: 4, jobs: jobs)
        #expect(outcome.verdicts == (0..<12).map { "c.r\($0): pass" })
        #expect(shelf.most <= 4)
        #expect(Set(shelf.made).count == shelf.made.count, "a case that comes again makes things of other names")
        #expect(outcome.report.cleanup.leftBehind.isEmpty)
        #expect(outcome.report.cleanup.created == outcome.report.cleanup.removed)
    }

    @Test func `a case that finds no room when it is alone is inconclusive`() throws {
        let rule = "given: {things: {fixture: a thing, count: 3}}, GET: /things, expect: {status: 200}"
        let (outcome, _) = try run([rule, rule], room: 2, jobs: 2)
        #expect(outcome.verdicts == ["c.r0: inconclusive no-room", "c.r1: inconclusive no-room"])
        #expect(
            outcome.reason
                == "given a thing 3 could not be made: the target has no room for another: "
                + "it answered 403, as it does when a quota is used up (given a thing 3 POST /things/${name})")
    }

    private static func making(_ end: String, _ keys: String) -> String {
        "let: {n: \"${unique.name}\(end)\"}, POST: \"/things/${n}\", expect: {status: 201}, "
            + "remove: {DELETE: \"/things/${n}\"\(keys)}"
    }

    @Test func `a refusal is no fail when nothing shows that there is room`() throws {
        for keys in [", full: 403", ", full: 403, room: a thing"] {
            #expect(try run([Self.making("", keys)], room: 0).outcome.verdicts == ["c.r0: inconclusive no-room"])
        }
        #expect(try run([Self.making("", "")], room: 0).outcome.verdicts == ["c.r0: fail status"])
    }

    @Test func `a refusal is a fail when the fixture shows that there is room`() throws {
        let (outcome, _) = try run([Self.making("-bad", ", full: 403, room: a thing")], room: 5)
        #expect(outcome.verdicts == ["c.r0: fail status"])
        #expect(outcome.report.cleanup == CleanupReport(created: 1, removed: 1))
    }

    @Test func `a refusal that was expected is one`() throws {
        let rule = Self.making("", ", full: 403").replacing("201", with: "4xx")
        #expect(try run([rule], room: 0).outcome.verdicts == ["c.r0: pass"])
    }

    @Test func `an account of the case's own has room`() throws {
        let own = "isolation: own\ncapabilities: {own: {PUT: /own, cleanup: {DELETE: /own}}}\n"
        #expect(try run([Self.making("", ", full: 403")], room: 0, environment: own).outcome.verdicts == ["c.r0: fail status"])
    }

    private static let listing = """
        operation: list-things
        request: {GET: /things}
        success: {status: 200}
        paging: {items: $.things, next: $.next, marker: marker}
        rules:
          both: {rule: text, list: list-things, expect: {json: {items: [1, 2]}}}
        """

    @Test func `what comes on several pages of an account that others use is listed again before it fails`() throws {
        func verdict(_ failures: Int) throws -> (verdicts: [String], requests: Int) {
            let outcome = try RunBench().run([Self.listing]) { (number, request) throws(TransportFailure) in
                guard request.url.contains("marker") else { return .json("{\"things\": [1], \"next\": \"m\"}") }
                return number / 2 < failures ? .of(400) : .json("{\"things\": [2]}")
            }
            return (outcome.verdicts, outcome.requests.count)
        }
        #expect(try verdict(0) == (["list-things.both: pass"], 2))
        #expect(try verdict(2) == (["list-things.both: pass"], 6))
        #expect(try verdict(3) == (["list-things.both: fail json"], 6))
    }
}
