import ArgumentParser
import ContractCore
import ContractRunner

/// Where requests go, and how.
struct TargetOptions: ParsableArguments {
    @Option(name: [.customShort("u"), .long], help: "The endpoint to test; without it the embedded emulator is.")
    var endpoint: String?
    @Option(name: [.short, .long], help: "The environment file.")
    var environment: String?
    @Option(help: ArgumentHelp("A variable, as name=value; may be repeated.", valueName: "name=value"))
    var `var`: [String] = []
    @Option(help: "A PEM file of the certificates to trust.")
    var cacert: String?
    @Option(help: "A PEM file of the client certificate.")
    var cert: String?
    @Option(help: "A PEM file of the client certificate's key.")
    var key: String?
    @Flag(name: [.customShort("k"), .long], help: "Do not verify the target's certificate.")
    var insecure = false
    @Option(help: "The proxy to use, as curl writes it.")
    var proxy: String?
    @Option(
        help: ArgumentHelp(
            "An address for a host, as host:port:address; may be repeated.", valueName: "host:port:address"))
    var resolve: [String] = []
    @Option(
        help: ArgumentHelp(
            "Content of an answer up to this is kept and judged (default: 8MiB; 64MiB or twice this for all jobs together).",
            valueName: "size"))
    var maxBody: String?
    @Option(
        help: ArgumentHelp(
            "An answer whose content is longer than this is broken off (default: 64MiB).", valueName: "size"))
    var maxTransfer: String?
    @Option(
        help: ArgumentHelp(
            "An answer whose header is longer than this is broken off (default: 256KiB).", valueName: "size"))
    var maxHeaders: String?

    /// Whether an option says how to connect or how much to take from a connection.
    var isAboutConnections: Bool {
        insecure || !resolve.isEmpty
            || [cacert, cert, key, proxy, maxBody, maxTransfer, maxHeaders].contains { $0 != nil }
    }

    func transportOptions() throws(Failure) -> TransportOptions {
        for file in [cacert, cert, key].compactMap(\.self) { _ = try FileReading.bytes(file) }
        var options = TransportOptions(
            caCertificate: cacert, clientCertificate: cert, clientKey: key, insecure: insecure, proxy: proxy,
            resolve: resolve,
            userAgent: "hallmark/\(Hallmark.version)")
        if let maxBody { options.maximumBodyBytes = try Self.size(maxBody, "--max-body") }
        if let maxHeaders { options.maximumHeaderBytes = try Self.size(maxHeaders, "--max-headers") }
        if let maxTransfer { options.maximumCountedBytes = try Self.size(maxTransfer, "--max-transfer") }
        options.maximumCountedBytes = max(options.maximumCountedBytes, options.maximumBodyBytes)
        return options
    }

    private static func size(_ text: String, _ option: String) throws(Failure) -> Int {
        guard let bytes = SizeText.bytes(text) else {
            throw Failure(
                status: .usage, message: "'\(option) \(text)' is not a size", hint: "write a number and a unit: 16MiB")
        }
        return bytes
    }
}

/// What of a suite is meant.
struct SelectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Rules by identifier, with * for any text; may be repeated.", valueName: "glob"))
    var rule: [String] = []
    @Option(help: "The least binding level: must, should or may.")
    var level: String?
    @Option(help: ArgumentHelp("Rules by tag, for instance 'paging and not slow'.", valueName: "expression"))
    var tag: String?
    @Option(help: ArgumentHelp("The part of the cases to run, for instance 2/5.", valueName: "i/n"))
    var shard: String?

    /// The selected part of a suite's plan; selecting nothing ends the command.
    func apply(to loaded: LoadedSuite) throws(Failure) -> Plan {
        let plan = try selection(loaded).apply(to: loaded.plan)
        guard !plan.rules.isEmpty else {
            let near = rule.first.flatMap { Suggestion.nearest(to: $0, among: loaded.plan.rules.map(\.id)) }
            throw Failure(
                status: .nothingSelected,
                message: "no rule is selected (\(words(loaded) ?? "the contracts hold none"))",
                hint: near.map { "did you mean '\($0)'?" } ?? "'hallmark list' shows all rules")
        }
        return plan
    }

    /// Which part of the whole selection a plan is, nil when it is the whole.
    func shardFacts(_ part: Plan, of loaded: LoadedSuite, required: Set<String>?) throws(Failure) -> ShardFacts? {
        var whole = try selection(loaded)
        guard let shard = whole.shard else { return nil }
        whole.shard = nil
        let rules = whole.apply(to: loaded.plan).rules.map(\.id).filter { required?.contains($0) ?? true }
        return ShardFacts(index: shard.index, count: shard.count, rules: part.rules.map(\.id), of: rules)
    }

    /// The selection in words.
    func words(_ loaded: LoadedSuite) -> String? { (try? selection(loaded))?.words }

    private func selection(_ loaded: LoadedSuite) throws(Failure) -> Selection {
        var selection = Selection(rules: rule, paths: loaded.paths)
        if let level {
            guard let known = Level(rawValue: level) else {
                throw Failure(
                    status: .usage, message: "there is no level '\(level)'", hint: "known here: must, should, may")
            }
            selection.level = known
        }
        if let tag {
            guard let expression = TagExpression(tag) else {
                throw Failure(
                    status: .usage, message: "'--tag \(tag)' is not a condition",
                    hint: "join words by and, or, not and parentheses")
            }
            selection.tags = expression
        }
        if let shard {
            let parts = shard.split(separator: "/").map { Int($0) }
            guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1, (1...count).contains(index)
            else {
                throw Failure(
                    status: .usage, message: "'--shard \(shard)' is not a part",
                    hint: "write for instance 2/5, the second of five")
            }
            selection.shard = (index, count)
        }
        return selection
    }
}
