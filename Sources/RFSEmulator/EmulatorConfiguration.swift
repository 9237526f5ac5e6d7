/// How an emulator is started.
public struct EmulatorConfiguration: Sendable, Hashable {
    /// How accounts tell the time.
    public enum Clock: String, Sendable, Hashable, CaseIterable {
        /// Starts at an instant that follows from the seed, moves one millisecond a request and by administration.
        case virtual
        /// The time of the machine, moved further by administration.
        case real
    }

    /// How answers of the API are framed on the wire.
    public enum Framing: String, Sendable, Hashable, CaseIterable {
        /// Content-Length, connections kept open.
        case length
        /// Chunks, connections kept open.
        case chunked
        /// Content-Length, the connection closed behind every answer.
        case closing
    }

    /// The address that all listeners bind to.
    public var host: String
    /// The port of the main endpoint; zero lets the system choose.
    public var port: Int
    /// The port of administration; zero lets the system choose.
    public var adminPort: Int
    /// The port of the object store; zero lets the system choose.
    public var objectStorePort: Int
    /// The SQLite file that keeps the state over restarts; nil keeps it in memory.
    public var dataFile: String?
    /// How accounts tell the time.
    public var clock: Clock
    /// The source of ids, credentials and the virtual start; equal seeds make runs alike.
    public var seed: UInt64
    /// How long every answer of the API is held back.
    public var latency: Duration
    /// How long a deployment, a rollback, a deletion and the making of a plan each take on the clock of the account.
    public var transition: Duration
    /// How answers of the API are framed.
    public var framing = Framing.length
    /// The id of the mutant that the emulator is to be; nil for a faithful one.
    public var mutant: String?
    /// The ids of the variants that the emulator is to be.
    public var variants: [String] = []

    /// Makes a configuration, by default with ports chosen by the system and all state in memory.
    public init(
        host: String = "127.0.0.1", port: Int = 0, adminPort: Int = 0, objectStorePort: Int = 0,
        dataFile: String? = nil, clock: Clock = .virtual, seed: UInt64 = 1, latency: Duration = .zero,
        transition: Duration = .seconds(2),
        mutant: String? = nil, variants: [String] = []
    ) {
        self.mutant = mutant
        self.variants = variants
        self.host = host
        self.port = port
        self.adminPort = adminPort
        self.objectStorePort = objectStorePort
        self.dataFile = dataFile
        self.clock = clock
        self.seed = seed
        self.latency = latency
        self.transition = transition
    }
}

extension EmulatorConfiguration {
    /// The configuration with what its variants change of it.
    func adopted() throws(EmulatorError) -> (EmulatorConfiguration, RuleBook) {
        var configuration = self
        var book = RuleBook()
        if let mutant {
            guard let known = Mutants.named(mutant) else { throw .unknownMutant(mutant) }
            book = known.book
        }
        for id in variants {
            guard let variant = Variants.named(id) else { throw .unknownVariant(id) }
            variant.adopt(&configuration, &book)
        }
        return (configuration, book)
    }
}
