/// How operations find the stack and the plan that a request names.
extension OperationContext {
    /// The stacks that the caller may see at the instant of the request.
    func stacks(_ state: Transaction) -> StackTable {
        StackTable(state: state, region: region.name, now: now)
    }

    /// How long each part of a run takes, in milliseconds of the clock of the account.
    var transition: Int64 { services.transition }

    /// The stack that a request names, its id compared with the one given.
    ///
    /// - Parameters:
    ///   - missing: the rule that an unknown stack is refused.
    ///   - onMismatch: what an alteration does although the request is refused for a wrong id.
    func stack(
        _ arguments: Arguments, _ state: Transaction, missing: String = "status-404",
        onMismatch: ((StackRow) -> Void)? = nil
    ) throws -> StackRow {
        let name = arguments["stack_name"] ?? ""
        let ignoresCase = rules.decide("stack-name-case-sensitive", false)
        try rules.permit("stack-id-optional", when: arguments["stack_id"] == nil, "stack_id is missing")
        guard let stack = stacks(state).find(name, ignoringCase: ignoresCase) else {
            throw rules.signal(missing, Refusal(.stackNotFound, "the stack \(name) does not exist"))
        }
        if let id = arguments["stack_id"] {
            let isMatch = id == stack.id && rules.decide("stack-id-match", true)
            let isStale = !rules.keeps("stack-id-stale") && services.former.id(formerKey("stack \(name)")) == id
            guard isMatch || isStale || rules.decide("stack-id-mismatch", false) else {
                onMismatch?(stack)
                throw rules.signal(
                    "stack-id-mismatch",
                    Refusal(.stackIDMismatch, "stack_id is not the id of the stack \(name)"))
            }
        }
        return stack
    }

    /// The plan that a request names, its id compared with the one given.
    func plan(_ arguments: Arguments, of stack: StackRow, _ state: Transaction) throws -> PlanRow {
        let name = arguments["execution_plan_name"] ?? ""
        let ignoresCase = rules.decide("execution-plan-name-case-sensitive", false)
        try rules.permit(
            "execution-plan-id-optional", when: arguments["execution_plan_id"] == nil, "execution_plan_id is missing")
        guard let plan = PlanTable(state: state, stack: stack.sequence).find(name, ignoringCase: ignoresCase) else {
            throw rules.signal(
                "status-404", Refusal(.planNotFound, "the stack \(stack.name) has no execution plan \(name)"))
        }
        if let id = arguments["execution_plan_id"] {
            let isMatch = id == plan.id && rules.decide("execution-plan-id-match", true)
            let isStale =
                !rules.keeps("execution-plan-id-stale") && services.former.id(planKey(name, of: stack)) == id
            try rules.require(
                "execution-plan-id-mismatch", isMatch || isStale,
                else: Refusal(.planIDMismatch, "execution_plan_id is not the id of the execution plan \(name)"))
        }
        return plan
    }

    /// The key under which the freed name of a plan is noted.
    func planKey(_ name: String, of stack: StackRow) -> String { formerKey("plan \(stack.name) \(name)") }

    /// Refuses a request that the status of a stack does not allow.
    ///
    /// A request of the very instant in which a run began, or of an earlier one, was racing with the request that began it.
    func check(_ request: StateTable.Request, on stack: StackRow) throws(Refusal) {
        let status = stack.status(at: now)
        if request != .delete, status.isBusy, let start = stack.timeline.phases.first?.start, now <= start {
            return try rules.require(
                "concurrent-409", false,
                else: Refusal(.requestsRace, "another request on the stack \(stack.name) is being carried out"))
        }
        try rules.check(
            StateTable.outcome(request, in: status), in: status.rawValue,
            "the stack \(stack.name) is in \(status.rawValue), which does not allow the request")
    }
}
