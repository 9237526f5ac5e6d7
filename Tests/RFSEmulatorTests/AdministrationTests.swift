import Testing

@testable import RFSEmulator

struct AdministrationTests {
    @Test func `an account comes with credentials, a user with fewer rights`() throws {
        let bench = try Bench()
        let made = bench.admin("POST", "/accounts", #"{"quota":{"modules":2,"versions":3}}"#)
        #expect(made.status == 201)
        #expect(made.json.names == ["domain_id", "project_id", "access_key", "secret_key", "token", "region"])
        let domain = try require(made.json["domain_id"]?.string)
        #expect(domain.wholeMatch(of: /[0-9a-f]{32}/) != nil)
        #expect(bench.instance.accounts.account(domainID: domain)?.snapshot.quota == .init(modules: 2, versions: 3))
        let user = bench.admin("POST", "/accounts/\(domain)/users", #"{"deny":["CreatePrivateModule","*"]}"#)
        #expect(user.json["domain_id"] == made.json["domain_id"])
        #expect(user.json["token"] != made.json["token"])
        let account = try require(user.json["access_key"]?.string)
        #expect(bench.instance.accounts.user(accessKey: account)?.denied == ["create-private-module", "*"])
    }

    @Test func `regions and health are told`() throws {
        let bench = try Bench()
        #expect(bench.admin("GET", "/health").text == #"{"status":"ok"}"#)
        #expect(
            bench.admin("GET", "/regions").text
                == #"{"regions":[{"region":"cn-north-4","endpoint":"http://cn-north-4.test"},"#
                + #"{"region":"cn-east-3","endpoint":"http://cn-east-3.test"}]}"#)
    }

    @Test(arguments: [
        ("GET", "/", "", 404), ("GET", "/accounts", "", 405), ("POST", "/health", "", 405),
        ("POST", "/accounts", "{", 400), ("POST", "/accounts", "[]", 400), ("POST", "/accounts", #"{"quotas":1}"#, 400),
        ("POST", "/accounts", #"{"quota":{"modules":-1}}"#, 400), ("POST", "/accounts", #"{"quota":1}"#, 400),
        ("POST", "/accounts/none/users", "", 404), ("DELETE", "/accounts/none", "", 404),
        ("GET", "/accounts/FIRST/nothing", "", 404), ("DELETE", "/accounts/FIRST", "", 409),
        ("POST", "/accounts/FIRST/users", #"{"deny":["Nothing"]}"#, 400),
        ("POST", "/accounts/FIRST/users", #"{"deny":"*"}"#, 400), ("POST", "/accounts/FIRST/faults", "", 400),
        ("POST", "/accounts/FIRST/faults", #"{"status":404}"#, 400),
        ("POST", "/accounts/FIRST/faults", #"{"status":429,"count":0}"#, 400),
        ("POST", "/accounts/FIRST/faults", #"{"status":429,"operation":"x"}"#, 400),
        ("POST", "/accounts/FIRST/faults", #"{"status":429,"retry_after":-1}"#, 400),
        ("PUT", "/accounts/FIRST/quota", #"{"modules":"1"}"#, 400), ("POST", "/accounts/FIRST/clock/advance", "{}", 400),
        ("POST", "/accounts/FIRST/clock/advance", #"{"milliseconds":-1}"#, 400),
        ("POST", "/accounts/FIRST/clock/advance", #"{"milliseconds":9223372036854775807}"#, 400),
        ("POST", "/accounts/FIRST/clock/advance", #"{"milliseconds":1.5}"#, 400), ("DELETE", "/accounts/FIRST/clock", "", 405),
    ])
    func `a bad request is answered with its status and a reason`(
        method: String, path: String, body: String, status: Int
    ) throws {
        let bench = try Bench()
        let first = bench.caller.user.account.domainID
        let answer = bench.admin(method, path.replacing("FIRST", with: first), body)
        #expect(answer.status == status)
        #expect(answer.json.names == ["error"])
        #expect((answer.header("Allow") != nil) == (status == 405))
    }

    @Test func `thousands of accounts are kept apart`() throws {
        let bench = try Bench()
        let callers = try (0..<2000).map { _ in try bench.newCaller() }
        #expect(Set(callers.map(\.user.account.domainID)).count == 2000)
        #expect(Set(callers.map(\.user.token)).count == 2000)
        let ids = try callers.map { try $0.create("same") }
        #expect(Set(ids).count == 2000)
    }
}
