import ContractCore
import Testing

@testable import ContractRunner

struct RedirectTests {
    /// A reference and the URL that it means at http://a.example/b/c/d?q.
    @Test(arguments: [
        ("http://x.example/y", "http://x.example/y"), ("//x.example/y", "http://x.example/y"), ("/y", "http://a.example/y"),
        ("y", "http://a.example/b/c/y"),
        ("../y", "http://a.example/b/y"), ("./y", "http://a.example/b/c/y"), ("../../../y", "http://a.example/y"),
        ("/x/../y/.", "http://a.example/y/"),
        ("?z=1", "http://a.example/b/c/d?z=1"), ("", "http://a.example/b/c/d?q"), ("#f", "http://a.example/b/c/d?q"),
        ("/login?next=https://x.example/", "http://a.example/login?next=https://x.example/"), ("y?p=../a", "http://a.example/b/c/y?p=../a"),
        ("HTTPS://x.example", "HTTPS://x.example"),
    ])
    func `a reference is read at the URL that answered`(_ location: String, _ url: String) {
        let request = WireRequest(method: "GET", url: "http://a.example/b/c/d?q")
        #expect(Redirect.next(request, to: location, status: 302)?.url == url)
    }

    @Test(arguments: [
        "ftp://x.example/", "javascript:alert(1)", "http:/x", "http://user:pw@x.example/", "http://", "http://x.example:99999/",
    ])
    func `a target that is no http or https URL is not followed`(_ location: String) {
        #expect(Redirect.next(WireRequest(method: "GET", url: "http://a.example/"), to: location, status: 302) == nil)
    }

    @Test func `a target that is longer than anybody has to support is not followed`() {
        let request = WireRequest(method: "GET", url: "http://a.example/b/c")
        func url(_ length: Int) -> String? {
            Redirect.next(request, to: "/" + String(repeating: "y", count: length), status: 302)?.url
        }
        #expect(url(8_000 - "http://a.example/".utf8.count)?.utf8.count == 8_000)
        #expect(url(8_001 - "http://a.example/".utf8.count) == nil)
        #expect(url(100_000) == nil)
    }

    @Test(arguments: [
        ("http://a.example/y", true), ("http://a.example:80/y", true), ("http://A.EXAMPLE/y", true), ("https://a.example/y", false),
        ("http://a.example:81/y", false), ("http://b.a.example/y", false), ("http://a.example.evil.example/", false),
        ("//evil.example/", false),
    ])
    func `credentials go along to the same origin only`(_ location: String, _ isSame: Bool) throws {
        var request = WireRequest(method: "GET", url: "http://a.example/x")
        for (name, value) in [("X-Auth-Token", "t"), ("Authorization", "a"), ("Cookie", "c"), ("X-Own", "o"), ("Accept", "text/plain")] {
            request.headers.append(name, value)
        }
        let next = try #require(Redirect.next(request, to: location, status: 307))
        #expect(next.headers.lines.map(\.name) == (isSame ? request.headers.lines.map(\.name) : ["Accept"]))
    }

    @Test(arguments: [
        (301, "POST", "GET"), (302, "POST", "GET"), (303, "PUT", "GET"), (307, "POST", "POST"), (308, "PUT", "PUT"), (301, "PUT", "PUT"),
        (303, "HEAD", "HEAD"),
    ])
    func `the method changes as RFC 9110 says, and the content goes with it`(_ status: Int, _ before: String, _ after: String) throws {
        var request = WireRequest(method: before, url: "http://a.example/x")
        request.body = [1]
        let next = try #require(Redirect.next(request, to: "/y", status: status))
        #expect(next.method == after)
        #expect((next.body == nil) == (before != after || before == "HEAD"))
    }

    @Test func `a token that was stripped on the way out does not come back`() throws {
        var bench = RunBench()
        bench.environment += "origins: [http://other.example]\n"
        let outcome = try bench.run(
            rule: "steps: [{GET: /a, follow: true, expect: {status: 200}}]", .of(302, ["Location": "http://other.example/b"]),
            .of(302, ["Location": "http://api.example/c"]), .of(200))
        #expect(outcome.verdicts == ["c.r: pass"])
        #expect(outcome.requests.map(\.url) == ["http://api.example/a", "http://other.example/b", "http://api.example/c"])
        #expect(outcome.requests.map { $0.headers["X-Auth-Token"] } == ["usual-token", nil, nil])
    }

    @Test func `a redirect to an origin that nobody declared is not followed`() throws {
        let outcome = try RunBench().run(
            rule: "steps: [{GET: /a, follow: true, expect: {status: 200}}]", .of(302, ["Location": "http://evil.example/b"]))
        #expect(outcome.verdicts == ["c.r: inconclusive undeclared-origin"])
        #expect(outcome.requests.count == 1)
    }

    @Test func `a ring of redirects ends`() throws {
        let outcome = try RunBench().run(["contract: c\nrules: {r: {rule: t, GET: /a, follow: true, expect: {status: 200}}}"]) {
            (_, _) throws(TransportFailure) in .of(302, ["Location": "/a"])
        }
        #expect(outcome.verdicts == ["c.r: inconclusive redirects"])
        #expect(outcome.requests.count == 11)
    }
}
