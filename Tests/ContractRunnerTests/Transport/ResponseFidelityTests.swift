import ContractCore
import ContractRunner
import Testing

/// What is reported of the bytes that a target sends.
struct ResponseFidelityTests {
    struct Received: Sendable, CustomTestStringConvertible {
        var what: String
        var method = "GET"
        var bytes: [UInt8]
        var response: WireResponse
        var version = "1.1"
        var testDescription: String { what }

        init(_ what: String, method: String = "GET", _ bytes: String, _ response: WireResponse, version: String = "1.1") {
            self.init(what, method: method, bytes: Array(bytes.utf8), response, version: version)
        }

        init(_ what: String, method: String = "GET", bytes: [UInt8], _ response: WireResponse, version: String = "1.1") {
            (self.what, self.method, self.bytes, self.response, self.version) = (what, method, bytes, response, version)
        }
    }

    static func content(_ text: String) -> [UInt8] { Array(text.utf8) }

    static let table: [Received] = [
        Received(
            "header lines keep order, letter case and repetitions",
            "HTTP/1.1 200 Quite OK\r\nx-B: 2\r\nSet-Cookie: a\r\nX-a: 1\r\nset-cookie: b\r\nContent-Length: 2\r\n\r\nhi",
            WireResponse(
                status: 200, reason: "Quite OK",
                headers: ["x-B": "2", "Set-Cookie": "a", "X-a": "1", "set-cookie": "b", "Content-Length": "2"], body: content("hi"))),
        Received(
            "values lose the white space around them and nothing else",
            "HTTP/1.1 200 OK\r\nA:  \t b \t c\t \r\nB:\r\nC:d:e\r\nF : g\r\nContent-Length:0\r\n\r\n",
            WireResponse(
                status: 200, reason: "OK",
                headers: ["A": "b \t c", "B": "", "C": "d:e", "F ": "g", "Content-Length": "0"])),
        Received(
            "UTF-8 is read as UTF-8 and all else as ISO-8859-1",
            bytes: content("HTTP/1.1 200 ") + [0xE9] + content("\r\nA: ") + [0xC3, 0xA9] + content("\r\nB: ")
                + [0xFC, 0x62, 0xFF] + content("\r\nContent-Length: 0\r\n\r\n"),
            WireResponse(status: 200, reason: "é", headers: ["A": "é", "B": "übÿ", "Content-Length": "0"])),
        Received(
            "folded lines are joined with one space",
            "HTTP/1.1 200 OK\r\nA: b\r\n \t c\r\n\td \r\nE:\r\n f\r\nContent-Length: 0\r\n\r\n",
            WireResponse(status: 200, reason: "OK", headers: ["A": "b c d", "E": "f", "Content-Length": "0"])),
        Received(
            "each part of a folded line is read as UTF-8 or as ISO-8859-1 on its own",
            bytes: content("HTTP/1.1 200 OK\r\nA: é\r\n ") + [0xFC] + content("\r\n è\r\nB: ") + [0xDF]
                + content("\r\n é\r\nContent-Length: 0\r\n\r\n"),
            WireResponse(status: 200, reason: "OK", headers: ["A": "é ü è", "B": "ß é", "Content-Length": "0"])),
        Received(
            "lines may end without a carriage return", "HTTP/1.1 200 OK\nA: b\nContent-Length: 1\n\nx",
            WireResponse(status: 200, reason: "OK", headers: ["A": "b", "Content-Length": "1"], body: content("x"))),
        Received(
            "a reason may be empty", "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n",
            WireResponse(status: 404, headers: ["Content-Length": "0"])),
        Received(
            "a reason may be missing", "HTTP/1.1 799\r\nContent-Length: 0\r\n\r\n",
            WireResponse(status: 799, headers: ["Content-Length": "0"])),
        Received(
            "chunks are joined and trailers are no headers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n"
                + "3;x=y\r\nabc\r\n02\r\nde\r\n0\r\nT: late\r\nHTTP/1.1 500: no\r\n\r\n",
            WireResponse(
                status: 200, reason: "OK", headers: ["Transfer-Encoding": "chunked", "Trailer": "T"], body: content("abcde"))),
        Received(
            "informational responses are passed over",
            "HTTP/1.1 100 Continue\r\nX: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\nLink: b\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nB: c\r\nContent-Length: 1\r\n\r\ny",
            WireResponse(status: 201, reason: "Created", headers: ["B": "c", "Content-Length": "1"], body: content("y"))),
        Received(
            "a change of protocol that nobody asked for ends the response",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nbytes of x",
            WireResponse(status: 101, reason: "Switching Protocols", headers: ["Upgrade": "x", "Connection": "Upgrade"])),
        Received(
            "HTTP/1.0 content ends with the connection", "HTTP/1.0 200 OK\r\nA: b\r\n\r\nuntil the end",
            WireResponse(status: 200, reason: "OK", headers: ["A": "b"], body: content("until the end")), version: "1.0"),
        Received(
            "204 has no content whatever it announces", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
            WireResponse(status: 204, reason: "No Content", headers: ["Content-Length": "5"])),
        Received(
            "304 has no content whatever it announces", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: \"x\"\r\n\r\n",
            WireResponse(status: 304, reason: "Not Modified", headers: ["Content-Length": "5", "ETag": "\"x\""])),
        Received(
            "HEAD has no content whatever it announces", method: "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
            WireResponse(status: 200, reason: "OK", headers: ["Content-Length": "5"])),
        Received(
            "content behind the announced length is not content", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi and more",
            WireResponse(status: 200, reason: "OK", headers: ["Content-Length": "2"], body: content("hi"))),
        Received(
            "content codings are left as they came", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nraw",
            WireResponse(
                status: 200, reason: "OK", headers: ["Content-Encoding": "gzip", "Content-Length": "3"], body: content("raw"))),
        Received(
            "a redirect is a response like any other",
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/x?y#z\r\nContent-Length: 0\r\n\r\n",
            WireResponse(
                status: 307, reason: "Temporary Redirect",
                headers: ["Location": "http://127.0.0.1:1/x?y#z", "Content-Length": "0"])),
        Received(
            "a challenge is a response like any other",
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
            WireResponse(
                status: 401, reason: "Unauthorized",
                headers: ["WWW-Authenticate": "Basic realm=\"x\"", "Content-Length": "0"])),
        Received(
            "content may hold any bytes", bytes: content("HTTP/1.1 200 OK\r\nContent-Length: 256\r\n\r\n") + (0...255).map { UInt8($0) },
            WireResponse(status: 200, reason: "OK", headers: ["Content-Length": "256"], body: (0...255).map { UInt8($0) })),
    ]

