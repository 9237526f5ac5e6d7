/// Reads environment files.
public struct EnvironmentReader {
    private var diagnostics = Diagnostics()

    static let keys = [
        "environment", "endpoint", "variables", "secrets", "origins", "signer", "identities", "pace", "isolation",
        "files",
        "capabilities",
    ]

    static let secretKeys = ["env", "file"]
    static let paceKeys = ["timeout", "deadline", "every", "patience", "rate", "jobs"]
    static let capabilityKeys = ["capture", "secret", "cleanup", "link"]

    /// Reads one file, and collects every mistake in it.
    public static func read(_ file: SourceFile) -> (environment: Environment?, diagnostics: Diagnostics) {
        var reader = EnvironmentReader()
        let environment = YAMLReader.read(file, into: &reader.diagnostics).flatMap { reader.environment($0) }
        return (environment, reader.diagnostics)
    }

    private mutating func environment(_ node: LocatedNode) -> Environment? {
        guard node.entries?.first?.key == "environment" else {
            diagnostics.error(
                "kind", "this is no environment file", at: node.entries?.first?.keyNode ?? node,
                hint: "begin it with 'environment: name'")
            return nil
        }
        let map = MapReader(node, "an environment", known: Self.keys, into: &diagnostics)
        var environment = Environment(name: map.text("environment", into: &diagnostics) ?? "")
        environment.endpoint = map["endpoint"].flatMap { template($0) }
        environment.variables = LetReader.read(map["variables"], into: &diagnostics)
        checkOrder(of: map["variables"])
        environment.origins = map.elements("origins", into: &diagnostics).compactMap { template($0) }
        environment.isolation = map.text("isolation", into: &diagnostics)
        environment.secrets = secrets(map)
        environment.signers = signers(map["signer"])
        environment.identities = identities(map)
        if let pace = map["pace"] { environment.pace = self.pace(pace) }
        for entry in map.entries("files", into: &diagnostics) { environment.files[entry.key] = template(entry.value) }
        for entry in map.entries("capabilities", into: &diagnostics) {
            environment.capabilities[entry.key] = capability(entry)
        }
        if let name = environment.isolation, environment.capabilities[name] == nil {
            diagnostics.error(
                "unknown-capability", "no capability is called '\(name)'", at: map["isolation"] ?? node,
                hint: Suggestion.hint(for: name, among: Array(environment.capabilities.keys)))
        }
        for signer in environment.signers {
            guard let name = signer.login, environment.capabilities[name] == nil else { continue }
            diagnostics.error(
                "unknown-capability", "no capability is called '\(name)'",
                at: map["signer"]?[signer.kind]?["login"] ?? node,
                hint: Suggestion.hint(for: name, among: Array(environment.capabilities.keys)))
        }
        for entry in map["identities"]?.entries ?? [] where environment.capabilities[entry.key] != nil {
            diagnostics.error("duplicate-identity", "'\(entry.key)' is a capability as well", at: entry.keyNode)
        }
        return environment
    }

    private mutating func template(_ node: LocatedNode) -> Template? {
        guard node.text != nil else {
            diagnostics.error("type", "this must be text, not \(node.kind)", at: node)
            return nil
        }
        do throws(Diagnostic) {
            return try Template(located: node)
        } catch {
            diagnostics.add(error)
            return nil
        }
    }

    /// A variable may use those before it, and what is set from outside; one that holds itself has no end.
    private mutating func checkOrder(of variables: LocatedNode?) {
        var scope = ScopeChecker(suite: Suite(name: "", title: ""), given: [], lets: [], steps: [])
        scope.checkOrder(of: variables)
        scope.diagnostics.all.forEach { diagnostics.add($0) }
    }

    private mutating func secrets(_ map: MapReader) -> [Environment.Secret] {
        map.entries("secrets", into: &diagnostics).compactMap { entry in
            let map = MapReader(entry.value, "a secret", known: Self.secretKeys, into: &diagnostics)
            let variable = map.text("env", into: &diagnostics)
            let file = map.text("file", into: &diagnostics)
            if entry.value.entries != nil, (variable == nil) == (file == nil) {
                diagnostics.error(
                    "secret-source", "the secret '\(entry.key)' needs one source", at: entry.keyNode,
                    hint: "write {env: NAME} or {file: path}; a secret never stands in the file itself")
                return nil
            }
            return Environment.Secret(name: entry.key, variable: variable, file: file, location: entry.keyLocation)
        }
    }

