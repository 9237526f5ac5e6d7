import Testing

@testable import RFSEmulator

struct RefusalOrderTests {
    @Test func `an unknown address is 404 and a known one with another method 405, before credentials count`() throws {
        let caller = try Bench().caller
        let anonymous: [String: String?] = ["X-Auth-Token": nil]
        for target in ["/", "/v1", "/v1/private-modules/", "/v2/private-modules", "/v1/private-modules/a/b", "*", ""] {
            let answer = caller.send("GET", target, headers: anonymous)
            #expect(answer.outcome == Outcome(.noSuchAPI), "\(target)")
            #expect(answer.json.names == ["error_code", "error_msg", "request_id"])
            #expect(answer.json["request_id"]?.string == answer.header("X-Request-Id"))
        }
        let answer = caller.send("PUT", "/v1/private-modules", headers: anonymous)
        #expect(answer.outcome == Outcome(.methodNotAllowed))
        #expect(answer.header("Allow") == "GET, POST")
        #expect(caller.send("POST", "/v1/private-modules/a/metadata").header("Allow") == "GET, PATCH")
        #expect(caller.send("HEAD", "/v1/private-modules/a").header("Allow") == "DELETE")
    }

    @Test func `credentials come first, then throttling, permission, parameters, the resource, its id`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let id = caller.user.account.domainID
        let denied = try bench.newUser(of: caller, deny: ["DeletePrivateModule"])
        #expect(bench.admin("POST", "/accounts/\(id)/faults", #"{"status":429,"retry_after":7}"#).status == 204)

        let bad = "/v1/private-modules/1?module_id=short"
        #expect(denied.send("DELETE", bad, headers: ["X-Auth-Token": "wrong"]).outcome == Outcome(.notAuthenticated))
        let throttled = denied.send("DELETE", bad)
        #expect(throttled.outcome == Outcome(.throttled))
        #expect(throttled.header("Retry-After") == "7")
        let refused = denied.send("DELETE", bad)
        #expect(refused.outcome == Outcome(.notPermitted))
        #expect(refused.json.names == ["error_code", "error_msg", "encoded_authorization_message", "details"])
        #expect(refused.json["details"]?.elements.first?.names == ["error_code", "error_msg"])
        #expect(caller.send("DELETE", bad).outcome == Outcome(.name))
        let other = "1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"
        #expect(caller.send("DELETE", "/v1/private-modules/a?module_id=\(other)").outcome == Outcome(.moduleNotFound))
        try caller.create("a")
        #expect(caller.send("DELETE", "/v1/private-modules/a?module_id=\(other)").outcome == Outcome(.moduleIDMismatch))
        #expect(caller.send("GET", "/v1/private-modules/a/metadata").status == 200)
    }

    @Test func `a policy with a star denies everything`() throws {
        let bench = try Bench()
        let denied = try bench.newUser(of: bench.caller, deny: ["*"])
        for operation in Operations.all {
            let target = operation.path.replacing("{module_name}", with: "a").replacing("{module_version}", with: "1.0.0")
            #expect(denied.send(operation.method, target, "{}").outcome == Outcome(.notPermitted))
        }
    }

    @Test func `faults answer the next matching calls, as many as asked for`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let path = "/accounts/\(caller.user.account.domainID)/faults"
        let fault = #"{"status":500,"operation":"show-private-module-metadata","count":2}"#
        #expect(bench.admin("POST", path, fault).status == 204)
        #expect(caller.send("GET", "/v1/private-modules").status == 200)
        for _ in 0..<2 {
            #expect(caller.send("GET", "/v1/private-modules/a/metadata").outcome == Outcome(.internal))
        }
        #expect(caller.send("GET", "/v1/private-modules/a/metadata").outcome == Outcome(.moduleNotFound))
        #expect(try bench.newCaller().send("GET", "/v1/private-modules").status == 200)
    }

    @Test func `a name or version that is taken is 409 before the quota counts, a full quota is 403`() throws {
        let bench = try Bench()
        let caller = try bench.newCaller(#"{"quota":{"modules":1,"versions":1}}"#)
        try caller.create("a")
        #expect(caller.createVersion("a", "1.0.0").status == 201)
        #expect(
            caller.send("POST", "/v1/private-modules", #"{"module_name":"a"}"#).outcome == Outcome(.moduleExists))
        #expect(
            caller.send("POST", "/v1/private-modules", #"{"module_name":"b"}"#).outcome == Outcome(.moduleQuota))
        #expect(caller.createVersion("a", "1.0.0").outcome == Outcome(.versionExists))
        #expect(caller.createVersion("a", "1.0.1").outcome == Outcome(.versionQuota))
        let quota = bench.admin("PUT", "/accounts/\(caller.user.account.domainID)/quota", #"{"modules":2}"#)
        #expect(quota.text == #"{"modules":2,"versions":1,"stacks":100,"plans":100,"parallel":50}"#)
        #expect(caller.send("POST", "/v1/private-modules", #"{"module_name":"b"}"#).status == 201)
    }

    @Test func `the id of a deleted module does not select its successor`() throws {
        let caller = try Bench().caller
        let old = try caller.create("a")
        _ = caller.createVersion("a", "1.0.0")
        _ = caller.send("DELETE", "/v1/private-modules/a")
        let new = try caller.create("a")
        #expect(old != new)
        for id in [old, new] {
            let outcome = id == old ? Outcome(.moduleIDMismatch) : Outcome(status: 200)
            for path in ["metadata", "versions"] {
                let target = "/v1/private-modules/a/\(path)?module_id=\(id)"
                #expect(caller.send("GET", target).outcome == outcome)
            }
        }
        #expect(caller.send("GET", "/v1/private-modules/a/versions/1.0.0").outcome == Outcome(.versionNotFound))
    }

    @Test func `names differ by letter case, account and region`() throws {
        let bench = try Bench()
        let caller = bench.caller
        try caller.create("Abc")
        try caller.create("abc")
        #expect(caller.send("GET", "/v1/private-modules/ABC/metadata").outcome == Outcome(.moduleNotFound))
        try bench.newCaller().create("abc")
        var elsewhere = caller
        elsewhere.region = .second
        #expect(elsewhere.send("GET", "/v1/private-modules").json["modules"] == .array([]))
        try elsewhere.create("abc")
        #expect(elsewhere.createVersion("abc", "1.0.0").status == 201)
        let source = elsewhere.send("GET", "/v1/private-modules/abc/versions/1.0.0/metadata").json["module_source"]
        #expect(source?.string?.hasPrefix("rf://rfs.cn-east-3.myhuaweicloud.com/private/") == true)
        #expect(caller.send("GET", "/v1/private-modules/abc/versions").json["versions"] == .array([]))
    }
}
