import ContractCore
import Foundation
import Synchronization
import Testing

@testable import ContractRunner

/// Answers of cases that run at once have one room together, and none is lost for want of it.
struct SharedRoomTests {
    private static let body = #"{"name":"one","more":""# + String(repeating: "x", count: 90_000) + "\"}"

    private static func contract(_ rows: Int) -> String {
        """
        contract: hostile
        rules:
          answers:
            rule: The thing is there.
            table: {\((1...rows).map { "r\($0): {GET: /things/\($0)}" }.joined(separator: ", "))}
            expect: {status: 200, json: {name: one, more: <string>}}
        """
    }

    /// A server that holds back the ends of its first answers until so many have begun.
    private static func server(_ count: Int) throws -> RawSocketServer {
        let gate = Gate()
        let begun = Atomic<Int>(0)
        return try RawSocketServer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body.prefix(50_000))
                if begun.add(1, ordering: .relaxed).newValue == count { gate.open() }
                gate.wait()
                connection.send(String(body.dropFirst(50_000)))
            }
        }
    }

    @Test func `answers that find no room are asked for again with fewer cases at once, and all are judged`() throws {
        let server = try Self.server(8)
        let options = TransportOptions(timeout: .seconds(20), maximumBodyBytes: 100_000, maximumHeldBytes: 200_000)
        let run = try HostileRun(server.origin, contract: Self.contract(8), options: options, jobs: 8)
        #expect(run.report.cases.map(\.verdict) == Array(repeating: .pass, count: 8))
        // Two have room at once, and of the others those come again that ask before these are done.
        let requests = server.receivedText.components(separatedBy: "GET /things/").count - 1
        #expect(requests > 8, "\(requests) requests")
    }

    @Test func `a case that finds no room even alone says what there is`() throws {
        let server = try Self.server(1)
        var options = TransportOptions(timeout: .seconds(20), maximumBodyBytes: 100_000, maximumHeldBytes: 200_000)
        let transport = CurlTransport(options: options)
        // What holds the room is nobody's who gives it back.
        let held = try (0..<2).map { try transport.perform(WireRequest(method: "GET", url: "\(server.origin)/held/\($0)")) }
        #expect(held.map(\.response.isCut) == [false, false])
        options.timeout = .seconds(19)
        let settings = try HostileRun.settings(server.origin, contract: Self.contract(1), options: options)
        let report = try Runner(settings, transport: transport).run()
        #expect(report.cases.map(\.verdict) == [.inconclusive])
        #expect(report.cases.map(\.code) == [Stop.crowdedOut])
        #expect(
            report.cases[0].reason?.contains(
                "content of \(Self.body.utf8.count) bytes, for which the other cases left no room of 200000 bytes (--jobs)") == true,
            "\(report.cases[0].reason ?? "")")
        #expect(report.cases[0].exchanges.last?.responseBody?.size == Self.body.utf8.count)
        withExtendedLifetime(held) {}
    }

    @Test func `room is given back with the last copy of a response`() throws {
        let room = ContentRoom(limit: 100)
        #expect(room.take(60))
        #expect(!room.take(60))
        var response: WireResponse? = WireResponse(status: 200, share: room.share(60))
        var copy = response
        response = nil
        #expect(!room.take(60))
        #expect(copy?.digested(beyond: 10).share != nil)
        copy?.body = [UInt8](repeating: 1, count: 20)
        copy?.bodySize = 20
        let digested = copy?.digested(beyond: 10)
        copy = nil
        #expect(room.take(60))
        #expect(digested?.bodySize == 20)
        #expect(room.share(0) == nil)
    }
}
