/// `POST …/execution-plans/{execution_plan_name}`: deploys a stack as an execution plan says.
struct ApplyExecutionPlan: Operation {
    let name = "apply-execution-plan"
    let method = "POST"
    let path = "/v1/{project_id}/stacks/{stack_name}/execution-plans/{execution_plan_name}"
    let parameters: [Parameter] = Parameter.ofPlan + [.planID(in: .body), .stackID(in: .body)]
    let isBodyOptional = true

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.change { state in
            let stack = try context.stack(arguments, state)
            let plan = try context.plan(arguments, of: stack, state)
            try context.check(.applyPlan, on: stack)
            try check(plan, context)
            let plans = PlanTable(state: state, stack: stack.sequence)
            guard let draft = plans.draft(of: plan) else {
                throw Refusal(.planNotFound, "the execution plan \(plan.name) does not exist")
            }
            if stack.rollsBack { try context.refuseImports(draft.items.contains(where: \.isImported)) }
            let content = context.content(of: stack, state)
            var target = draft.target.result
            if !rules.takesPlace("removed-resource-deleted"),
                let kept = DeploymentTable(state: state, stack: stack.sequence).latest().first?.target.blueprint
            {
                target = target.map { $0.keeping(kept) }
            }
            if !rules.takesPlace("result-in-stack-status") { target = target.map(\.withoutFaults) }
            let (id, end) = context.deploy(
                stack, target, inputs: draft.inputs, template: draft.template, from: content, state)
            note(plan, until: end, plans, context)
            return context.success(202) { writer in
                writer.member("deployment_id", id, rules.form("field-deployment-id"))
            }
        }
    }

    /// Refuses a plan that is expired, not made yet, or applied already.
    private func check(_ plan: PlanRow, _ context: OperationContext) throws {
        let rules = context.rules
        let status = plan.status(at: context.now)
        if let outcome = StateTable.plan[status]?.apply {
            try rules.check(
                outcome, in: status.rawValue,
                "the execution plan \(plan.name) is in \(status.rawValue), which does not allow the request")
        }
        try rules.require(
            "expired-403", !plan.isExpired,
            else: Refusal(.planExpired, "the stack was deployed since the execution plan \(plan.name) was made"))
    }

    /// Stores that a plan is being applied.
    private func note(
        _ plan: PlanRow, until end: Instant, _ plans: PlanTable, _ context: OperationContext
    ) {
        let rules = context.rules
        var began = context.now
        var end = end
        if !rules.takesPlace("status-apply-in-progress") { end = began }
        if !rules.takesPlace("status-applied") { end = Instant(milliseconds: .max) }
        if !rules.takesPlace("apply-time-set") { began = plan.created + -1000 }
        plans.apply(plan, at: began, until: end)
    }
}
