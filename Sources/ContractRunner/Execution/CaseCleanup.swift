import ContractCore

/// A removal with its request filled in, to be signed when it is sent.
struct PreparedRemoval {
    let request: WireRequest
    let gone: StatusAssertion
    /// In whose name the resource was made, and is removed; nil for the usual credentials.
    let identity: String?
    let sender: Sender
    /// What made the resource.
    let resource: String
}

/// A removal that cannot be filled in before the answer tells what was made.
struct PendingRemoval {
    let removal: Removal
    let step: Step
    let sender: Sender
    let sent: WireRequest
}

/// How a case removes what it created, in reverse order, each step on its own.
extension CaseExecution {
    /// Notes what a request is about to create, before it is sent; gives what can only be noted when it was answered.
    func prepareRemoval(_ step: Step, _ sent: WireRequest, _ sender: Sender) throws(Stop) -> PendingRemoval? {
        guard let removal = step.removal, !isDisposable else { return nil }
        do throws(Stop) {
            let request = try removalRequest(removal, step, sender)
            // Only what bears the run's prefix is removed without knowing that it is new: nothing that was there before.
            guard bearsPrefix(request) else {
                return PendingRemoval(removal: removal, step: step, sender: sender, sent: sent)
            }
            note(request, removal, step, sender, sent)
            return nil
        } catch {
            guard error.code == "undefined-variable" else { throw error }
            return PendingRemoval(removal: removal, step: step, sender: sender, sent: sent)
        }
    }

    /// Notes what an accepted request has created, by what its answer tells.
    func settle(_ pending: PendingRemoval, _ exchange: Exchange) {
        let status = exchange.response.status
        guard (200..<300).contains(status) else { return }
        guard bearsPrefix(pending.sent) || status == 201 else {
            return leaveBehind(pending, "it does not bear the name of this run, so it is not removed")
        }
        let outer = values
        defer { values = outer }
        let answer = Answer(response: exchange.response)
        do throws(Stop) {
            for capture in pending.step.captures {
                values[capture.name] = try capture.value(in: answer) ?? values[capture.name]
            }
            let request = try removalRequest(pending.removal, pending.step, pending.sender)
            note(request, pending.removal, pending.step, pending.sender, pending.sent)
        } catch {
            leaveBehind(pending, error.reason)
        }
    }

    /// Whether a request may have been carried out although no answer came.
    static func isAmbiguous(_ stop: Stop) -> Bool {
        [TransportFailure.Kind.timeout, .brokenResponse, .limit].map(\.rawValue).contains(stop.code)
    }

    func leaveBehind(_ pending: PendingRemoval, _ reason: String) {
        cleanup.created += 1
        leaveBehind("\(pending.sent.method) \(pending.sent.url)", reason, curl: "")
    }

    private func leaveBehind(_ resource: String, _ reason: String, curl: String) {
        let id = item.id
        cleanup.leftBehind.append(
            context.redact { redactor in
                Leftover(caseID: id, resource: redactor.redact(resource), reason: redactor.redact(reason), curl: curl)
            })
    }

    private func removalRequest(_ removal: Removal, _ step: Step, _ sender: Sender) throws(Stop) -> WireRequest {
        let (request, _) = try build(
            removal.request, "the removal of what \(step.words) creates", endpoint: sender.endpoint)
        _ = try allowedOrigin(of: request.url)
        return request
    }

    private func bearsPrefix(_ request: WireRequest) -> Bool {
        let prefix = Self.prefix(context.settings.runID)
        return request.url.contains(prefix)
            || request.body.map { String(decoding: $0, as: UTF8.self).contains(prefix) } == true
    }

    private func note(
        _ request: WireRequest, _ removal: Removal, _ step: Step, _ sender: Sender, _ sent: WireRequest
    ) {
        let isKnown = removals.contains { $0.request.url == request.url && $0.request.method == request.method }
        guard !isKnown else { return }
        let name = step.identity.flatMap { Identity.builtIn.contains($0) ? nil : $0 }
        removals.append(
            PreparedRemoval(
                request: request, gone: removal.gone, identity: name, sender: sender,
                resource: "\(sent.method) \(sent.url)"))
    }

    /// Removes everything, and reports what could not be removed.
    func cleanUp() {
        for removal in removals.reversed() {
            cleanup.created += 1
            if let reason = remove(removal) {
                let request = (try? signed(removal.request, as: removal.identity, removal.sender)) ?? removal.request
                leaveBehind(removal.resource, reason, curl: curl(request))
            } else {
                cleanup.removed += 1
            }
        }
        for (template, name, scope) in undo.reversed() { undo(name, template, scope) }
    }

    /// Undoes what a capability made; what it did not undo is left behind like anything else.
    private func undo(_ name: String, _ template: RequestTemplate, _ scope: [String: JSONValue]) {
        values = scope
        do throws(Stop) {
            let (request, _) = try build(template, "the cleanup of '\(name)'", headers: [])
            _ = try allowedOrigin(of: request.url)
            let status = try context.perform(request).response.status
            if status >= 400, status != 404 {
                leaveBehind(
                    "what the capability '\(name)' made", "its cleanup was answered \(status)", curl: curl(request))
            }
        } catch {
            leaveBehind("what the capability '\(name)' made", error.reason, curl: "")
        }
    }

    /// Why a resource is still there; nil when it is gone.
    private func remove(_ removal: PreparedRemoval) -> String? {
        let pace = context.settings.environment.pace
        var attempts = 0
        var last = ""
        let began = context.settings.clock.monotonic()
        repeat {
            if attempts > 0 {
                context.settings.clock.sleep(min(Double(pace.every) / 1_000 * Double(attempts), 5), Interruption())
            }
            attempts += 1
            do throws(Stop) {
                let exchange = try context.perform(try signed(removal.request, as: removal.identity, removal.sender))
                exchanges.append(ExchangeRecord(exchange, label: "cleanup").outline)
                let status = exchange.response.status
                if removal.gone.accepts(status: status) { return nil }
                last = "it answered \(status)"
                if status == 401 || status == 403 { return last }
            } catch {
                last = error.reason
            }
        } while (context.settings.clock.monotonic() - began) * 1_000 < Double(pace.deadline) && attempts < 20
        return last
    }
}

extension RunContext {
    /// Sends a request of cleanup, which is also sent when the run was interrupted.
    func perform(_ request: WireRequest) throws(Stop) -> Exchange {
        do throws(TransportFailure) {
            return try transport.perform(request)
        } catch {
            throw Stop(error)
        }
    }
}
