import ContractCore
import ContractRunner
import Testing

/// Whom the transport trusts, and HTTP/2.
struct TLSTests {
    static func get(_ url: String) -> WireRequest { WireRequest(method: "GET", url: url) }

    @Test func `a certificate of nobody known is refused before anything is sent`() throws {
        let server = try TLSServer()
        defer { server.stop() }
        let failure = try #require(#expect(throws: TransportFailure.self) { try CurlTransport().perform(Self.get(server.origin)) })
        #expect(failure.kind == .tls && failure.curlCode == 60 && failure.sentHead.isEmpty)
        #expect(failure.message.hasPrefix("no TLS connection to 127.0.0.1:\(server.port) could be made ("), "\(failure.message)")
    }

    @Test func `a certificate of the given file is trusted`() throws {
        let server = try TLSServer()
        defer { server.stop() }
        let transport = CurlTransport(options: TransportOptions(caCertificate: server.certificate))
        let exchange = try transport.perform(Self.get(server.origin))
        #expect(exchange.response.status == 200 && exchange.httpVersion == "1.0")
        #expect(exchange.timings.tls >= exchange.timings.connect)
    }

    /// Over TLS libcurl sends a head in pieces of 64 KiB, of which the last has the content behind it.
    @Test func `a head sent in pieces is recorded whole and without content`() throws {
        let server = try TLSServer(answersItself: false)
        defer { server.stop() }
        server.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", onceReceived: "\r\n\r\ncontent")
        let headers = HeaderLines((0..<30).map { HeaderLine(name: "X-\($0)", value: String(repeating: "v", count: 5000)) })
        let request = WireRequest(method: "GET", url: server.origin, headers: headers, body: Array("content".utf8))
        let exchange = try CurlTransport(options: TransportOptions(insecure: true)).perform(request)
        let lines = headers.lines.map { "\($0.name): \($0.value)\r\n" }.joined()
        #expect(
            String(decoding: exchange.sentHead, as: UTF8.self)
                == "GET / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\(lines)Content-Length: 7\r\n\r\n")
    }

    @Test func `a certificate for another name is refused`() throws {
        let server = try TLSServer()
        defer { server.stop() }
        let options = TransportOptions(caCertificate: server.certificate, resolve: ["other.invalid:\(server.port):127.0.0.1"])
        let failure = #expect(throws: TransportFailure.self) {
            try CurlTransport(options: options).perform(Self.get("https://other.invalid:\(server.port)/"))
        }
        #expect(failure?.kind == .tls && failure?.curlCode == 60)
    }

    @Test func `insecure options check neither certificate nor name`() throws {
        let server = try TLSServer()
        defer { server.stop() }
        let options = TransportOptions(insecure: true, resolve: ["other.invalid:\(server.port):127.0.0.1"])
        #expect(try CurlTransport(options: options).perform(Self.get("https://other.invalid:\(server.port)/")).response.status == 200)
    }

    @Test func `a client certificate is shown when the target asks for one`() throws {
        let server = try TLSServer { ["-Verify", "1", "-CAfile", $0.certificate, "-verify_return_error"] }
        defer { server.stop() }
        var options = TransportOptions(caCertificate: server.certificate)
        let failure = try #require(
            #expect(throws: TransportFailure.self) { try CurlTransport(options: options).perform(Self.get(server.origin)) })
        #expect(failure.kind == .tls)
        #expect(
            failure.message.hasPrefix("127.0.0.1:\(server.port) ended the TLS connection with an alert ("), "\(failure.message)")
        options.clientCertificate = server.certificate
        options.clientKey = server.key
        #expect(try CurlTransport(options: options).perform(Self.get(server.origin)).response.status == 200)
    }

    @Test func `a target that does not speak TLS is a TLS failure`() throws {
        let server = try RawSocketServer { connection in
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.waitForEnd()
        }
        defer { server.stop() }
        let failure = #expect(throws: TransportFailure.self) { try CurlTransport().perform(Self.get("https://127.0.0.1:\(server.port)/")) }
        #expect(failure?.kind == .tls && failure?.curlCode == 35)
    }

    @Test func `a missing certificate file is a TLS failure`() throws {
        let server = try TLSServer()
        defer { server.stop() }
        let options = TransportOptions(caCertificate: "/nowhere/at-all.pem")
        let failure = #expect(throws: TransportFailure.self) { try CurlTransport(options: options).perform(Self.get(server.origin)) }
        #expect(failure?.kind == .tls && failure?.curlCode == 77)
    }

    @Test func `a silent TLS target is stopped in the handshake`() throws {
        let server = try RawSocketServer { $0.waitForEnd() }
        defer { server.stop() }
        let options = TransportOptions(connectTimeout: .milliseconds(200))
        let failure = #expect(throws: TransportFailure.self) {
            try CurlTransport(options: options).perform(Self.get("https://127.0.0.1:\(server.port)/"))
        }
        #expect(
            failure
                == TransportFailure(
                    kind: .timeout, curlCode: 28,
                    message: "127.0.0.1:\(server.port) took longer than 0.2 seconds: stopped in the TLS handshake"))
    }

    @Test func `HTTP/2 is spoken at once when it is known to be there`() throws {
        let server = try RawSocketServer { connection in
            _ = connection.readHead()
            _ = connection.read(6)
            connection.send([0, 0, 0, 4, 0, 0, 0, 0, 0] + [0, 0, 0, 4, 1, 0, 0, 0, 0])
            while let frame = connection.read(9), connection.read(Int(frame[1]) << 8 | Int(frame[2])) != nil {
                // A HEADERS frame is answered with one that holds ":status: 204" and ends the stream.
                if frame[3] == 1 { connection.send([0, 0, 1, 1, 5, 0, 0, 0, 1, 0x89]) }
            }
        }
        defer { server.stop() }
        var options = TransportOptions(httpVersion: .http2PriorKnowledge)
        options.recordsSentHeads = true
        let transport = CurlTransport(options: options)
        let exchange = try transport.perform(Self.get(server.origin + "/a?"))
        #expect(exchange.response == WireResponse(status: 204))
        #expect(exchange.httpVersion == "2")
        #expect(String(decoding: exchange.sentHead, as: UTF8.self) == "GET /a? HTTP/2\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
    }
}
