/// Reads environment files.
public struct EnvironmentReader {
    private var diagnostics = Diagnostics()

    static let keys = [
        "environment", "endpoint", "variables", "secrets", "origins", "signer", "identities", "pace", "isolation", "files",
        "capabilities",
    ]

    /// Reads one file, and collects every mistake in it.
    public static func read(_ file: SourceFile) -> (environment: Environment?, diagnostics: Diagnostics) {
        var reader = EnvironmentReader()
        do throws(Diagnostic) {
            let environment = reader.environment(try YAMLReader.read(file))
            return (environment, reader.diagnostics)
        } catch {
            reader.diagnostics.add(error)
            return (nil, reader.diagnostics)
        }
    }

    private mutating func environment(_ node: LocatedNode) -> Environment? {
        guard node.entries?.first?.key == "environment" else {
            diagnostics.error(
                "kind", "this is no environment file", at: node.entries?.first?.keyNode ?? node, hint: "begin it with 'environment: name'")
            return nil
        }
        let map = MapReader(node, "an environment", known: Self.keys, into: &diagnostics)
        var environment = Environment(name: map.text("environment", into: &diagnostics) ?? "")
        environment.endpoint = map["endpoint"].flatMap { template($0) }
        environment.variables = LetReader.read(map["variables"], into: &diagnostics)
        environment.origins = (map["origins"]?.elements ?? []).compactMap { template($0) }
        environment.isolation = map.text("isolation", into: &diagnostics)
        environment.secrets = secrets(map["secrets"])
        environment.signers = signers(map["signer"])
        environment.identities = identities(map["identities"])
        if let pace = map["pace"] { environment.pace = self.pace(pace) }
        for entry in map["files"]?.entries ?? [] { environment.files[entry.key] = template(entry.value) }
        for entry in map["capabilities"]?.entries ?? [] { environment.capabilities[entry.key] = capability(entry) }
        if let name = environment.isolation, environment.capabilities[name] == nil {
            diagnostics.error(
                "unknown-capability", "no capability is called '\(name)'", at: map["isolation"] ?? node,
                hint: Suggestion.hint(for: name, among: Array(environment.capabilities.keys)))
        }
        for signer in environment.signers {
            guard let name = signer.login, environment.capabilities[name] == nil else { continue }
            diagnostics.error(
                "unknown-capability", "no capability is called '\(name)'", at: map["signer"]?[signer.kind]?["login"] ?? node,
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

    private mutating func secrets(_ node: LocatedNode?) -> [Environment.Secret] {
        (node?.entries ?? []).compactMap { entry in
            let map = MapReader(entry.value, "a secret", known: ["env", "file"], into: &diagnostics)
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
            diagnostics.error("signer", "the signer '\(entry.key)' has no settings", at: entry.keyNode, hint: Self.signerHint)
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

    private mutating func identities(_ node: LocatedNode?) -> [String: [(name: String, value: Template)]] {
        var identities: [String: [(name: String, value: Template)]] = [:]
        for entry in node?.entries ?? [] {
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
            node, "'pace'", known: ["timeout", "deadline", "every", "patience", "rate", "jobs"], into: &diagnostics)
        var pace = Environment.Pace()
        pace.timeout = map.duration("timeout", into: &diagnostics)
        pace.deadline = map.duration("deadline", into: &diagnostics) ?? pace.deadline
        pace.every = map.duration("every", into: &diagnostics) ?? pace.every
        pace.patience = map.duration("patience", into: &diagnostics) ?? pace.patience
        if let rate = map["rate"] {
            pace.rate = RateText.perSecond(rate.text ?? "")
            if pace.rate == nil { diagnostics.error("rate", "'rate' must be a number of requests in a time", at: rate, hint: "write for instance 20/s") }
        }
        if let jobs = map["jobs"] {
            pace.jobs = jobs.json.numberValue?.integer
            if pace.jobs ?? 0 < 1 { diagnostics.error("type", "'jobs' must be a number from 1", at: jobs) }
        }
        return pace
    }

    private mutating func capability(_ entry: LocatedNode.Entry) -> Capability? {
        let map = MapReader(
            entry.value, "a capability", known: StepReader.requestKeys + ["capture", "secret", "cleanup", "link"], into: &diagnostics)
        do throws(Diagnostic) {
            var captures: [Capture] = []
            for capture in map["capture"]?.entries ?? [] { captures.append(try Capture(capture)) }
            return Capability(
                name: entry.key, request: try RequestTemplate(entry.value), captures: captures,
                secret: Set(map.texts("secret", into: &diagnostics)),
                cleanup: try map["cleanup"].map { (node) throws(Diagnostic) in try RequestTemplate(node) },
                link: map["link"].flatMap { template($0) })
        } catch {
            diagnostics.add(error)
            return nil
        }
    }
}

/// Rates as people write them: a number of requests, a slash and a unit of time.
public enum RateText {
    /// Requests a second; nil when the text is not a rate such as `20/s` or `100/m`.
    public static func perSecond(_ text: String) -> Double? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let number = Double(parts[0].trimmed), number > 0, number.isFinite,
            let unit = DurationText.milliseconds("1 \(parts[1].trimmed)")
        else { return nil }
        return number * 1_000 / Double(unit)
    }
}