    private mutating func signers(_ node: LocatedNode?) -> [Environment.SignerDescription] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.entries, !entries.isEmpty else {
            diagnostics.error("signer", "'signer' takes kinds with their settings", at: node, hint: Self.signerHint)
            return []
        }
        return entries.compactMap { signer($0) }
    }

    private mutating func signer(_ entry: LocatedNode.Entry) -> Environment.SignerDescription? {
        guard let entries = entry.value.entries else {
            diagnostics.error(
                "signer", "the signer '\(entry.key)' has no settings", at: entry.keyNode, hint: Self.signerHint)
            return nil
        }
        var signer = Environment.SignerDescription(kind: entry.key, settings: [], location: entry.keyLocation)
        for setting in entries {
            switch setting.key {
            case "login": signer.login = template(setting.value)?.source
            case "lasts": signer.lasts = DurationText.read(setting.value, "lasts", into: &diagnostics)
            default: if let value = template(setting.value) { signer.settings.append((setting.key, value)) }
            }
        }
        return signer
    }

    private static let signerHint = "write for instance {token: {header: X-Auth-Token, value: \"${token}\"}}"

    private mutating func identities(_ map: MapReader) -> [String: [(name: String, value: Template)]] {
        var identities: [String: [(name: String, value: Template)]] = [:]
        for entry in map.entries("identities", into: &diagnostics) {
            guard let values = entry.value.entries, !values.isEmpty else {
                diagnostics.error("type", "the identity '\(entry.key)' must be a map of values", at: entry.keyNode)
                continue
            }
            identities[entry.key] = values.compactMap { value in template(value.value).map { (value.key, $0) } }
        }
        return identities
    }

    private mutating func pace(_ node: LocatedNode) -> Environment.Pace {
        let map = MapReader(
            node, "'pace'", known: Self.paceKeys, into: &diagnostics)
        var pace = Environment.Pace()
        pace.timeout = map.duration("timeout", into: &diagnostics)
        pace.deadline = map.duration("deadline", into: &diagnostics) ?? pace.deadline
        pace.every = map.duration("every", into: &diagnostics) ?? pace.every
        pace.patience = map.duration("patience", into: &diagnostics) ?? pace.patience
        if let rate = map["rate"] {
            pace.rate = RateText.perSecond(rate.text ?? "")
            if pace.rate == nil {
                diagnostics.error(
                    "rate", "'rate' must be a number of requests in a time", at: rate, hint: "write for instance 20/s")
            }
        }
        if let jobs = map["jobs"] {
            pace.jobs = jobs.json.numberValue?.integer
            if pace.jobs ?? 0 < 1 { diagnostics.error("type", "'jobs' must be a number from 1", at: jobs) }
        }
        return pace
    }

    private mutating func capability(_ entry: LocatedNode.Entry) -> Capability? {
        let map = MapReader(
            entry.value, "a capability", known: StepReader.requestKeys + Self.capabilityKeys, into: &diagnostics)
        guard entry.value.entries != nil else { return nil }
        let request = RequestTemplate(entry.value, into: &diagnostics)
        var cleanup: RequestTemplate?
        if let node = map["cleanup"] {
            _ = MapReader(node, "'cleanup'", known: StepReader.requestKeys, into: &diagnostics)
            cleanup = RequestTemplate(node, into: &diagnostics)
        }
        var captures: [Capture] = []
        for capture in map.entries("capture", into: &diagnostics) {
            do throws(Diagnostic) {
                captures.append(try Capture(capture))
            } catch {
                diagnostics.add(error)
            }
        }
        let secret = map.texts("secret", into: &diagnostics)
        for name in secret where !captures.contains(where: { $0.name == name }) {
            diagnostics.error(
                "unknown-capture", "the capability captures no '\(name)'", at: map["secret"] ?? entry.value,
                hint: Suggestion.hint(for: name, among: captures.map(\.name)))
        }
        let link = map["link"].flatMap { template($0) }
        return request.map {
            Capability(
                name: entry.key, request: $0, captures: captures, secret: Set(secret), cleanup: cleanup, link: link)
        }
    }
}
