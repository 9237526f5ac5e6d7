@testable import RFSEmulator

/// Templates that lead a stack to where a test wants it.
enum SampleTemplate {
    static let good = #"resource "rfs_emulator_resource" "a" { size = "1" }"#
    static let importing = """
        resource "rfs_emulator_resource" "a" { size = "1" }
        import {
          to = rfs_emulator_resource.a
          id = "i"
        }
        """
    static let failing = #"resource "rfs_emulator_fault" "f" { fail_on = "create" }"#
    static let failingOnce = """
        resource "rfs_emulator_fault" "f" {
          fail_on = "create"
          times   = 1
        }
        """
    static let failingOnDelete = #"resource "rfs_emulator_fault" "f" { fail_on = "delete" }"#
    /// Fails to be created, and then its rollback fails.
    static let failingRollback = """
        resource "rfs_emulator_fault" "stays" { fail_on = "delete" }
        resource "rfs_emulator_fault" "fails" {
          fail_on    = "create"
          depends_on = [rfs_emulator_fault.stays]
        }
        """
    /// As before, but the second rollback succeeds.
    static let failingRollbackOnce = failingRollback.replacing(
        #"{ fail_on = "delete" }"#, with: "{\n  fail_on = \"delete\"\n  times = 1\n}")
}

extension Caller {
    var stacks: String { "/v1/\(user.account.projectID)/stacks" }

    /// Sends a request whose body is an object of the given members.
    func send(_ method: String, _ target: String, json members: [(String, JSONValue)]) -> HTTPAnswer {
        var writer = JSONWriter()
        writer.value(JSONValue.object(members.map { JSONValue.Member(name: $0.0, value: $0.1) }))
        return send(method, target, String(decoding: writer.bytes, as: UTF8.self))
    }

    func createStack(
        _ name: String, _ template: String? = nil, rollsBack: Bool = false, isProtected: Bool = false
    ) -> HTTPAnswer {
        var members: [(String, JSONValue)] = [("stack_name", .string(name))]
        if let template { members.append(("template_body", .string(template))) }
        if rollsBack { members.append(("enable_auto_rollback", .bool(true))) }
        if isProtected { members.append(("enable_deletion_protection", .bool(true))) }
        return send("POST", stacks, json: members)
    }

    func deploy(_ name: String, _ template: String) -> HTTPAnswer {
        send("POST", "\(stacks)/\(name)/deployments", json: [("template_body", .string(template))])
    }

    func plan(_ stack: String, _ name: String, _ template: String) -> HTTPAnswer {
        send(
            "POST", "\(stacks)/\(stack)/execution-plans",
            json: [("execution_plan_name", .string(name)), ("template_body", .string(template))])
    }

    func apply(_ stack: String, _ plan: String) -> HTTPAnswer {
        send("POST", "\(stacks)/\(stack)/execution-plans/\(plan)")
    }

    func read(_ stack: String, _ part: String) -> HTTPAnswer { send("GET", "\(stacks)/\(stack)/\(part)") }

    func status(_ stack: String) -> String? { read(stack, "metadata").json["status"]?.string }

    func planStatus(_ stack: String, _ plan: String) -> String? {
        read(stack, "execution-plans/\(plan)/metadata").json["status"]?.string
    }

    /// Lets time pass on the clock of the account.
    func wait(_ milliseconds: Int = 60_000) {
        _ = bench.admin(
            "POST", "/accounts/\(user.account.domainID)/clock/advance", "{\"milliseconds\":\(milliseconds)}")
    }

    /// Makes a stack and brings it to a status.
    func bring(_ name: String, to status: StackStatus) {
        switch status {
        case .creationComplete: _ = createStack(name)
        case .deploymentInProgress: _ = createStack(name, SampleTemplate.good)
        case .deploymentComplete:
            _ = createStack(name, SampleTemplate.good)
            wait()
        case .deploymentFailed:
            _ = createStack(name, SampleTemplate.failing)
            wait()
        case .rollbackInProgress:
            _ = createStack(name, SampleTemplate.failing, rollsBack: true)
            wait(2500)
        case .rollbackComplete:
            _ = createStack(name, SampleTemplate.failing, rollsBack: true)
            wait()
        case .rollbackFailed:
            _ = createStack(name, SampleTemplate.failingRollback, rollsBack: true)
            wait()
        case .deletionInProgress:
            _ = createStack(name)
            _ = send("DELETE", "\(stacks)/\(name)")
        case .deletionFailed:
            _ = createStack(name, SampleTemplate.failingOnDelete)
            wait()
            _ = send("DELETE", "\(stacks)/\(name)")
            wait()
        }
    }
}
