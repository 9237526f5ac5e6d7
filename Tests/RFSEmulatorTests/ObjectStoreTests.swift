import Testing

@testable import RFSEmulator

struct ObjectStoreTests {
    private func call(_ bench: Bench, _ method: String, _ target: String, _ body: String = "") -> HTTPAnswer {
        bench.instance.objects.answer(
            HTTPCall(
                method: method, target: target, fields: [("Content-Type", "text/x-test")], body: Array(body.utf8)))
    }

    @Test func `an object is put, read without credentials, replaced and removed`() throws {
        let bench = try Bench()
        let put = call(bench, "PUT", "/bucket/a/b.zip?ignored=1", "hello")
        #expect(put.status == 200)
        #expect(put.header("ETag") == #""5d41402abc4b2a76b9719d911017c592""#)
        let got = call(bench, "GET", "/bucket/a/b.zip?versionId=7")
        #expect(got.text == "hello")
        #expect(got.header("Content-Type") == "text/x-test")
        #expect(got.header("ETag") == put.header("ETag"))
        #expect(call(bench, "HEAD", "/bucket/a/b.zip").header("ETag") == put.header("ETag"))
        #expect(call(bench, "PUT", "/bucket/a/b.zip", "other").status == 200)
        #expect(call(bench, "GET", "/bucket/a/b.zip").text == "other")
        #expect(call(bench, "DELETE", "/bucket/a/b.zip").status == 204)
        #expect(call(bench, "DELETE", "/bucket/a/b.zip").status == 204)
        #expect(call(bench, "GET", "/bucket/a/b.zip").status == 404)
    }

    @Test func `keys are bytes: dots, encoded slashes and broken UTF-8 are nothing special`() throws {
        let bench = try Bench()
        let keys = ["/b/../../etc/passwd", "/b/a%2Fb", "/b/%FF%00", "/b/..", "/b//", "/b/模块.zip"]
        for (index, key) in keys.enumerated() { #expect(call(bench, "PUT", key, "\(index)").status == 200, "\(key)") }
        for (index, key) in keys.enumerated() { #expect(call(bench, "GET", key).text == "\(index)") }
        #expect(call(bench, "GET", "/b/a/b").text == "1")
        for path in ["/", "/b", "/b/", "b/c", "", "/b/%zz"] {
            #expect(call(bench, "PUT", path, "x").status == 400, "\(path)")
        }
        #expect(call(bench, "POST", "/b/c").header("Allow") == "GET, HEAD, PUT, DELETE")
    }

    @Test func `a missing object and a missing bucket are told apart`() throws {
        let bench = try Bench()
        _ = call(bench, "PUT", "/b/c", "x")
        #expect(call(bench, "GET", "/b/d").text.contains("<Code>NoSuchKey</Code>"))
        #expect(call(bench, "GET", "/c/d").text.contains("<Code>NoSuchBucket</Code>"))
    }

    @Test func `a link opens its package for five minutes of the account's clock and not when altered`() throws {
        let bench = try Bench()
        let caller = bench.caller
        try caller.create("a")
        _ = caller.createVersion("a", "1.0.0")
        let link = try require(caller.send("GET", "/v1/private-modules/a/versions/1.0.0").header("Location"))
        #expect(bench.fetch(link).body == ZipMaker.small)
        #expect(bench.fetch(link + "&other=1").body == ZipMaker.small)
        #expect(bench.fetch(link, method: "HEAD").status == 200)

        let parts = link.split(separator: "?")
        let altered = [
            String(parts[0]), link + "0", link.replacing("Expires=1", with: "Expires=2"),
            link.replacing(".zip?", with: ".zap?"), link.replacing("Expires", with: "expires"), link + "&Signature=0",
            "\(Bench.objectStore)/\(LinkSigner.bucket)/", "\(Bench.objectStore)/\(LinkSigner.bucket)/x?\(parts[1])",
        ]
        for target in altered {
            let answer = bench.fetch(target)
            #expect(answer.status == 403 || answer.status == 400, "\(target)")
            #expect(answer.header("Content-Type") == "application/xml")
        }
        for method in ["PUT", "DELETE", "POST"] { #expect(bench.fetch(link, method: method).status == 403) }

        let clock = "/accounts/\(caller.user.account.domainID)/clock/advance"
        #expect(bench.admin("POST", clock, #"{"milliseconds":300000}"#).status == 200)
        #expect(bench.fetch(link).status == 200)
        #expect(bench.admin("POST", clock, #"{"milliseconds":1}"#).status == 200)
        let expired = bench.fetch(link)
        #expect(expired.status == 403)
        #expect(expired.text.contains("<Code>AccessDenied</Code>"))
        let renewed = try require(caller.send("GET", "/v1/private-modules/a/versions/1.0.0").header("Location"))
        #expect(bench.fetch(renewed).body == ZipMaker.small)
    }

    @Test func `a module can be made from the link to the package of another`() throws {
        let bench = try Bench()
        let caller = bench.caller
        try caller.create("a")
        _ = caller.createVersion("a", "1.0.0")
        let link = try require(caller.send("GET", "/v1/private-modules/a/versions/1.0.0").header("Location"))
        let body = #"{"module_name":"b","module_version":"1.0.0","module_uri":"\#(link)"}"#
        #expect(caller.send("POST", "/v1/private-modules", body).status == 201)
    }
}
