/// `POST …/stacks/{stack_name}/deployments`: makes of a stack what a template with its variables asks for.
struct DeployStack: Operation {
    let name = "deploy-stack"
    let method = "POST"
    let path = "/v1/{project_id}/stacks/{stack_name}/deployments"
    let parameters: [Parameter] = Parameter.ofStack + Parameter.templateSources + [.stackID(in: .body)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        guard let template = try context.template(arguments, isRequired: true) else {
            throw Refusal(.templateSourceMissing, "neither template_body nor template_uri is given")
        }
        return try context.change { state in
            let stack = try context.stack(arguments, state)
            try context.check(.deploy, on: stack)
            if stack.rollsBack { try context.refuseImports(!template.configuration.imports.isEmpty) }
            let content = context.content(of: stack, state)
            var inputs = template.inputs
            var target = context.blueprint(template, for: content, state)
            if !rules.isFaithful, let last = DeploymentTable(state: state, stack: stack.sequence).latest().first {
                if !rules.takesPlace("full-replacement") {
                    inputs.variables = inputs.variables ?? last.inputs.variables
                    inputs.variablesBody = inputs.variablesBody ?? last.inputs.variablesBody
                    inputs.variablesFile = inputs.variablesFile ?? last.inputs.variablesFile
                }
                if !rules.takesPlace("removed-resource-deleted"), let kept = last.target.blueprint {
                    target = target.map { $0.keeping(kept) }
                }
                if !rules.keeps("deployment-id-uuid") {
                    return answer("\(stack.id)", context)
                }
            }
            guard rules.takesPlace("starts-deployment") else { return answer(stack.id, context) }
            let (id, _) = context.deploy(
                stack, target, inputs: inputs, template: template.bytes, from: content, state)
            return answer(id, context)
        }
    }

    private func answer(_ id: String, _ context: OperationContext) -> HTTPAnswer {
        context.success(202) { writer in
            writer.member("deployment_id", id, context.rules.form("field-deployment-id"))
        }
    }
}

extension Blueprint {
    /// This blueprint without the resources that are made to fail; only altered rules leave them out.
    var withoutFaults: Blueprint {
        var blueprint = self
        blueprint.resources.removeAll { $0.key.type == OwnResource.fault }
        return blueprint
    }

    /// This blueprint with the resources of another that it does not name.
    func keeping(_ other: Blueprint) -> Blueprint {
        var blueprint = self
        blueprint.resources += other.resources.filter { old in !resources.contains { $0.key == old.key } }
        return blueprint
    }
}
