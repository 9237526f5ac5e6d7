import ContractCore
import ContractRunner
import Foundation
import Synchronization
import Testing

/// What a run creates is on disk before it is sent, and swept from there when the run could not clean up.
struct LedgerTests {
    static let contract = """
        contract: hostile
        rules:
          made:
            rule: A thing can be made.
            let: {name: "${unique.name}"}
            POST: /things
            json: {name: "${name}"}
            remove: {DELETE: "/things/${name}", gone: 404}
            expect: {status: 201}
        """

    static let byIdentifier = """
        contract: hostile
        rules:
          made:
            rule: A thing can be made.
            let: {name: "${unique.name}"}
            POST: /things
            json: {name: "${name}"}
            capture: {id: $.id}
            remove: {DELETE: "/things/${id}", gone: 404}
            expect: {status: 201}
        """

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func run(
        _ folder: String, contract: String = contract, runID: String = "0a1b2c3d", _ transport: ScriptedTransport,
        interruption: Interruption = Interruption()
    ) throws -> RunReport {
        let settings = try HostileRun.settings("http://127.0.0.1:1", contract: contract, ledger: folder, runID: runID)
        return try Runner(settings, transport: transport, interruption: interruption).run()
    }

    private func sweep(_ path: String, _ transport: ScriptedTransport, runID: String = "0a1b2c3d") throws -> [String] {
        let settings = try HostileRun.settings("http://127.0.0.1:1", runID: runID)
        let sweeper = try Sweeper(settings, transport: transport, interruption: Interruption())
        let ledger = try #require(try LeftLedger.open(path))
        var outcomes: [String] = []
        sweeper.sweep(ledger) { item, outcome in
            switch outcome {
            case .gone: outcomes.append("gone \(item.removalWords ?? "")")
            case .left(let reason): outcomes.append("left: \(reason)")
            }
        }
        ledger.close()
        return outcomes
    }

