import Testing

@testable import RFSEmulator

struct StackLifeTests {
    @Test func `an empty stack is created, shown, listed, updated and deleted`() throws {
        let caller = try Bench().caller
        let created = caller.send(
            "POST", caller.stacks,
            #"{"stack_name":"栈_a-1","description":"first","agencies":[{"provider_name":"huaweicloud","#
                + #""agency_name":"rfs"}]}"#)
        #expect(created.status == 201)
        #expect(created.json.names == ["stack_id"])
        let id = try require(created.json["stack_id"]?.string)
        let path = "\(caller.stacks)/%E6%A0%88_a-1"
        let shown = caller.send("GET", path + "/metadata")
        #expect(
            shown.text
                == #"{"stack_id":"\#(id)","stack_name":"栈_a-1","description":"first","enable_deletion_protection":false,"#
                + #""enable_auto_rollback":false,"status":"CREATION_COMPLETE","#
                + #""agencies":[{"provider_name":"huaweicloud","agency_name":"rfs"}],"#
                + #""create_time":"2025-01-01T00:00:00Z","update_time":"2025-01-01T00:00:00Z"}"#)
        #expect(
            caller.send("GET", caller.stacks).text
                == #"{"stacks":[{"stack_name":"栈_a-1","description":"first","stack_id":"\#(id)","#
                + #""status":"CREATION_COMPLETE","create_time":"2025-01-01T00:00:00Z","#
                + #""update_time":"2025-01-01T00:00:00Z"}],"page_info":{"current_count":1}}"#)
        caller.wait(1000)
        let patched = caller.send("PATCH", path, #"{"description":"second"}"#)
        #expect(patched == HTTPAnswer(status: 204, headers: patched.headers))
        let updated = caller.send("GET", path + "/metadata").json
        #expect(updated["description"] == .string("second"))
        #expect(updated["agencies"]?.elements.count == 1)
        #expect(updated["update_time"] == .string("2025-01-01T00:00:01Z"))

        #expect(caller.send("DELETE", path, "").status == 202)
        #expect(caller.send("GET", path + "/metadata").json["status"] == .string("DELETION_IN_PROGRESS"))
        #expect(caller.send("GET", caller.stacks).json["stacks"]?.elements.count == 1)
        caller.wait()
        #expect(caller.send("GET", path + "/metadata").outcome == Outcome(.stackNotFound))
        #expect(caller.send("GET", caller.stacks).text == #"{"stacks":[],"page_info":{"current_count":0}}"#)
        let again = caller.send("POST", caller.stacks, #"{"stack_name":"栈_a-1"}"#)
        #expect(again.json["stack_id"]?.string != id)
        #expect(caller.send("GET", path + "/metadata?stack_id=\(id)").outcome == Outcome(.stackIDMismatch))
    }

    @Test func `a deployment runs, ends, and shows its outputs and resources`() throws {
        let caller = try Bench().caller
        let template = """
            variable "size" { type = number }
            variable "secret" {
              type      = string
              sensitive = true
            }
            resource "rfs_emulator_resource" "a" {
              name = "first"
              size = var.size
            }
            resource "rfs_emulator_resource" "b" {
              count = 2
              other = rfs_emulator_resource.a.id
            }
            output "id" {
              description = "the id"
              value       = rfs_emulator_resource.a.id
            }
            output "secret" {
              value     = var.secret
              sensitive = true
            }
            output "sizes" { value = [var.size, 2] }
            """
        let answer = caller.send(
            "POST", caller.stacks,
            json: [
                ("stack_name", .string("s")), ("template_body", .string(template)),
                ("vars_body", .string("size = 5\nsecret = \"hush\"\n")),
            ])
        #expect(answer.status == 201)
        #expect(answer.json.names == ["stack_id", "deployment_id"])
        #expect(caller.status("s") == "DEPLOYMENT_IN_PROGRESS")
        #expect(caller.read("s", "outputs").text == #"{"outputs":[],"page_info":{"current_count":0}}"#)
        let busy = try require(caller.read("s", "resources").json["stack_resources"]?.elements)
        #expect(busy.map { $0["resource_status"] } == [.string("CREATION_IN_PROGRESS")])
        #expect(busy.allSatisfy { $0["resource_attributes"] == nil && $0["physical_resource_id"] == nil })
        caller.wait()
        #expect(caller.status("s") == "DEPLOYMENT_COMPLETE")
        #expect(caller.read("s", "metadata").json["vars_body"] == .string("size = 5\nsecret = \"hush\"\n"))

        let resources = try require(caller.read("s", "resources").json["stack_resources"]?.elements)
        let id = try require(resources.first?["physical_resource_id"]?.string)
        #expect(resources.map { $0["index_key"] } == [nil, .string("0"), .string("1")])
        #expect(resources.first?["physical_resource_name"] == .string("first"))
        #expect(
            resources.first?["resource_attributes"]?.elements.map { [$0["key"], $0["value"]] }
                == [[.string("id"), .string(id)], [.string("name"), .string("first")], [.string("size"), .string("5")]])
        #expect(resources[1]["resource_attributes"]?.elements.last?["value"] == .string(id))
        let outputs = try require(caller.read("s", "outputs").json["outputs"]?.elements)
        #expect(outputs.map { $0["name"] } == ["id", "secret", "sizes"].map { .string($0) })
        #expect(outputs.map { $0["value"] } == [id, "<sensitive>", "[5,2]"].map { .string($0) })
        #expect(outputs.map { $0["description"] } == [.string("the id"), nil, nil])
        #expect(outputs[1]["type"] == .string("<sensitive>"))
        #expect(outputs[1]["sensitive"] == .bool(true))
    }

    @Test func `resources that a template no longer names are deleted, changed ones keep their id`() throws {
        let caller = try Bench().caller
        let two = """
            resource "rfs_emulator_resource" "a" { size = 1 }
            resource "rfs_emulator_resource" "b" { size = 1 }
            """
        _ = caller.createStack("s", two)
        caller.wait()
        let before = caller.read("s", "resources").json["stack_resources"]?.elements.first?["physical_resource_id"]
        #expect(caller.deploy("s", #"resource "rfs_emulator_resource" "a" { size = 2 }"#).status == 202)
        caller.wait()
        let after = try require(caller.read("s", "resources").json["stack_resources"]?.elements)
        #expect(after.map { $0["logical_resource_name"] } == [.string("a")])
        #expect(after.first?["physical_resource_id"] == before)
        #expect(after.first?["resource_status"] == .string("UPDATE_COMPLETE"))
        let kinds = try require(caller.read("s", "events").json["stack_events"]?.elements).map { $0["event_type"] }
        #expect(
            Array(kinds.prefix(6))
                == [
                    "SUMMARY", "DELETION_COMPLETE", "DELETION_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_IN_PROGRESS", "LOG",
                ].map { .string($0) })
    }

    @Test func `a failed deployment stays failed or is rolled back, and can be continued`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("kept", SampleTemplate.failingOnce)
        caller.wait()
        let failed = caller.read("kept", "metadata").json
        #expect(failed["status"] == .string("DEPLOYMENT_FAILED"))
        #expect(failed["status_message"] == .string("rfs_emulator_fault.f is made to fail on create"))
        let resource = caller.read("kept", "resources").json["stack_resources"]?.elements.first
        #expect(resource?["resource_status"] == .string("CREATION_FAILED"))
        #expect(resource?["status_message"] == .string("rfs_emulator_fault.f is made to fail on create"))
        let continued = caller.send("POST", caller.stacks + "/kept/continuations")
        #expect(continued.status == 202)
        caller.wait()
        #expect(caller.status("kept") == "DEPLOYMENT_COMPLETE")

        _ = caller.createStack("rolled", SampleTemplate.good, rollsBack: true)
        caller.wait()
        _ = caller.deploy("rolled", SampleTemplate.failingRollbackOnce)
        #expect(caller.status("rolled") == "DEPLOYMENT_IN_PROGRESS")
        caller.wait(2000)
        #expect(caller.status("rolled") == "ROLLBACK_IN_PROGRESS")
        caller.wait(2000)
        #expect(caller.status("rolled") == "ROLLBACK_FAILED")
        let again = caller.send("POST", caller.stacks + "/rolled/rollbacks")
        #expect(again.json.names == ["deployment_id"])
        #expect(caller.status("rolled") == "ROLLBACK_IN_PROGRESS")
        caller.wait()
        #expect(caller.status("rolled") == "ROLLBACK_COMPLETE")
        #expect(
            caller.read("rolled", "resources").json["stack_resources"]?.elements.map { $0["logical_resource_name"] }
                == [.string("a")])
    }

    @Test func `a deletion that fails can be repaired by another template`() throws {
        let caller = try Bench().caller
        caller.bring("s", to: .deletionFailed)
        #expect(caller.status("s") == "DELETION_FAILED")
        #expect(caller.deploy("s", #"resource "rfs_emulator_fault" "f" { }"#).status == 202)
        caller.wait()
        #expect(caller.send("DELETE", caller.stacks + "/s").status == 202)
        caller.wait()
        #expect(caller.status("s") == nil)

        caller.bring("kept", to: .deletionFailed)
        #expect(
            caller.send("POST", caller.stacks + "/kept/deletion", #"{"retain_all_resources":true}"#).status == 202)
        caller.wait()
        #expect(caller.status("kept") == nil)
    }

    @Test func `a protected stack is not deleted until protection is off`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("s", isProtected: true)
        #expect(caller.send("DELETE", caller.stacks + "/s").outcome == Outcome(.protected))
        #expect(caller.send("POST", caller.stacks + "/s/deletion", "{}").outcome == Outcome(.protected))
        #expect(
            caller.send("PATCH", caller.stacks + "/s", #"{"enable_deletion_protection":false}"#).status == 204)
        #expect(caller.send("DELETE", caller.stacks + "/s").status == 202)
    }

    @Test func `the template of the last finished deployment is offered for download`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let other = #"resource "rfs_emulator_resource" "b" { size = 2 }"#
        func template() throws -> String {
            bench.fetch(try require(caller.read("s", "templates").header("Location"))).text
        }
        _ = caller.createStack("s", SampleTemplate.good)
        #expect(caller.read("s", "templates").outcome == Outcome(.stackWithoutTemplate))
        caller.wait()
        #expect(try template() == SampleTemplate.good)
        _ = caller.deploy("s", other)
        #expect(try template() == SampleTemplate.good)
        caller.wait()
        #expect(try template() == other)
        let link = try require(caller.read("s", "templates").header("Location"))
        caller.wait(5 * 60_000 + 1)
        #expect(bench.fetch(link).status == 403)
        for (query, status) in [
            ("access_control_source_ips=127.0.0.0/8", 200), ("access_control_source_ips=10.0.0.0/8", 403),
            ("access_control_source_vpc_ids=abc-1", 403),
        ] {
            let link = try require(caller.read("s", "templates?\(query)").header("Location"))
            #expect(bench.fetch(link).status == status, "\(query)")
        }
    }

    @Test func `a template that cannot be resolved fails the deployment with the place`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("s", "variable \"needed\" {}\n" + SampleTemplate.good)
        #expect(caller.status("s") == "DEPLOYMENT_IN_PROGRESS")
        caller.wait()
        #expect(caller.status("s") == "DEPLOYMENT_FAILED")
        let events = try require(caller.read("s", "events?filter=event_type==ERROR").json["stack_events"]?.elements)
        let message = try require(events.last?["event_message"]?.string)
        #expect(message.contains("main.tf:1:"))
        #expect(message.contains("needed"))
        let broken = caller.createStack("t", "resource \"x\" \"y\" {\n  a = [1\n}\n")
        #expect(broken.outcome == Outcome(.templateBody))
        #expect(broken.json["error_msg"]?.string?.contains("main.tf:") == true)
    }
}
