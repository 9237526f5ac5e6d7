/// What a deployment gave: by address with index the attributes of resources, by `module.NAME` the outputs of modules.
typealias DeployedAttributes = [String: [String: TemplateValue]]

extension TemplateConfiguration {
    /// Fills in the values; what the template does not set comes from the deployment or stays unknown.
    ///
    /// Values for variables that the template does not declare are not looked at.
    func resolve(
        variables values: VariableValues, deployed: DeployedAttributes = [:], limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> ResolvedTemplate {
        var evaluator = TemplateEvaluator(configuration: self, limits: limits, deployed: deployed)
        var sensitivity = SensitivityCheck(self)
        var result = ResolvedTemplate()
        let inputs = Dictionary(values.entries.map { ($0.name, $0) }) { first, _ in first }
        for variable in variables {
            let value = try value(of: variable, from: inputs[variable.name], limits: limits)
            try evaluator.charge(value, at: variable.place)
            evaluator.variables[variable.name] = value
            result.variables.append(
                ResolvedVariable(name: variable.name, value: value, isSensitive: variable.isSensitive))
        }
        let imported = Set(imports.map(\.address))
        for step in order {
            switch step {
            case .local(let index):
                let value = try evaluator.evaluate(locals[index].value, TemplateEvaluator.Scope())
                try evaluator.charge(value, at: locals[index].place)
                evaluator.locals[locals[index].name] = value
                sensitivity.add(locals[index])
            case .data(let index):
                sensitivity.add(data[index])
                result.resources += try evaluator.copies(of: data[index], sensitivity: sensitivity, isImported: false)
            case .resource(let index):
                let resource = resources[index]
                sensitivity.add(resource)
                result.resources += try evaluator.copies(
                    of: resource, sensitivity: sensitivity, isImported: imported.contains(resource.address))
            case .module: continue
            }
        }
        for variable in variables { try check(variable, &evaluator) }
        for module in modules {
            result.modules.append(try resolved(module, &evaluator, sensitivity))
        }
        for output in outputs {
            result.outputs.append(try resolved(output, &evaluator, sensitivity))
        }
        return result
    }

    private func value(
        of variable: VariableDeclaration, from entry: VariableValues.Entry?, limits: TemplateLimits
    ) throws(TemplateProblem) -> TemplateValue {
        let given = try entry?.value(for: variable, limits: limits)
        if let given, given != .null || variable.isNullable { return given }
        if let fallback = variable.fallback { return fallback }
        throw problem(
            .variable,
            given == nil
                ? "the variable \"\(variable.name)\" has no value and no default"
                : "the variable \"\(variable.name)\" is null, which nullable forbids", at: variable.place)
    }

    /// Computes the conditions of a variable; those that are unknown are left to the service.
    private func check(
        _ variable: VariableDeclaration, _ evaluator: inout TemplateEvaluator
    ) throws(TemplateProblem) {
        for rule in variable.validations {
            guard case .known(false) = try evaluator.flag(rule.condition, TemplateEvaluator.Scope()) else { continue }
            let message = try evaluator.evaluate(rule.message, TemplateEvaluator.Scope())
            let text = if case .string(let text) = message { text } else { rule.errorMessage }
            throw problem(
                .variable, "the value of variable \"\(variable.name)\" is not allowed: \(text)", at: rule.place)
        }
    }

    private func resolved(
        _ module: ModuleDeclaration, _ evaluator: inout TemplateEvaluator, _ sensitivity: SensitivityCheck
    ) throws(TemplateProblem) -> ResolvedModule {
        var inputs: [ResolvedAttribute] = []
        for input in module.inputs {
            inputs.append(
                ResolvedAttribute(
                    name: input.name, value: try evaluator.evaluate(input.value, TemplateEvaluator.Scope()),
                    isSensitive: sensitivity.isSensitive(input.value)))
        }
        return ResolvedModule(name: module.name, source: module.source, version: module.version, inputs: inputs)
    }

    private func resolved(
        _ output: OutputDeclaration, _ evaluator: inout TemplateEvaluator, _ sensitivity: SensitivityCheck
    ) throws(TemplateProblem) -> ResolvedOutput {
        let value = try evaluator.evaluate(output.value, TemplateEvaluator.Scope())
        try evaluator.charge(value, at: output.place)
        if !output.isSensitive, sensitivity.isSensitive(output.value) {
            throw problem(
                .configuration,
                "the output \"\(output.name)\" shows a sensitive value: expected sensitive = true", at: output.place)
        }
        return ResolvedOutput(
            name: output.name, value: value, type: value.typeText, description: output.description,
            isSensitive: output.isSensitive)
    }
}