    @Test func `the intent is on disk before the request is sent, and the file is gone when the run is clean`() throws {
        try withFolder { folder in
            let seen = Mutex("")
            let transport = ScriptedTransport { _, request in
                if request.method == "POST" {
                    let text = (try? String(contentsOfFile: folder + "/0a1b2c3d.jsonl", encoding: .utf8)) ?? ""
                    seen.withLock { $0 = text }
                    return WireResponse(status: 201)
                }
                return WireResponse(status: 404)
            }
            let report = try run(folder, transport)
            #expect(report.cleanup == CleanupReport(created: 1, removed: 1))
            let lines = seen.withLock { $0 }.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last?.contains(#""method":"DELETE","url":"http://127.0.0.1:1/things/hm0a1b2c3d-0-1""#) == true)
            #expect(!seen.withLock { $0 }.contains(HostileRun.token))
            #expect(LeftLedger.paths(in: folder).isEmpty)
        }
    }

    @Test func `nothing is created when the ledger cannot be written`() throws {
        try withFolder { folder in
            try Data().write(to: URL(filePath: folder))
            let transport = ScriptedTransport([])
            let report = try run(folder, transport)
            #expect(report.cases.map(\.code) == ["ledger"])
            #expect(report.cases.map(\.verdict) == [.error])
            #expect(transport.requests.isEmpty)
        }
    }

    @Test func `a removal that fails is told apart from the verdict, and stays in the ledger`() throws {
        try withFolder { folder in
            let transport = ScriptedTransport { _, request in WireResponse(status: request.method == "POST" ? 201 : 500) }
            let report = try run(folder, transport)
            #expect(report.cases.map(\.verdict) == [.pass])
            #expect(report.cleanup.leftBehind.map(\.reason) == ["it answered 500 to DELETE"])
            #expect(report.cleanup.leftBehind.map(\.resource) == ["POST http://127.0.0.1:1/things"])
            let path = try #require(LeftLedger.paths(in: folder).first)
            let gone = ScriptedTransport { _, _ in WireResponse(status: 404) }
            #expect(try sweep(path, gone) == ["gone DELETE http://127.0.0.1:1/things/hm0a1b2c3d-0-1"])
            #expect(gone.requests.map { $0.headers["X-Auth-Token"] } == [HostileRun.token])
            #expect(LeftLedger.paths(in: folder).isEmpty)
        }
    }

    @Test func `a creation without an answer is looked for twice`() throws {
        try withFolder { folder in
            let transport = ScriptedTransport { (_, request) throws(TransportFailure) in
                if request.method == "POST" { throw TransportFailure(kind: .timeout, message: "too slow") }
                return WireResponse(status: 404)
            }
            let report = try run(folder, transport)
            #expect(transport.requests.map(\.method) == ["POST", "DELETE", "DELETE"])
            #expect(report.cleanup == CleanupReport(created: 1, removed: 1))
        }
    }

    @Test func `a creation that was refused is removed once, to be sure, and leaves nothing`() throws {
        try withFolder { folder in
            let transport = ScriptedTransport { _, _ in WireResponse(status: 403) }
            let report = try run(folder, transport)
            #expect(transport.requests.map(\.method) == ["POST", "DELETE"])
            #expect(report.cleanup == CleanupReport())
            #expect(LeftLedger.paths(in: folder).isEmpty)
        }
    }

    @Test func `an identifier that the target tells is written down when it comes`() throws {
        try withFolder { folder in
            let transport = ScriptedTransport { _, request in
                request.method == "POST" ? WireResponse(status: 201, body: Array(#"{"id":"a/../b"}"#.utf8)) : WireResponse(status: 500)
            }
            _ = try run(folder, contract: Self.byIdentifier, transport)
            let path = try #require(LeftLedger.paths(in: folder).first)
            let gone = ScriptedTransport { _, _ in WireResponse(status: 404) }
            #expect(try sweep(path, gone) == ["gone DELETE http://127.0.0.1:1/things/a%2F..%2Fb"])
        }
    }

    @Test func `a run that ended before the identifier came says so`() throws {
        try withFolder { folder in
            let transport = ScriptedTransport { (_, _) throws(TransportFailure) in
                throw TransportFailure(kind: .timeout, message: "too slow")
            }
            let report = try run(folder, contract: Self.byIdentifier, transport)
            #expect(report.cleanup.leftBehind.map(\.reason) == ["the target did not tell its identifier"])
            let path = try #require(LeftLedger.paths(in: folder).first)
            #expect(
                try sweep(path, ScriptedTransport([])) == ["left: the target had not told its identifier when the run ended"])
            #expect(LeftLedger.paths(in: folder) == [path])
        }
    }

    @Test func `a name without the prefix of the run is never removed`() throws {
        try withFolder { folder in
            let foreign = Self.contract.replacing("/things/${name}", with: "/things/production?of=${name}")
            let transport = ScriptedTransport { _, _ in WireResponse(status: 201) }
            let report = try run(folder, contract: foreign, transport)
            #expect(transport.requests.map(\.method) == ["POST"])
            #expect(report.cleanup.leftBehind.map(\.reason) == ["its name does not hold 'hm0a1b2c3d', so it is left alone"])
            let path = try #require(LeftLedger.paths(in: folder).first)
            #expect(
                try sweep(path, ScriptedTransport([])) == ["left: its name does not hold 'hm0a1b2c3d', so it is left alone"])
        }
    }

    @Test func `a line that was torn by a kill is left out, and the rest is swept`() throws {
        try withFolder { folder in
            _ = try run(folder, ScriptedTransport { _, request in WireResponse(status: request.method == "POST" ? 201 : 500) })
            let path = try #require(LeftLedger.paths(in: folder).first)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(#"{"caseID":"x","intent":2,"rem"#.utf8))
            try handle.close()
            let transport = ScriptedTransport { _, _ in WireResponse(status: 404) }
            #expect(try sweep(path, transport).count == 1)
            #expect(LeftLedger.paths(in: folder).isEmpty)
        }
    }

    @Test func `a request to another place than the endpoint is not sent for a ledger`() throws {
        try withFolder { folder in
            _ = try run(folder, ScriptedTransport { _, request in WireResponse(status: request.method == "POST" ? 201 : 500) })
            let path = try #require(LeftLedger.paths(in: folder).first)
            let text = try String(contentsOfFile: path, encoding: .utf8).replacing(
                "http://127.0.0.1:1/things", with: "http://127.0.0.1:2/things")
            try Data(text.utf8).write(to: URL(filePath: path))
            let transport = ScriptedTransport([])
            let outcomes = try sweep(path, transport)
            #expect(outcomes.count == 1 && outcomes[0].hasPrefix("left: the request would go to http://127.0.0.1:2"))
            #expect(transport.requests.isEmpty)
        }
    }

    @Test func `a ledger belongs to its run as long as that goes on, and two runs have two`() throws {
        try withFolder { folder in
            let transport = ScriptedTransport { [self] _, request in
                if request.method == "POST" {
                    let opened = Result { try LeftLedger.open(folder + "/0a1b2c3d.jsonl") }
                    let isLocked = if case .success(.none) = opened { true } else { false }
                    #expect(isLocked)
                    let inner = ScriptedTransport { _, request in WireResponse(status: request.method == "POST" ? 201 : 404) }
                    _ = try? run(folder, runID: "ffffffff", inner)
                    #expect(inner.requests.allSatisfy { !$0.url.contains("hm0a1b2c3d") })
                    #expect(LeftLedger.paths(in: folder) == [folder + "/0a1b2c3d.jsonl"])
                    return WireResponse(status: 201)
                }
                return WireResponse(status: 404)
            }
            let report = try run(folder, transport)
            #expect(report.cleanup == CleanupReport(created: 1, removed: 1))
        }
    }

    @Test func `an interrupted run stops, and still cleans up`() throws {
        try withFolder { folder in
            let interruption = Interruption()
            let transport = ScriptedTransport { _, request in
                interruption.request()
                return WireResponse(status: request.method == "POST" ? 201 : 404)
            }
            let contract = Self.contract + "\n  later: {rule: Later., GET: /, expect: {status: 200}}"
            let report = try run(folder, contract: contract, transport, interruption: interruption)
            #expect(report.run.interrupted)
            #expect(report.cases.map(\.verdict) == [.pass, .skipped])
            #expect(report.cleanup == CleanupReport(created: 1, removed: 1))
            #expect(LeftLedger.paths(in: folder).isEmpty)
        }
    }
}
