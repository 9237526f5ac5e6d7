/// `GET …/execution-plans/{execution_plan_name}/prices`: what the resources would cost that an execution plan adds.
struct EstimateExecutionPlanPrice: Operation {
    let name = "estimate-execution-plan-price"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/execution-plans/{execution_plan_name}/prices"
    let parameters: [Parameter] = Parameter.ofPlan + [.stackID(in: .query), .planID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let items: [PlanItem] = try context.query { state in
            let stack = try context.stack(arguments, state)
            let plan = try context.plan(arguments, of: stack, state)
            let isMade = [.available, .applyInProgress, .applied].contains(plan.status(at: context.now))
            let items = isMade ? PlanTable(state: state, stack: stack.sequence).draft(of: plan)?.items ?? [] : []
            return rules.takesPlace("incremental-only") ? items.filter { $0.action == .add } : items
        }
        try rules.require(
            "status-404-2", true, else: Refusal(.noProduct, "no product matches the resources of the execution plan"))
        let currency = rules.takesPlace("currency-by-site") ? "CNY" : "USD"
        return context.success(200) { writer in
            writer.member("currency", currency, rules.form("field-currency"))
            writer.member("items", rules.form("field-items")) { value in
                value.array { list in
                    for (item, price) in Self.priced(items, rules) {
                        list.object { write(item, price, rules, to: &$0) }
                    }
                }
            }
        }
    }

    /// The items with their prices; those beyond the limits have none.
    private static func priced(
        _ items: [PlanItem], _ rules: OperationRules
    ) -> [(PlanItem, Result<PriceList.Price, Unpriced>)] {
        var subscriptions = 0
        var onDemand = 0
        return items.map { item in
            var result = PriceList.price(of: item)
            if case .success(let price) = result {
                if price.mode == .subscription { subscriptions += 1 }
                if price.mode == .onDemand { onDemand += 1 }
                let most = rules.bounds("limit-subscription", Bounds(0, PriceList.maximumSubscriptions)).upper
                let mostOnDemand = rules.bounds("limit-on-demand", Bounds(0, PriceList.maximumOnDemand)).upper
                if price.mode == .subscription, subscriptions > most {
                    result = .failure(.tooMany(PriceList.maximumSubscriptions))
                } else if price.mode == .onDemand, onDemand > mostOnDemand {
                    result = .failure(.tooMany(PriceList.maximumOnDemand))
                }
            } else if case .failure(let reason) = result, let rule = reason.rule, !rules.keeps(rule) {
                result = .success(PriceList.Price(mode: .onDemand, period: "HOUR", count: 1, cents: 1))
            }
            return (item, result)
        }
    }

    private func write(
        _ item: PlanItem, _ result: Result<PriceList.Price, Unpriced>, _ rules: OperationRules,
        to writer: inout JSONWriter
    ) {
        writer.member("resource_type", item.key.type, rules.form("item-resource-type"))
        writer.member("resource_name", item.key.name, rules.form("item-resource-name"))
        if let index = item.key.index { writer.member("index", index, rules.form("item-index")) }
        if !item.key.module.isEmpty {
            writer.member("module_address", item.key.module, rules.form("item-module-address"))
        }
        switch result {
        case .success(let price):
            writer.member("supported", true, rules.form("item-supported"))
            writer.member("resource_price", rules.form("item-resource-price")) { value in
                value.array { list in list.object { write(price, rules, to: &$0) } }
            }
        case .failure(let reason):
            writer.member("supported", false, rules.form("item-supported"))
            writer.member("unsupported_message", reason.message, rules.form("item-unsupported-message"))
            if !rules.takesPlace("unsupported-no-price") {
                writer.name("resource_price")
                writer.array { _ in }
            }
        }
    }

    private func write(_ price: PriceList.Price, _ rules: OperationRules, to writer: inout JSONWriter) {
        func amount(_ name: String, _ cents: Int64, _ to: inout JSONWriter) {
            let form = rules.form("resource-price-response-\(Parameter.ruleStem(name))")
            let excess = cents % 100 == 0 ? ".001" : "001"
            let end = rules.takesPlace("two-decimals-up") ? "" : excess
            to.member(name, form) { $0.literal(PriceList.amount(cents) + end) }
        }
        writer.member("charge_mode", price.mode.rawValue, rules.form("resource-price-response-charge-mode"))
        amount("sale_price", price.cents, &writer)
        amount("discount", 0, &writer)
        amount("original_price", price.cents, &writer)
        let isFree = price.mode == .free && rules.takesPlace("free-no-period")
        if !isFree {
            writer.member("period_type", price.period ?? "HOUR", rules.form("resource-price-response-period-type"))
            let rule = price.mode == .subscription ? "subscription-count" : "on-demand-count-one"
            let count = rules.takesPlace(rule) ? price.count ?? 1 : 0
            writer.member("period_count", count, rules.form("resource-price-response-period-count"))
        }
    }
}
