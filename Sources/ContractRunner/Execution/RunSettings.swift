public import ContractCore

/// Everything that a run is made of, known before it begins.
public struct RunSettings: Sendable {
    /// The suite, for its vocabulary and defaults.
    public var suite: Suite
    /// What is to be done.
    public var plan: Plan
    /// The target.
    public var environment: ContractCore.Environment
    /// Values from the command line, which outrank those of the environment.
    public var variables: [String: String]
    /// Secrets that were found, by the name of their variable.
    public var secrets: [String: String]
    /// URLs that the user named, the only ones away from this machine that requests may go to; nil trusts the environment.
    public var namedURLs: [String]?
    /// Where requests go; nil takes the environment's endpoint.
    public var endpoint: String?
    /// The name of the target for reports; nil prints the endpoint.
    public var targetName: String?
    /// Marks every name that the run creates: eight hexadecimal digits.
    public var runID: String
    /// The number from which every random choice derives.
    public var seed: UInt64
    /// How many cases run at once; nil for as many as the target answers without getting slower.
    public var jobs: Int?
    /// Requests a second at most; nil for no limit.
    public var rate: Double?
    /// Whether the run stops at the first broken binding rule.
    public var failFast: Bool
    /// Whether a broken should-rule counts like a broken must-rule.
    public var strict: Bool
    /// The digest of the contract files.
    public var suiteDigest: String
    /// What was selected, in words.
    public var selection: String?
    /// The version of this program.
    public var version: String
    /// The options of the transport, for curl lines.
    public var transport: TransportOptions
    /// The longest time for all requests of the run together, in seconds; nil for no limit.
    ///
    /// Cleanup comes on top.
    public var timeLimit: Double?
    /// The folder of the ledger; nil writes none, for a target that ends with the run.
    public var ledgerFolder: String?
    /// How often a case that does not hold is repeated at most.
    public var retries: Int
    /// The time that the run lives by.
    public var clock: RunClock

    /// Makes settings with usual values for what is not named.
    public init(
        suite: Suite, plan: Plan, environment: ContractCore.Environment, variables: [String: String] = [:],
        secrets: [String: String] = [:], namedURLs: [String]? = nil, endpoint: String? = nil, targetName: String? = nil,
        runID: String = "00000000",
        seed: UInt64 = 1, jobs: Int? = 1, rate: Double? = nil, failFast: Bool = false, strict: Bool = false,
        suiteDigest: String = "", selection: String? = nil, version: String = "0",
        transport: TransportOptions = TransportOptions(), timeLimit: Double? = nil, ledgerFolder: String? = nil,
        retries: Int = 0,
        clock: RunClock = .system
    ) {
        self.suite = suite
        self.plan = plan
        self.environment = environment
        self.variables = variables
        self.secrets = secrets
        self.namedURLs = namedURLs
        self.endpoint = endpoint
        self.targetName = targetName
        self.runID = runID
        self.seed = seed
        self.jobs = jobs
        self.rate = rate
        self.failFast = failFast
        self.strict = strict
        self.suiteDigest = suiteDigest
        self.selection = selection
        self.version = version
        self.transport = transport
        self.timeLimit = timeLimit
        self.ledgerFolder = ledgerFolder
        self.retries = retries
        self.clock = clock
    }
}

/// Why a run cannot begin.
public struct ConfigurationError: Error, Sendable, Hashable {
    /// What is wrong.
    public var message: String
    /// How to mend it.
    public var hint: String?

    /// Makes an error.
    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

/// What happens while a run goes on, for people who watch.
public enum RunEvent: Sendable {
    /// The run begins with so many cases.
    case started(cases: Int)
    /// A case has ended; so many have ended by now.
    case ended(CaseResult, done: Int)
    /// Resources are being removed.
    case cleaning
}
