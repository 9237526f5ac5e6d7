import ContractCore
import ContractRunner
import Synchronization
import Testing

/// Tokens that come from a login.
struct LoginTests {
    private static func rules(_ count: Int, wait: String? = nil) -> String {
        var text = "contract: c\nrules:\n"
        for number in 0..<count {
            text += "  r\(number):\n    rule: R.\n    steps:\n"
            if let wait { text += "      - wait: \(wait)\n" }
            text += "      - {GET: /things/\(number), expect: {status: 200}}\n"
        }
        return text
    }

    private static func environment(_ settings: String = "") -> String {
        """
        origins: [http://iam.test]
        pace: {patience: 48 h}
        signer: {token: {value: "${token}", login: sign-in\(settings)}}
        capabilities:
          sign-in:
            POST: http://iam.test/tokens
            json: {password: "${password}"}
            capture: {token: header X-Subject-Token}
            secret: [token]
        """
    }

    /// A target whose login gives a new token each time, and which accepts the tokens of a test's choice.
    private static func target(accepts: @escaping @Sendable (String, Int) -> Bool) -> ScriptedTransport {
        let logins = Mutex(0)
        return ScriptedTransport { (_, request) throws(TransportFailure) in
            if request.url == "http://iam.test/tokens" {
                let number = logins.withLock { logins in
                    logins += 1
                    return logins
                }
                return .json(201, headers: ["X-Subject-Token": "a-token-with-the-number-\(number)"])
            }
            let token = request.headers["X-Auth-Token"] ?? ""
            return .json(accepts(token, logins.withLock { $0 }) ? 200 : 401)
        }
    }

    private func logins(_ transport: ScriptedTransport) -> Int {
        transport.requests.count { $0.url == "http://iam.test/tokens" }
    }

    @Test func `there is one login for all cases of a run`() throws {
        let transport = Self.target { token, _ in token == "a-token-with-the-number-1" }
        let run = SmallRun(contract: Self.rules(12), environment: Self.environment(), secrets: ["password": "pass-word"], jobs: 4)
        let report = try run.report(transport)
        #expect(report.rules.map(\.verdict) == Array(repeating: .pass, count: 12))
        #expect(logins(transport) == 1)
        #expect(transport.requests.first?.body == Array(#"{"password":"pass-word"}"#.utf8))
        #expect(transport.requests.first?.headers["X-Auth-Token"] == nil)
    }

    @Test func `a token is renewed when its time has passed`() throws {
        let transport = Self.target { _, _ in true }
        let run = SmallRun(
            contract: Self.rules(3, wait: "10 h"), environment: Self.environment(", lasts: 23 h"), secrets: ["password": "p"])
        let report = try run.report(transport)
        #expect(report.rules.map(\.verdict) == [.pass, .pass, .pass])
        #expect(logins(transport) == 2)
        #expect(transport.requests.last?.headers["X-Auth-Token"] == "a-token-with-the-number-2")
    }

    @Test func `a token that the target no longer takes is renewed, and the request repeated`() throws {
        let served = Mutex(0)
        let transport = Self.target { token, logins in
            served.withLock { served in
                served += 1
                // The first token is good for the probe and one case.
                return logins == 1 ? served <= 2 : token == "a-token-with-the-number-2"
            }
        }
        let report = try SmallRun(
            contract: Self.rules(3), environment: Self.environment(), secrets: ["password": "p"]
        ).report(transport)
        #expect(report.rules.map(\.verdict) == [.pass, .pass, .pass])
        #expect(logins(transport) == 2)
    }

    @Test func `credentials that stay refused end the case with an error`() throws {
        let served = Mutex(0)
        let transport = Self.target { _, _ in
            served.withLock { served in
                served += 1
                return served == 1
            }
        }
        let report = try SmallRun(contract: Self.rules(1), environment: Self.environment(), secrets: ["password": "p"])
            .report(transport)
        #expect(report.cases.map(\.code) == ["credentials-refused"])
        #expect(report.cases.map(\.verdict) == [.error])
    }

    @Test func `a login without its password is an error that says so`() throws {
        let transport = Self.target { _, _ in true }
        let report = try SmallRun(contract: Self.rules(1), environment: Self.environment()).report(transport)
        #expect(report.cases.map(\.reason) == ["'sign-in' needs the variable 'password', which has no value"])
        #expect(transport.requests == [])
    }
}