    @Test(arguments: table)
    func `a response is reported as it came`(_ received: Received) throws {
        let server = try RawSocketServer(answeringOnce: received.bytes)
        defer { server.stop() }
        let exchange = try CurlTransport().perform(WireRequest(method: received.method, url: server.origin))
        #expect(exchange.response == received.response)
        #expect(exchange.httpVersion == received.version)
    }

    @Test func `a response that comes byte by byte is the same`() throws {
        let text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n c\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
        let server = try RawSocketServer { connection in
            _ = connection.readRequest()
            for byte in text.utf8 { connection.send([byte]) }
        }
        defer { server.stop() }
        let exchange = try CurlTransport().perform(WireRequest(method: "GET", url: server.origin))
        let headers: HeaderLines = ["A": "b c", "Transfer-Encoding": "chunked"]
        #expect(exchange.response == WireResponse(status: 200, reason: "OK", headers: headers, body: Array("ab".utf8)))
    }

    @Test func `an exchange names its address and the order of its times`() throws {
        let server = try RawSocketServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let exchange = try CurlTransport().perform(WireRequest(method: "GET", url: server.origin))
        #expect(exchange.remoteAddress == "127.0.0.1:\(server.port)")
        #expect(!exchange.reusedConnection)
        let times = exchange.timings
        #expect(times.connect > 0 && times.tls == 0)
        let inOrder = [times.nameLookup, times.connect, times.firstByte, times.total]
        #expect(inOrder == inOrder.sorted())
    }

    @Test func `content beyond the limit is counted and not kept`() throws {
        let server = try RawSocketServer(
            answering: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + String(repeating: "x", count: 100_000))
        defer { server.stop() }
        let transport = CurlTransport(options: TransportOptions(maximumBodyBytes: 1000, maximumCountedBytes: 100_000))
        let response = try transport.perform(WireRequest(method: "GET", url: server.origin)).response
        #expect(response.body == Array(repeating: UInt8(ascii: "x"), count: 1000))
        #expect(response.bodySize == 100_000)
    }

    @Test func `the final response to content sent early is read`() throws {
        let server = try RawSocketServer { connection in
            _ = connection.readHead()
            connection.send("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 4\r\n\r\nstop")
            connection.waitForEnd()
        }
        defer { server.stop() }
        let request = WireRequest(method: "POST", url: server.origin, body: Array(repeating: 7, count: 8_000_000))
        let response = try CurlTransport().perform(request).response
        #expect(response.status == 413)
        #expect(response.body == Array("stop".utf8))
    }
}
