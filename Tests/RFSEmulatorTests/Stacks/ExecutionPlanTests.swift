import Testing

@testable import RFSEmulator

struct ExecutionPlanTests {
    private static let two = """
        resource "rfs_emulator_resource" "a" { size = 2 }
        resource "rfs_emulator_resource" "b" {
          for_each = { x = 1 }
          other    = rfs_emulator_resource.a.id
        }
        """

    @Test func `a plan is made, read, applied and deleted`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("s", #"resource "rfs_emulator_resource" "old" { size = 1 }"#)
        caller.wait()
        let before = caller.read("s", "metadata").text
        let made = caller.send(
            "POST", caller.stacks + "/s/execution-plans",
            json: [
                ("execution_plan_name", .string("p")), ("template_body", .string(Self.two)),
                ("description", .string("why")), ("vars_body", .string("")),
            ])
        #expect(made.status == 202)
        #expect(made.json.names == ["execution_plan_id"])
        #expect(caller.read("s", "metadata").text == before)
        #expect(caller.planStatus("s", "p") == "CREATION_IN_PROGRESS")
        #expect(caller.read("s", "execution-plans/p").text == "{}")
        #expect(caller.apply("s", "p").outcome == Outcome(.applyInPlanStatus))
        #expect(caller.send("DELETE", caller.stacks + "/s/execution-plans/p").outcome == Outcome(.deleteInPlanStatus))
        caller.wait(2000)

        let metadata = caller.read("s", "execution-plans/p/metadata").json
        #expect(metadata["status"] == .string("AVAILABLE"))
        #expect(metadata["description"] == .string("why"))
        #expect(metadata["summary"]?.names == ["resource_add", "resource_delete"])
        #expect(metadata["summary"]?["resource_add"] == .number("2"))
        #expect(metadata["summary"]?["resource_delete"] == .number("1"))
        let items = try require(caller.read("s", "execution-plans/p").json["execution_plan_items"]?.elements)
        #expect(items.map { $0["action"] } == ["ADD", "ADD", "DELETE"].map { .string($0) })
        #expect(items.map { $0["index"] } == [nil, .string("x"), nil])
        #expect(
            items.map { $0["attributes"]?.elements.map(\.names) ?? [] }
                == [[["name", "target_value"]], [["name", "target_value"]], [["name", "previous_value"]]])

