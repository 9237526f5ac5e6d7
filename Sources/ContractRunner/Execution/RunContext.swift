import ContractCore
import Synchronization

/// What all cases of a run share: resolved once, or guarded.
final class RunContext: Sendable {
    let settings: RunSettings
    let transport: any Transport
    let interruption: Interruption
    let pacer: Pacer
    let began: Double
    /// Values of the environment and the command line.
    let variables: [String: JSONValue]
    let endpoint: String
    /// What the signer's login gave.
    let login = LoginState()
    private let redactor: Mutex<Redactor>
    private let links = Mutex<[String: String]>([:])
    private let files = Mutex<[String: [UInt8]]>([:])

    init(_ settings: RunSettings, transport: any Transport, interruption: Interruption) throws(ConfigurationError) {
        self.settings = settings
        self.transport = transport
        self.interruption = interruption
        pacer = Pacer(rate: settings.rate ?? settings.environment.pace.rate, clock: settings.clock)
        began = settings.clock.monotonic()
        var values: [String: JSONValue] = settings.variables.mapValues { .string($0) }
        for (name, value) in settings.secrets { values[name] = .string(value) }
        if let endpoint = settings.endpoint { values["endpoint"] = .string(endpoint) }
        do throws(TemplateError) {
            for variable in settings.environment.variables where values[variable.name] == nil {
                values[variable.name] = try variable.value.value { (expression) throws(TemplateError) in
                    values[expression.root]
                }
            }
        } catch {
            throw ConfigurationError(
                "the environment's variables cannot be filled in: \(error.message)", hint: error.hint)
        }
        let known = values
        let stated = try? settings.environment.endpoint?.text { (expression) throws(TemplateError) in
            known[expression.root]
        }
        let endpoint = settings.endpoint ?? stated
        guard let endpoint, Origin(endpoint) != nil else {
            throw ConfigurationError(
                endpoint.map { "the endpoint '\($0)' is not an http or https URL" }
                    ?? "there is no endpoint to run against",
                hint: "name one with --endpoint https://host, or leave it out to use the embedded emulator")
        }
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        values["endpoint"] = .string(self.endpoint)
        variables = values
        redactor = Mutex(Redactor(secrets: Self.secrets(of: settings), headerNames: Self.credentialHeaders(of: settings)))
    }

    /// What no output may show, each under the name by which a shell finds it.
    private static func secrets(of settings: RunSettings) -> [(name: String, value: String)] {
        let declared = settings.environment.secrets
        let names = Set(settings.secrets.keys).union(declared.map(\.name))
        return names.sorted().compactMap { name in
            guard let value = settings.secrets[name] ?? settings.variables[name] else { return nil }
            return (declared.first { $0.name == name }?.variable ?? name, value)
        }
    }

    /// Header fields that an environment puts credentials into, besides the well-known ones.
    private static func credentialHeaders(of settings: RunSettings) -> [String] {
        settings.environment.signers.flatMap(\.settings).filter { $0.name == "header" }.compactMap(\.value.constant)
    }

    /// Keeps a value that came up during the run out of every output.
    func conceal(_ value: String, as name: String) {
        redactor.withLock { $0.add(name: name, value: value) }
    }

    /// Takes secrets out of what is to be reported.
    func redact<Value>(_ body: (Redactor) -> Value) -> Value {
        body(redactor.withLock { $0 })
    }

    /// Seconds since the run began.
    var elapsed: Double { settings.clock.monotonic() - began }

    /// The link that a declared file was given in this run, put there by the first that asks.
    func link(_ name: String, put: () throws -> String) rethrows -> String {
        if let known = links.withLock({ $0[name] }) { return known }
        let link = try put()
        links.withLock { $0[name] = link }
        return link
    }

    /// The bytes of a declared file, made once in a run.
    func bytes(ofFile name: String) -> [UInt8]? {
        if let known = files.withLock({ $0[name] }) { return known }
        guard let bytes = settings.suite.vocabulary.files[name]?.bytes else { return nil }
        files.withLock { $0[name] = bytes }
        return bytes
    }

    /// Whether requests may go to an origin: the endpoint's host, or one that the environment declares.
    func allows(_ origin: Origin, _ values: ValueLookup) -> Bool {
        if origin.host == Origin(endpoint)?.host { return true }
        return settings.environment.origins.contains { template in
            guard let text = try? template.text(values) else { return false }
            return Origin(text) == origin
        }
    }
}
