/// Variables, locals and outputs.
extension DeclarationReader {
    /// Names with a meaning in module blocks, which variables may not have.
    private static let reservedNames: Set<String> = [
        "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
    ]

    mutating func variable(_ block: Block) throws(TemplateProblem) -> VariableDeclaration {
        try expectLabels(["the name"], of: block)
        let name = block.labels[0]
        guard !Self.reservedNames.contains(name) else {
            throw problem(.configuration, "a variable may not have the reserved name \"\(name)\"", at: block.place)
        }
        try declare("var.\(name)", "the variable \"\(name)\"", at: block.place)
        try expect(
            attributes: ["type", "default", "description", "sensitive", "nullable", "ephemeral"],
            blocks: ["validation"], in: block.body, of: "a variable")
        let type = try type(block.body)
        let isNullable = try flag(block.body, "nullable") ?? true
        var validations: [ValidationRule] = []
        for rule in block.body.blocks("validation") { validations.append(try validation(rule)) }
        return VariableDeclaration(
            name: name, type: type, statesType: block.body["type"] != nil,
            fallback: try fallback(block.body, type: type, isNullable: isNullable, name: name),
            description: try text(block.body, "description"),
            isSensitive: try flag(block.body, "sensitive") ?? false, isNullable: isNullable,
            validations: validations, place: block.place)
    }

    private func type(_ body: Body) throws(TemplateProblem) -> TypeConstraint {
        guard let attribute = body["type"] else { return .any }
        do {
            return try TypeConstraint(attribute.value)
        } catch {
            throw problem(.configuration, error.message, at: error.place)
        }
    }

    private func fallback(
        _ body: Body, type: TypeConstraint, isNullable: Bool, name: String
    ) throws(TemplateProblem) -> TemplateValue? {
        guard let attribute = body["default"], let value = try constant(body, "default") else { return nil }
        if value == .null, !isNullable {
            throw problem(
                .variable, "the default of variable \"\(name)\" is null, which nullable forbids",
                at: attribute.value.place)
        }
        do {
            return try type.convert(value)
        } catch {
            let part = error.path.isEmpty ? "" : " at \(error.path)"
            throw problem(
                .variable, "the default of variable \"\(name)\" does not fit its type\(part): \(error.message)",
                at: attribute.value.place)
        }
    }

    private mutating func validation(_ block: Block) throws(TemplateProblem) -> ValidationRule {
        try expectLabels([], of: block)
        try expect(attributes: ["condition", "error_message"], blocks: [], in: block.body, of: "a validation")
        guard let condition = block.body["condition"], let message = block.body["error_message"] else {
            throw problem(.configuration, "a validation needs condition and error_message", at: block.place)
        }
        try checkReferences(in: block.body, allowing: [])
        let source = configuration.sources[block.place.file]
        return ValidationRule(
            conditionText: source.text(condition.text),
            errorMessage: message.value.plainText ?? source.text(message.text),
            condition: condition.value, message: message.value, place: block.place)
    }

    mutating func addLocals(_ block: Block) throws(TemplateProblem) {
        try expectLabels([], of: block)
        if let inner = block.body.blocks.first {
            throw problem(.configuration, "locals has no blocks, found \"\(inner.type)\"", at: inner.place)
        }
        for attribute in block.body.attributes {
            try declare("local.\(attribute.name)", "the local value \"\(attribute.name)\"", at: attribute.place)
            configuration.locals.append(
                LocalDeclaration(name: attribute.name, value: attribute.value, place: attribute.place))
        }
    }

    mutating func output(_ block: Block) throws(TemplateProblem) -> OutputDeclaration {
        try expectLabels(["the name"], of: block)
        let name = block.labels[0]
        try declare("output.\(name)", "the output \"\(name)\"", at: block.place)
        try expect(
            attributes: ["value", "description", "sensitive", "depends_on", "ephemeral"], blocks: ["precondition"],
            in: block.body, of: "an output")
        guard let value = block.body["value"] else {
            throw problem(.configuration, "the output \"\(name)\" has no value", at: block.place)
        }
        try checkReferences(in: block.body, allowing: [])
        return OutputDeclaration(
            name: name, value: value.value, description: try text(block.body, "description"),
            isSensitive: try flag(block.body, "sensitive") ?? false, place: block.place)
    }
}