        let applied = caller.apply("s", "p")
        #expect(applied.status == 202)
        let deployment = try require(applied.json["deployment_id"]?.string)
        #expect(caller.planStatus("s", "p") == "APPLY_IN_PROGRESS")
        #expect(caller.status("s") == "DEPLOYMENT_IN_PROGRESS")
        #expect(caller.send("DELETE", caller.stacks + "/s/execution-plans/p").outcome == Outcome(.deleteInPlanStatus))
        caller.wait()
        #expect(caller.planStatus("s", "p") == "APPLIED")
        #expect(caller.read("s", "execution-plans/p/metadata").json["apply_time"] != nil)
        #expect(caller.status("s") == "DEPLOYMENT_COMPLETE")
        #expect(caller.read("s", "events?deployment_id=\(deployment)").json["stack_events"]?.elements.count == 8)
        #expect(caller.apply("s", "p").outcome == Outcome(.applyInPlanStatus))
        #expect(caller.send("DELETE", caller.stacks + "/s/execution-plans/p").status == 204)
        #expect(caller.read("s", "execution-plans/p").outcome == Outcome(.planNotFound))
    }

    @Test func `a deployment makes the plans of its stack expire, and theirs only`() throws {
        let caller = try Bench().caller
        for stack in ["s", "t"] {
            _ = caller.createStack(stack)
            for plan in ["p", "q"] { #expect(caller.plan(stack, plan, SampleTemplate.good).status == 202) }
        }
        caller.wait()
        #expect(caller.apply("s", "p").status == 202)
        caller.wait()
        #expect(caller.apply("s", "q").outcome == Outcome(.planExpired))
        #expect(caller.planStatus("s", "q") == "AVAILABLE")
        #expect(caller.apply("t", "q").status == 202)
        caller.wait()
        _ = caller.plan("t", "r", SampleTemplate.good)
        caller.wait()
        _ = caller.deploy("t", SampleTemplate.good)
        caller.wait()
        #expect(caller.apply("t", "r").outcome == Outcome(.planExpired))
    }

    @Test func `a failing plan is applied, and the stack tells the failure`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("s")
        _ = caller.plan("s", "p", SampleTemplate.failing)
        caller.wait()
        #expect(caller.apply("s", "p").status == 202)
        caller.wait()
        #expect(caller.planStatus("s", "p") == "APPLIED")
        #expect(caller.status("s") == "DEPLOYMENT_FAILED")
    }

    @Test func `a template that cannot be planned makes the plan fail`() throws {
        let caller = try Bench().caller
        _ = caller.createStack("s")
        #expect(caller.plan("s", "p", "variable \"needed\" {}\n" + SampleTemplate.good).status == 202)
        caller.wait()
        let metadata = caller.read("s", "execution-plans/p/metadata").json
        #expect(metadata["status"] == .string("CREATION_FAILED"))
        #expect(metadata["status_message"]?.string?.contains("main.tf:1:") == true)
        #expect(metadata["summary"] == nil)
        #expect(caller.read("s", "execution-plans/p").text == "{}")
        #expect(caller.apply("s", "p").outcome == Outcome(.applyInPlanStatus))
        #expect(caller.send("DELETE", caller.stacks + "/s/execution-plans/p").status == 204)
    }

    @Test func `a resource that was changed by hand is shown as drift, in plans made later`() throws {
        let bench = try Bench()
        let caller = bench.caller
        _ = caller.createStack("s", SampleTemplate.good)
        caller.wait()
        _ = caller.plan("s", "before", SampleTemplate.good)
        let changed = bench.admin(
            "PATCH", "/accounts/\(caller.user.account.domainID)/resources",
            #"{"stack_name":"s","resource_type":"rfs_emulator_resource","resource_name":"a","attributes":{"size":"9"}}"#)
        #expect(changed.status == 204)
        _ = caller.plan("s", "after", SampleTemplate.good)
        caller.wait()
        func items(_ plan: String) throws -> [[JSONValue?]] {
            try require(caller.read("s", "execution-plans/\(plan)").json["execution_plan_items"]?.elements).map { item in
                let difference = item["attributes"]?.elements.first
                return [item["action"], item["drifted"], difference?["previous_value"], difference?["target_value"]]
            }
        }
        #expect(try items("before") == [[.string("NO_OPERATION"), .bool(false), nil, nil]])
        #expect(
            try items("after") == [
                [.string("UPDATE"), .bool(true), .string("1"), .string("9")],
                [.string("UPDATE"), .bool(false), .string("9"), .string("1")],
            ])
        let summary = caller.read("s", "execution-plans/after/metadata").json["summary"]
        #expect(summary?["resource_update"] == .number("2"))
    }

    @Test func `names, limits and ids of plans are guarded`() throws {
        let bench = try Bench()
        let caller = try bench.newCaller(#"{"quota":{"plans":2,"parallel":2,"stacks":2}}"#)
        _ = caller.createStack("s")
        _ = caller.createStack("t")
        #expect(caller.createStack("u").outcome == Outcome(.stackQuota))
        #expect(caller.plan("none", "p", SampleTemplate.good).outcome == Outcome(.stackNotFound))
        #expect(caller.plan("s", "p", SampleTemplate.good).status == 202)
        #expect(caller.plan("s", "p", SampleTemplate.good).outcome == Outcome(.planExists))
        #expect(caller.plan("t", "p", SampleTemplate.good).status == 202)
        #expect(caller.plan("t", "q", SampleTemplate.good).outcome == Outcome(.parallelPlans))
        caller.wait()
        #expect(caller.plan("s", "q", SampleTemplate.good).status == 202)
        #expect(caller.plan("s", "r", SampleTemplate.good).outcome == Outcome(.planQuota))
        let wrong = "1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"
        #expect(
            caller.read("s", "execution-plans/p?execution_plan_id=\(wrong)").outcome == Outcome(.planIDMismatch))
        #expect(caller.read("s", "execution-plans/p?stack_id=\(wrong)").outcome == Outcome(.stackIDMismatch))
    }

    @Test func `the resources that a plan adds are priced`() throws {
        let caller = try Bench().caller
        let template = """
            resource "huaweicloud_vpc" "free" { name = "v" }
            resource "huaweicloud_evs_volume" "hourly" {
              volume_type = "SSD"
              size        = 10
            }
            resource "huaweicloud_evs_volume" "monthly" {
              volume_type   = "SSD"
              size          = 10
              charging_mode = "prePaid"
              period_unit   = "month"
              period        = 3
            }
            resource "huaweicloud_evs_volume" "spot" {
              volume_type   = "SSD"
              size          = 10
              charging_mode = "spot"
            }
            resource "huaweicloud_images_image" "i" { name = "i" }
            """
        _ = caller.createStack("s")
        _ = caller.plan("s", "p", template)
        caller.wait()
        let prices = caller.read("s", "execution-plans/p/prices").json
        #expect(prices["currency"] == .string("CNY"))
        let items = try require(prices["items"]?.elements)
        #expect(items.map { $0["supported"] } == [true, true, true, false, false].map { .bool($0) })
        let shown = items.map { item in
            item["resource_price"]?.elements.first.map { price in
                ["charge_mode", "sale_price", "period_type", "period_count"].map { price[$0] }
            }
        }
        #expect(
            shown == [
                [.string("FREE"), .number("0"), nil, nil],
                [.string("POST_PAID"), .number("0.04"), .string("HOUR"), .number("1")],
                [.string("PRE_PAID"), .number("42"), .string("MONTH"), .number("3")],
                nil, nil,
            ])
        #expect(items[3]["unsupported_message"] == .string("the billing mode spot is not priced"))
    }
}
