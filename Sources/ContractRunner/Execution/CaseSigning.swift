import ContractCore

/// How a case proves who asks.
extension CaseExecution {
    /// The values in whose name an identity asks, captured when it is first used.
    func identity(_ name: String) throws(Stop) -> [String: JSONValue] {
        if let known = identities[name] { return known }
        var captured: [String: JSONValue] = [:]
        if let values = context.settings.environment.identities[name] {
            let outer = isEnvironmentScope
            defer { isEnvironmentScope = outer }
            isEnvironmentScope = true
            do throws(TemplateError) {
                for value in values {
                    captured[value.name] = try value.value.value { (expression) throws(TemplateError) in
                        try self.lookUp(expression)
                    }
                }
            } catch {
                throw Stop(error, "the identity '\(name)'")
            }
        } else {
            switch check.availability(name) {
            case .failure(let missing): throw Stop(.skipped, "missing-capability", missing.words)
            case .success(let capability): captured = try use(capability, with: [:], label: name)
            }
        }
        identities[name] = captured
        return captured
    }

    /// A request signed in somebody's name, if it goes where that name is known; otherwise the request as it is.
    func signed(
        _ request: WireRequest, as name: String? = nil, _ sender: Sender, _ change: SignatureChange? = nil
    ) throws(Stop) -> WireRequest {
        guard name != Identity.nobody, let description = context.settings.environment.signers.signer(for: change),
            context.isSameOrigin(request.url, sender.endpoint), let type = Signers.named(description.kind)
        else { return request }
        let settings = try settings(of: description, type, sender, isOptional: change != nil)
        let date = context.settings.clock.wall() + Double(virtualAdvance) / 1_000
        var request = request
        let record: SigningRecord?
        do throws(SigningError) {
            record = try Self.sign(&request, with: try type.init(settings), date, change, wrong: name == Identity.wrong)
        } catch {
            throw Stop(.error, "signing", "the request cannot be signed: \(error.message)")
        }
        if let record, let authorization = request.headers["Authorization"] { signings[authorization] = record }
        return request
    }

    private static func sign(
        _ request: inout WireRequest, with signer: some Signer, _ date: Double, _ change: SignatureChange?, wrong: Bool
    ) throws(SigningError) -> SigningRecord? {
        try (wrong ? signer.wrong : signer).sign(&request, at: date, change)
    }

    /// A signer's settings, filled in; one that the signer does without is left out when its variable has no value.
    private func settings(
        of description: ContractCore.Environment.SignerDescription, _ type: any Signer.Type, _ sender: Sender,
        isOptional: Bool
    ) throws(Stop) -> [String: String] {
        let outer = (values, isEnvironmentScope)
        defer { (values, isEnvironmentScope) = outer }
        isEnvironmentScope = true
        values.merge(sender.overrides) { $1 }
        if let login = description.login, let capability = context.settings.environment.capabilities[login] {
            try signIn(capability, description)
        }
        var settings: [String: String] = [:]
        for setting in description.settings {
            do throws(TemplateError) {
                settings[setting.name] = try setting.value.text { (expression) throws(TemplateError) in
                    try self.lookUp(expression)
                }
            } catch {
                if error.code == "undefined-variable",
                    type.settings.contains(where: { $0.name == setting.name && $0.isOptional })
                {
                    continue
                }
                throw Stop(
                    isOptional ? .skipped : .error, isOptional ? "missing-capability" : "credentials-missing",
                    "the credentials cannot be filled in: \(error.message)")
            }
        }
        return settings
    }

    /// Takes what a login gives into the values, unless they are there already.
    private func signIn(_ capability: Capability, _ description: ContractCore.Environment.SignerDescription)
        throws(Stop)
    {
        let names = Set(description.settings.flatMap { $0.value.expressions.map(\.root) })
        let missing = names.filter { values[$0] == nil && overlay[$0] == nil && context.variables[$0] == nil }
        guard !missing.isEmpty else { return }
        let session = try context.login.session(at: context.elapsed, lasting: description.lasts) { () throws(Stop) in
            if case .failure(let missing) = self.check.availability(capability.name) {
                throw Stop(.error, "credentials-missing", missing.words)
            }
            return try self.use(capability, with: [:], label: capability.name)
        }
        loginNumber = session.number
        for name in capability.secret { if let value = session.values[name] { conceal(value.asText, as: name) } }
        values.merge(session.values) { $1 }
    }

    /// Gives up what the login gave, when the target refuses it; false when there is nothing to give up.
    func renewLogin() -> Bool {
        guard let number = loginNumber else { return false }
        loginNumber = nil
        context.login.expire(number)
        return true
    }
}
