import Testing

@testable import RFSEmulator

/// Walks every request through every status and compares with the documented table.
struct StateTableTests {
    private static let ok202 = Outcome(status: 202)

    /// The outcomes as the documentation has them, in the order: creation complete; deployment and rollback complete;
    /// deployment failed; rollback failed; deletion failed; busy.
    private static let rows: [(StateTable.Request, [Outcome])] = [
        (.deploy, [ok202, ok202, ok202, ok202, ok202, Outcome(status: 403, code: "RF.10012519")]),
        (
            .continueDeploy,
            [
                refused("RF.10012547"), refused("RF.10012547"), ok202, refused("RF.10012547"), refused("RF.10012547"),
                refused("RF.10012547"),
            ]
        ),
        (
            .continueRollback,
            [
                refused("RF.10012547"), refused("RF.10012547"), refused("RF.10012547"), ok202, refused("RF.10012547"),
                refused("RF.10012547"),
            ]
        ),
        (.createPlan, [ok202, ok202, ok202, ok202, ok202, refused("RF.10012519")]),
        (.applyPlan, [ok202, ok202, ok202, ok202, ok202, refused("RF.10012542")]),
        (.update, Array(repeating: Outcome(status: 204), count: 5) + [refused("RF.10012519")]),
        (
            .enableRollback,
            [
                Outcome(status: 204), Outcome(status: 204), refused("RF.10012546"), refused("RF.10012546"),
                refused("RF.10012546"), refused("RF.10012519"),
            ]
        ),
        (.delete, [ok202, ok202, ok202, ok202, ok202, refused("RF.10012544")]),
    ]

    private static func refused(_ code: String) -> Outcome { Outcome(status: 403, code: code) }

    private static func column(_ status: StackStatus) -> Int {
        switch status {
        case .creationComplete: 0
        case .deploymentComplete, .rollbackComplete: 1
        case .deploymentFailed: 2
        case .rollbackFailed: 3
        case .deletionFailed: 4
        default: 5
        }
    }

    private func send(_ request: StateTable.Request, to name: String, _ caller: Caller) -> HTTPAnswer {
        let path = "\(caller.stacks)/\(name)"
        return switch request {
        case .deploy: caller.deploy(name, SampleTemplate.good)
        case .continueDeploy: caller.send("POST", path + "/continuations")
        case .continueRollback: caller.send("POST", path + "/rollbacks", "{}")
        case .createPlan: caller.plan(name, "other", SampleTemplate.good)
        case .applyPlan: caller.apply(name, "p")
        case .update: caller.send("PATCH", path, #"{"description":"x"}"#)
        case .enableRollback: caller.send("PATCH", path, #"{"enable_auto_rollback":true}"#)
        case .delete: caller.send("DELETE", path)
        }
    }

    /// Brings a stack to a status, with a plan that can be applied where the status allows one.
    private func prepare(_ status: StackStatus, _ caller: Caller) throws {
        caller.bring("s", to: status)
        try #require(caller.status("s") == status.rawValue)
        if status.isBusy {
            // A plan of a busy stack was made before; the one here was made in the database.
            caller.insertPlan("p", of: "s")
        } else {
            try #require(caller.plan("s", "p", SampleTemplate.good).status == 202)
            caller.wait()
        }
        if status == .rollbackFailed || status == .rollbackInProgress || status == .rollbackComplete {
            caller.turnRollbackOff("s")
        }
    }

    @Test(arguments: StackStatus.allCases)
    func `every request is answered as the table says`(status: StackStatus) throws {
        for (request, outcomes) in Self.rows {
            let caller = try Bench().caller
            try prepare(status, caller)
            let before = caller.read("s", "metadata")
            let answer = send(request, to: "s", caller)
            #expect(answer.outcome == outcomes[Self.column(status)], "\(request) in \(status)")
            if answer.status >= 400 { #expect(caller.read("s", "metadata").text == before.text) }
        }
    }

    @Test(arguments: StackStatus.allCases)
    func `every status can be read`(status: StackStatus) throws {
        let caller = try Bench().caller
        caller.bring("s", to: status)
        let metadata = caller.read("s", "metadata")
        #expect(metadata.json["status"] == .string(status.rawValue))
        #expect((metadata.json["status_message"] != nil) == status.isFailed)
        let listed = caller.send("GET", caller.stacks).json["stacks"]?.elements.first
        #expect(listed?["status"] == .string(status.rawValue))
        #expect((listed?["status_message"] != nil) == status.isFailed)
        for part in ["outputs", "resources", "events", "execution-plans"] {
            #expect(caller.read("s", part).status == 200, "\(part)")
        }
        let hasTemplate =
            status != .creationComplete && status != .deploymentInProgress
            && status != .deletionInProgress && status != .rollbackInProgress
        #expect(
            caller.read("s", "templates").outcome
                == (hasTemplate ? Outcome(status: 307) : Outcome(.stackWithoutTemplate)))
    }

    @Test func `an absent stack is not found by any request`() throws {
        let caller = try Bench().caller
        for request in StateTable.Request.allCases {
            #expect(send(request, to: "none", caller).outcome == Outcome(.stackNotFound), "\(request)")
        }
        for part in ["metadata", "templates", "outputs", "resources", "events", "execution-plans"] {
            #expect(caller.read("none", part).outcome == Outcome(.stackNotFound), "\(part)")
        }
    }

    @Test func `the table has a row for every request and a cell for every status`() {
        #expect(Set(StateTable.stack.keys) == Set(StateTable.Request.allCases))
        #expect(Set(StateTable.columns) == Set(StackStatus.allCases))
        for request in StateTable.Request.allCases {
            for status in StackStatus.allCases where status.isBusy {
                guard case .refused = StateTable.outcome(request, in: status) else {
                    Issue.record("\(request) is taken in \(status)")
                    continue
                }
            }
        }
        #expect(Set(StateTable.plan.keys) == Set(PlanStatus.allCases))
    }
}

extension Caller {
    /// Puts a plan that is ready into the database, whatever the status of the stack.
    fileprivate func insertPlan(_ name: String, of stack: String) {
        try? bench.instance.accounts.change(user.account) { state in
            let now = user.account.now
            let table = StackTable(state: state, region: region.name, now: now)
            guard let row = table.find(stack) else { return }
            try PlanTable(state: state, stack: row.sequence).insert(
                name: name, id: user.account.nextIdentifier(), description: nil, at: now, ready: now, failure: nil,
                draft: PlanDraft(
                    inputs: DeploymentInputs(templateName: "main.tf"), target: DeploymentTarget(.success(Blueprint())),
                    items: [], template: []))
        }
    }

    /// Switches automatic rollback off behind the API, so that every request starts from the same flags.
    fileprivate func turnRollbackOff(_ stack: String) {
        try? bench.instance.accounts.change(user.account) { state in
            let table = StackTable(state: state, region: region.name, now: user.account.now)
            guard var row = table.find(stack) else { return }
            row.rollsBack = false
            table.update(row)
        }
    }
}
