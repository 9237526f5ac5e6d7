import ContractCore
import ContractRunner
import Foundation
import RFSEmulator
import Synchronization

/// Puts something wrong into the answers of one operation, in front of any target.
struct MutatingTransport: Transport {
    let inner: any Transport
    let operation: OperationDescription
    let mutation: WireMutation
    let endpoint: String
    private let first = FirstAnswers()

    init(_ inner: any Transport, _ operation: OperationDescription, _ mutation: WireMutation, endpoint: String) {
        self.inner = inner
        self.operation = operation
        self.mutation = mutation
        self.endpoint = endpoint
    }

    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        var exchange = try inner.perform(request)
        guard operation.matches(method: request.method, url: request.url, endpoint: endpoint) else { return exchange }
        let key = "\(request.method) \(request.url) \(request.headers["X-Auth-Token"] ?? "")"
        let earlier = first.answer(to: key, now: exchange.response)
        exchange.response = mutation.applied(to: exchange.response, first: earlier)
        return exchange
    }

    private final class FirstAnswers: Sendable {
        private let answers = Mutex<[String: WireResponse]>([:])

        func answer(to key: String, now: WireResponse) -> WireResponse {
            answers.withLock { answers in
                if let known = answers[key] { return known }
                answers[key] = now
                return now
            }
        }
    }
}

/// Tells which documented fields rules look at, by getting them wrong one at a time.
extension Prover {
    /// On the emulator.
    func fields(_ operations: [String], _ suite: Suite, usual: [String: Verdict]) async throws -> [FieldCoverage] {
        tell("wrong answers of \(operations.count) operations")
        let laboratory = laboratory
        return try await fields(operations, suite) { operation, mutation in
            let emulator = try DirectEmulator.started()
            defer { emulator.stop() }
            let transport = MutatingTransport(
                DirectTransport(emulator: emulator), operation, mutation, endpoint: emulator.ready.endpoint)
            return try laboratory.first(of: operation, minding: mutation) { item in
                try laboratory.run([item], ready: emulator.ready, transport)
                    .contains { $0.verdict == .fail && usual[$0.id] == .pass }
            }
        }
    }

    /// On any target.
    func fields(_ operations: [String], _ suite: Suite, at target: TargetOptions) async throws -> [FieldCoverage] {
        guard let endpoint = target.endpoint else { return [] }
        tell("wrong answers of \(operations.count) operations, in front of \(endpoint)")
        let transport = CurlTransport(options: try target.transportOptions())
        let laboratory = laboratory
        let resolution = laboratory.resolution
        if let missing = resolution.missingSecrets().first {
            throw Failure(
                status: .invalidFile, message: "the secret '\(missing.name)' has no value",
                hint: missing.variable.map { "set \($0)" })
        }
        let cases = operations.flatMap { laboratory.cases(ofOperation: $0) }
        let plain = try await Laboratory.onThread {
            try laboratory.run(cases, resolution, endpoint: endpoint, transport, jobs: laboratory.jobs, clock: .system)
        }
        let usual = Dictionary(plain.map { ($0.id, $0.verdict) }) { first, _ in first }
        return try await fields(operations, suite) { operation, mutation in
            let wrong = MutatingTransport(transport, operation, mutation, endpoint: endpoint)
            return try laboratory.first(of: operation, minding: mutation) { item in
                guard usual[item.id] == .pass else { return false }
                return try laboratory.run([item], resolution, endpoint: endpoint, wrong, jobs: 1, clock: .system)
                    .contains { $0.verdict == .fail }
            }
        }
    }

    private func fields(
        _ operations: [String], _ suite: Suite,
        _ notice: @escaping @Sendable (OperationDescription, WireMutation) throws -> String?
    ) async throws -> [FieldCoverage] {
        let tasks = operations.compactMap { suite.operation($0) }.flatMap { operation in
            operation.wireMutations.map { FieldTask(operation: operation, field: $0.field, mutation: $0.mutation) }
        }
        let noticed: [String?] = try await laboratory.each(tasks) { try notice($0.operation, $0.mutation) }
        var coverage: [FieldCoverage] = []
        for (task, rule) in zip(tasks, noticed) {
            if coverage.last?.operation != task.operation.name || coverage.last?.field != task.field {
                coverage.append(FieldCoverage(operation: task.operation.name, field: task.field, noticed: [:]))
            }
            coverage[coverage.count - 1].noticed[task.mutation.act.word] = rule.map { [$0] } ?? []
        }
        return coverage
    }
}

private struct FieldTask: Sendable {
    let operation: OperationDescription
    let field: String
    let mutation: WireMutation
}

extension Laboratory {
    /// The cases of all rules of an operation.
    func cases(ofOperation name: String) -> [Case] { plan.cases.filter { $0.rule.hasPrefix("\(name).") } }

    /// The first rule of an operation that notices a wrong answer; those that name the field are asked first.
    fileprivate func first(
        of operation: OperationDescription, minding mutation: WireMutation, _ notices: (Case) throws -> Bool
    ) rethrows -> String? {
        let cases = cases(ofOperation: operation.name)
        let word = mutation.act.field.map { $0.replacing("_", with: "-") } ?? "success"
        for isNamed in [true, false] {
            for item in cases where item.rule.contains(word) == isNamed {
                if try notices(item) { return item.rule }
            }
        }
        return nil
    }
}
