import ContractCore
import ContractRunner
import Foundation
import Testing

/// The command lines, read and run.
struct CurlLineTests {
    @Test(arguments: [
        (
            WireRequest(method: "GET", url: "http://a.test/b"),
            "curl -i -g --path-as-is --noproxy '*' -H Accept: -H User-Agent: http://a.test/b"
        ),
        (
            WireRequest(method: "POST", url: "https://a.test/?q='x'#f", headers: ["A": "it's", "B": ""], body: Array("{\"a\": 1}".utf8)),
            "curl -i -g --path-as-is --http1.1 --noproxy '*' -H Accept: -H User-Agent: -H Content-Type: -H Expect: "
                + #"-H 'A: it'\''s' -H 'B;' --data-binary '{"a": 1}' 'https://a.test/?q='\''x'\'''"#
        ),
        (
            WireRequest(method: "PUT", url: "http://a.test/a b", body: [0, 0xFF, 0x25, 0x27, 0x5C, 0x61]),
            #"printf '\000\377\045\047\134a' | curl -i -g --path-as-is --noproxy '*' -X PUT -H Accept: -H User-Agent: "#
                + "-H Content-Type: -H Expect: --data-binary @- --request-target '/a b' http://a.test/"
        ),
        (
            WireRequest(method: "HEAD", url: "http://a.test/"),
            "curl -i -g --path-as-is --noproxy '*' --head -H Accept: -H User-Agent: http://a.test/"
        ),
        (WireRequest(method: "GET", url: "ftp://a.test/"), "# not sent: the scheme \"ftp\" of the URL is neither http nor https"),
    ])
    func `a request is written as one line`(_ request: WireRequest, _ line: String) {
        #expect(CurlLine.text(for: request) == line)
    }

