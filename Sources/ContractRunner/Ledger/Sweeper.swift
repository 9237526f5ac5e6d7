import ContractCore

/// Removes what an interrupted run left in a target's account: what its ledger says, and nothing else.
public struct Sweeper: Sendable {
    private let context: RunContext
    private let check: CapabilityCheck

    /// What became of one thing.
    public enum Outcome: Sendable, Hashable {
        /// It was removed, or was not there any more.
        case gone
        /// It may still be there, for this reason.
        case left(String)
    }

    /// Prepares to sweep; `settings` are those of a run with the identifier of the ledger and no cases.
    public init(_ settings: RunSettings, transport: any Transport, interruption: Interruption)
        throws(ConfigurationError)
    {
        context = try RunContext(settings, transport: transport, cleanupTransport: nil, interruption: interruption)
        check = CapabilityCheck(
            suite: settings.suite, environment: settings.environment, variables: Set(context.variables.keys))
    }

    /// Removes what a ledger lists, the last created first, each thing on its own; `report` is told what became of it.
    public func sweep(_ ledger: LeftLedger, _ report: (LeftLedger.Item, Outcome) -> Void) {
        for item in ledger.items {
            guard !context.interruption.isRequested else { return report(item, .left("interrupted")) }
            let outcome = remove(item)
            if outcome == .gone { ledger.gone(item) }
            report(item, outcome)
        }
    }

    private func remove(_ item: LeftLedger.Item) -> Outcome {
        guard let removal = item.removal else {
            return .left("the target had not told its identifier when the run ended")
        }
        let execution = CaseExecution.ofRun(context, check, index: 0, caseID: item.caseID)
        // What the removal itself had to make, a user to ask as for instance, goes right away.
        defer { execution.cleanUp() }
        do throws(Stop) {
            let request = try request(removal, execution)
            guard let gone = StatusAssertion(codes: removal.gone) else {
                return .left("its line in the ledger is not sound")
            }
            let overrides = try item.identity.map { (name) throws(Stop) in try execution.identity(name) } ?? [:]
            let endpoint = overrides["endpoint"]?.stringValue ?? context.endpoint
            let signature = PendingRemoval.Signature(
                name: item.identity, sender: Sender(overrides: overrides, endpoint: endpoint))
            let pending = PendingRemoval(
                resource: item.resource, number: nil, request: request, gone: gone,
                later: removal.later.flatMap { StatusAssertion(codes: $0) },
                signature: item.isSigned ? signature : nil)
            pending.isLearned = item.isLearned
            // The process that created it is gone, and so is every request of it: one answer is enough.
            pending.creation = .accepted
            return execution.remove(pending).map { .left($0) } ?? .gone
        } catch {
            return .left(error.reason)
        }
    }

    /// The request that a line tells, with the values of the secrets that it names.
    private func request(_ removal: LedgerRemoval, _ execution: CaseExecution) throws(Stop) -> WireRequest {
        let text: (String) throws(Stop) -> String = { source throws(Stop) in
            guard !source.contains(Redactor.mark) else {
                throw Stop(
                    .error, "secret", "the request that removes it needs a secret which the ledger does not hold")
            }
            do throws(TemplateError) {
                execution.isEnvironmentScope = true
                return try Template(source).text { (expression) throws(TemplateError) in
                    try execution.lookUp(expression)
                }
            } catch {
                throw Stop(error, "the request that removes it")
            }
        }
        var request = WireRequest(method: removal.method, url: try text(removal.url))
        for line in removal.headers where line.count == 2 { request.headers.append(line[0], try text(line[1])) }
        if let body = removal.body { request.body = Array(try text(body).utf8) }
        return request
    }
}
