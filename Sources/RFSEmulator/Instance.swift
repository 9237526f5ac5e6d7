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
            var bytes = withUnsafeBytes(of: configuration.seed.bigEndian, Array.init)
            var generator = SystemRandomNumberGenerator()
            var secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
            try store.write { db in
                bytes = try AccountRows(db: db).instanceValue("seed", new: bytes)
                secret = try AccountRows(db: db).instanceValue("secret", new: secret)
            }
            let seed = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            self.secret = secret
            identifiers = IdentifierSource(seed: seed)
            accounts = try Accounts(
                store: store, identifiers: identifiers,
                clock: EmulatorClock(configuration.clock, seed: seed, wall: wall))
            firstUser = try accounts.first()
            objects = ObjectStore(
                objects: try ObjectTable(store: store), accounts: accounts, links: LinkSigner(secret: secret),
                logger: logger)
        } catch {
            throw .dataFile(path: configuration.dataFile ?? "none", reason: "\(error)")
        }
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
                accounts: accounts, packages: PackageSource(objects: objects, authorities: objectStoreAuthorities),
                links: objects.links, markers: MarkerSealer(secret: secret), objectStoreURL: objectStoreURL,
                transition: configuration.transition.wholeMilliseconds),
            identifiers: identifiers, mutant: configuration.mutant, logger: logger)
    }

    /// Administration.
    func administration(endpoints: [(region: Region, endpoint: String)]) -> Administration {
        Administration(
            accounts: accounts, firstAccount: firstUser.account.domainID,
            endpoints: endpoints.map { ($0.region.name, $0.endpoint) }, logger: logger)
    }

    /// Stores the clocks and closes the data file.
    func close() {
        do {
            try accounts.saveAll()
            try store.close()
        } catch {
            logger.error("closing the data file", metadata: ["error": "\(error)"])
        }
    }
}

extension Duration {
    /// The duration in milliseconds, what is left of the last one cut off.
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
