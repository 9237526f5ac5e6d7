import ContractCore

/// Where `${…}` finds its values while a case runs.
extension CaseExecution {
    /// The value of an expression's root.
    func lookUp(_ expression: Expression) throws(TemplateError) -> JSONValue? {
        if expression.root == "request", let parts { return parts.value }
        if let value = values[expression.root] { return value }
        // A contract sees what its suite declares of the environment, and none of its secrets besides.
        let isVisible = isEnvironmentScope || context.settings.suite.variables.contains(expression.root)
        if isVisible, let value = overlay[expression.root] { return value }
        switch expression.root {
        case "uuid": return .string(random.uuid())
        case "unique": return ["name": .string(uniqueName()), "letters": .string(random.letters(64))]
        case "run": return ["id": .string(context.settings.runID)]
        case "now": return .string(RunClock.text(context.settings.clock.wall()))
        case "files":
            guard case .member(let name)? = expression.steps.first else { return nil }
            return .object([name: .string(try link(to: name))])
        default: return isVisible ? context.variables[expression.root] : nil
        }
    }

    /// A name that no other case and no other run uses; it begins with the run's prefix.
    private func uniqueName() -> String {
        names += 1
        return "\(Self.prefix(context.settings.runID))-\(String(index, radix: 36))-\(String(names, radix: 36))"
    }

    /// What every name of a run begins with.
    static func prefix(_ runID: String) -> String { "hm\(runID)" }

    /// The link under which the target finds a declared file, put there first where needed.
    private func link(to name: String) throws(TemplateError) -> String {
        if let ready = context.settings.environment.files[name] {
            let outer = isEnvironmentScope
            defer { isEnvironmentScope = outer }
            isEnvironmentScope = true
            return try ready.text { (expression) throws(TemplateError) in try self.lookUp(expression) }
        }
        do {
            // What a capability removes again with this case, other cases must not rely on.
            if case .success(let capability) = check.availability("object-storage"), capability.cleanup != nil {
                if let known = links[name] { return known }
                let link = try put(name)
                links[name] = link
                return link
            }
            return try context.link(name) { try self.put(name) }
        } catch let stop as Stop {
            throw TemplateError(code: "file-not-put", message: stop.reason)
        } catch {
            throw TemplateError(code: "file-not-put", message: "the file '\(name)' could not be put: \(error)")
        }
    }

    private func put(_ name: String) throws(Stop) -> String {
        guard let file = context.settings.suite.vocabulary.files[name] else {
            throw Stop(.error, "unknown-file", "no file is called '\(name)'")
        }
        switch check.availability("object-storage") {
        case .failure(let missing): throw Stop(.skipped, "missing-capability", missing.words)
        case .success(let capability):
            let parts: [String: JSONValue] = [
                "file": ["name": .string(file.fileName), "bytes": .string(Self.bytesMark)]
            ]
            let captured = try use(
                capability, with: parts, label: "put \(file.fileName)", body: context.bytes(ofFile: name),
                isShared: true)
            // The link is the run's, and so is what is secret about it.
            for secret in capability.secret {
                if let value = captured[secret] { context.conceal(value.asText, as: secret) }
            }
            guard let link = captured["link"]?.stringValue else {
                throw Stop(.error, "no-link", "the capability 'object-storage' gives no 'link'")
            }
            return link
        }
    }

    /// Stands in a capability's `body: ${file.bytes}`; the bytes themselves are no text.
    static let bytesMark = "<bytes>"
}
