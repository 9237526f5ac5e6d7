import Foundation
import Testing

@testable import RFSEmulator

@Suite(.serialized)
struct ConnectionTests {
    /// What comes back for a text that is sent at once.
    private func exchange(_ url: String, _ text: String) async throws -> String {
        let port = try require(URL(string: url)?.port)
        return String(decoding: try await RawClient.exchange(port: port, Array(text.utf8)), as: UTF8.self)
    }

    /// The status lines in order.
    private func statuses(_ text: String) -> [Int] {
        text.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }
    }

    /// The status lines of what comes back for a text that is sent at once.
    private func answered(_ url: String, _ text: String) async throws -> [Int] {
        statuses(try await exchange(url, text))
    }

    private func create(_ name: String, _ ready: ReadyLine, _ more: String = "") -> String {
        let body = #"{"module_name":"\#(name)"}"#
        return "POST /v1/private-modules HTTP/1.1\r\nHost: x\r\nX-Auth-Token: \(ready.token)\r\n"
            + "Client-Request-Id: \(Caller.requestID)\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
    }

    private func show(_ name: String, _ ready: ReadyLine, _ more: String = "") -> String {
        "GET /v1/private-modules/\(name)/metadata HTTP/1.1\r\nHost: x\r\nX-Auth-Token: \(ready.token)\r\n"
            + "Client-Request-Id: \(Caller.requestID)\r\n\(more)\r\n"
    }

    @Test func `a client of HTTP 1.0 is told whether the connection stays open, and gets no chunks`() async throws {
        for variants in [[], ["chunked"]] {
            try await withEmulator(EmulatorConfiguration(variants: variants)) { emulator in
                let url = emulator.ready.endpoint
                let one = try await exchange(url, "GET / HTTP/1.0\r\n\r\n")
                #expect(statuses(one) == [404])
                #expect(one.contains("\r\nConnection: close\r\n"))
                #expect(one.contains("\r\nContent-Length: "))
                let two = try await exchange(
                    url, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n")
                #expect(statuses(two) == [404, 404])
                #expect(two.components(separatedBy: "\r\nConnection: keep-alive\r\n").count == 2)
            }
        }
    }

    @Test func `answers that are held back come in the order of the requests`() async throws {
        try await withEmulator(EmulatorConfiguration(latency: .milliseconds(10))) { emulator in
            let ready = emulator.ready
            let text =
                show("a", ready) + create("a", ready) + show("a", ready) + create("a", ready)
                + show("a", ready, "Connection: close\r\n")
            let given = try await answered(ready.endpoint, text)
            #expect(given == [404, 201, 200, 409, 200])
        }
    }

    @Test func `nothing is carried out behind the last request of a connection`() async throws {
        try await withEmulator { emulator in
            let ready = emulator.ready
            let text = create("a", ready, "Connection: close\r\n") + create("b", ready)
            let given = try await answered(ready.endpoint, text)
            #expect(given == [201])
            let shown = try await exchange(
                ready.endpoint, show("a", ready) + show("b", ready, "Connection: close\r\n"))
            #expect(statuses(shown) == [200, 404])
        }
    }

    @Test func `answers wait for a client that sends on and does not read`() async throws {
        try await withEmulator { emulator in
            let store = emulator.ready.objectStoreURL
            let content = [UInt8](repeating: 0x61, count: 1 << 18)
            #expect(try await RawClient.send("PUT", store + "/b/k", body: content).status == 200)
            let text = String(repeating: "GET /b/k HTTP/1.1\r\nHost: x\r\n\r\n", count: 40)
            let answers = try await exchange(store, text + "GET /b/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(statuses(answers) == Array(repeating: 200, count: 40) + [404])
            #expect(answers.utf8.count > 40 << 18)
        }
    }

    @Test func `a request target may be a whole URL`() async throws {
        try await withEmulator { emulator in
            let ready = emulator.ready
            let rest = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            for (target, status) in [
                ("http://a.example:99/v1/private-modules?limit=10", 401), ("http://a.example/v1", 404),
                ("http://a.example", 404), ("http://a.example?b", 404), ("*", 404),
            ] {
                let given = try await answered(ready.endpoint, "GET " + target + rest)
                #expect(given == [status], "\(target)")
            }
        }
    }

    @Test func `a request for another protocol is answered in this one and ends the connection`() async throws {
        try await withEmulator { emulator in
            let answer = try await exchange(
                emulator.ready.adminEndpoint,
                "GET /health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n")
            #expect(statuses(answer) == [200])
            #expect(answer.contains("\r\nConnection: close\r\n"))
        }
    }

    @Test func `all framings carry the same content`() async throws {
        var contents: [String] = []
        for framing in EmulatorConfiguration.Framing.allCases {
            var configuration = EmulatorConfiguration()
            configuration.framing = framing
            try await withEmulator(configuration) { emulator in
                let ready = emulator.ready
                let answer = try await exchange(
                    ready.endpoint,
                    "GET /v1/private-modules HTTP/1.1\r\nHost: x\r\nX-Auth-Token: \(ready.token)\r\n"
                        + "Client-Request-Id: \(Caller.requestID)\r\nConnection: close\r\n\r\n")
                contents.append(answer.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "|"))
            }
        }
        let list = #"{"modules":[],"page_info":{"current_count":0}}"#
        #expect(contents == [list, "\(String(list.utf8.count, radix: 16))\r\n\(list)\r\n0|", list])
    }
}
