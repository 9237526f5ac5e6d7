import ContractCore
import ContractRunner
import Testing

/// Who asks: identities, wrong signatures, and what is skipped where they cannot be had.
struct IdentityTests {
    private static let contract = """
        contract: c
        rules:
          r:
            rule: R.
            table:
              usual: {expect: {status: 200}}
              nobody: {as: nobody, expect: {status: 200}}
              wrong: {as: wrong-credentials, expect: {status: 200}}
              other: {as: other, expect: {status: 200}}
              signed: {sign: {alter: path}, expect: {status: 200}}
            GET: /things
        """
    private static let signature = #"sdk-hmac-sha256: {access key: "${key}", secret key: "${secret}", project: "${project}"}"#

    private func sent(_ environment: String, _ secrets: [String: String]) throws -> (report: RunReport, requests: [WireRequest]) {
        let transport = ScriptedTransport { (_, _) throws(TransportFailure) in .json(200) }
        let run = SmallRun(suite: "suite: s\ntitle: t\n", contract: Self.contract, environment: environment, secrets: secrets)
        return (try run.report(transport), transport.requests)
    }

    @Test func `each name asks with its own credentials`() throws {
        let (report, requests) = try sent(
            "signer: {token: {value: \"${token}\"}, \(Self.signature)}\nidentities: {other: {token: \"${other_token}\"}}",
            ["token": "token-1", "other_token": "token-2", "key": "AK", "secret": "SK"])
        #expect(report.cases.map(\.verdict) == Array(repeating: .pass, count: 5))
        #expect(requests.map { $0.headers["X-Auth-Token"] } == ["token-1", nil, "uplfo-2", "token-2", nil])
        #expect(
            requests.map { $0.headers["Authorization"]?.prefix(27) ?? "" }
                == ["", "", "", "", "SDK-HMAC-SHA256 Access=AK, "])
        #expect(requests.last?.headers["X-Project-Id"] == nil)
        #expect(requests.last?.headers["X-Sdk-Date"] == "20250102T030405Z")
    }

    @Test func `what an environment cannot do is skipped, with the reason`() throws {
        let (report, _) = try sent("signer: {token: {value: \"${token}\"}}", ["token": "token-1"])
        #expect(report.cases.map(\.verdict) == [.pass, .pass, .pass, .skipped, .skipped])
        #expect(
            report.cases.compactMap(\.reason)
                == ["the environment 'e' does not offer 'other'", "the environment 'e' does not sign its requests"])
        let (second, _) = try sent(
            "signer: {token: {value: \"${token}\"}, \(Self.signature)}\nidentities: {other: {token: \"${other_token}\"}}",
            ["token": "token-1"])
        #expect(
            second.cases.compactMap(\.reason) == [
                "'other' needs the variable 'other_token', which has no value",
                "the signer 'sdk-hmac-sha256' needs the variable 'key', which has no value",
            ])
    }

    @Test func `a refused signature is reported with what was signed, and no secret`() throws {
        let transport = ScriptedTransport { (_, _) throws(TransportFailure) in .json(401) }
        let run = SmallRun(
            contract: Self.contract, environment: "signer: {\(Self.signature)}",
            secrets: ["key": "THE-ACCESS-KEY", "secret": "the-secret-key"])
        let report = try run.report(transport)
        #expect(Set(report.cases.map(\.code)) == ["credentials-refused", "missing-capability"])
        let exchanges = report.cases.flatMap(\.exchanges)
        #expect(exchanges.count == 1)
        #expect(
            exchanges.first?.signing
                == SigningRecord(
                    canonicalRequest: """
                        GET
                        /probe/

                        host:api.test
                        x-sdk-date:20250102T030405Z

                        host;x-sdk-date
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                        """,
                    stringToSign: try #require(exchanges.first?.signing?.stringToSign)))
        #expect(exchanges.first?.requestHeaders?["Authorization"] == "<redacted>")
    }
}
