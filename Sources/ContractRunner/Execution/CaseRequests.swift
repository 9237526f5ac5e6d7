import ContractCore

/// How a case sends requests: built, paced, sent, recorded.
extension CaseExecution {
    /// Uses a capability and gives what it captured; anything but success ends the case.
    func use(
        _ capability: Capability, with parts: [String: JSONValue], label: String, body: [UInt8]? = nil
    ) throws(Stop) -> [String: JSONValue] {
        let outer = values
        defer { values = outer }
        values.merge(parts) { $1 }
        if values["operation"] == nil, let operation = item.operation { values["operation"] = ["documented": .string(operation)] }
        var (request, _) = try build(capability.request, "the capability '\(capability.name)'", headers: [])
        if let body { request.body = body }
        let exchange = try exchange(request, label: label, accepts: { $0 < 300 }, isOutline: true)
        guard exchange.response.status < 300 else {
            let words = String(decoding: exchange.response.body.prefix(200), as: UTF8.self)
            throw Stop(
                .error, "capability", "the capability '\(capability.name)' answered \(exchange.response.status): \(words)")
        }
        let answer = Answer(response: exchange.response)
        var captured: [String: JSONValue] = [:]
        for capture in capability.captures {
            guard let value = try capture.value(in: answer) else {
                if capture.isOptional { continue }
                throw Stop(.error, "capability", "the capability '\(capability.name)' gave no '\(capture.name)'")
            }
            captured[capture.name] = value
            if capability.secret.contains(capture.name) { conceal(value.asText, as: capture.name) }
        }
        if let link = capability.link {
            do throws(TemplateError) {
                captured["link"] = .string(try link.text { (expression) throws(TemplateError) in try self.lookUp(expression) })
            } catch {
                throw Stop(error, "the link of '\(capability.name)'")
            }
        }
        if let cleanup = capability.cleanup { undo.append((cleanup, capability.name, values.merging(captured) { $1 })) }
        return captured
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

    /// Sends a request until it is answered otherwise than by throttling, and records every exchange.
    func exchange(
        _ request: WireRequest, label: String, accepts: (Int) -> Bool, isOutline: Bool = false
    ) throws(Stop) -> Exchange {
        guard let origin = Origin(request.url) else {
            throw Stop(.error, "bad-url", "'\(request.url)' is not an http or https URL")
        }
        let isAllowed = context.allows(origin) { (expression) throws(TemplateError) in try self.lookUp(expression) }
        guard isAllowed else {
            throw Stop(
                .inconclusive, "undeclared-origin",
                "the request would go to \(origin), which the environment does not declare under 'origins'")
        }
        var waited = 0.0
        var attempt = 0
        while true {
            if context.interruption.isRequested { throw .interrupted }
            context.pacer.wait(context.interruption)
            let exchange: Exchange
            do throws(TransportFailure) {
                exchange = try context.transport.perform(request)
            } catch {
                record(request, failure: error, label: label)
                throw Stop(error)
            }
            record(exchange, label: label, isOutline: isOutline)
            let status = exchange.response.status
            guard [429, 503].contains(status), !accepts(status) else { return exchange }
            attempt += 1
            let asked = exchange.response.headers["Retry-After"].flatMap { Double($0) }
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
        guard !isOutline else { return }
        sent[exchanges.count - 1] = exchange.request
        if exchange.response.status == 401 {
            exchanges[exchanges.count - 1].signing = exchange.request.headers["Authorization"].flatMap { signings[$0] }
        }
    }

    private func record(_ request: WireRequest, failure: TransportFailure, label: String) {
        var record = ExchangeRecord(label: label, method: request.method, url: request.url, failure: failure.message)
        record.requestHeaders = request.headers
        exchanges.append(record)
        sent[exchanges.count - 1] = request
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
        case .other: self.init(failure.message.contains("interrupted") ? .skipped : .error, failure.message.contains("interrupted") ? "interrupted" : "transport", failure.message)
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
