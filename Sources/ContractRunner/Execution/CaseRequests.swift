import ContractCore

/// How a case sends requests: built, signed, paced, sent, recorded.
extension CaseExecution {
    /// Uses a capability and gives what it captured; anything but success ends the case.
    func use(
        _ capability: Capability, with parts: [String: JSONValue], label: String, body: [UInt8]? = nil, isShared: Bool = false
    ) throws(Stop) -> [String: JSONValue] {
        let outer = (values, isEnvironmentScope)
        defer { (values, isEnvironmentScope) = outer }
        isEnvironmentScope = true
        values.merge(parts) { $1 }
        if values["operation"] == nil, let operation = item.operation { values["operation"] = ["documented": .string(operation)] }
        var (request, _) = try build(capability.request, "the capability '\(capability.name)'", headers: [])
        if let body { request.body = body }
        let pending = try intendUndo(capability, request)
        let exchange = try exchange(request, label: label, accepts: { $0 < 300 }, isOutline: true)
        if (400..<500).contains(exchange.response.status) { pending?.creation = .refused }
        guard exchange.response.status < 300 else {
            let words = String(decoding: exchange.response.body.prefix(200), as: UTF8.self)
            throw Stop(
                .error, "capability", "the capability '\(capability.name)' answered \(exchange.response.status): \(words)")
        }
        pending?.creation = .accepted
        let answer = Answer(response: exchange.response)
        var captured: [String: JSONValue] = [:]
        for capture in capability.captures {
            guard let value = try capture.value(in: answer) else {
                throw Stop(.error, "capability", "the capability '\(capability.name)' gave no '\(capture.name)'")
            }
            captured[capture.name] = value
            if capability.secret.contains(capture.name) { context.conceal(value.asText, as: capture.name) }
        }
        if let link = capability.link {
            do throws(TemplateError) {
                captured["link"] = .string(try link.text { (expression) throws(TemplateError) in try self.lookUp(expression) })
            } catch {
                throw Stop(error, "the link of '\(capability.name)'")
            }
        }
        if let pending, pending.request == nil, let cleanup = capability.cleanup {
            values.merge(captured) { $1 }
            learn(pending, try build(cleanup, "the cleanup of '\(capability.name)'", headers: []).request)
        }
        if isShared, let pending, removals.last === pending {
            removals.removeLast()
            context.share(pending)
        }
        if let endpoint = captured["endpoint"]?.stringValue, let origin = Origin(endpoint), context.names(origin.host, lookUp) {
            grantedOrigins.insert(origin)
        }
        return captured
    }

    /// Notes what a capability is about to make, if it has a cleanup; its request may need what the answer will bring.
    private func intendUndo(_ capability: Capability, _ request: WireRequest) throws(Stop) -> PendingRemoval? {
        guard let cleanup = capability.cleanup, let gone = StatusAssertion.undone else { return nil }
        let awaited = Set(capability.captures.map(\.name))
        let isReady = Set(cleanup.expressions.map(\.root)).isDisjoint(with: awaited)
        let undo = isReady ? try build(cleanup, "the cleanup of '\(capability.name)'", headers: []).request : nil
        return try intend("\(request.method) \(request.url)", undo, gone: gone, identity: nil, signature: nil)
    }

    /// Ends a request that would go where the environment names nothing.
    func checkOrigin(of request: WireRequest) throws(Stop) {
        guard let origin = Origin(request.url) else {
            throw Stop(.error, "bad-url", "'\(request.url)' is not an http or https URL")
        }
        let outer = isEnvironmentScope
        defer { isEnvironmentScope = outer }
        isEnvironmentScope = true
        guard grantedOrigins.contains(origin) || context.allows(origin, lookUp) else {
            throw Stop(
                .inconclusive, "undeclared-origin",
                "the request would go to \(origin), which is neither the endpoint nor among the environment's 'origins'")
        }
    }

    /// The values in whose name an identity asks, captured when it is first used.
    func identity(_ name: String) throws(Stop) -> [String: JSONValue] {
        if let known = identities[name] { return known }
        switch check.availability(name) {
        case .failure(let missing): throw Stop(.skipped, "missing-capability", missing.words)
        case .success(let capability):
            let captured = try use(capability, with: [:], label: name)
            identities[name] = captured
            return captured
        }
    }

    func build(
        _ template: RequestTemplate, _ what: String, headers: [(name: Template, value: ValueTemplate)]? = nil,
        endpoint: String? = nil, files: Set<String> = []
    ) throws(Stop) -> (request: WireRequest, parts: JSONValue) {
        let own = overlay["endpoint"]?.stringValue ?? context.endpoint
        let builder = RequestBuilder(endpoint: endpoint ?? own, defaultHeaders: headers ?? context.settings.suite.headers)
        do throws(TemplateError) {
            return try builder.build(template, files: bytes(of: files)) { (expression) throws(TemplateError) in
                try self.lookUp(expression)
            }
        } catch {
            if error.code == "file-not-put" { throw Stop(.inconclusive, error.code, error.message) }
            throw Stop(error, what)
        }
    }

