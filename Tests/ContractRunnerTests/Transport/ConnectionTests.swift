import ContractCore
import ContractRunner
import Foundation
import Synchronization
import Testing

/// How connections are kept, shared and given up.
struct ConnectionTests {
    static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    @Test func `safe requests to one origin use one connection`() throws {
        let server = try RawSocketServer(answering: Self.empty)
        defer { server.stop() }
        let transport = CurlTransport()
        let exchanges = try ["GET", "HEAD", "OPTIONS", "GET"].map {
            try transport.perform(WireRequest(method: $0, url: server.origin + "/" + $0))
        }
        #expect(exchanges.map(\.reusedConnection) == [false, true, true, true])
        #expect(server.received.count == 1)
        let times = exchanges[3].timings
        #expect([times.nameLookup, times.connect, times.tls] == [0, 0, 0] && times.total > 0)
    }

    @Test func `origins keep a connection each`() throws {
        let servers = [try RawSocketServer(answering: Self.empty), try RawSocketServer(answering: Self.empty)]
        defer { servers.forEach { $0.stop() } }
        let transport = CurlTransport()
        for server in servers + servers + servers { _ = try transport.perform(WireRequest(method: "GET", url: server.origin)) }
        #expect(servers.map(\.received.count) == [1, 1])
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "PURGE"])
    func `a request that may change something gets a connection of its own at an unknown origin`(_ method: String) throws {
        let server = try RawSocketServer(answering: Self.empty)
        defer { server.stop() }
        let transport = CurlTransport()
        let exchanges = try ["GET", method, "GET"].map { try transport.perform(WireRequest(method: $0, url: server.origin)) }
        #expect(exchanges.map(\.reusedConnection) == [false, false, true])
        #expect(server.received.count == 2)
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "PURGE"])
    func `a request that may change something uses a connection of an origin that keeps them`(_ method: String) throws {
        let server = try RawSocketServer(answering: Self.empty)
        defer { server.stop() }
        let transport = CurlTransport()
        let content = Array("{}".utf8)
        let exchanges = try ["GET", "GET", method, method, "GET"].map {
            try transport.perform(WireRequest(method: $0, url: server.origin, body: $0 == "GET" ? nil : content))
        }
        #expect(exchanges.map(\.reusedConnection) == [false, true, true, true, true])
        #expect(server.received.count == 1)
        let lines = server.receivedText.split(separator: "\r\n").filter { $0.hasSuffix(" HTTP/1.1") }
        #expect(lines.map { $0.contains("GET / ") } == [true, true, false, false, true])
    }

    /// Answers two requests on the first connection, and ends it at the third without a word.
    @Test func `a request that may change something is not repeated when a kept connection ends`() throws {
        let server = try RawSocketServer { connection in
            for _ in 0..<(connection.index == 0 ? 2 : 1) {
                _ = connection.readRequest()
                connection.send(Self.empty)
            }
            _ = connection.readRequest()
        }
        defer { server.stop() }
        let transport = CurlTransport()
        for _ in 1...2 { _ = try transport.perform(WireRequest(method: "GET", url: server.origin)) }
        let failure = #expect(throws: TransportFailure.self) {
            try transport.perform(WireRequest(method: "DELETE", url: server.origin))
        }
        #expect(failure?.kind == .brokenResponse)
        #expect(failure?.message.contains("closed a kept connection without an answer") == true)
        #expect(try transport.perform(WireRequest(method: "DELETE", url: server.origin)).reusedConnection == false)
        #expect(server.receivedText.components(separatedBy: "DELETE / HTTP/1.1").count == 3)
    }

    /// Answers the first request on each connection and then closes it without a word at the second.
    @Test func `a safe request is repeated when a kept connection ends and no other is`() throws {
        let server = try RawSocketServer { connection in
            _ = connection.readRequest()
            connection.send(Self.empty)
            _ = connection.readRequest()
        }
        defer { server.stop() }
        let transport = CurlTransport()
        for method in ["GET", "GET", "POST", "GET", "POST"] {
            #expect(try transport.perform(WireRequest(method: method, url: server.origin)).response.status == 200)
        }
        let methods = server.received.map { bytes in
            String(decoding: bytes, as: UTF8.self).matches(of: /(\w+) \/ HTTP/).map { String($0.output.1) }
        }
        #expect(methods == [["GET", "GET"], ["GET"], ["POST", "GET"], ["GET"], ["POST"]])
    }

    @Test func `a request that may change something is sent once when its connection ends`() throws {
        let server = try RawSocketServer { connection in
            if connection.readRequest()?.starts(with: Array("GET".utf8)) == true {
                connection.send(Self.empty)
                _ = connection.readRequest()
            }
        }
        defer { server.stop() }
        let transport = CurlTransport()
        _ = try transport.perform(WireRequest(method: "GET", url: server.origin))
        let failure = #expect(throws: TransportFailure.self) {
            try transport.perform(WireRequest(method: "POST", url: server.origin, body: Array("{}".utf8)))
        }
        #expect(failure?.kind == .brokenResponse && failure?.curlCode == 52)
        #expect(server.receivedText.components(separatedBy: "POST / HTTP/1.1").count == 2)
    }

    @Test func `bytes that come late are not taken for the next response`() throws {
        let (late, sent) = (Gate(), Gate())
        let server = try RawSocketServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst")
            if connection.index == 0 {
                late.wait()
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse")
                sent.open()
            }
            connection.waitForEnd()
        }
        defer { server.stop() }
        let transport = CurlTransport()
        let request = WireRequest(method: "GET", url: server.origin)
        _ = try transport.perform(request)
        late.open()
        sent.wait()
        let exchange = try transport.perform(request)
        #expect(exchange.response.body == Array("first".utf8))
        #expect(!exchange.reusedConnection)
    }

    @Test func `a request that frames its content wrongly leaves no connection behind`() throws {
        let server = try RawSocketServer(answering: Self.empty)
        defer { server.stop() }
        let transport = CurlTransport()
        _ = try transport.perform(WireRequest(method: "GET", url: server.origin, headers: ["Content-Length": "0", "Content-Length": "0"]))
        _ = try transport.perform(WireRequest(method: "GET", url: server.origin))
        #expect(server.received.count == 2)
    }

    @Test func `options given for an origin replace its address and are kept for reused handles`() throws {
        let server = try RawSocketServer(answering: Self.empty)
        defer { server.stop() }
        let transport = CurlTransport(options: TransportOptions(resolve: ["api.invalid:\(server.port):127.0.0.1"]))
        let request = WireRequest(method: "GET", url: "http://api.invalid:\(server.port)/a")
        for _ in 0..<2 { _ = try transport.perform(request) }
        let text = "GET /a HTTP/1.1\r\nHost: api.invalid:\(server.port)\r\n\r\n"
        #expect(server.received == [Array((text + text).utf8)])
    }

    @Test func `a proxy is asked with the whole URL and nothing added`() throws {
        let server = try RawSocketServer(answering: Self.empty)
        defer { server.stop() }
        let transport = CurlTransport(options: TransportOptions(proxy: server.origin))
        _ = try transport.perform(WireRequest(method: "GET", url: "http://api.invalid/a/../b?c#d"))
        #expect(server.receivedText == "GET http://api.invalid/a/../b?c HTTP/1.1\r\nHost: api.invalid\r\n\r\n")
    }

    @Test func `many threads share a transport and each gets its own answers`() throws {
        let server = try RawSocketServer { connection in
            while let request = connection.readRequest() {
                let path = String(decoding: request.split(separator: 0x20)[1], as: UTF8.self)
                connection.send("HTTP/1.1 200 OK\r\nX-Path: \(path)\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)")
            }
        }
        defer { server.stop() }
        let transport = CurlTransport()
        let answers = Mutex<Set<String>>([])
        let origin = server.origin
        DispatchQueue.concurrentPerform(iterations: 16) { thread in
            for number in 0..<50 {
                let path = "/\(thread)/\(number)"
                guard let exchange = try? transport.perform(WireRequest(method: "GET", url: origin + path)),
                    exchange.response.headers["X-Path"] == path, exchange.response.body == Array(path.utf8)
                else { continue }
                answers.withLock { _ = $0.insert(path) }
            }
        }
        #expect(answers.withLock { $0.count } == 800)
        #expect((1...16).contains(server.received.count), "connections: \(server.received.count)")
    }

    @Test(.timeLimit(.minutes(1))) func `cancelling ends requests under way and refuses new ones`() throws {
        let arrived = Gate()
        let server = try RawSocketServer { connection in
            _ = connection.readRequest()
            arrived.open()
            connection.waitForEnd()
        }
        defer { server.stop() }
        let transport = CurlTransport(options: TransportOptions(timeout: .seconds(600)))
        let request = WireRequest(method: "GET", url: server.origin)
        Thread.detachNewThread {
            arrived.wait()
            transport.cancel()
        }
        let failure = #expect(throws: TransportFailure.self) { try transport.perform(request) }
        #expect(failure?.kind == .other && failure?.curlCode == 42 && failure?.message == "interrupted")
        #expect(throws: TransportFailure(kind: .other, message: "interrupted")) { try transport.perform(request) }
        #expect(server.received.count == 1)
    }

    @Test func `the version names libcurl and its TLS library`() {
        #expect(CurlTransport.version.hasPrefix("libcurl/"))
        #expect(CurlTransport.version.contains("OpenSSL/"))
    }

    @Test func `a scripted transport answers in turn and records`() throws {
        let transport = ScriptedTransport([WireResponse(status: 201), WireResponse(status: 204)])
        let request = WireRequest(method: "GET", url: "http://a.test/")
        #expect(try transport.perform(request).response.status == 201)
        #expect(try transport.perform(request).response.status == 204)
        #expect(throws: TransportFailure(kind: .other, message: "the script has no response number 3")) { try transport.perform(request) }
        #expect(transport.requests == [request, request, request])
    }
}
