import Foundation
import Testing

@testable import RFSEmulator

@Suite(.serialized)
struct SocketTests {
    private func headers(_ ready: ReadyLine) -> [String: String] {
        ["X-Auth-Token": ready.token, "Client-Request-Id": Caller.requestID]
    }

    @Test func `a module goes its way over all four ports`() async throws {
        try await withEmulator { emulator in
            let ready = emulator.ready
            let base = ready.endpoint + "/v1/private-modules"
            let headers = headers(ready)

            let upload = try await RawClient.send(
                "PUT", ready.objectStoreURL + "/uploads/p.zip", headers: ["Content-Type": "application/zip"],
                body: ZipMaker.small)
            #expect(upload.status == 200)
            let body = #"{"module_name":"a","module_version":"1.0.0","module_uri":"\#(ready.objectStoreURL)/uploads/p.zip"}"#
            let created = try await RawClient.send("POST", base, headers: headers, body: Array(body.utf8))
            #expect(created.status == 201)
            #expect(created.headers["content-type"] == "application/json")
            #expect(created.headers["date"]?.hasSuffix(" GMT") == true)

            let content = try await RawClient.send("GET", base + "/a/versions/1.0.0", headers: headers)
            #expect(content.status == 307)
            #expect(content.headers["content-length"] == "0")
            let link = try require(content.headers["location"])
            #expect(try await RawClient.send("GET", link).body == ZipMaker.small)
            let head = try await RawClient.send("HEAD", link)
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.headers["content-length"] == "\(ZipMaker.small.count)")

            let update = try await RawClient.send(
                "PATCH", base + "/a/metadata", headers: headers, body: Array(#"{"module_description":"x"}"#.utf8))
            #expect(update.status == 204)
            #expect(update.headers["content-length"] == nil)
            #expect(update.body.isEmpty)
            #expect(update.headers["x-request-id"]?.utf8.count == 32)

            let regions = try await RawClient.send("GET", ready.adminEndpoint + "/regions")
            let list = try require(try JSONReader.read(regions.body)["regions"]?.elements)
            #expect(list.map { $0["region"]?.string } == ["cn-north-4", "cn-east-3"])
            #expect(list.first?["endpoint"]?.string == ready.endpoint)
            let second = try require(list.last?["endpoint"]?.string)
            let elsewhere = try await RawClient.send("GET", second + "/v1/private-modules", headers: headers)
            #expect(elsewhere.text == #"{"modules":[],"page_info":{"current_count":0}}"#)
            #expect(try await RawClient.send("GET", ready.endpoint + "/health").status == 404)
            #expect(try await RawClient.send("GET", ready.adminEndpoint + "/v1/private-modules").status == 404)
        }
    }

    @Test func `a request signed by hand is accepted over the wire`() async throws {
        try await withEmulator { emulator in
            let ready = emulator.ready
            let host = String(ready.endpoint.dropFirst("http://".count))
            let date = WallClock.system.now().text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
            let path = "/v1/private-modules/%E6%A8%A1/metadata"
            let canonical =
                "GET\n\(path)/\n\nhost:\(host)\nx-sdk-date:\(date)\n\nhost;x-sdk-date\n"
                + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            let signature = RequestSignature.signature(
                of: RequestSignature.stringToSign(canonical, date: date), secretKey: ready.secretKey)
            var headers = [
                "X-Sdk-Date": date, "Client-Request-Id": Caller.requestID,
                "Authorization":
                    "SDK-HMAC-SHA256 Access=\(ready.accessKey), SignedHeaders=host;x-sdk-date, Signature=\(signature)",
            ]
            let found = try await RawClient.send("GET", ready.endpoint + path, headers: headers)
            #expect(found.status == 404)
            headers["X-Sdk-Date"] = "20200101T000000Z"
            #expect(try await RawClient.send("GET", ready.endpoint + path, headers: headers).status == 401)
        }
    }

    @Test func `a body beyond 12 MB is answered with 413, one of a package store beyond 64 MB too`() async throws {
        try await withEmulator { emulator in
            let ready = emulator.ready
            let large = [UInt8](repeating: 0x20, count: Gateway.maximumBody + 1)
            let refused = try await RawClient.send(
                "POST", ready.endpoint + "/v1/private-modules", headers: headers(ready), body: large)
            #expect(refused.status == 413)
            #expect(try JSONReader.read(refused.body)["error_code"]?.string == "APIGW.0201")
            #expect(refused.headers["connection"] == "close")
            let exact = try await RawClient.send(
                "POST", ready.endpoint + "/v1/private-modules", headers: headers(ready), body: large.dropLast())
            #expect(exact.status == 400)

            let port = try require(URL(string: ready.objectStoreURL)?.port)
            let expecting =
                "PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: \(ObjectStore.maximumBody + 1)\r\n"
                + "Expect: 100-continue\r\n\r\n"
            let answer = try Reply(await RawClient.exchange(port: port, Array(expecting.utf8)))
            #expect(answer.status == 413)
            #expect(answer.text.contains("<Code>EntityTooLarge</Code>"))
        }
    }

    @Test func `a client that waits to be told gets 100 first`() async throws {
        try await withEmulator { emulator in
            let port = try require(URL(string: emulator.ready.objectStoreURL)?.port)
            let request =
                "PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
                + "Connection: close\r\n\r\nhi"
            let bytes = try await RawClient.exchange(port: port, Array(request.utf8))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n"))
            #expect(text.contains("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `requests that follow each other on one connection are answered in order`() async throws {
        try await withEmulator { emulator in
            let ready = emulator.ready
            let port = try require(URL(string: ready.endpoint)?.port)
            var request = ""
            for number in 0..<20 {
                let body = #"{"module_name":"m\#(number)"}"#
                request +=
                    "POST /v1/private-modules HTTP/1.1\r\nHost: x\r\nX-Auth-Token: \(ready.token)\r\n"
                    + "Client-Request-Id: \(Caller.requestID)\r\nContent-Length: \(body.utf8.count)\r\n"
                    + (number == 19 ? "Connection: close\r\n" : "") + "\r\n" + body
            }
            let answer = String(decoding: try await RawClient.exchange(port: port, Array(request.utf8)), as: UTF8.self)
            #expect(answer.components(separatedBy: "HTTP/1.1 201 Created").count == 21)
            let list = try await RawClient.send("GET", ready.endpoint + "/v1/private-modules", headers: headers(ready))
            let names = try JSONReader.read(list.body)["modules"]?.elements.compactMap { $0["module_name"]?.string }
            #expect(names == (0..<20).reversed().map { "m\($0)" })
        }
    }

    @Test func `garbage on the wire ends the connection and nothing else`() async throws {
        try await withEmulator { emulator in
            let ready = emulator.ready
            let port = try require(URL(string: ready.endpoint)?.port)
            let long = String(repeating: "a", count: 200_000)
            for text in ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nX: \(long)\r\n\r\n"] {
                let bytes = try await RawClient.exchange(port: port, Array(text.utf8))
                #expect(bytes.isEmpty || String(decoding: bytes, as: UTF8.self).hasPrefix("HTTP/1.1 400"))
            }
            #expect(
                try await RawClient.send("GET", ready.endpoint + "/v1/private-modules", headers: headers(ready)).status
                    == 200)
        }
    }