    func bytes(of files: Set<String>) -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for name in files { result[name] = context.bytes(ofFile: name) }
        return result
    }

    /// Signs a request in somebody's name, if it goes where that name is known.
    func sign(_ request: inout WireRequest, as name: String?, _ overrides: [String: JSONValue], endpoint: String) throws(Stop) {
        guard name != Identity.nobody, let description = context.settings.environment.signer else { return }
        guard Origin(request.url) == Origin(endpoint) else { return }
        let outer = (values, isEnvironmentScope)
        defer { (values, isEnvironmentScope) = outer }
        isEnvironmentScope = true
        values.merge(overrides) { $1 }
        var settings: [String: String] = [:]
        do throws(TemplateError) {
            for setting in description.settings {
                settings[setting.name] = try setting.value.text { (expression) throws(TemplateError) in try self.lookUp(expression) }
            }
        } catch {
            throw Stop(
                .error, "credentials-missing",
                "the credentials cannot be filled in: \(error.message)")
        }
        guard let type = Signers.named(description.kind) else {
            throw Stop(.error, "unknown-signer", "there is no signer of kind '\(description.kind)'")
        }
        do throws(SigningError) {
            try Self.sign(&request, with: try type.init(settings), wrong: name == Identity.wrong)
        } catch {
            throw Stop(.error, "signing", "the request cannot be signed: \(error.message)")
        }
    }

    private static func sign(_ request: inout WireRequest, with signer: some Signer, wrong: Bool) throws(SigningError) {
        try (wrong ? signer.wrong : signer).sign(&request)
    }

    /// Sends a request until it is answered otherwise than by throttling, and records every exchange.
    func exchange(
        _ request: WireRequest, label: String, accepts: (Int) -> Bool, isOutline: Bool = false
    ) throws(Stop) -> Exchange {
        try checkOrigin(of: request)
        var waited = 0.0
        var attempt = 0
        while true {
            if context.interruption.isRequested { throw .interrupted }
            if let over = context.exhausted { throw over }
            context.pacer.wait(context.interruption)
            let exchange: Exchange
            do throws(TransportFailure) {
                exchange = try context.transport.perform(request)
                context.pulse.answered()
            } catch {
                if error.kind == .timeout { context.pulse.missed() }
                record(request, failure: error, label: label)
                throw Stop(error)
            }
            record(exchange, label: label, isOutline: isOutline)
            let status = exchange.response.status
            guard [429, 503].contains(status), !accepts(status) else { return exchange }
            attempt += 1
            let asked = exchange.response.headers["Retry-After"].flatMap { Double($0) }.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
            let pause = asked ?? Double(1 << min(attempt - 1, 5)) * 0.5
            guard attempt <= 5, waited + pause <= Double(context.settings.environment.pace.patience) / 1_000, asked != nil || status == 429
            else {
                throw Stop(
                    .inconclusive, status == 429 ? "throttled" : "unavailable",
                    "the target answered \(status) \(attempt) times to \(request.method) \(request.url)")
            }
            context.settings.clock.sleep(pause, context.interruption)
            waited += pause
        }
    }

    private func record(_ exchange: Exchange, label: String, isOutline: Bool) {
        let full = ExchangeRecord(exchange, label: label)
        exchanges.append(isOutline ? full.outline : full)
        if !isOutline { exchanges[exchanges.count - 1].curl = curl(exchange.request) }
        trimEvidence()
    }

    /// Keeps the evidence of a case that asks again and again within its bounds while it grows.
    private func trimEvidence() {
        guard exchanges.count.isMultiple(of: 16) else { return }
        exchanges = Evidence.cut(exchanges, to: Evidence.caseLimit)
    }

    private func record(_ request: WireRequest, failure: TransportFailure, label: String) {
        var record = ExchangeRecord(label: label, method: request.method, url: request.url, failure: failure.message)
        record.requestHeaders = request.headers
        record.curl = curl(request)
        exchanges.append(record)
        trimEvidence()
    }

    /// The curl command of a request; secrets are taken out when the case's result is.
    func curl(_ request: WireRequest) -> String {
        context.redact { redactor in
            CurlLine.text(for: request, options: context.settings.transport, redact: redactor.redact)
        }
    }
}

extension Stop {
    /// What a request without an answer means for the case.
    init(_ failure: TransportFailure) {
        switch failure.kind {
        case .badURL, .nameLookup, .connect, .tls: self.init(.error, failure.kind.rawValue, failure.message)
        case .timeout, .brokenResponse, .limit: self.init(.inconclusive, failure.kind.rawValue, failure.message)
        case .other:
            let isInterrupted = failure.message == "interrupted"
            self = isInterrupted ? .interrupted : Stop(.error, "transport", failure.message)
        }
    }
}

extension Capture {
    /// The value in an answer; nil when there is none, or one of another type.
    func value(in answer: Answer) throws(Stop) -> JSONValue? {
        let value: JSONValue?
        switch source {
        case .status: value = .number(JSONNumber(answer.response.status))
        case .body: value = .string(String(decoding: answer.response.body, as: UTF8.self))
        case .header(let name): value = answer.response.headers[name].map { .string($0) }
        case .json:
            if case .success(let document) = answer.json { value = document.value } else { value = nil }
        case .path(let path):
            guard case .success(let document) = answer.json else { return nil }
            do {
                value = try path.select(from: document.value).first?.value
            } catch {
                throw Stop(.inconclusive, "limit", error.description)
            }
        }
        guard let value, type == nil || type == value.kind else { return nil }
        return value
    }
}
