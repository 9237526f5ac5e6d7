public import ContractCore

/// Tells what a case needs that an environment does not have, before anything is sent.
///
/// A class, since every case of a run holds it, and a copy of suite and environment would cost more than the check.
public final class CapabilityCheck: Sendable {
    private let suite: Suite
    private let environment: ContractCore.Environment
    private let variables: Set<String>
    /// What the environment offers, and why it cannot be had where something is missing.
    private let offered: [String: Result<Capability, Missing>]
    /// The suite's variables that have no value before a case begins.
    private let unset: Set<String>

    /// Makes a check; `variables` are the names that have a value.
    public init(suite: Suite, environment: ContractCore.Environment, variables: Set<String>) {
        self.suite = suite
        self.environment = environment
        self.variables = variables
        // What one capability captures, another may use: an account's identifier, for instance.
        let captured = environment.capabilities.values.flatMap { $0.captures.map(\.name) }
        let given = ["wait", "file", "run", "operation", "uuid", "unique", "with", "endpoint"]
        let known = variables.union(given).union(captured)
        var offered: [String: Result<Capability, Missing>] = [:]
        for (name, capability) in environment.capabilities {
            let unknown = Set(capability.expressions.map(\.root)).sorted().first { !known.contains($0) }
            offered[name] =
                unknown.map {
                    .failure(Missing(words: "'\(name)' needs the variable '\($0)', which has no value"))
                } ?? .success(capability)
        }
        self.offered = offered
        let isolation = environment.isolation.flatMap { try? offered[$0]?.get() }
        unset = Set(suite.variables).subtracting(variables).subtracting(isolation?.captures.map(\.name) ?? [])
    }

    /// The capability's definition when the environment has it, else why not.
    func availability(_ name: String) -> Result<Capability, Missing> {
        offered[name]
            ?? .failure(Missing(words: "the environment '\(environment.name)' does not offer '\(name)'"))
    }

    /// Why an identity or a capability cannot be had; nil when it can.
    private func obstacle(to name: String) -> Missing? {
        if let identity = environment.identities[name] {
            let unknown = identity.flatMap(\.value.expressions).first { !variables.contains($0.root) }
            return unknown.map { Missing(words: "'\(name)' needs the variable '\($0.root)', which has no value") }
        }
        if case .failure(let missing) = availability(name) { return missing }
        return nil
    }

    /// Why a signature cannot be made wrong on purpose; nil when it can.
    private func obstacle(to change: SignatureChange) -> Missing? {
        guard let signer = environment.signers.signer(for: change), let type = Signers.named(signer.kind) else {
            return Missing(words: "the environment '\(environment.name)' does not sign its requests")
        }
        let captured = environment.isolation.flatMap { environment.capabilities[$0] }?.captures.map(\.name) ?? []
        let known = variables.union(captured).union(
            signer.login.flatMap { environment.capabilities[$0] }?.captures.map(\.name) ?? [])
        for setting in signer.settings
        where type.settings.contains(where: { $0.name == setting.name && !$0.isOptional }) {
            for root in setting.value.expressions.map(\.root) where !known.contains(root) {
                return Missing(words: "the signer '\(signer.kind)' needs the variable '\(root)', which has no value")
            }
        }
        return nil
    }

    /// Why something cannot be had.
    struct Missing: Error, Hashable {
        let words: String
    }

    /// What the first thing is that a case lacks, in words; nil when it can run.
    public func missing(for item: Case) -> String? {
        for name in needs(of: item) {
            if let missing = obstacle(to: name) { return missing.words }
        }
        for step in item.steps {
            if let change = step.signature, let missing = obstacle(to: change) { return missing.words }
        }
        if !unset.isEmpty, let name = expressions(of: item).map(\.root).first(where: unset.contains) {
            return "the variable '\(name)' has no value"
        }
        if !suite.vocabulary.files.isEmpty, case .failure(let missing) = availability("object-storage"),
            let name = files(of: item).sorted().first(where: { environment.files[$0] == nil })
        {
            return "the file '\(name)' cannot be put where the target fetches it: \(missing.words)"
        }
        let wait = longestWait(of: item)
        if wait > environment.pace.patience, case .failure = availability("virtual-clock") {
            return "it waits \(DurationText.text(milliseconds: wait)), and the environment's patience is "
                + "\(DurationText.text(milliseconds: environment.pace.patience)) without a virtual clock"
        }
        return nil
    }

    /// The capabilities that a case names, itself or through its steps and fixtures.
    public func needs(of item: Case) -> [String] {
        var result = item.needs
        func add(_ steps: [Step]) {
            for step in steps {
                if case .arrange(let name, _) = step.action { result.append(name) }
                if let identity = step.identity, !Identity.builtIn.contains(identity) { result.append(identity) }
            }
        }
        let fixtures = fixtures(of: item)
        for fixture in fixtures { result += fixture.needs }
        add(item.steps)
        for fixture in fixtures { add(fixture.steps) }
        guard result.count > 1 else { return result }
        var seen: Set<String> = []
        return result.filter { seen.insert($0).inserted }
    }

    private func files(of item: Case) -> Set<String> {
        var result: Set<String> = []
        for expression in expressions(of: item) where expression.root == "files" {
            if case .member(let name)? = expression.steps.first { result.insert(name) }
        }
        return result
    }

    /// Every expression that the case will fill in, those of its fixtures included.
    private func expressions(of item: Case) -> [Expression] {
        var expressions = (item.lets + item.given.flatMap(\.lets)).flatMap(\.value.expressions)
        for step in item.steps + fixtures(of: item).flatMap(\.steps) {
            switch step.action {
            case .request(let request), .list(let request, _): expressions += request.expressions
            case .arrange(_, let values): expressions += values.flatMap(\.value.expressions)
            case .wait: break
            }
            let expectations = [
                step.expect, step.assume, step.tolerate, step.unsupported, step.until?.condition, step.until?.stop,
            ]
            expressions += expectations.flatMap { $0?.expressions ?? [] }
            if let during = step.during {
                expressions += [during.before, during.after].flatMap(\.expressions) + during.condition.expressions
            }
        }
        for fixture in fixtures(of: item) {
            expressions += (fixture.lets + fixture.given.flatMap(\.lets)).flatMap(\.value.expressions)
        }
        return expressions
    }

    private func fixtures(of item: Case) -> [Fixture] {
        var result: [Fixture] = []
        var pending = item.given.map(\.fixture)
        while let name = pending.popLast(), result.count < 100 {
            guard let fixture = suite.vocabulary.fixtures[name] else { continue }
            result.append(fixture)
            pending += fixture.given.map(\.fixture)
        }
        return result
    }

    private func longestWait(of item: Case) -> Int {
        var longest = 0
        func add(_ given: [Given], _ steps: [Step]) {
            for given in given where given.count ?? 1 > 1 { longest = max(longest, given.apart) }
            for step in steps { if case .wait(let milliseconds) = step.action { longest = max(longest, milliseconds) } }
        }
        add(item.given, item.steps)
        for fixture in fixtures(of: item) { add(fixture.given, fixture.steps) }
        return longest
    }
}

/// Who asks.
enum Identity {
    static let nobody = "nobody"
    static let wrong = "wrong-credentials"
    static let builtIn = [nobody, wrong]
}
