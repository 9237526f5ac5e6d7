import ContractCore
import ContractReports
import ContractRunner
import Foundation

/// Which environment a run uses, and what its variables and secrets are.
struct TargetResolution {
    var environment: ContractCore.Environment
    var variables: [String: String]
    var secrets: [String: String]
    /// URLs that the user named, to which alone requests may go from an environment that came with the contracts; nil
    /// where the user named the environment, or none of its secrets are the user's.
    var namedURLs: [String]?

    /// Reads the environment file that is named, else the suite's own.
    static func resolve(
        file: String?, endpoint: String?, variables given: [String], in loaded: LoadedSuite,
        process: [String: String] = ProcessVariables.all
    ) throws(Failure) -> TargetResolution {
        var environment = ContractCore.Environment(name: "none")
        let own = loaded.suite.environment.map { FilePath.joined(loaded.root, $0) }
        if let path = file ?? own {
            guard file != nil || FileReading.isInside(path, loaded.root) else {
                throw Failure(
                    status: .invalidFile,
                    message: "the suite names the environment '\(path)', which is not inside '\(loaded.root)'",
                    hint: "name it with --environment if it is meant")
            }
            let source = try FileReading.source(path)
            let (read, diagnostics) = EnvironmentReader.read(source)
            if !diagnostics.all.isEmpty {
                let text = DiagnosticRenderer(files: [source]).text(diagnostics.all)
                Console.error(Escaping.visible(text, .lines), terminator: "")
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
        if file == nil { try resolution.checkReach(loaded.root) }
        let named = Array(resolution.variables.values) + [endpoint].compactMap(\.self)
        let holdsUsers = try resolution.readSecrets(process, given: given)
        if file == nil, holdsUsers { resolution.namedURLs = named }
        return resolution
    }

    /// Ends the command when an environment that came with the contracts asks for more than it may have.
    ///
    /// Contracts may come from others. What the user names with `--environment` is trusted; what a suite names itself
    /// reads process variables that are meant for this program, and files of its own folder.
    private func checkReach(_ root: String) throws(Failure) {
        for secret in environment.secrets {
            let hint = "name the environment with --environment if it is meant"
            if let variable = secret.variable, !variable.hasPrefix("HALLMARK_") {
                throw Failure(
                    status: .invalidFile,
                    message:
                        "the suite's own environment asks for the process variable '\(variable)', which does not begin with HALLMARK_",
                    hint: hint)
            }
            if let path = secret.file, !FileReading.isInside(path, root) {
                throw Failure(
                    status: .invalidFile,
                    message: "the suite's own environment asks for the file '\(path)', which is not inside '\(root)'",
                    hint: hint)
            }
        }
    }

    /// Finds the values of secrets, and says whether any of them is from elsewhere than files.
    private mutating func readSecrets(_ process: [String: String], given: [String]) throws(Failure) -> Bool {
        var isFromElsewhere = false
        for secret in environment.secrets {
            if given.contains(where: { $0.hasPrefix("\(secret.name)=") }) {
                Console.error(
                    "warning: the secret '\(secret.name)' on the command line can be read by other users of this machine"
                        + (secret.variable.map { "; set \($0) instead" } ?? ""))
            }
            if let value = variables[secret.name] {
                secrets[secret.name] = value
                isFromElsewhere = true
            } else if let variable = secret.variable, let value = process[variable], !value.isEmpty {
                secrets[secret.name] = value
                isFromElsewhere = true
            } else if let file = secret.file {
                let text = String(decoding: try FileReading.bytes(file), as: UTF8.self)
                secrets[secret.name] = text.trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
        for name in secrets.keys { variables[name] = nil }
        return isFromElsewhere
    }

    /// Refuses to go on without a secret that the signer needs.
    func requireSecrets() throws(Failure) {
        guard let missing = missingSecret else { return }
        throw Failure(
            status: .invalidFile,
            message: "the secret '\(missing.name)' of the environment '\(environment.name)' has no value",
            hint: missing.variable.map { "set \($0)" })
    }

    /// A secret that the signer needs and nobody has given.
    private var missingSecret: ContractCore.Environment.Secret? {
        guard let signer = environment.signer else { return nil }
        let optional = Set(Signers.named(signer.kind)?.settings.filter(\.isOptional).map(\.name) ?? [])
        var expressions = signer.settings.filter { !optional.contains($0.name) }.flatMap(\.value.expressions)
        if let login = signer.login { expressions += environment.capabilities[login]?.expressions ?? [] }
        let used = Set(expressions.map(\.root))
        return environment.secrets.first { used.contains($0.name) && secrets[$0.name] == nil }
    }

    /// The endpoint that the environment states, when its variables are known.
    var statedEndpoint: String? {
        let known = variables
        return try? environment.endpoint?.text { (expression) throws(TemplateError) in
            known[expression.root].map { .string($0) }
        }
    }
}
