import Logging

/// The emulated service without its listeners.
struct Instance: Sendable {
    let configuration: EmulatorConfiguration
    let store: Store
    let accounts: Accounts
    let objects: ObjectStore
    /// The user whom the ready line names.
    let firstUser: User
    let logger: Logger
    private let identifiers: IdentifierSource
    private let secret: [UInt8]
    private let rules: RuleBook

    /// Opens the state of an instance; a data file brings its own seed.
    init(
        _ configuration: EmulatorConfiguration, rules: RuleBook = RuleBook(), wall: WallClock = .system,
        logger: Logger = Logger(label: "rfs-emulator")
    ) throws(EmulatorError) {
        self.configuration = configuration
        self.rules = rules
        self.logger = logger
        store = try Store(file: configuration.dataFile)
        do {
            let (seed, secret) = try store.change { db in
                let table = AccountTable(db: db)
                let seed = try table.instanceValue("seed") {
                    withUnsafeBytes(of: configuration.seed.bigEndian, Array.init)
                }
                var generator = SystemRandomNumberGenerator()
                let secret = try table.instanceValue("secret") {
                    (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
                }
                return (seed.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, secret)
            }
            self.secret = secret
            identifiers = IdentifierSource(seed: seed)
            accounts = try Accounts(
                store: store, identifiers: identifiers,
                clock: EmulatorClock(configuration.clock, seed: seed, wall: wall))
            firstUser = try accounts.first()
        } catch {
            throw .dataFile(path: configuration.dataFile ?? ":memory:", reason: "\(error)")
        }
        objects = ObjectStore(
            store: store, accounts: accounts, links: LinkSigner(secret: secret), logger: logger)
    }

    /// The API of one region.
    ///
    /// - Parameters:
    ///   - objectStoreURL: the address of the object store, without a slash at the end.
    ///   - objectStoreAuthorities: the hosts, with ports, by which links to packages may call the object store.
    func gateway(_ region: Region, objectStoreURL: String, objectStoreAuthorities: Set<String>) -> Gateway {
        Gateway(
            region: region, rules: rules,
            authenticator: Authenticator(
                accounts: accounts, rules: rules.rules(of: "authentication"), logger: logger),
            services: InstanceServices(
                store: store, packages: PackageSource(objects: objects, authorities: objectStoreAuthorities),
                links: objects.links, markers: MarkerSealer(secret: secret), objectStoreURL: objectStoreURL,
                transition: configuration.transition.wholeMilliseconds),
            identifiers: identifiers, mutant: configuration.mutant, logger: logger)
    }

    /// Administration.
    func administration(endpoints: [(region: Region, endpoint: String)]) -> Administration {
        Administration(
            accounts: accounts, store: store, firstAccount: firstUser.account.domainID,
            endpoints: endpoints.map { ($0.region.name, $0.endpoint) }, logger: logger)
    }

    /// Stores the clocks and closes the database.
    func close() {
        do {
            try accounts.saveAll()
            try store.close()
        } catch {
            logger.error("closing the database", metadata: ["error": "\(error)"])
        }
    }
}

extension Duration {
    /// The duration in milliseconds, what is left of the last one cut off.
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
