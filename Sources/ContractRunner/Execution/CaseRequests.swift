import ContractCore

/// How a case sends requests: built, paced, sent, recorded.
extension CaseExecution {
    /// Uses a capability and gives what it captured; anything but success ends the case.
    func use(
        _ capability: Capability, with parts: [String: JSONValue], label: String, body: [UInt8]? = nil,
        isShared: Bool = false
    ) throws(Stop) -> [String: JSONValue] {
        let outer = (values, isEnvironmentScope)
        defer { (values, isEnvironmentScope) = outer }
        isEnvironmentScope = true
        if !parts.isEmpty { values.merge(parts) { $1 } }
        if values["operation"] == nil, let operation = item.operation {
            values["operation"] = ["documented": .string(operation)]
        }
        var (request, _) = try build(capability.request, "the capability '\(capability.name)'", headers: [])
        if let body { request.body = body }
        let pending = try intendUndo(capability, request)
        let exchange = try sending(pending.map { [$0] } ?? []) { () throws(Stop) in
            try self.exchange(request, label: label, foresees: { $0 < 300 }, isOutline: true)
        }
        if (400..<500).contains(exchange.response.status) { pending?.creation = .refused }
        guard exchange.response.status < 300 else {
            let words = String(decoding: exchange.response.body.prefix(200), as: UTF8.self)
            throw Stop(
                .error, "capability",
                "the capability '\(capability.name)' answered \(exchange.response.status): \(words)")
        }
        pending?.creation = .accepted
        let answer = Answer(response: exchange.response)
        var captured: [String: JSONValue] = [:]
        for capture in capability.captures {
            guard
                let value = try reading(
                    answer.response.body.count, { () throws(Stop) in try capture.value(in: answer) })
            else {
                if capture.isOptional { continue }
                throw Stop(.error, "capability", "the capability '\(capability.name)' gave no '\(capture.name)'")
            }
            captured[capture.name] = value
            if capability.secret.contains(capture.name) { conceal(value.asText, as: capture.name) }
        }
        if let link = capability.link {
            do throws(TemplateError) {
                captured["link"] = .string(
                    try link.text { (expression) throws(TemplateError) in try self.lookUp(expression) })
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
        if let endpoint = captured["endpoint"]?.stringValue, let origin = Origin(endpoint),
            context.names(origin.host, lookUp)
        {
            grantedOrigins.insert(origin)
        }
        return captured
    }

    /// Where the case's requests go: the run's endpoint, or one that a capability gave for this case.
    var endpoint: String { overlay["endpoint"]?.stringValue ?? context.endpoint }

    /// Notes what a capability is about to make, if it has a cleanup; its request may need what the answer will bring.
    private func intendUndo(_ capability: Capability, _ request: WireRequest) throws(Stop) -> PendingRemoval? {
        guard let cleanup = capability.cleanup, let gone = StatusAssertion.undone else { return nil }
        let isReady = !cleanup.expressions.contains { expression in
            capability.captures.contains { $0.name == expression.root }
        }
        let undo = isReady ? try build(cleanup, "the cleanup of '\(capability.name)'", headers: []).request : nil
        return try intend("\(request.method) \(request.url)", undo, gone: gone, identity: nil, signature: nil)
    }

    /// Ends a request that would go where the environment names nothing.
    func checkOrigin(of request: WireRequest) throws(Stop) {
        if Origin.isBelow(request.url, context.endpoint) { return }
        guard let origin = Origin(request.url) else {
            throw Stop(.error, "bad-url", "'\(request.url)' is not an http or https URL")
        }
        let outer = isEnvironmentScope
        defer { isEnvironmentScope = outer }
        isEnvironmentScope = true
        if grantedOrigins.contains(origin) { return }
        if let objection = context.objection(to: origin, lookUp) {
            throw Stop(.inconclusive, "undeclared-origin", "the request would go to \(origin), \(objection)")
        }
    }

    func build(
        _ template: RequestTemplate, _ what: String, headers: [(name: Template, value: ValueTemplate)]? = nil,
        endpoint: String? = nil, files: Set<String> = []
    ) throws(Stop) -> (request: WireRequest, parts: RequestParts) {
        let builder = RequestBuilder(
            endpoint: endpoint ?? self.endpoint, defaultHeaders: headers ?? context.settings.suite.headers)
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

    /// Sends a request until it is answered otherwise than by throttling, and records every exchange.
    ///
    /// A pause that `Retry-After` asks for is kept; without it the pauses double, from half a second. A status that the
    /// step foresees by its number is an answer like any other.
    func exchange(
        _ request: WireRequest, label: String, foresees: (Int) -> Bool, isOutline: Bool = false
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
                if Origin.begins(request.url, with: context.endpoint) { context.admission.hear(exchange.response) }
            } catch {
                if error.kind == .timeout { context.pulse.missed() }
                record(request, failure: error, label: label)
                throw Stop(error)
            }
            record(exchange, label: label, isOutline: isOutline)
            if lacksRoom(exchange.response) { wasCrowdedOut = true }
            let status = exchange.response.status
            guard [429, 503].contains(status), !foresees(status) else {
                context.answered()
                return exchange
            }
            attempt += 1
            let asked = exchange.response.headers["Retry-After"].flatMap {
                RetryAfter.seconds($0, now: context.settings.clock.wall())
            }
            let pause = asked ?? Double(1 << min(attempt - 1, 5)) * 0.5
            guard attempt <= 5, waited + pause <= Double(context.settings.environment.pace.patience) / 1_000,
                asked != nil || status == 429
            else {
                context.putOff()
                throw Stop(
                    .inconclusive, status == 429 ? "throttled" : "unavailable",
                    "the target answered \(status) \(attempt) times to \(request.method) \(request.url)")
            }
            context.pause(pause)
            waited += pause
        }
    }

    private func record(_ exchange: Exchange, label: String, isOutline: Bool) {
        if isOutline { return exchanges.append(ExchangeRecord(outlineOf: exchange, label: label)) }
        let isRefused = exchange.response.status == 401
        let signing = isRefused ? exchange.request.headers["Authorization"].flatMap { signings[$0] } : nil
        exchanges.append(exchange, label: label, signing: signing)
    }

    private func record(_ request: WireRequest, failure: TransportFailure, label: String) {
        var record = ExchangeRecord(label: label, method: request.method, url: request.url, failure: failure.message)
        record.requestHeaders = request.headers
        exchanges.append(record, request: request)
    }

    /// The curl command of a request; secrets are taken out when the case's result is.
    func curl(_ request: WireRequest) -> String {
        let redactor = redactor
        return CurlLine.text(for: request, options: context.settings.transport) { redactor.redact($0) }
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
