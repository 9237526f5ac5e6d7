import ContractCore
import ContractRunner
import Foundation

/// Which environment a run uses, and what its variables and secrets are.
struct TargetResolution {
    var environment: ContractCore.Environment
    var variables: [String: String]
    var secrets: [String: String]

    /// Reads the environment file that is named, else the suite's own.
    static func resolve(
        file: String?, variables given: [String], in loaded: LoadedSuite,
        process: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Failure) -> TargetResolution {
        var environment = ContractCore.Environment(name: "none")
        let own = loaded.suite.environment.map { (loaded.root as NSString).appendingPathComponent($0) }
        if let path = file ?? own {
            let source = try FileReading.source(path)
            let (read, diagnostics) = EnvironmentReader.read(source)
            if !diagnostics.all.isEmpty {
                Console.error(DiagnosticRenderer(files: [source]).text(diagnostics.all), terminator: "")
            }
            guard let read, !diagnostics.hasErrors else {
                throw Failure(status: .invalidFile, message: "the environment file '\(path)' cannot be used")
            }
            environment = read
        }
        var resolution = TargetResolution(environment: environment, variables: [:], secrets: [:])
        for (name, value) in process where name.hasPrefix("HALLMARK_VAR_") {
            resolution.variables[String(name.dropFirst("HALLMARK_VAR_".count))] = value
        }
        for text in given {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw Failure(
                    status: .usage, message: "'--var \(text)' has no name and value", hint: "write --var name=value")
            }
            resolution.variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        try resolution.readSecrets(process, given: given)
        return resolution
    }

    private mutating func readSecrets(_ process: [String: String], given: [String]) throws(Failure) {
        for secret in environment.secrets {
            if given.contains(where: { $0.hasPrefix("\(secret.name)=") }) {
                Console.error(
                    "warning: the secret '\(secret.name)' on the command line can be read by other users of this machine"
                        + (secret.variable.map { "; set \($0) instead" } ?? ""))
            }
            if let value = variables[secret.name] {
                secrets[secret.name] = value
            } else if let variable = secret.variable, let value = process[variable], !value.isEmpty {
                secrets[secret.name] = value
            } else if let file = secret.file {
                let text = String(decoding: try FileReading.bytes(file), as: UTF8.self)
                secrets[secret.name] = text.trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
        for name in secrets.keys { variables[name] = nil }
    }

    /// The secrets that the signer needs and nobody has given.
    func missingSecrets() -> [ContractCore.Environment.Secret] {
        guard let signer = environment.signer else { return [] }
        let optional = Set(Signers.named(signer.kind)?.settings.filter(\.isOptional).map(\.name) ?? [])
        var expressions = signer.settings.filter { !optional.contains($0.name) }.flatMap(\.value.expressions)
        if let login = signer.login { expressions += environment.capabilities[login]?.expressions ?? [] }
        let used = Set(expressions.map(\.root))
        return environment.secrets.filter { used.contains($0.name) && secrets[$0.name] == nil }
    }

    /// The endpoint that the environment states, when its variables are known.
    var statedEndpoint: String? {
        let known = variables
        return try? environment.endpoint?.text { (expression) throws(TemplateError) in
            known[expression.root].map { .string($0) }
        }
    }
}
