import ContractCore

/// How a case removes what it created, in reverse order, each step on its own.
extension CaseExecution {
    /// Notes what a step is about to create, before it is sent; nothing when the step creates nothing that stays.
    func intend(_ step: Step, _ sent: WireRequest, _ sender: Sender) throws(Stop) -> [(PendingRemoval, Removal)] {
        guard !isDisposable else { return [] }
        var pending: [(PendingRemoval, Removal)] = []
        // What is noted last is removed first.
        for removal in step.removals.reversed() {
            if let noted = try intend(removal, step, sent, sender) { pending.append((noted, removal)) }
        }
        return pending
    }

    private func intend(
        _ removal: Removal, _ step: Step, _ sent: WireRequest, _ sender: Sender
    ) throws(Stop) -> PendingRemoval? {
        let request = try removalRequest(removal, step, sender)
        let name = step.identity.flatMap { Identity.builtIn.contains($0) ? nil : $0 }
        let known = removals.firstIndex { other in
            other.request != nil && other.request?.url == request?.url && other.request?.method == request?.method
                && other.signature?.name == name
        }
        if let known {
            guard [.refused, .unsent].contains(removals[known].creation) else { return nil }
            // What was refused before is asked for again: it is made last, so it goes first.
            let again = removals.remove(at: known)
            again.creation = .unknown
            removals.append(again)
            return again
        }
        return try intend(
            "\(sent.method) \(sent.url)", request, gone: removal.gone, later: removal.later, identity: name,
            signature: PendingRemoval.Signature(name: name, sender: sender))
    }

    /// Notes what is about to be created, on disk first where the run has a ledger.
    func intend(
        _ resource: String, _ request: WireRequest?, gone: StatusAssertion, later: StatusAssertion? = nil,
        identity: String?,
        signature: PendingRemoval.Signature?
    ) throws(Stop) -> PendingRemoval {
        var number: Int?
        if let ledger = context.ledger {
            let line = LedgerLine(
                caseID: context.redact { $0.redact(item.id) }, resource: context.redact { $0.redact(resource) },
                identity: identity,
                isSigned: signature != nil, removal: request.map { context.ledgerRemoval($0, gone, later) })
            do throws(LedgerError) {
                number = try ledger.intend(line)
            } catch {
                throw Stop(.error, "ledger", "nothing was created: \(error.message)")
            }
        }
        let pending = PendingRemoval(
            resource: resource, number: number, request: request, gone: gone, later: later, signature: signature)
        removals.append(pending)
        return pending
    }

    /// Sends a creation that was noted; when nothing was sent after all, nothing will have to be removed.
    func sending(_ pending: [PendingRemoval], _ body: () throws(Stop) -> Exchange) throws(Stop) -> Exchange {
        let before = exchanges.count
        do throws(Stop) {
            return try body()
        } catch {
            // Every request leaves a record, answered or not.
            if exchanges.count == before { for item in pending { item.creation = .unsent } }
            throw error
        }
    }

    /// Takes in what the answer tells of the creation, its identifier among it.
    func settle(_ pending: PendingRemoval, _ step: Step, _ removal: Removal, _ answer: Answer, _ sender: Sender) {
        switch answer.response.status {
        case 200..<400: pending.creation = .accepted
        case 400..<500: pending.creation = .refused
        default: break
        }
        guard pending.request == nil, pending.creation == .accepted else { return }
        let outer = values
        defer { values = outer }
        for capture in step.captures {
            if let value = try? capture.value(in: answer) { values[capture.name] = value }
        }
        learn(pending, (try? removalRequest(removal, step, sender)) ?? nil)
    }

    /// Notes the request that removes a thing, now that its identifier is known.
    func learn(_ pending: PendingRemoval, _ request: WireRequest?) {
        guard let request else { return }
        pending.request = request
        pending.isLearned = true
        guard let number = pending.number else { return }
        do throws(LedgerError) {
            try context.ledger?.created(number, context.ledgerRemoval(request, pending.gone, pending.later))
        } catch {
            remarks.append(error.message)
        }
    }

    /// The request that removes what a step creates; nil when it takes a value that the answer has to bring.
    ///
    /// The same holds when the creating request was made unsound on purpose and has no such value itself.
    private func removalRequest(_ removal: Removal, _ step: Step, _ sender: Sender) throws(Stop) -> WireRequest? {
        let awaited = Set(step.captures.map(\.name))
        let roots = Set(removal.request.expressions.map(\.root))
        if !roots.isDisjoint(with: awaited), roots.intersection(awaited).contains(where: { values[$0] == nil }) {
            return nil
        }
        do throws(Stop) {
            return try build(removal.request, "the removal of what \(step.words) creates", endpoint: sender.endpoint)
                .request
        } catch {
            guard error.code == "undefined-variable" else { throw error }
            return nil
        }
    }

