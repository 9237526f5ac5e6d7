import ContractCore
import ContractReports
import ContractRunner
import Foundation

/// Runs against targets that keep no rule: none may pass, and each run comes to an end.
extension Prover {
    /// The longest that a run against one target may take, in seconds.
    private static let bound = 60.0

    func degenerate(_ cases: [Case]) async throws -> [DegenerateRun] {
        tell("\(DegenerateTarget.all.count) degenerate targets")
        var runs: [DegenerateRun] = []
        let binding = cases.filter { $0.level == .must }
        for target in DegenerateTarget.all {
            let run = try await run(binding, target)
            tell("  \(target.id): \(Int(run.seconds.rounded())) s, \(run.passed.count) rules passed")
            runs.append(run)
        }
        return runs
    }

    private func run(_ cases: [Case], _ target: DegenerateTarget) async throws -> DegenerateRun {
        let server = try DegenerateServer(target.behaviour)
        defer { server.stop() }
        let endpoint = "http://127.0.0.1:\(server.port)"
        var resolution = laboratory.resolution
        resolution.secrets["token"] = "a-token"
        resolution.variables["region"] = "a-region"
        resolution.variables["domain_id"] = "a-domain"
        resolution.variables["object_store_url"] = endpoint
        resolution.environment.pace.patience = 100
        resolution.environment.pace.deadline = 40
        resolution.environment.pace.every = 20
        var options = TransportOptions()
        options.timeout = .milliseconds(40)
        options.maximumCountedBytes = 1 << 20
        let transport = CurlTransport(options: options)
        // A run begins with a request that shows whether the target is the one that is meant. Without it every case runs.
        var suite = laboratory.suite
        suite.probe = nil
        let laboratory = Laboratory(suite: suite, plan: laboratory.plan, resolution: resolution, jobs: laboratory.jobs)
        let interruption = Interruption()
        let began = Date()
        let usual = resolution
        // A run that goes on too long is ended, and counts as one that did not end in time.
        let watch = Task {
            guard (try? await Task.sleep(for: .seconds(Self.bound))) != nil else { return }
            interruption.request()
        }
        let results = try await Laboratory.onThread {
            // A rule passes when all of its cases do, so the others count only where the first one does not decide.
            func run(_ cases: [Case]) throws -> [CaseResult] {
                try laboratory.run(
                    cases, usual, endpoint: endpoint, transport, jobs: 32, interruption: interruption, clock: .hurried()
                )
            }
            var seen: Set<String> = []
            let first = try run(cases.filter { seen.insert($0.rule).inserted })
            let open = Set(first.filter { [.pass, .skipped, .unsupported].contains($0.verdict) }.map(\.rule))
            let begun = Set(first.map(\.id))
            return first + (try run(cases.filter { open.contains($0.rule) && !begun.contains($0.id) }))
        }
        watch.cancel()
        let seconds = Date().timeIntervalSince(began)
        let verdicts = Dictionary(grouping: results, by: \.rule).mapValues { RollUp.verdict(of: $0.map(\.verdict)) }
        let binding = Set(cases.filter { $0.level == .must }.map(\.rule))
        let passed = verdicts.filter { binding.contains($0.key) && $0.value == .pass }.keys.sorted()
        let report = RunReport(
            run: RunFacts(
                id: "0ace0ace", version: Hallmark.version, transport: "", startedAt: "", seconds: seconds,
                target: target.id,
                environment: usual.environment.name, seed: 1, jobs: 16, suiteDigest: ""),
            rules: laboratory.plan.rules.filter { verdicts[$0.id] != nil }.map {
                $0.result(verdicts[$0.id] ?? .skipped)
            },
            cases: results)
        return DegenerateRun(
            id: target.id, summary: target.summary, seconds: seconds, bound: Self.bound, passed: passed,
            headline: "\(report.conformance.rawValue): \(Headline.sentence(report))")
    }
}
