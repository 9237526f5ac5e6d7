/// `GET …/stacks/{stack_name}/resources`: what a stack manages now, in full once no run is under way.
struct ListStackResources: Operation {
    let name = "list-stack-resources"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/resources"
    let parameters: [Parameter] = Parameter.ofStack + [.stackID(in: .query)] + Parameter.page

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        return try context.query { state in
            let stack = try context.stack(arguments, state)
            let request = try context.pageRequest(arguments, resource: stack.id, isAscending: true)
            let isBusy = stack.status(at: context.now).isBusy
            let (base, run) = context.stacks(state).content(of: stack)
            let resources = run.map { isBusy ? base.resources(during: $0, at: context.now) : $0.result.resources }
            let page = context.page(resources ?? base.resources, request)
            let entries = context.shown(page, arguments, all: "lists-managed")
            return context.success(200) { writer in
                context.writeList("stack_resources", rule: "field-stack-resources", entries, to: &writer) {
                    item, entry in write(entry.entry, isBusy: isBusy, rules, to: &item)
                }
                context.writePageInfo(page, request, resource: stack.id, to: &writer)
            }
        }
    }

    private func write(
        _ resource: StackResource, isBusy: Bool, _ rules: OperationRules, to item: inout JSONWriter
    ) {
        if let id = resource.physicalID {
            item.member("physical_resource_id", id, rules.form("item-physical-resource-id"))
            item.member(
                "physical_resource_name", resource.physicalName, rules.form("item-physical-resource-name"))
        }
        item.member("logical_resource_name", resource.key.name, rules.form("item-logical-resource-name"))
        item.member("logical_resource_type", resource.key.type, rules.form("item-logical-resource-type"))
        if let index = resource.key.index {
            let rule = Int(index) == nil ? "index-key-for-each" : "index-key-count"
            if rules.takesPlace(rule), rules.takesPlace("index-key-identifies") {
                item.member("index_key", index, rules.form("item-index-key"))
            }
        }
        let statusName = rules.takesPlace("status-field-name") ? "resource_status" : "status"
        item.member(statusName, resource.status.rawValue, rules.form("item-resource-status"))
        item.failure(resource.message, rules, form: rules.form("item-status-message"))
        let isFull =
            isBusy ? !rules.takesPlace("brief-while-in-progress") : rules.takesPlace("attributes-in-final-state")
        if isFull {
            item.member("resource_attributes", rules.form("item-resource-attributes")) { value in
                value.array { list in
                    for attribute in resource.shownAttributes {
                        list.object { entry in
                            entry.member("key", attribute.name, rules.form("resource-attribute-key"))
                            entry.member("value", attribute.value, rules.form("resource-attribute-value"))
                        }
                    }
                }
            }
        }
    }
}

extension StackResource {
    /// The attributes as they are shown: the id first, sensitive values hidden.
    var shownAttributes: [ResourceAttribute] {
        let id = physicalID.map { [ResourceAttribute(name: "id", value: $0)] } ?? []
        return id
            + attributes.filter { $0.name != "id" }.map { attribute in
                attribute.isSensitive ? ResourceAttribute(name: attribute.name, value: "<sensitive>") : attribute
            }
    }
}
