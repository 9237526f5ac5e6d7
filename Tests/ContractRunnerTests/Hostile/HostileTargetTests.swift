import ContractCore
import ContractRunner
import Testing

/// Targets that lie, stall and attack: the run ends, with a verdict for each case, sound reports and no secret in them.
struct HostileTargetTests {
    struct Behaviour: Sendable, CustomTestStringConvertible {
        var what: String
        /// The verdict of the rule that a thing is there.
        var verdict: Verdict
        var code: String?
        /// What its reason must say.
        var reason = ""
        var options = TransportOptions(timeout: .seconds(5), maximumBodyBytes: 64 << 10, maximumCountedBytes: 1 << 20)
        /// Answers a request; false ends the connection.
        var script: @Sendable (RawConnection, String) -> Bool
        var testDescription: String { what }
    }

    /// Answers every request with the same bytes.
    static func always(_ head: String, _ body: [UInt8] = [], keeps: Bool = true) -> @Sendable (RawConnection, String) -> Bool {
        { connection, _ in connection.send(Array(head.utf8) + body) && keeps }
    }

    static func ok(_ body: String, _ fields: String = "") -> @Sendable (RawConnection, String) -> Bool {
        always("HTTP/1.1 200 OK\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n", Array(body.utf8))
    }

    static let brief = TransportOptions(timeout: .milliseconds(300), maximumBodyBytes: 64 << 10, maximumCountedBytes: 1 << 20)
    static let escape =
        "\u{1B}[2J\u{1B}]0;owned\u{7}\u{202E}\r\n::error::owned\r\n##vso[task.complete]\r\n</failure><script>alert(1)</script>]]>"

