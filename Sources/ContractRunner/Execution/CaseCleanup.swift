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

/// How a case removes what it created, in reverse order, each step on its own.
extension CaseExecution {
    /// Notes what a request is about to create, before it is sent.
    func prepareRemoval(_ step: Step, _ sent: WireRequest, _ sender: Sender) throws(Stop) {
        guard let removal = step.removal, !isDisposable else { return }
        let (request, _) = try build(removal.request, "the removal of what \(step.words) creates", endpoint: sender.endpoint)
        // Only what bears the run's prefix is ever removed: nothing that was there before.
        let prefix = Self.prefix(context.settings.runID)
        let isOwn = request.url.contains(prefix) || request.body.map { String(decoding: $0, as: UTF8.self).contains(prefix) } == true
        guard isOwn else { return }
        let name = step.identity.flatMap { Identity.builtIn.contains($0) ? nil : $0 }
        guard !removals.contains(where: { $0.request.url == request.url && $0.request.method == request.method }) else { return }
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
                let leftover = Leftover(
                    caseID: item.id, resource: removal.resource, reason: reason, curl: curl(request))
                cleanup.leftBehind.append(
                    Leftover(
                        caseID: leftover.caseID, resource: redactor.redact(leftover.resource),
                        reason: redactor.redact(leftover.reason), curl: leftover.curl))
            } else {
                cleanup.removed += 1
            }
        }
        for (template, name, scope) in undo.reversed() {
            values = scope
            do throws(Stop) {
                let (request, _) = try build(template, "the cleanup of '\(name)'", headers: [])
                _ = try context.perform(request)
            } catch {
                remarks.append("cleanup of '\(name)' failed: \(error.reason)")
            }
        }
    }

    /// Why a resource is still there; nil when it is gone.
    private func remove(_ removal: PreparedRemoval) -> String? {
        let pace = context.settings.environment.pace
        var attempts = 0
        var last = ""
        let began = context.settings.clock.monotonic()
        repeat {
            if attempts > 0 { context.settings.clock.sleep(min(Double(pace.every) / 1_000 * Double(attempts), 5), Interruption()) }
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
