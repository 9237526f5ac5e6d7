/// `GET …/execution-plans/{execution_plan_name}/metadata`: what is known of an execution plan itself.
struct GetExecutionPlanMetadata: Operation {
    let name = "get-execution-plan-metadata"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/execution-plans/{execution_plan_name}/metadata"
    let parameters: [Parameter] = Parameter.ofPlan + [.stackID(in: .query), .planID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let (stack, plan, draft) = try context.query { state in
            let stack = try context.stack(arguments, state)
            let plan = try context.plan(arguments, of: stack, state)
            return (stack, plan, PlanTable(state: state, stack: stack.sequence).draft(of: plan))
        }
        let status = plan.status(at: context.now)
        return context.success(200) { writer in
            writer.member("stack_id", stack.id, rules.form("field-stack-id"))
            writer.member("stack_name", stack.name, rules.form("field-stack-name"))
            writer.member("execution_plan_id", plan.id, rules.form("field-execution-plan-id"))
            writer.member("execution_plan_name", plan.name, rules.form("field-execution-plan-name"))
            if let description = plan.description {
                writer.member("description", description, rules.form("field-description"))
            }
            if let draft {
                writer.variables(draft.inputs, rules)
                if !rules.takesPlace("template-not-returned") {
                    writer.member("template_body", String(decoding: draft.template, as: UTF8.self))
                }
            }
            writer.planStatus(plan, at: context.now, rules, prefix: "field")
            if let draft, shows(status, rules) {
                writer.member("summary", rules.form("field-summary")) { value in
                    value.object { write(PlanSummary(draft.items), rules, to: &$0) }
                }
            }
        }
    }

    /// Whether the counts of changes are shown in a status.
    private func shows(_ status: PlanStatus, _ rules: OperationRules) -> Bool {
        switch status {
        case .creationInProgress: !rules.takesPlace("no-summary-creation-in-progress")
        case .creationFailed: !rules.takesPlace("no-summary-creation-failed")
        case .available: rules.takesPlace("summary-available")
        case .applyInProgress: rules.takesPlace("summary-apply-in-progress")
        case .applied: rules.takesPlace("summary-applied")
        }
    }

    private func write(_ summary: PlanSummary, _ rules: OperationRules, to writer: inout JSONWriter) {
        let excess: Int64 = rules.takesPlace("summary-matches-items") ? 0 : 1
        let counters = [
            ("resource_add", summary.added + excess, "execution-plan-summary-resource-add"),
            ("resource_update", summary.updated, "execution-plan-summary-resource-update"),
            ("resource_delete", summary.deleted, "execution-plan-summary-resource-delete"),
            ("resource_import", summary.imported, "execution-plan-summary-resource-import"),
        ]
        for (name, count, rule) in counters where count > 0 { writer.member(name, count, rules.form(rule)) }
    }
}

extension JSONWriter {
    /// Status, message and times of a plan.
    ///
    /// - Parameter prefix: `field` or `item`, with which the rules of the operation begin.
    mutating func planStatus(_ plan: PlanRow, at now: Instant, _ rules: OperationRules, prefix: String) {
        let status = plan.status(at: now)
        member("status", status.rawValue, rules.form("\(prefix)-status"))
        let isFailed = status == .creationFailed || !rules.keeps("status-message-failed-only")
        if isFailed {
            member("status_message", plan.failure ?? "none", rules.form("\(prefix)-status-message"))
        }
        member("create_time", plan.created.secondText, rules.form("\(prefix)-create-time"))
        if status == .applied, let applied = plan.applied {
            member("apply_time", applied.secondText, rules.form("\(prefix)-apply-time"))
        }
    }
}