    static let bodies: [Behaviour] = [
        Behaviour(what: "a sound answer", verdict: .pass, script: ok(#"{"name":"one"}"#)),
        Behaviour(
            what: "content without end", verdict: .inconclusive, code: "limit", reason: "longer than 1 MiB (--max-transfer)",
            script: { connection, _ in
                let chunk = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                while connection.send(chunk) {}
                return false
            }),
        Behaviour(
            what: "content over the limit", verdict: .inconclusive, code: "json",
            reason: "content of 200014 bytes, over the limit of 64 KiB (--max-body)",
            script: ok(#"{"name":"one"}"# + String(repeating: " ", count: 200_000))),
        Behaviour(
            what: "content that drips", verdict: .inconclusive, code: "timeout", reason: "took longer than 0.3 seconds", options: brief,
            script: { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                while connection.send("x") { connection.waitForInput(milliseconds: 20) }
                return false
            }),
        Behaviour(
            what: "a compressed bomb, which is not unpacked", verdict: .fail, code: "json", reason: "expected JSON",
            script: always(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 24\r\n\r\n",
                [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xED, 0xC1, 1, 1, 0, 0, 0, 0x80, 0x90, 0xFE, 0xAF, 0xEE, 8, 0x0A])),
        Behaviour(
            what: "a length that is too great", verdict: .inconclusive, code: "brokenResponse",
            script: always("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n{\"name\":\"one\"}", keeps: false)),
        Behaviour(
            what: "a length that is too small, and another answer behind it", verdict: .pass,
            script: always(
                "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"name\":\"one\"}HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")),
        Behaviour(
            what: "a length that is no number", verdict: .inconclusive, code: "brokenResponse",
            script: always("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}", keeps: false)),
        Behaviour(
            what: "chunks that are none", verdict: .inconclusive, code: "brokenResponse",
            script: always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", keeps: false)),
        Behaviour(
            what: "a chunk larger than the world", verdict: .inconclusive, code: "brokenResponse",
            script: always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", keeps: false)),
        Behaviour(
            what: "JSON 100,000 deep", verdict: .inconclusive, code: "json", reason: "nested deeper than 512",
            options: TransportOptions(timeout: .seconds(5)),
            script: ok(String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000))),
        Behaviour(
            what: "JSON of a million values", verdict: .inconclusive, code: "json", reason: "more than 500000 values",
            options: TransportOptions(timeout: .seconds(10)), script: ok("[" + String(repeating: "0,", count: 1_000_000) + "0]")),
        Behaviour(
            what: "bytes that are not UTF-8", verdict: .fail, code: "json",
            script: always("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", [0x22, 0xFF, 0xFE, 0x22])),
        Behaviour(what: "a name twice", verdict: .fail, code: "json", script: ok(#"{"name":"one","name":"two"}"#)),
        Behaviour(
            what: "control characters, markup and commands in content", verdict: .fail, code: "status",
            script: { connection, _ in
                connection.send("HTTP/1.1 500 Owned\r\nContent-Length: \(escape.utf8.count)\r\n\r\n\(escape)")
            }),
        Behaviour(
            what: "control characters and commands in a JSON name", verdict: .fail, code: "json",
            script: ok(#"{"name":"\u001b[31m\n::error::owned\n##vso[task.complete]\u0000\ud83d\ude00"}"#)),
        Behaviour(
            what: "the secret in an answer", verdict: .fail, code: "json", script: ok("{\"name\":\"\(HostileRun.token)\"}")),
    ]

    static let connections: [Behaviour] = [
        Behaviour(
            what: "no answer", verdict: .inconclusive, code: "timeout", options: brief,
            script: { connection, _ in
                connection.waitForEnd()
                return false
            }),
        Behaviour(what: "an end without an answer", verdict: .inconclusive, code: "brokenResponse", script: { _, _ in false }),
        Behaviour(
            what: "a reset", verdict: .inconclusive, code: "brokenResponse",
            script: { connection, _ in
                connection.reset()
                return false
            }),
        Behaviour(what: "something that is not HTTP", verdict: .inconclusive, code: "brokenResponse", script: always(escape, keeps: false)),
        Behaviour(
            what: "a reason phrase with control characters", verdict: .fail, code: "status",
            script: always("HTTP/1.1 404 \u{1B}[31mgone ::error::x\r\nContent-Length: 0\r\n\r\n")),
        Behaviour(
            what: "a flood of header lines", verdict: .inconclusive, code: "limit", reason: "--max-headers",
            options: TransportOptions(timeout: .seconds(5), maximumHeaderBytes: 32 << 10),
            script: { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\n")
                while connection.send("X-Flood: " + String(repeating: "x", count: 1000) + "\r\n") {}
                return false
            }),
        Behaviour(
            what: "informational answers without end", verdict: .inconclusive, code: "limit", reason: "--max-headers",
            options: TransportOptions(timeout: .seconds(5), maximumHeaderBytes: 32 << 10),
            script: { connection, _ in
                while connection.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n") {}
                return false
            }),
        Behaviour(
            what: "a status line without end", verdict: .inconclusive, code: "limit",
            script: { connection, _ in
                connection.send("HTTP/1.1 200 ")
                while connection.send(String(repeating: "x", count: 4096)) {}
                return false
            }),
        Behaviour(
            what: "a storm of 429", verdict: .inconclusive, code: "throttled", reason: "answered 429 6 times",
            script: always("HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n")),
        Behaviour(
            what: "a storm of 503 with a wait of years", verdict: .inconclusive, code: "unavailable", reason: "answered 503 1 times",
            script: always("HTTP/1.1 503 Later\r\nRetry-After: 999999999999\r\nContent-Length: 0\r\n\r\n")),
        Behaviour(
            what: "a wait that is no number", verdict: .inconclusive, code: "throttled",
            script: always("HTTP/1.1 429 Slow\r\nRetry-After: nan\r\nContent-Length: 0\r\n\r\n")),
        Behaviour(
            what: "a redirect to itself", verdict: .inconclusive, code: "redirects", reason: "more than 10 redirects",
            script: always("HTTP/1.1 302 Found\r\nLocation: /things/one\r\nContent-Length: 0\r\n\r\n")),
        Behaviour(
            what: "a redirect to a file", verdict: .inconclusive, code: "redirects", reason: "cannot be followed",
            script: always("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")),
        Behaviour(
            what: "a redirect with credentials in it", verdict: .inconclusive, code: "redirects", reason: "cannot be followed",
            script: always("HTTP/1.1 302 Found\r\nLocation: http://user:word@127.0.0.1/\r\nContent-Length: 0\r\n\r\n")),
    ]

    @Test(arguments: bodies + connections)
    func `a hostile target leaves sound reports, no secret, and a verdict for each case`(behaviour: Behaviour) throws {
        let server = try RawSocketServer { connection in
            while let request = connection.readRequest(), behaviour.script(connection, String(decoding: request, as: UTF8.self)) {}
        }
        let run = try HostileRun(server.origin, options: behaviour.options)
        let result = try #require(run["answers"])
        #expect(result.verdict == behaviour.verdict)
        #expect(result.code == behaviour.code)
        #expect(result.reason?.contains(behaviour.reason) ?? behaviour.reason.isEmpty, "\(result.reason ?? "no reason")")
        #expect(run.report.cases.map(\.rule) == ["hostile.answers", "hostile.refuses"])
        #expect(try run.junitElements()["testcase"] == 2)
        #expect(run.acting.isEmpty)
        #expect(run.commands.isEmpty)
        #expect(try ReportReader.read(Array(run.json.utf8)).cases.count == 2)
        for text in run.texts { #expect(!text.contains(HostileRun.token)) }
    }

    @Test func `content over the limit is cut in reports, with its size and its digest`() throws {
        let body = #"{"name":"one"}"# + String(repeating: " ", count: 200_000)
        let server = try RawSocketServer { connection in
            while connection.readRequest() != nil, Self.ok(body)(connection, "") {}
        }
        let run = try HostileRun(server.origin, options: TransportOptions(timeout: .seconds(5), maximumBodyBytes: 64 << 10))
        let record = try #require(run["answers"]?.exchanges.last?.responseBody)
        #expect(record.text == String(body.prefix(8192)))
        #expect(record.size == 200_014)
        #expect(record.isCut)
        // As sha256sum says of the same bytes.
        #expect(record.sha256 == "900f347100c8c4e55d2745323a0c7203de7aad7fbd8c459899671d2be7c7bd3f")
        #expect(
            run.junit.contains(
                "the recorded part of 200,014 bytes, SHA-256 900f347100c8c4e55d2745323a0c7203de7aad7fbd8c459899671d2be7c7bd3f"))
    }

    @Test func `a redirect to another origin is not followed and gets no credentials`() throws {
        let other = try RawSocketServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"name\":\"one\"}")
        let server = try RawSocketServer(answering: "HTTP/1.1 302 Found\r\nLocation: \(other.origin)/x\r\nContent-Length: 0\r\n\r\n")
        let run = try HostileRun(server.origin)
        #expect(run["answers"]?.verdict == .inconclusive)
        #expect(run["answers"]?.code == "undeclared-origin")
        #expect(other.received.isEmpty)
        #expect(server.receivedText.contains("X-Auth-Token: \(HostileRun.token)"))
    }

    @Test func `a declared origin is followed to without the credentials`() throws {
        let other = try RawSocketServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"name\":\"one\"}")
        let server = try RawSocketServer(answering: "HTTP/1.1 302 Found\r\nLocation: \(other.origin)/x\r\nContent-Length: 0\r\n\r\n")
        let run = try HostileRun(server.origin, environment: "origins: [\"\(other.origin)\"]")
        #expect(run["answers"]?.verdict == .pass)
        #expect(other.receivedText.hasPrefix("GET /x HTTP/1.1\r\n"))
        #expect(!other.receivedText.contains(HostileRun.token))
    }

    @Test func `TLS that is none leaves every case undecided`() throws {
        let server = try RawSocketServer { $0.send("HTTP/1.1 200 OK\r\n\r\n") }
        let run = try HostileRun("https://127.0.0.1:\(server.port)")
        #expect(run.report.cases.map(\.verdict) == [.error, .error])
        #expect(run.report.cases.map(\.code) == ["tls", "tls"])
    }

    @Test func `a target that never answers is given up after ten requests`() throws {
        let server = try RawSocketServer { $0.waitForEnd() }
        let rules = (0..<40).map { "  rule-\($0): {rule: It answers., GET: /, expect: {status: 200}}" }
        let run = try HostileRun(
            server.origin, contract: "contract: hostile\nrules:\n" + rules.joined(separator: "\n"),
            options: TransportOptions(timeout: .milliseconds(50)), jobs: 2)
        #expect(Set(run.report.cases.map(\.verdict)) == [.inconclusive])
        #expect(run.report.cases.last?.code == "unresponsive")
        #expect((10...12).contains(server.received.count))
    }

    @Test func `answers that fill the evidence are cut to outlines, and the last stays`() throws {
        let server = try RawSocketServer(
            answering: "HTTP/1.1 200 OK\r\nX: \(String(repeating: "h", count: 12_000))\r\nContent-Length: 8000\r\n\r\n"
                + String(repeating: "b", count: 8_000))
        let contract = """
            contract: hostile
            rules:
              waits:
                rule: It comes in the end.
                GET: /
                until: {status: 404}
                deadline: 300 ms
                every: 1 ms
                expect: {status: 404}
            """
        let run = try HostileRun(server.origin, contract: contract)
        let result = try #require(run["waits"])
        #expect(result.verdict == .inconclusive)
        #expect(result.exchanges.last?.responseBody?.size == 8000)
        let size = result.exchanges.reduce(0) { $0 + ($1.responseBody?.text.utf8.count ?? 0) }
        #expect(size < 300 << 10)
    }
}
