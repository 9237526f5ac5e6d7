import ContractCore
import Testing

@testable import ContractRunner

struct CleanupTests {
    static let vocabulary = """
        vocabulary: v
        fixtures:
          a thing:
            let: {name: "${unique.name}"}
            create: {POST: /things, json: {name: "${name}"}, capture: {id: $.id}, remove: {DELETE: "/things/${name}"}}
          a numbered thing:
            create: {POST: /things, json: {name: "${unique.name}"}, capture: {id: $.id}, remove: {DELETE: "/things/${id}"}}
        """

    private func run(
        _ rule: String, _ bench: RunBench = RunBench(),
        _ answer: @escaping @Sendable (Int, WireRequest) throws(TransportFailure) -> WireResponse
    ) throws -> RunBench.Outcome {
        try bench.run([Self.vocabulary, "contract: c\nrules: {r: {rule: t, \(rule)}}"], answer)
    }

    @Test func `what was made is removed in reverse order until it is gone`() throws {
        let outcome = try run("given: {a: a thing, b: a thing}, GET: /things, expect: {status: 200}") {
            (number, request) throws(TransportFailure) in
            switch request.method {
            case "POST": .json("{\"id\": \(number)}", status: 201)
            case "DELETE": .of(number == 3 || number == 5 ? 204 : 404)
            default: .of(200)
            }
        }
        #expect(
            outcome.sent == [
                "POST /things", "POST /things", "GET /things", "DELETE /things/hm0badcafe-0-2", "DELETE /things/hm0badcafe-0-2",
                "DELETE /things/hm0badcafe-0-1", "DELETE /things/hm0badcafe-0-1",
            ])
        #expect(outcome.verdicts == ["c.r: pass"])
        #expect(outcome.report.cleanup == CleanupReport(created: 2, removed: 2))
    }

    @Test func `what somebody else was refused is removed in the name of who made it`() throws {
        var bench = RunBench()
        bench.environment += "capabilities: {other: {POST: /others, capture: {token: $.token}, secret: [token]}}\n"
        let create = "POST: /things, json: {name: \"${name}\"}, remove: {DELETE: \"/things/${name}\"}"
        for someone in ["as: other, ", ""] {
            let outcome = try run(
                "let: {name: \"${unique.name}\"}, steps: [{\(someone)\(create), expect: {status: 403}}, {\(create), expect: {status: 201}}]",
                bench
            ) {
                (number, request) throws(TransportFailure) in
                let token = request.headers["X-Auth-Token"]
                switch request.method {
                case "POST" where request.url.hasSuffix("/others"): return .json(#"{"token":"other-token"}"#, status: 201)
                case "POST": return .of(token == "other-token" || someone.isEmpty && number == 0 ? 403 : 201)
                default: return .of(token == "other-token" ? 403 : number == 2 + (someone.isEmpty ? 0 : 1) ? 204 : 404)
                }
            }
            #expect(outcome.verdicts == ["c.r: pass"])
            let removals = outcome.requests.filter { $0.method == "DELETE" }.map { $0.headers["X-Auth-Token"] ?? "none" }
            #expect(removals == ["usual-token", "usual-token"] + (someone.isEmpty ? [] : ["other-token"]))
            #expect(outcome.report.cleanup == CleanupReport(created: 1, removed: 1))
        }
    }

    @Test func `cleanup runs after a fail, an error and a broken fixture`() throws {
        let failing = try run("given: {a: a thing}, GET: /things, expect: {status: 200}") { (_, request) throws(TransportFailure) in
            request.method == "GET" ? .of(500) : request.method == "POST" ? .json("{\"id\": 1}") : .of(404)
        }
        #expect(failing.verdicts == ["c.r: fail status"] && failing.sent.last == "DELETE /things/hm0badcafe-0-1")
        let unreachable = try run("given: {a: a thing}, GET: /things, expect: {status: 200}") { (_, request) throws(TransportFailure) in
            if request.method == "GET" { throw TransportFailure(kind: .connect, message: "refused") }
            return request.method == "POST" ? .json("{\"id\": 1}") : .of(404)
        }
        #expect(unreachable.verdicts == ["c.r: error connect"] && unreachable.sent.last == "DELETE /things/hm0badcafe-0-1")
        let broken = try run("given: {a: a thing, b: a thing}, GET: /things, expect: {status: 200}") {
            (number, request) throws(TransportFailure) in
            request.method == "DELETE" ? .of(404) : number == 0 ? .json("{\"id\": 1}") : .of(409)
        }
        #expect(broken.verdicts == ["c.r: inconclusive prerequisite"])
        #expect(broken.sent.suffix(2) == ["DELETE /things/hm0badcafe-0-2", "DELETE /things/hm0badcafe-0-1"])
    }

    @Test func `what cannot be removed is left behind, and changes no verdict`() throws {
        let bench = RunBench()
        let outcome = try run("given: {a: a thing}, GET: /things, expect: {status: 200}", bench) { (_, request) throws(TransportFailure) in
            request.method == "DELETE" ? .of(500) : request.method == "POST" ? .json("{\"id\": 1}") : .of(200)
        }
        #expect(outcome.verdicts == ["c.r: pass"])
        let leftovers = outcome.report.cleanup.leftBehind
        #expect(leftovers.map(\.resource) == ["POST http://api.example/things"])
        #expect(leftovers.map(\.reason) == ["it answered 500 to DELETE"])
        #expect(leftovers.first?.curl.contains("DELETE") == true && leftovers.first?.curl.contains("usual-token") == false)
    }

    @Test func `a thing that is busy is asked again, and refused for good where no status tells that it is`() throws {
        func outcome(_ later: String) throws -> RunBench.Outcome {
            let removal = "remove: {DELETE: \"/things/${n}\"\(later)}"
            return try run(
                "let: {n: \"${unique.name}\"}, POST: /things, json: {name: \"${n}\"}, \(removal), expect: {status: 201}"
            ) { (number, request) throws(TransportFailure) in
                .of(request.method == "POST" ? 201 : number == 1 || number == 3 ? 403 : number == 2 ? 202 : 404)
            }
        }
        let patient = try outcome(", later: 403")
        #expect(patient.sent == ["POST /things"] + Array(repeating: "DELETE /things/hm0badcafe-0-1", count: 4))
        #expect(patient.report.cleanup == CleanupReport(created: 1, removed: 1))
        let refused = try outcome("")
        #expect(refused.sent == ["POST /things", "DELETE /things/hm0badcafe-0-1"])
        #expect(refused.report.cleanup.leftBehind.map(\.reason) == ["it answered 403 to DELETE"])
    }

    @Test func `what a step did to a thing that stays is undone before the thing is removed`() throws {
        let undo = "remove: {PATCH: \"/things/${a.name}\", json: {locked: false}, gone: [2xx, 404]}"
        let outcome = try run(
            "given: {a: a thing}, PATCH: \"/things/${a.name}\", json: {locked: true}, \(undo), expect: {status: 200}"
        ) { (number, request) throws(TransportFailure) in
            switch request.method {
            case "POST": .json("{\"id\": 1}", status: 201)
            case "PATCH": .of(number == 1 ? 500 : 204)
            default: .of(404)
            }
        }
        #expect(outcome.verdicts == ["c.r: fail status"])
        let thing = "/things/hm0badcafe-0-1"
        #expect(outcome.sent.prefix(2) == ["POST /things", "PATCH \(thing)"])
        #expect(outcome.sent.dropFirst(2).first == "PATCH \(thing)" && outcome.sent.last == "DELETE \(thing)")
    }

    @Test func `a thing that only its answer names is removed by that name`() throws {
        let outcome = try run("given: {a: a numbered thing}, GET: /things, expect: {status: 200}") {
            (_, request) throws(TransportFailure) in
            request.method == "POST" ? .json("{\"id\": \"x-1\"}", status: 201) : .of(request.method == "DELETE" ? 404 : 200)
        }
        #expect(outcome.sent == ["POST /things", "GET /things", "DELETE /things/x-1"])
        #expect(outcome.report.cleanup == CleanupReport(created: 1, removed: 1))
    }

    @Test func `a thing that is made without a name to remove it by is reported`() throws {
        let nameless = try run("given: {a: a numbered thing}, GET: /things, expect: {status: 200}") {
            (_, request) throws(TransportFailure) in
            request.method == "POST" ? .json("{}", status: 201) : .of(200)
        }
        #expect(nameless.verdicts == ["c.r: inconclusive prerequisite"])
        #expect(nameless.report.cleanup.leftBehind.count == 1)
        let unanswered = try run("given: {a: a numbered thing}, GET: /things, expect: {status: 200}") { (_, _) throws(TransportFailure) in
            throw TransportFailure(kind: .timeout, message: "no answer in 30 s")
        }
        #expect(unanswered.report.cleanup.leftBehind.map(\.reason) == ["the target did not tell its identifier"])
        let refused = try run("given: {a: a numbered thing}, GET: /things, expect: {status: 200}") { (_, _) throws(TransportFailure) in
            .of(400)
        }
        #expect(refused.report.cleanup == CleanupReport())
    }

    @Test func `an account of the case's own is given back, and one that stays is left behind`() throws {
        func outcome(_ status: Int) throws -> RunBench.Outcome {
            var bench = RunBench()
            bench.environment += """
                isolation: own
                capabilities:
                  own: {POST: /accounts, capture: {token: $.token, account: $.id}, secret: [token], cleanup: {DELETE: "/accounts/${account}"}}

                """
            return try run("given: {a: a thing}, GET: /things, expect: {status: 200}", bench) { (_, request) throws(TransportFailure) in
                request.url.contains("accounts") && request.method == "POST"
                    ? .json("{\"token\": \"own-token\", \"id\": 7}")
                    : request.method == "DELETE" ? .of(status) : .json("{\"id\": 1}")
            }
        }
        let given = try outcome(204)
        #expect(given.sent == ["POST /accounts", "POST /things", "GET /things", "DELETE /accounts/7"])
        #expect(given.requests.map { $0.headers["X-Auth-Token"] } == [nil, "own-token", "own-token", nil])
        #expect(given.report.cleanup.leftBehind == [])
        let kept = try outcome(500)
        #expect(kept.verdicts == ["c.r: pass"])
        #expect(kept.report.cleanup.leftBehind.map(\.reason) == ["it answered 500 to DELETE"])
    }
}
