import ContractCore
import ContractRunner
import Crypto
import Foundation
import Testing

/// What libcurl signs, verified by computing the signature again from the request that arrived.
struct AWSSignerTests {
    private static let secretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

    private func signer() throws -> AWSSigner {
        try AWSSigner([
            "access key": "AKIDEXAMPLE", "secret key": Self.secretKey, "region": "eu-west-1", "service": "things",
            "security token": "SESSION==",
        ])
    }

    @Test(arguments: [
        (WireRequest(method: "GET", url: "/things/one?b=2&a=1&c"), "/things/one?a=1&b=2&c="),
        (WireRequest(method: "DELETE", url: "/things/%E6%A8%A1"), "/things/%E6%A8%A1"),
        (
            WireRequest(
                method: "POST", url: "/things", headers: ["Content-Type": "application/json", "X-Own": "1"],
                body: Array(#"{"a": 1}"#.utf8)), "/things"
        ),
    ])
    func `the signature is that of the request that arrives`(_ template: WireRequest, _ target: String) throws {
        let server = try RawSocketServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        var request = template
        request.url = server.origin + template.url
        _ = try signer().sign(&request, at: 0, nil)
        let exchange = try CurlTransport().perform(request)
        #expect(exchange.response.status == 200)
        #expect(try Self.isSigned(try #require(Self.texts(server).first), secretKey: Self.secretKey))

        var wrong = template
        wrong.url = server.origin + template.url
        _ = try signer().wrong.sign(&wrong, at: 0, nil)
        _ = try CurlTransport().perform(wrong)
        #expect(try !Self.isSigned(try #require(Self.texts(server).last), secretKey: Self.secretKey))
        #expect(Self.texts(server).allSatisfy { $0.hasPrefix("\(template.method) \(target) HTTP/1.1\r\n") })
    }

    @Test func `the curl line signs as the transport does, and takes the keys from the shell`() throws {
        var request = WireRequest(method: "GET", url: "http://a.test/b?c")
        _ = try signer().sign(&request, at: 0, nil)
        let line = CurlLine.text(for: request) {
            $0.replacing(Self.secretKey, with: "${SECRET}").replacing("SESSION==", with: "${SESSION}")
        }
        #expect(
            line == "curl -i -g --path-as-is --noproxy '*' --aws-sigv4 aws:amz:eu-west-1:things -u \"AKIDEXAMPLE:${SECRET}\" "
                + "-H Accept: -H User-Agent: -H \"X-Amz-Security-Token: ${SESSION}\" 'http://a.test/b?c='")
    }

    private static func texts(_ server: RawSocketServer) -> [String] {
        server.received.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a request bears the signature of version 4 that belongs to it.
    private static func isSigned(_ text: String, secretKey: String) throws -> Bool {
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            fields[pair[0].lowercased()] = pair.count == 2 ? pair[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let authorization = try #require(fields["authorization"])
        func item(_ name: String) throws -> String {
            let start = try #require(authorization.range(of: "\(name)=")).upperBound
            return String(authorization[start...].prefix { $0 != "," })
        }
        let scope = try item("Credential").split(separator: "/").dropFirst().map(String.init)
        let names = try item("SignedHeaders")
        #expect(scope.dropFirst() == ["eu-west-1", "things", "aws4_request"])
        #expect(names.split(separator: ";").contains("x-amz-security-token"))
        let target = words[1].split(separator: "?", maxSplits: 1)
        let query = target.count == 2 ? target[1].split(separator: "&").sorted().joined(separator: "&") : ""
        let canonical = [
            String(words[0]), String(target[0]), query,
            names.split(separator: ";").map { "\($0):\(fields[String($0)] ?? "")\n" }.joined(), names,
            hexadecimal(SHA256.hash(data: Data(parts[1].utf8))),
        ].joined(separator: "\n")
        let date = try #require(fields["x-amz-date"])
        let toSign = "AWS4-HMAC-SHA256\n\(date)\n\(scope.joined(separator: "/"))\n\(hexadecimal(SHA256.hash(data: Data(canonical.utf8))))"
        var key = SymmetricKey(data: Data("AWS4\(secretKey)".utf8))
        for part in scope { key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Data(part.utf8), using: key)) }
        return try item("Signature") == hexadecimal(HMAC<SHA256>.authenticationCode(for: Data(toSign.utf8), using: key))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