    /// Removes everything, and reports what could not be removed.
    func cleanUp() {
        while let pending = removals.popLast() {
            guard pending.creation != .unsent else {
                if let number = pending.number { context.ledger?.gone(number) }
                continue
            }
            if pending.creation != .refused { cleanup.created += 1 }
            let reason = remove(pending)
            if let reason {
                cleanup.leftBehind.append(leftover(pending, reason))
            } else {
                if let number = pending.number { context.ledger?.gone(number) }
                if pending.creation != .refused { cleanup.removed += 1 }
            }
        }
    }

    private func leftover(_ pending: PendingRemoval, _ reason: String) -> Leftover {
        let curl = pending.request.map { self.curl($0) } ?? "# its identifier never came, so no request removes it"
        return context.redact { redactor in
            Leftover(
                caseID: item.id, resource: redactor.redact(pending.resource), reason: redactor.redact(reason),
                curl: curl)
        }
    }

    /// Why a thing is still there; nil when it is gone.
    func remove(_ pending: PendingRemoval) -> String? {
        guard let unsigned = pending.request else {
            return pending.creation == .refused ? nil : "the target did not tell its identifier"
        }
        guard pending.isLearned || Ownership.isOwn(unsigned, runID: context.settings.runID) else {
            return pending.creation == .refused
                ? nil : "its name does not hold '\(Self.prefix(context.settings.runID))', so it is left alone"
        }
        let reason = CleanupAttempts(execution: self, pending: pending, unsigned: unsigned).run()
        if reason != nil {
            context.removals.missed()
        } else if pending.creation != .refused {
            context.removals.answered()
        }
        return reason
    }
}

/// The attempts to remove one thing.
private struct CleanupAttempts {
    private static let limit = 20
    private static let failureLimit = 4
    let execution: CaseExecution
    let pending: PendingRemoval
    let unsigned: WireRequest

    /// Tries until the thing is gone, or nothing can be hoped for; gives the reason why it may still be there.
    func run() -> String? {
        let context = execution.context
        let pace = context.settings.environment.pace
        let began = context.settings.clock.monotonic()
        // The answer to the creation was lost: the target may still be at it when it says that there is nothing.
        var confirmations = pending.creation == .unknown ? 2 : 1
        var wasAccepted = false
        var failures = 0
        var last = ""
        for attempt in 1...Self.limit {
            var pause = attempt == 1 ? 0 : min(Double(pace.every) / 1_000 * Double(attempt - 1), 5)
            do throws(Stop) {
                let response = try perform()
                let status = response.status
                last = "it answered \(status) to \(unsigned.method)"
                if pending.gone.accepts(status: status) {
                    confirmations -= 1
                    if confirmations <= 0 { return nil }
                    pause = Double(pace.every) / 1_000
                } else if (200..<300).contains(status) {
                    // Most targets are done by now: the first look at whether it is gone follows at once.
                    pause = wasAccepted ? pause : 0
                    wasAccepted = true
                } else if pending.creation == .refused, !wasAccepted {
                    return nil
                } else if pending.later?.accepts(status: status) == true {
                    // What keeps the thing busy ends by itself.
                    pause = max(pause, Double(pace.every) / 1_000)
                } else if status == 401 || status == 403 {
                    return last
                } else if let asked = response.headers["Retry-After"].flatMap({
                    RetryAfter.seconds($0, now: context.settings.clock.wall())
                }) {
                    pause = min(max(asked, pause), 30)
                }
            } catch {
                if pending.creation == .refused, !wasAccepted { return nil }
                last = error.reason
                failures += 1
                // A target that has used up the run's patience is asked once; any other a few times.
                if failures >= Self.failureLimit || context.exhausted != nil { return last }
            }
            let passed = context.settings.clock.monotonic() - began + pause
            guard passed * 1_000 < Double(pace.deadline) else { break }
            // Where nothing goes away, the look that follows at once is all that the rest is given.
            guard pause == 0 || !context.hurriesCleanup else { break }
            // Cleanup goes on when the run was interrupted, so its pauses are not cut short.
            if pause > 0 { context.settings.clock.sleep(pause, Interruption()) }
        }
        return last
    }

    private func perform() throws(Stop) -> WireResponse {
        guard let signature = pending.signature else { return try execution.performCleanup(unsigned) }
        return try execution.performCleanup(execution.signed(unsigned, as: signature.name, signature.sender))
    }
}

extension CaseExecution {
    /// Sends a request of cleanup, which is also sent when the run was interrupted.
    fileprivate func performCleanup(_ request: WireRequest) throws(Stop) -> WireResponse {
        try checkOrigin(of: request)
        context.pacer.wait(Interruption())
        do throws(TransportFailure) {
            let exchange = try context.cleanupTransport.perform(request)
            if ![429, 503].contains(exchange.response.status) { context.answered() }
            exchanges.append(ExchangeRecord(outlineOf: exchange, label: Evidence.cleanupLabel))
            return exchange.response
        } catch {
            if error.kind == .timeout { context.pulse.missed() }
            exchanges.append(
                ExchangeRecord(
                    label: Evidence.cleanupLabel, method: request.method, url: request.url, failure: error.message))
            throw Stop(error)
        }
    }
}
