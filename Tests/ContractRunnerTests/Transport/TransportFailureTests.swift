import ContractCore
import ContractRunner
import Testing

/// How requests fail that get no complete response.
struct TransportFailureTests {
    struct Failing: Sendable, CustomTestStringConvertible {
        var what: String
        var kind = TransportFailure.Kind.brokenResponse
        var code: Int
        /// The message up to libcurl's words, with HOST for host and port.
        var message: String
        var options = TransportOptions(timeout: .seconds(10))
        var script: @Sendable (RawConnection) -> Void
        var testDescription: String { what }
    }

    static func answering(_ text: String, thenWaits: Bool = false) -> @Sendable (RawConnection) -> Void {
        { connection in
            _ = connection.readRequest()
            connection.send(text)
            if thenWaits { connection.waitForEnd() }
        }
    }

    static let brief = TransportOptions(timeout: .milliseconds(300))

    static let framing: [Failing] = [
        ("Content-Length: 2\r\nContent-Length: 1", "it has the lengths 1 and 2"),
        ("Content-Length: 2, 1", "it has the lengths 1 and 2"),
        ("Content-Length: 99999999999999999999", "the length '99999999999999999999' is no number of bytes"),
        ("Content-Length: 2,", "the length '' is no number of bytes"),
        ("Content-Length: 2 3", "the length '2 3' is no number of bytes"),
        ("Transfer-Encoding: rot13", "its transfer coding 'rot13' was not asked for"),
        ("Transfer-Encoding: gzip, chunked", "its transfer coding 'gzip' was not asked for"),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: CHUNKED", "it is chunked twice"),
    ].map { field, words in
        Failing(
            what: field, code: 0, message: "HOST does not tell where its content ends: \(words)",
            script: answering("HTTP/1.1 200 OK\r\n\(field)\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))
    }

    static let table: [Failing] = [
        Failing(
            what: "no answer at all", code: 52, message: "HOST closed the connection without an answer", script: answering("")),
        Failing(
            what: "a reset", code: 56, message: "HOST broke off or broke HTTP's rules before the end of the response head",
            script: { connection in
                _ = connection.readRequest()
                connection.reset()
            }),
        Failing(
            what: "a reset in the content", code: 56, message: "HOST broke off or broke HTTP's rules after 2 bytes of content",
            script: { connection in
                _ = connection.readRequest()
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: keep-alive\r\n\r\nab")
                connection.reset()
            }),
        Failing(
            what: "garbage", code: 1, message: "HOST answered with something that is not HTTP",
            script: answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
        Failing(
            what: "an unknown major version", code: 1,
            message: "HOST answered with something that is not HTTP",
            script: answering("HTTP/7.1 200 OK\r\n\r\n")),
        Failing(
            what: "four digits of status", code: 1, message: "HOST answered with something that is not HTTP",
            script: answering("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")),
        Failing(
            what: "a status that runs into the reason", code: 0,
            message: "HOST sent a status line without a status code of three digits",
            script: answering("HTTP/1.1 200OK\r\nContent-Length: 0\r\n\r\n")),
        Failing(
            what: "two digits of status", code: 1, message: "HOST answered with something that is not HTTP",
            script: answering("HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n")),
        Failing(
            what: "a header line without a colon", code: 8,
            message: "HOST broke off or broke HTTP's rules before the end of the response head (Header without colon)",
            script: answering("HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n")),
        Failing(
            what: "a trailer without a colon", code: 43, message: "HOST broke off or broke HTTP's rules after 1 bytes of content",
            script: answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nno colon\r\n\r\n")),
        Failing(
            what: "an end in the head", code: 0, message: "HOST closed the connection before the end of the response head",
            script: answering("HTTP/1.1 200 OK\r\nContent-Le")),
        Failing(
            what: "an end behind the header lines", code: 0, message: "HOST closed the connection before the end of the response head",
            script: answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n")),
        Failing(
            what: "an end behind an informational response", code: 52, message: "HOST closed the connection without an answer",
            script: answering("HTTP/1.1 100 Continue\r\n\r\n")),
        Failing(
            what: "an end before the announced length", code: 18,
            message: "HOST broke off or broke HTTP's rules after 3 bytes of content",
            script: answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")),
        Failing(
            what: "an end between chunks", code: 18, message: "HOST broke off or broke HTTP's rules after 3 bytes of content",
            script: answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")),
        Failing(
            what: "a chunk without a size", code: 56, message: "HOST broke off or broke HTTP's rules after 3 bytes of content",
            script: answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n", thenWaits: true)),
        Failing(
            what: "a length that is no number", code: 8,
            message: "HOST broke off or broke HTTP's rules before the end of the response head",
            script: answering("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", thenWaits: true)),
        Failing(
            what: "silence", kind: .timeout, code: 28, message: "HOST took longer than 0.3 seconds: stopped waiting for the response",
            options: brief, script: { $0.waitForEnd() }),
        Failing(
            what: "silence in the head", kind: .timeout, code: 28,
            message: "HOST took longer than 0.3 seconds: stopped reading the response head", options: brief,
            script: answering("HTTP/1.1 200 OK\r\nA: b\r\n", thenWaits: true)),
        Failing(
            what: "silence in the content", kind: .timeout, code: 28,
            message: "HOST took longer than 0.3 seconds: stopped reading the content, 2 bytes so far", options: brief,
            script: answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", thenWaits: true)),
        Failing(
            what: "a slow drip", kind: .timeout, code: 28, message: "HOST took longer than 0.3 seconds: stopped reading the content, ",
            options: brief,
            script: { connection in
                _ = connection.readRequest()
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
                while connection.send("x") { connection.waitForInput(milliseconds: 5) }
            }),
        Failing(
            what: "a flood of header lines", kind: .limit, code: 23, message: "the response head of HOST is longer than 20000 bytes",
            options: TransportOptions(maximumHeaderBytes: 20000),
            script: { connection in
                _ = connection.readRequest()
                connection.send("HTTP/1.1 200 OK\r\n")
                while connection.send("X-Flood: and so on\r\n") {}
            }),
        Failing(
            what: "a flood of informational responses", kind: .limit, code: 23,
            message: "the response head of HOST is longer than 20000 bytes", options: TransportOptions(maximumHeaderBytes: 20000),
            script: { connection in
                _ = connection.readRequest()
                while connection.send("HTTP/1.1 100 Continue\r\n\r\n") {}
            }),
        Failing(
            what: "a flood of trailers", kind: .limit, code: 23, message: "the response head of HOST is longer than 20000 bytes",
            options: TransportOptions(maximumHeaderBytes: 20000),
            script: { connection in
                _ = connection.readRequest()
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
                while connection.send("X-Flood: and so on\r\n") {}
            }),
        Failing(
            what: "a header line without end", kind: .limit, code: 27,
            message: "a line in the response head of HOST is longer than libcurl reads, about 100 KiB",
            script: { connection in
                _ = connection.readRequest()
                connection.send("HTTP/1.1 200 OK\r\nX-Endless: ")
                while connection.send(String(repeating: "x", count: 1000)) {}
            }),
        Failing(
            what: "content without end", kind: .limit, code: 23, message: "the content sent by HOST is longer than 50000000 bytes",
            options: TransportOptions(maximumBodyBytes: 1000, maximumCountedBytes: 50_000_000),
            script: { connection in
                _ = connection.readRequest()
                connection.send("HTTP/1.1 200 OK\r\n\r\n")
                let megabyte = [UInt8](repeating: 0x78, count: 1 << 20)
                while connection.send(megabyte) {}
            }),
    ]

    @Test(arguments: table + framing, [false, true])
    func `a response that cannot be had is a failure with its cause, whether or not heads are recorded`(
        _ failing: Failing, _ isRecorded: Bool
    ) throws {
        let server = try RawSocketServer(failing.script)
        defer { server.stop() }
        var options = failing.options
        options.recordsSentHeads = isRecorded
        let transport = CurlTransport(options: options)
        let failure = try #require(
            #expect(throws: TransportFailure.self) { try transport.perform(WireRequest(method: "GET", url: server.origin + "/x")) })
        let host = "127.0.0.1:\(server.port)"
        #expect(failure.message.hasPrefix(failing.message.replacing("HOST", with: host)), "\(failure.message)")
        #expect(failure.kind == failing.kind)
        #expect(failure.curlCode == failing.code)
        let head = isRecorded ? "GET /x HTTP/1.1\r\nHost: \(host)\r\n\r\n" : ""
        #expect(String(decoding: failure.sentHead, as: UTF8.self) == head)
    }

    @Test func `a refused connection names host and port`() throws {
        let server = try RawSocketServer { _ in }
        server.stop()
        let request = WireRequest(method: "GET", url: server.origin)
        let failure = try #require(#expect(throws: TransportFailure.self) { try CurlTransport().perform(request) })
        #expect(failure.kind == .connect && failure.curlCode == 7 && failure.sentHead.isEmpty)
        #expect(failure.message.hasPrefix("no connection to 127.0.0.1:\(server.port) could be made ("), "\(failure.message)")
    }

    @Test func `an unknown host name is a failure of the name lookup`() throws {
        let request = WireRequest(method: "GET", url: "http://nobody.invalid:81/")
        let failure = try #require(#expect(throws: TransportFailure.self) { try CurlTransport().perform(request) })
        #expect(failure.kind == .nameLookup && failure.curlCode == 6)
        #expect(failure.message.hasPrefix("no address was found for nobody.invalid:81"), "\(failure.message)")
    }

    @Test func `credentials of a proxy are not repeated`() throws {
        let transport = CurlTransport(options: TransportOptions(proxy: "nonsense://user:secret@127.0.0.1:1"))
        let failure = try #require(
            #expect(throws: TransportFailure.self) { try transport.perform(WireRequest(method: "GET", url: "http://127.0.0.1/")) })
        #expect(failure.message == "no connection to 127.0.0.1 could be made")
    }

    @Test func `a target that reads no content is named with what was sent`() throws {
        let gate = Gate()
        let server = try RawSocketServer { connection in
            _ = connection.readHead()
            gate.wait()
        }
        defer { server.stop() }
        let transport = CurlTransport(options: Self.brief)
        let request = WireRequest(method: "PUT", url: server.origin, body: Array(repeating: 7, count: 50_000_000))
        let failure = try #require(#expect(throws: TransportFailure.self) { try transport.perform(request) })
        gate.open()
        #expect(failure.kind == .timeout)
        #expect(failure.message.contains("stopped sending the content, ") && failure.message.hasSuffix(" of 50000000 bytes"))
    }
}