    @Test func `a port in use is told by its number`() async throws {
        try await withEmulator { emulator in
            let port = try require(URL(string: emulator.ready.endpoint)?.port)
            await #expect(throws: EmulatorError.portInUse(host: "127.0.0.1", port: port)) {
                _ = try await Emulator.start(EmulatorConfiguration(port: port))
            }
        }
    }

    @Test func `a stopped emulator accepts no connection, and its file can be used again`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "rfs-\(UUID().uuidString).sqlite").path
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) } }
        let first = try await Emulator.start(EmulatorConfiguration(dataFile: file))
        let body = Array(#"{"module_name":"kept"}"#.utf8)
        let created = try await RawClient.send(
            "POST", first.ready.endpoint + "/v1/private-modules", headers: headers(first.ready), body: body)
        #expect(created.status == 201)
        await first.stop()
        await #expect(throws: RawClient.Failure.self) {
            _ = try await RawClient.send("GET", first.ready.endpoint + "/")
        }
        try await withEmulator(EmulatorConfiguration(dataFile: file)) { second in
            #expect(second.ready.token == first.ready.token)
            let shown = try await RawClient.send(
                "GET", second.ready.endpoint + "/v1/private-modules/kept/metadata", headers: headers(first.ready))
            #expect(shown.status == 200)
        }
    }

    @Test func `the ready line has the documented keys`() async throws {
        let ready = try await withEmulator { $0.ready }
        let encoded = try JSONReader.read(Array(JSONEncoder().encode(ready)))
        #expect(
            Set(encoded.names) == [
                "endpoint", "admin_endpoint", "access_key", "secret_key", "token", "project_id", "domain_id", "region",
                "object_store_url",
            ])
    }

    @Test func `latency holds every answer of the API back`() async throws {
        let configuration = EmulatorConfiguration(latency: .milliseconds(60))
        try await withEmulator(configuration) { emulator in
            let duration = try await ContinuousClock().measure {
                _ = try await RawClient.send("GET", emulator.ready.endpoint + "/")
            }
            #expect(duration >= .milliseconds(60))
        }
    }
}
