import Testing

@testable import RFSEmulator

struct OperationTests {
    @Test func `a created module is shown, listed, updated and deleted`() throws {
        let caller = try Bench().caller
        let created = caller.send(
            "POST", "/v1/private-modules", #"{"module_name":"模块_a-1","module_description":"first"}"#)
        #expect(created.status == 201)
        #expect(created.json.names == ["module_id"])
        let id = try require(created.json["module_id"]?.string)
        #expect(id.utf8.count == 36)

        let path = "/v1/private-modules/%E6%A8%A1%E5%9D%97_a-1/metadata"
        let shown = caller.send("GET", path)
        #expect(shown.status == 200)
        #expect(
            shown.text
                == #"{"module_name":"模块_a-1","module_id":"\#(id)","module_description":"first","#
                + #""create_time":"2025-01-01T00:00:00.001Z","update_time":"2025-01-01T00:00:00.001Z"}"#)
        let listed = caller.send("GET", "/v1/private-modules")
        #expect(listed.text == #"{"modules":[\#(shown.text)],"page_info":{"current_count":1}}"#)

        let updated = caller.send("PATCH", path, #"{"module_description":"second"}"#)
        #expect(updated.status == 204)
        #expect(updated.body.isEmpty)
        #expect(caller.send("GET", path).json["module_description"] == .string("second"))
        #expect(caller.send("GET", path).json["update_time"] == .string("2025-01-01T00:00:00.004Z"))

        let deleted = caller.send("DELETE", "/v1/private-modules/%E6%A8%A1%E5%9D%97_a-1")
        #expect(deleted.status == 204)
        #expect(deleted.body.isEmpty)
        #expect(caller.send("GET", path).outcome == Outcome(.moduleNotFound))
        #expect(
            caller.send("GET", "/v1/private-modules").text == #"{"modules":[],"page_info":{"current_count":0}}"#)
    }

    @Test func `a version is created, shown, listed, downloaded and deleted`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let id = try caller.create("network")
        let created = caller.createVersion("network", "1.0.0-rc.1+7", description: "ready")
        #expect(created == HTTPAnswer(status: 201, headers: created.headers))

        let path = "/v1/private-modules/network/versions/1.0.0-rc.1+7"
        let domain = caller.user.account.domainID
        let shown = caller.send("GET", path + "/metadata")
        #expect(
            shown.text
                == #"{"module_name":"network","module_id":"\#(id)","module_version":"1.0.0-rc.1+7","#
                + #""version_description":"ready","create_time":"2025-01-01T00:00:00.002Z","#
                + #""module_source":"rf://rfs.cn-north-4.myhuaweicloud.com/private/\#(domain)/network"#
                + #"?version==1.0.0-rc.1+7"}"#)
        #expect(
            caller.send("GET", "/v1/private-modules/network/versions").text
                == #"{"versions":[{"module_name":"network","module_id":"\#(id)","module_version":"1.0.0-rc.1+7","#
                + #""version_description":"ready","create_time":"2025-01-01T00:00:00.002Z"}],"#
                + #""page_info":{"current_count":1}}"#)

        let content = caller.send("GET", path)
        #expect(content.status == 307)
        #expect(content.body.isEmpty)
        let link = try require(content.header("Location"))
        #expect(bench.fetch(link).body == ZipMaker.small)
        #expect(caller.send("DELETE", path).status == 204)
        #expect(caller.send("DELETE", path).outcome == Outcome(.versionNotFound))
        #expect(bench.fetch(link).status == 404)
    }
}
