/// One target: where it is, how to prove who asks, and what it allows.
public struct Environment: Sendable {
    /// Its name.
    public var name: String
    /// Where requests go, unless the command line says otherwise.
    public var endpoint: Template?
    /// Values for contracts and for the environment itself.
    public var variables: [(name: String, value: ValueTemplate)] = []
    /// Values that no output may show, and where they come from.
    public var secrets: [Secret] = []
    /// Other origins that requests may go to.
    public var origins: [Template] = []
    /// How requests prove who asks: the first way is the usual one; none sends no credentials.
    public var signers: [SignerDescription] = []
    /// Values in whose name requests can be sent, by the name of the identity.
    public var identities: [String: [(name: String, value: Template)]] = [:]
    /// How fast and how patient.
    public var pace = Pace()
    /// The capability that gives each case an account of its own.
    public var isolation: String?
    /// Links to declared files that lie ready, by name.
    public var files: [String: Template] = [:]
    /// What the environment can do, by name.
    public var capabilities: [String: Capability] = [:]

    /// Makes an environment that offers nothing.
    public init(name: String) {
        self.name = name
    }

    /// A value that no output may show.
    public struct Secret: Sendable, Hashable {
        /// The variable that it defines.
        public var name: String
        /// The variable of the process environment that holds it.
        public var variable: String?
        /// The file that holds it.
        public var file: String?
        /// Where it stands.
        public var location: Location
    }

    /// How requests usually prove who asks; nil when they do not.
    public var signer: SignerDescription? { signers.first }

    /// A signer and its settings as written.
    public struct SignerDescription: Sendable {
        /// The kind, for instance "token".
        public var kind: String
        /// Its settings.
        public var settings: [(name: String, value: Template)]
        /// The capability that gives the values that the settings need and nothing else gives.
        public var login: String?
        /// How long what the login gave is good for, in milliseconds; nil until the target refuses it.
        public var lasts: Int?
        /// Where it stands.
        public var location: Location
    }

    /// How fast a run may be, and how long it waits.
    public struct Pace: Sendable, Hashable {
        /// The longest that a request may take, in milliseconds.
        public var timeout: Int?
        /// How long `until` waits at most, in milliseconds.
        public var deadline = 60_000
        /// How long `until` waits between two requests, in milliseconds.
        public var every = 500
        /// The longest wait on a real clock, in milliseconds; a case that needs longer is skipped.
        public var patience = 60_000
        /// Requests a second at most; nil for no limit.
        public var rate: Double?
        /// Cases at once, nil to leave it to the command line.
        public var jobs: Int?
    }
}

/// Something that an environment can do, as a request.
public struct Capability: Sendable {
    /// Its name.
    public var name: String
    /// The request.
    public var request: RequestTemplate
    /// Values taken from the answer.
    public var captures: [Capture]
    /// Names of captured values that no output may show.
    public var secret: Set<String>
    /// The request that undoes it.
    public var cleanup: RequestTemplate?
    /// The link under which the target finds a file that was put.
    public var link: Template?
    /// The expressions in its requests and its link.
    public var expressions: [Expression] {
        request.expressions + (cleanup?.expressions ?? []) + (link?.expressions ?? [])
    }
}
