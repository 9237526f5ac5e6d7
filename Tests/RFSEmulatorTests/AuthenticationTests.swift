import Testing

@testable import RFSEmulator

struct AuthenticationTests {
    /// A request signed with the credentials of a user, changed by the closure before it is sent.
    private func send(
        _ caller: Caller, at date: String = "20250301T120000Z", signed: [String] = ["host", "x-sdk-date"],
        secretKey: String? = nil, fields: [(String, String)] = [], change: (inout HTTPCall) -> Void = { _ in }
    ) throws -> HTTPAnswer {
        var call = HTTPCall(
            method: "GET", target: "/v1/private-modules", host: "rfs.test",
            fields: [("X-Sdk-Date", date), ("Client-Request-Id", Caller.requestID)] + fields)
        let names = signed.joined(separator: ";")
        let unsigned = RequestSignature(
            header: try AuthorizationHeader("SDK-HMAC-SHA256 Access=a, SignedHeaders=\(names), Signature=0"),
            secretKey: "")
        let canonical = (try? unsigned.canonicalRequest(of: call)) ?? ""
        let signature = RequestSignature.signature(
            of: RequestSignature.stringToSign(canonical, date: date), secretKey: secretKey ?? caller.user.secretKey)
        let authorization =
            "SDK-HMAC-SHA256 Access=\(caller.user.accessKey), SignedHeaders=\(names), Signature=\(signature)"
        let headers = call.headers
        call = HTTPCall(
            method: call.method, target: call.target, host: call.host, fields: [("Authorization", authorization)])
        call.headers += headers
        change(&call)
        return try require(caller.bench.gateways[.first]).answer(call)
    }

    private func bench() throws -> Bench {
        let noon = try require(Instant(year: 2025, month: 3, day: 1, hour: 12, minute: 0, second: 0))
        return try Bench(wall: WallClock { noon })
    }

    @Test func `a signed request is carried out`() throws {
        let caller = try bench().caller
        #expect(try send(caller).status == 200)
        #expect(try send(caller, fields: [("X-Project-Id", caller.user.account.projectID)]).status == 200)
    }

    @Test func `a wrong signature, date, key or header list is refused with 401`() throws {
        let caller = try bench().caller
        let refused = Outcome(.notAuthenticated)
        #expect(try send(caller, secretKey: "other").outcome == refused)
        #expect(try send(caller, at: "20250301T114459Z").outcome == refused)
        #expect(try send(caller, at: "20250301T114500Z").status == 200)
        #expect(try send(caller, at: "yesterday").outcome == refused)
        #expect(try send(caller, signed: ["host"]).outcome == refused)
        #expect(try send(caller, signed: ["x-sdk-date"]).outcome == refused)
        #expect(try send(caller, signed: ["host", "x-absent", "x-sdk-date"]).outcome == refused)
        #expect(try send(caller) { $0.target += "?limit=10" }.outcome == refused)
        #expect(try send(caller) { $0.host = "other.test" }.outcome == refused)
        #expect(try send(caller) { $0 = HTTPCall(method: $0.method, target: $0.target, host: $0.host) }.outcome == refused)
    }

    @Test func `a token is refused when unknown, missing or 24 hours old`() throws {
        let bench = try bench()
        let caller = bench.caller
        let path = "/accounts/\(caller.user.account.domainID)/clock/advance"
        for token in ["", "x", String(caller.user.token.dropLast()), nil] {
            let answer = caller.send("GET", "/v1/private-modules", headers: ["X-Auth-Token": token])
            #expect(answer.outcome == Outcome(.notAuthenticated))
        }
        #expect(bench.admin("POST", path, #"{"milliseconds":86399999}"#).status == 200)
        #expect(caller.send("GET", "/v1/private-modules").status == 200)
        #expect(bench.admin("POST", path, #"{"milliseconds":1}"#).status == 200)
        #expect(caller.send("GET", "/v1/private-modules").outcome == Outcome(.notAuthenticated))
    }

    @Test func `a project or account of somebody else is refused with 403`() throws {
        let bench = try bench()
        let caller = bench.caller
        let other = try bench.newCaller().user.account
        let fields = ["X-Project-Id": other.projectID, "X-Domain-Id": other.domainID]
        for (name, value) in fields {
            let answer = caller.send("GET", "/v1/private-modules", headers: [name: value])
            #expect(answer.outcome == Outcome(.notPermitted))
            #expect(answer.json.names == ["error_code", "error_msg", "encoded_authorization_message", "details"])
        }
        let own = ["X-Project-Id": caller.user.account.projectID, "X-Domain-Id": caller.user.account.domainID]
        #expect(caller.send("GET", "/v1/private-modules", headers: own).status == 200)
    }

    @Test func `temporary credentials need their security token`() throws {
        let bench = try bench()
        let domain = bench.caller.user.account.domainID
        let made = bench.admin("POST", "/accounts/\(domain)/users", #"{"temporary":true}"#).json
        let token = try require(made["security_token"]?.string)
        let user = try require(bench.instance.accounts.user(accessKey: try require(made["access_key"]?.string)))
        let caller = Caller(bench: bench, user: user)
        #expect(try send(caller).outcome == Outcome(.notAuthenticated))
        #expect(try send(caller, fields: [("X-Security-Token", "other")]).outcome == Outcome(.notAuthenticated))
        #expect(
            try send(
                caller, signed: ["host", "x-sdk-date", "x-security-token"], fields: [("X-Security-Token", token)]
            ).status == 200)
    }

    @Test func `accounts do not see each other and a removed account is unknown`() throws {
        let bench = try bench()
        let one = try bench.newCaller()
        let two = try bench.newCaller()
        try one.create("mine")
        #expect(two.send("GET", "/v1/private-modules/mine/metadata").outcome == Outcome(.moduleNotFound))
        #expect(two.send("GET", "/v1/private-modules").json["modules"] == .array([]))
        #expect(bench.admin("DELETE", "/accounts/\(one.user.account.domainID)").status == 204)
        #expect(one.send("GET", "/v1/private-modules").outcome == Outcome(.notAuthenticated))
        #expect(bench.admin("DELETE", "/accounts/\(one.user.account.domainID)").status == 404)
        #expect(two.send("GET", "/v1/private-modules").status == 200)
    }
}
