/// `GET …/execution-plans/{execution_plan_name}`: what an execution plan would do to each resource.
struct GetExecutionPlan: Operation {
    let name = "get-execution-plan"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/execution-plans/{execution_plan_name}"
    let parameters: [Parameter] = Parameter.ofPlan + [.stackID(in: .query), .planID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let items: [PlanItem]? = try context.query { state in
            let stack = try context.stack(arguments, state)
            let plan = try context.plan(arguments, of: stack, state)
            let items = PlanTable(state: state, stack: stack.sequence).draft(of: plan)?.items
            switch plan.status(at: context.now) {
            case .creationInProgress: return rules.takesPlace("no-items-creation-in-progress") ? nil : items
            case .creationFailed: return rules.takesPlace("no-items-creation-failed") ? nil : items
            default: return items
            }
        }
        return context.success(200) { writer in
            guard let items else { return }
            writer.member("execution_plan_items", rules.form("field-execution-plan-items")) { value in
                value.array { list in
                    for item in shown(items, rules) { list.object { write(item, rules, to: &$0) } }
                }
            }
        }
    }

    /// The items as they are shown when rules are altered.
    private func shown(_ items: [PlanItem], _ rules: OperationRules) -> [PlanItem] {
        if rules.isFaithful { return items }
        var items = items
        if !rules.takesPlace("items-describe-changes") { items = [] }
        if !rules.takesPlace("drift-two-items") { items.removeAll(where: \.isDrifted) }
        for index in items.indices {
            let rule = items[index].isDrifted ? "drift-true-values" : "drift-false-values"
            if !rules.takesPlace(rule) { items[index].swapValues() }
            if !rules.takesPlace("no-drift-one-item") { items[index].isDrifted.toggle() }
        }
        return items
    }

    private func write(_ plan: PlanItem, _ rules: OperationRules, to item: inout JSONWriter) {
        item.member("resource_type", plan.key.type, rules.form("item-resource-type"))
        item.member("resource_name", plan.key.name, rules.form("item-resource-name"))
        if let index = plan.key.index, rules.takesPlace(Int(index) == nil ? "index-for-each" : "index-count") {
            item.member("index", index, rules.form("item-index"))
        }
        item.member("action", plan.action.rawValue, rules.form("item-action"))
        if let reason = plan.reason { item.member("action_reason", reason, rules.form("item-action-reason")) }
        item.member("provider_name", plan.provider, rules.form("item-provider-name"))
        item.member("mode", "RESOURCE", rules.form("item-mode"))
        item.member("drifted", plan.isDrifted, rules.form("item-drifted"))
        item.member("imported", plan.isImported, rules.form("item-imported"))
        if let id = plan.resourceID { item.member("resource_id", id, rules.form("item-resource-id")) }
        if plan.differences.isEmpty, !rules.takesPlace("attributes-empty-list") { return }
        item.member("attributes", rules.form("item-attributes")) { value in
            value.array { list in
                for difference in plan.differences { list.object { write(difference, plan, rules, to: &$0) } }
            }
        }
    }

    private func write(
        _ difference: PlanItem.Difference, _ plan: PlanItem, _ rules: OperationRules, to entry: inout JSONWriter
    ) {
        entry.member("name", difference.name, rules.form("execution-plan-diff-attribute-name"))
        if let previous = difference.previous {
            entry.member("previous_value", previous, rules.form("execution-plan-diff-attribute-previous-value"))
        } else if plan.action == .add, !rules.takesPlace("previous-value-empty-on-add") {
            entry.member("previous_value", "before")
        }
        if let target = difference.target {
            entry.member("target_value", target, rules.form("execution-plan-diff-attribute-target-value"))
        } else if plan.action == .delete, !rules.takesPlace("target-value-empty-on-delete") {
            entry.member("target_value", "after")
        }
    }
}

extension PlanItem {
    /// Shows values the wrong way round; only altered rules do.
    fileprivate mutating func swapValues() {
        for index in differences.indices {
            let previous = differences[index].previous
            differences[index].previous = differences[index].target
            differences[index].target = previous
        }
    }
}