    @Test func `options are written as curl's own`() {
        let options = TransportOptions(
            caCertificate: "/c a.pem", clientCertificate: "/cert.pem", clientKey: "/key.pem", insecure: true,
            proxy: "http://p:1", resolve: ["a.test:443:127.0.0.1"], httpVersion: .http2, userAgent: "tool/1")
        #expect(
            CurlLine.text(for: WireRequest(method: "GET", url: "https://a.test/"), options: options)
                == "curl -i -g --path-as-is --http2 -k --cacert '/c a.pem' --cert /cert.pem --key /key.pem --proxy http://p:1 "
                + "--noproxy '' --resolve a.test:443:127.0.0.1 -A tool/1 -H Accept: -H Proxy-Connection: https://a.test/")
    }

    @Test func `secrets are redacted before they are quoted`() {
        let request = WireRequest(
            method: "POST", url: "http://a.test/s'cret?s'cret", headers: ["Authorization": "Bearer s'cret"],
            body: [0xFF] + Array("s'cret".utf8))
        let line = CurlLine.text(for: request) { $0.replacing("s'cret", with: "***") }
        #expect(
            line == #"printf '\377***' | curl -i -g --path-as-is --noproxy '*' -H Accept: -H User-Agent: -H Content-Type: -H Expect: "#
                + "-H 'Authorization: Bearer ***' --data-binary @- 'http://a.test/***?***'")
    }

    @Test(arguments: [
        ("secret", "secret", "\"X: ${KEY}\""), ("Bearer secret", "secret", "\"X: Bearer ${KEY}\""),
        ("it's secret", "secret", "\"X: it's ${KEY}\""), ("$5 secret!", "secret", "'X: $5 '\"${KEY}\"'!'"),
        // A reference that the request itself holds is no secret, and must not be expanded.
        ("${KEY} secret", "secret", "'X: ${KEY} ${KEY}'"), ("${OTHER} secret", "secret", "'X: ${OTHER} '\"${KEY}\""),
    ])
    func `a secret is left to the shell`(_ value: String, _ secret: String, _ word: String) {
        let request = WireRequest(method: "GET", url: "http://a.test/", headers: ["X": value])
        let line = CurlLine.text(for: request) { $0.replacing(secret, with: "${KEY}") }
        #expect(line == "curl -i -g --path-as-is --noproxy '*' -H Accept: -H User-Agent: -H \(word) http://a.test/")
    }

    @Test func `a reference whose name no shell knows is text`() {
        let request = WireRequest(method: "GET", url: "http://a.test/", headers: ["X": "secret"])
        let line = CurlLine.text(for: request) { $0.replacing("secret", with: "${my-key}") }
        #expect(line.contains("-H 'X: ${my-key}' "))
    }

    @Test(arguments: [
        (Array("{\"password\": \"s'cr%t\"}".utf8), "/?a=s'cr%t&b=$x"), (Array("-s'cr%t\0s'cr%t".utf8), "/s'cr%t"),
        (Array("100%: s'cr%t `id` !".utf8), "/"),
    ])
    func `the line with its secrets in the environment sends what the transport sends`(_ body: [UInt8], _ path: String) throws {
        let server = try RawSocketServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        defer { server.stop() }
        let request = WireRequest(
            method: "PUT", url: server.origin + path, headers: ["X-Auth-Token": "s'cr%t", "A": "$HOME s'cr%t"], body: body)
        _ = try CurlTransport().perform(request)
        let line = CurlLine.text(for: request) { $0.replacing("s'cr%t", with: "${HALLMARK_TOKEN}") }
        #expect(!line.contains("s'cr%t"))
        _ = try Self.run(line, ["HALLMARK_TOKEN": "s'cr%t"])
        #expect(server.received.count == 2)
        #expect(server.received.first == server.received.last, "\(server.receivedText.debugDescription)")
    }

    struct Nasty: Sendable {
        var method = "GET"
        var path = "/"
        var headers: HeaderLines = [:]
        var body: [UInt8]?
        var options = TransportOptions()
    }

    static let nasty: [Nasty] = [
        Nasty(),
        Nasty(path: "/a/../b/%2e%2e//{x,y}[1-3]?$(id)&`id`;'\"\\|<>*~#frag"),
        Nasty(path: "/é ü\t?"),
        Nasty(path: "/a?"),
        Nasty(path: "?x=1"),
        Nasty(method: "HEAD", path: "/h"),
        Nasty(method: "HEAD", body: Array("x".utf8)),
        Nasty(method: "POST"),
        Nasty(method: "DELETE"),
        Nasty(method: "we!rd'Method"),
        Nasty(
            headers: [
                "x-B": "2", "X-Empty": "", "x-B": "it's \"quoted\" $HOME `id` \\n !! %s", "Blank": " \t", "Accept": "*/*",
                "É": "é\u{1F600}", "-x": "-y",
            ]),
        Nasty(headers: ["A": "b", "hOst": "other", "Host": "again"]),
        Nasty(headers: ["Host": "first", "User-Agent": "x"]),
        Nasty(headers: ["Host": ""]),
        Nasty(method: "POST", body: Array("@/etc/passwd".utf8)),
        Nasty(method: "POST", body: Array("-@".utf8)),
        Nasty(method: "POST", body: Array("line\r\nline\n\n'it''s' \\ \\\\ \\0 %d %% \"$x\" `id` !\n".utf8)),
        Nasty(method: "PATCH", headers: ["Content-Type": "a/b", "Expect": ""], body: Array("é\u{1F600}".utf8)),
        Nasty(method: "PUT", body: (0...255).map { UInt8($0) }),
        Nasty(method: "PUT", body: Array("-n 12\0".utf8) + [0x37, 0xC3, 0x31, 0x32]),
        Nasty(method: "GET", body: []),
        Nasty(method: "POST", body: Array(repeating: UInt8(ascii: "%"), count: 300_000)),
        Nasty(method: "POST", headers: ["Transfer-Encoding": "chunked"], body: Array("abc".utf8)),
        Nasty(method: "PUT", headers: ["A": "b", "Expect": "100-continue"], body: Array("abc".utf8)),
        Nasty(method: "POST", headers: ["content-LENGTH": "3", "A": "b"], body: Array("abc".utf8)),
        Nasty(options: TransportOptions(httpVersion: .http1_0, userAgent: "my 'tool'/1")),
    ]

    @Test(arguments: nasty)
    func `the line sends the same bytes as the transport`(_ nasty: Nasty) throws {
        let server = try RawSocketServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        defer { server.stop() }
        let request = WireRequest(method: nasty.method, url: server.origin + nasty.path, headers: nasty.headers, body: nasty.body)
        _ = try CurlTransport(options: nasty.options).perform(request)
        let output = try Self.run(CurlLine.text(for: request, options: nasty.options))
        #expect(output == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        #expect(server.received.count == 2)
        #expect(server.received.first == server.received.last, "\(server.receivedText.debugDescription)")
    }

    /// Runs a command in the shell, from a file since an argument could be too long, and gives its output.
    static func run(_ command: String, _ variables: [String: String] = [:]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "line-\(UUID().uuidString).sh")
        try Data(command.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [file.path]
        // A proxy in the environment that does not answer: the line must keep curl from asking it.
        process.environment = ProcessInfo.processInfo.environment.merging(["http_proxy": "http://127.0.0.1:1"]) { $1 }
            .merging(variables) { $1 }
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
