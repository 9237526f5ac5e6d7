import ContractCore
import ContractRunner
import Foundation
import RFSEmulator
import Synchronization

/// Shows of every rule that its cases can fail, and that nothing but a broken rule makes them.
struct Prover: Sendable {
    let laboratory: Laboratory
    /// Told what goes on, one line at a time.
    let tell: @Sendable (String) -> Void

    /// The verdicts of all cases on the faithful emulator, and those that are none of a faithful one.
    func baseline(_ cases: [Case]) async throws -> (results: [CaseResult], unfaithful: [ChangedVerdict]) {
        tell("\(cases.count) cases on the faithful emulator")
        let laboratory = laboratory
        let results = try await laboratory.each(laboratory.parts(of: cases)) { part in
            let emulator = try DirectEmulator.started()
            defer { emulator.stop() }
            return try laboratory.run(part, on: emulator)
        }.flatMap(\.self)
        let unfaithful = results.filter { ![.pass, .unsupported, .skipped].contains($0.verdict) }
            .map { ChangedVerdict(id: $0.id, usual: .pass, verdict: $0.verdict, sentence: $0.reason) }
        return (results, unfaithful)
    }

    /// What becomes of mutants.
    ///
    /// - Parameters:
    ///   - usual: the verdicts of rules on the faithful emulator.
    ///   - usualCases: the verdicts of cases there.
    ///   - neighbours: the cases of other rules that are run too, by the rule that a mutant breaks.
    func mutants(
        _ mutants: [Mutant], usual: [String: Verdict], usualCases: [String: Verdict] = [:],
        neighbours: @escaping @Sendable (String) -> [Case]
    ) async throws -> [MutantResult] {
        tell("\(mutants.count) mutants")
        let laboratory = laboratory
        let done = Counter(total: mutants.count, tell)
        return try await laboratory.each(mutants) { mutant in
            defer { done.advance() }
            let emulator = try DirectEmulator.started(mutant: mutant.id)
            defer { emulator.stop() }
            let facts = MutantFacts(mutant)
            var own: [CaseResult] = []
            for item in laboratory.cases(of: mutant.rule) {
                own += try laboratory.run([item], on: emulator)
                if own.last.map({ KillDecision.isKill($0, of: facts) }) ?? false { break }
            }
            let (isReached, hasDiffered) = (emulator.trace.isReached, emulator.trace.hasDiffered)
            let others = try laboratory.run(neighbours(mutant.rule), on: emulator)
            let changed = Set(ChangedVerdict.changes(in: others, usual: usualCases).map(\.id))
            let unexplained = try others.filter { result in
                try changed.contains(result.id) && !laboratory.differs(result, with: mutant)
            }
            return KillDecision.result(
                of: facts, own: own, others: others, usual: usual,
                unexplained: Set(unexplained.map(\.rule)).sorted(), isReached: isReached, hasDiffered: hasDiffered)
        }
    }

    /// Runs in which the emulator does otherwise what the documents leave free.
    func variants(_ variants: [Variant], _ cases: [Case], usual: [String: Verdict]) async throws -> [SteadyRun] {
        tell("\(variants.count) benign variants")
        let laboratory = laboratory
        var runs: [SteadyRun] = []
        for variant in variants {
            let results: [CaseResult]
            if variant.isOfTheWire {
                // Most of the time goes by on the wire, so that more cases than there are cores can be under way.
                let laboratory = laboratory.wider
                let running = try await RunningEmulator.started(EmulatorConfiguration(variants: [variant.id]))
                results = try await laboratory.each(laboratory.parts(of: cases)) { part in
                    try laboratory.run(part.cases, ready: running.ready, CurlTransport(), runID: part.runID)
                }.flatMap(\.self)
                await running.stop()
            } else {
                results = try await laboratory.each(laboratory.parts(of: cases)) { part in
                    let emulator = try DirectEmulator.started(variants: [variant.id])
                    defer { emulator.stop() }
                    return try laboratory.run(part, on: emulator)
                }.flatMap(\.self)
            }
            let run = SteadyRun(
                id: variant.id, summary: variant.summary, cases: results.count,
                changes: ChangedVerdict.changes(in: results, usual: usual).filter { change in
                    guard let omitted = variant.omits, change.verdict == .unsupported else { return true }
                    return !change.id.hasSuffix(".\(omitted)")
                })
            let changed = run.changes.isEmpty ? "no verdict changed" : "\(run.changes.count) verdicts changed"
            tell("  \(variant.id): \(changed)")
            runs.append(run)
        }
        return runs
    }
}

extension Laboratory {
    /// Whether a case ends on a mutant of its own as it did before, and the mutant decides something otherwise in it.
    fileprivate func differs(_ result: CaseResult, with mutant: Mutant) throws -> Bool {
        let emulator = try DirectEmulator.started(mutant: mutant.id)
        defer { emulator.stop() }
        let again = try run(cases(of: result.rule).filter { $0.id == result.id }, on: emulator)
        return emulator.trace.hasDiffered && again.map(\.verdict) == [result.verdict]
    }
}

extension MutantFacts {
    init(_ mutant: Mutant) {
        self.init(
            id: mutant.id, rule: mutant.rule, kind: mutant.kind.rawValue, accusation: mutant.accusation,
            assertions: mutant.assertions, equivalent: mutant.equivalent)
    }
}

/// Tells how far a long piece of work is, ten times in all.
final class Counter: Sendable {
    private let done = Mutex(0)
    private let total: Int
    private let tell: @Sendable (String) -> Void

    init(total: Int, _ tell: @escaping @Sendable (String) -> Void) {
        self.total = total
        self.tell = tell
    }

    /// Counts one more.
    func advance() {
        let (before, now) = done.withLock { done in
            done += 1
            return (done - 1, done)
        }
        if total >= 100, now * 10 / total > before * 10 / total { tell("  \(now) of \(total)") }
    }
}
