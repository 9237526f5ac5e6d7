import ContractCore
import ContractReports
import ContractRunner
import Foundation
import Testing

/// A target that sends back all that it is told, in every coding, to a run with each signer.
struct CanaryTests {
    static let secrets = [
        "token": "canary/Token+0123456789==", "user": "canary-User", "password": "canary \"Pass\\word\" é&<0123456789",
        "key": "CANARYACCESSKEY00000", "secret": "canary/SecretKey+0123456789",
    ]

    static let environments = [
        #"signer: {token: {header: X-Own-Token, value: "${token}"}}"#, #"signer: {bearer: {value: "${token}"}}"#,
        #"signer: {basic: {user: "${user}", password: "${password}"}}"#,
        #"signer: {sdk-hmac-sha256: {access key: "${key}", secret key: "${secret}", security token: "${token}"}}"#,
        #"signer: {token: {value: "${session}", login: sign-in}}"# + "\n"
            + #"capabilities: {sign-in: {POST: /login, json: {password: "${password}"}, capture: {session: $.issued}, secret: [session]}}"#,
    ]
    private static let issued = "canary-Session/0123456789+abc"

    /// Everything that a request says, each value in all of its codings.
    private static func echo(_ request: WireRequest) -> [String] {
        var values = request.headers.lines.map(\.value) + [String(decoding: request.body ?? [], as: UTF8.self)]
        for value in values where value.contains(" ") { values += value.split(separator: " ").map(String.init) }
        for value in values where value.contains("Signature=") { values.append(String(value.suffix(64))) }
        return values.flatMap { forms($0) }
    }

    private static func forms(_ value: String) -> [String] {
        let bytes = Data(value.utf8)
        let json = String(decoding: (try? JSONEncoder().encode([value])) ?? Data(), as: UTF8.self).dropFirst(2).dropLast(2)
        let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return [
            value, bytes.base64EncodedString(), Data("u:\(value)".utf8).base64EncodedString(), PercentEncoding.encode(value),
            String(json), hexadecimal, hexadecimal.uppercased(),
        ]
    }

    @Test(arguments: environments, [200, 401, 500])
    func `no output shows a secret, a token or a signature, however it is coded`(_ environment: String, _ status: Int) throws {
        let transport = ScriptedTransport { (_, request) throws(TransportFailure) in
            if request.url.hasSuffix("/login") { return .json(200, #"{"issued": "\#(Self.issued)"}"#) }
            let isProbe = request.url.hasSuffix("/probe")
            let echo = Self.echo(request)
            return WireResponse(
                status: isProbe ? 200 : status, headers: ["X-Echo": echo[0], "X-Request-Id": "visible"],
                body: Array(echo.joined(separator: "\n").utf8))
        }
        let contract = """
            contract: c
            rules:
              r:
                rule: R.
                POST: /things
                json: {name: a thing}
                expect: {status: 204, json: {a: <string>}, headers: {X-Echo: <absent>}}
            """
        let run = SmallRun(contract: contract, environment: environment, secrets: Self.secrets)
        let report = try run.report(transport)
        #expect(report.cases.map(\.verdict) == [.fail])
        let sent = try #require(transport.requests.last)
        let authorization = sent.headers["Authorization"] ?? ""
        let signature = authorization.contains("Signature=") ? [String(authorization.suffix(64))] : []
        let credentials = authorization.isEmpty ? [] : [String(authorization.split(separator: " ", maxSplits: 1)[1])]
        let hidden = (Array(Self.secrets.values) + [Self.issued] + signature + credentials).flatMap { Self.forms($0) }
        var outputs = Reporters.all.map { type in
            var text = ""
            type.init().render(report, to: &text)
            return (type.fileName, text)
        }
        outputs.append(("console", ConsoleSummary().text(report)))
        for (name, text) in outputs {
            for form in hidden { #expect(text.range(of: form, options: .literal) == nil, "\(name): \(form)") }
        }
        #expect(outputs.contains { $0.1.contains("visible") })
    }
}
