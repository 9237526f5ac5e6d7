import ContractCore
import ContractRunner
import Testing

/// What arrives at the target, byte for byte.
struct RequestBytesTests {
    struct Sent: Sendable, CustomTestStringConvertible {
        var what: String
        var method = "GET"
        var path = "/"
        var headers: HeaderLines = [:]
        var body: [UInt8]?
        var options = TransportOptions()
        /// The request line and the header lines behind "Host: ", and the content, with HOST for the host and port.
        var arrives: String
        var testDescription: String { what }
    }

    static let host = "Host: HOST\r\n"
    static let table: [Sent] = [
        Sent(what: "nothing is added to a bare request but Host", arrives: "GET / HTTP/1.1\r\n\(host)\r\n"),
        Sent(what: "an empty path becomes a slash", path: "", arrives: "GET / HTTP/1.1\r\n\(host)\r\n"),
        Sent(what: "a query without a path gets a slash", path: "?a=b", arrives: "GET /?a=b HTTP/1.1\r\n\(host)\r\n"),
        Sent(
            what: "dot segments and double slashes stay", path: "/a/../b/./c//..%2f/%2E%2e?x=../y",
            arrives: "GET /a/../b/./c//..%2f/%2E%2e?x=../y HTTP/1.1\r\n\(host)\r\n"),
        Sent(what: "an empty query stays", path: "/a?", arrives: "GET /a? HTTP/1.1\r\n\(host)\r\n"),
        Sent(what: "a fragment is not sent", path: "/a?b#c?d", arrives: "GET /a?b HTTP/1.1\r\n\(host)\r\n"),
        Sent(
            what: "odd bytes stay", path: "/a b\t\u{7F}é%zz%?\"<>\\^`{|}[]@:;'*",
            arrives: "GET /a b\t\u{7F}é%zz%?\"<>\\^`{|}[]@:;'* HTTP/1.1\r\n\(host)\r\n"),
        Sent(
            what: "an at sign behind the authority is no user information", path: "?mail=a@b",
            arrives: "GET /?mail=a@b HTTP/1.1\r\n\(host)\r\n"),
        Sent(
            what: "header lines keep order, letter case, repetitions and empty values",
            headers: ["x-B": "2", "X-a": "1", "x-B": "", "Accept": "a/b", "ACCEPT": "c/d", "x-b": " 3 "],
            arrives: "GET / HTTP/1.1\r\n\(host)x-B: 2\r\nX-a: 1\r\nx-B:\r\nAccept: a/b\r\nACCEPT: c/d\r\nx-b:  3 \r\n\r\n"),
        Sent(
            what: "a value of white space is sent empty", headers: ["A": " \t ", "B": ""],
            arrives: "GET / HTTP/1.1\r\n\(host)A:\r\nB:\r\n\r\n"),
        Sent(
            what: "header values keep semicolons, colons and letters beyond ASCII", headers: ["A": "b;", "C": ":d: é", "e f": "g"],
            arrives: "GET / HTTP/1.1\r\n\(host)A: b;\r\nC: :d: é\r\ne f: g\r\n\r\n"),
        Sent(
            what: "the first header line may be Host", headers: ["Host": "other.test", "A": "b"],
            arrives: "GET / HTTP/1.1\r\nHost: other.test\r\nA: b\r\n\r\n"),
        Sent(
            what: "a Host line keeps its place and letter case", headers: ["A": "b", "hoST": "other.test", "C": "d"],
            arrives: "GET / HTTP/1.1\r\nA: b\r\nhoST: other.test\r\nC: d\r\n\r\n"),
        Sent(
            what: "repeated Host lines are all sent", headers: ["Host": "a.test", "Host": "b.test"],
            arrives: "GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n"),
        Sent(what: "an empty Host is sent empty", headers: ["Host": ""], arrives: "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        Sent(
            what: "lines that libcurl would write itself are the given ones",
            headers: [
                "User-Agent": "me/1", "Accept-Encoding": "gzip", "Cookie": "a=b", "Authorization": "Basic eA==", "TE": "trailers",
                "Connection": "TE",
            ],
            arrives: "GET / HTTP/1.1\r\n\(host)User-Agent: me/1\r\nAccept-Encoding: gzip\r\nCookie: a=b\r\n"
                + "Authorization: Basic eA==\r\nTE: trailers\r\nConnection: TE\r\n\r\n"),
        Sent(
            what: "the User-Agent of the options is sent", options: TransportOptions(userAgent: "tool/2"),
            arrives: "GET / HTTP/1.1\r\n\(host)User-Agent: tool/2\r\n\r\n"),
        Sent(
            what: "the User-Agent of the request goes before the one of the options", headers: ["user-agent": "me"],
            options: TransportOptions(userAgent: "tool/2"), arrives: "GET / HTTP/1.1\r\n\(host)user-agent: me\r\n\r\n"),
        Sent(
            what: "HTTP/1.0 is spoken when asked", options: TransportOptions(httpVersion: .http1_0),
            arrives: "GET / HTTP/1.0\r\n\(host)\r\n"),
        Sent(what: "methods are sent as written", method: "pUrge-x", arrives: "pUrge-x / HTTP/1.1\r\n\(host)\r\n"),
        Sent(what: "DELETE has no content unless given", method: "DELETE", arrives: "DELETE / HTTP/1.1\r\n\(host)\r\n"),
        Sent(what: "HEAD has no content", method: "HEAD", arrives: "HEAD / HTTP/1.1\r\n\(host)\r\n"),
        Sent(
            what: "HEAD with content sends it", method: "HEAD", body: Array("abc".utf8),
            arrives: "HEAD / HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc"),
        Sent(
            what: "a missing POST content is announced as empty", method: "POST",
            arrives: "POST / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n"),
        Sent(
            what: "a missing PUT content is announced as empty", method: "PUT",
            arrives: "PUT / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n"),
        Sent(
            what: "a missing PATCH content is announced as empty", method: "PATCH",
            arrives: "PATCH / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n"),
        Sent(
            what: "given empty content is announced", method: "GET", body: [],
            arrives: "GET / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n"),
        Sent(
            what: "content goes with any method", method: "DELETE", headers: ["Content-Type": "text/plain"],
            body: Array("@a\r\n\0b&c".utf8),
            arrives: "DELETE / HTTP/1.1\r\n\(host)Content-Type: text/plain\r\nContent-Length: 8\r\n\r\n@a\r\n\0b&c"),
        Sent(
            what: "GET may have content", body: Array("{}".utf8),
            arrives: "GET / HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\n{}"),
        Sent(
            what: "a given Content-Length is sent in its place", method: "POST",
            headers: ["content-length": "2", "A": "b"], body: Array("ab".utf8),
            arrives: "POST / HTTP/1.1\r\n\(host)content-length: 2\r\nA: b\r\n\r\nab"),
        Sent(
            what: "asked for, content is sent in chunks", method: "POST", headers: ["Transfer-Encoding": "chunked"],
            body: Array("abc".utf8),
            arrives: "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
    ]

    @Test(arguments: table)
    func `a request arrives as it was written`(_ sent: Sent) throws {
        let server = try RawSocketServer(answering: "HTTP/1.1 204 No Content\r\n\r\n")
        defer { server.stop() }
        let request = WireRequest(method: sent.method, url: server.origin + sent.path, headers: sent.headers, body: sent.body)
        var options = sent.options
        options.recordsSentHeads = true
        let exchange = try CurlTransport(options: options).perform(request)
        let arrives = Array(sent.arrives.replacing("HOST", with: "127.0.0.1:\(server.port)").utf8)
        #expect(server.received == [arrives], "arrived: \(server.receivedText.debugDescription)")
        #expect(exchange.request == request)
        #expect(arrives.starts(with: exchange.sentHead) && exchange.sentHead.suffix(4) == [13, 10, 13, 10])
        #expect(exchange.response.status == 204)
    }

    private static let recording: TransportOptions = {
        var options = TransportOptions()
        options.recordsSentHeads = true
        return options
    }()

    @Test func `content of several megabytes arrives whole with its head`() throws {
        let server = try RawSocketServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let exchange = try CurlTransport(options: Self.recording).perform(WireRequest(method: "PUT", url: server.origin, body: body))
        let head = Array("PUT / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nContent-Length: 3000000\r\n\r\n".utf8)
        #expect(server.received.count == 1 && server.received[0] == head + body)
        #expect(exchange.sentHead == head)
    }

    @Test func `content does not wait for the target to expect it and goes out once`() throws {
        let answer = "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n"
        let server = try RawSocketServer(answering: answer)
        defer { server.stop() }
        let request = WireRequest(method: "POST", url: server.origin, headers: ["expect": "100-continue"], body: Array("abc".utf8))
        #expect(try CurlTransport().perform(request).response.status == 417)
        #expect(
            server.receivedText
                == "POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nexpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc")
    }

    @Test func `a head that libcurl does not send is a failure in its words`() throws {
        let server = try RawSocketServer(answering: "HTTP/1.1 204 No Content\r\n\r\n")
        defer { server.stop() }
        let headers: HeaderLines = ["A": String(repeating: "a", count: 2_000_000)]
        let failure = TransportFailure(
            kind: .other, curlCode: 27, message: "the request to 127.0.0.1:\(server.port) failed in libcurl: Out of memory")
        #expect(throws: failure) { try CurlTransport().perform(WireRequest(method: "GET", url: server.origin, headers: headers)) }
    }

    @Test func `a head longer than a send buffer is recorded whole`() throws {
        let server = try RawSocketServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let headers = HeaderLines((0..<600).map { HeaderLine(name: "X-\($0)", value: String(repeating: "v", count: 900)) })
        let exchange = try CurlTransport(options: Self.recording).perform(
            WireRequest(method: "POST", url: server.origin, headers: headers, body: Array("content".utf8)))
        #expect(exchange.sentHead + Array("content".utf8) == server.received.first)
    }

    struct Refused: Sendable {
        var request: WireRequest
        var failure: TransportFailure
    }

    static let refused: [Refused] = [
        Refused(
            request: WireRequest(method: "GET", url: "/a"),
            failure: TransportFailure(kind: .badURL, message: "the URL is not absolute: expected http:// or https://")),
        Refused(
            request: WireRequest(method: "GET", url: "file:///etc/passwd"),
            failure: TransportFailure(kind: .badURL, message: "the scheme \"file\" of the URL is neither http nor https")),
        Refused(
            request: WireRequest(method: "GET", url: "http://user:secret@127.0.0.1/"),
            failure: TransportFailure(kind: .badURL, message: "the URL contains user information before its host, which is not used")),
        Refused(
            request: WireRequest(method: "GET", url: "http:///a"),
            failure: TransportFailure(kind: .badURL, message: "the URL has no host")),
        Refused(
            request: WireRequest(method: "GET", url: "http://127.0.0.1/\r\nX: y"),
            failure: TransportFailure(kind: .badURL, message: "the URL contains a line break or a NUL")),
        Refused(
            request: WireRequest(method: "GET\r\nX: y", url: "http://127.0.0.1/"),
            failure: TransportFailure(
                kind: .other, message: #"the method "GET\r\nX: y" is not one word without control characters"#)),
        Refused(
            request: WireRequest(method: "", url: "http://127.0.0.1/"),
            failure: TransportFailure(kind: .other, message: #"the method "" is not one word without control characters"#)),
        Refused(
            request: WireRequest(method: "GET", url: "http://127.0.0.1/", headers: ["A\n": "b"]),
            failure: TransportFailure(
                kind: .other,
                message: #"the header name "A\n" is empty or contains a colon, a semicolon, a line break or a NUL, and cannot be sent"#)),
        Refused(
            request: WireRequest(method: "GET", url: "http://127.0.0.1/", headers: ["A": "secret\r\nB: c"]),
            failure: TransportFailure(
                kind: .other, message: "the value of the header A contains a line break or a NUL, and cannot be sent")),
        Refused(
            request: WireRequest(method: "GET", url: "http://127.0.0.1/", headers: ["A": "b\0c"]),
            failure: TransportFailure(
                kind: .other, message: "the value of the header A contains a line break or a NUL, and cannot be sent")),
    ]

    @Test(arguments: refused)
    func `a request that would break framing is refused unsent`(_ refused: Refused) {
        #expect(throws: refused.failure) { try CurlTransport().perform(refused.request) }
    }

    @Test(arguments: ["http://127.0.0.1:99999/", "http://a b/", "http://[::1/", "http://127.0.0.1:8x/"])
    func `an authority that libcurl cannot use is a bad URL`(_ url: String) {
        let failure = #expect(throws: TransportFailure.self) { try CurlTransport().perform(WireRequest(method: "GET", url: url)) }
        #expect(failure?.kind == .badURL)
        #expect(failure?.message.hasPrefix("the URL has no usable host or port") == true)
    }
}
