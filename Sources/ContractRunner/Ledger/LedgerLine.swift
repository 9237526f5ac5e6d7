/// One line of a ledger: what is about to be created, what is known of it afterwards, or that it is gone.
///
/// A ledger holds no secrets: where the request that removes something needs one, its line names the variable, as
/// `${token}`, and the value is filled in when the line is used.
struct LedgerLine: Sendable, Hashable, Codable {
    /// The number of the thing in its ledger when this line is about to be created.
    var intent: Int?
    /// The number of the thing that was created, with the request that removes it.
    var created: Int?
    /// The number of the thing that is gone.
    var gone: Int?
    /// The case that creates it.
    var caseID: String?
    /// The request that creates it, or the capability.
    var resource: String?
    /// In whose name it is created; nil for the usual credentials.
    var identity: String?
    /// Whether the request that removes it is signed.
    var isSigned: Bool?
    /// What removes it; nil as long as that takes an identifier which the target has to tell first.
    var removal: LedgerRemoval?
}

/// The first line of a ledger: which run wrote it, and where things were created.
public struct LedgerHead: Sendable, Hashable, Codable {
    /// The name and version of the layout.
    public static let layout = "hallmark.ledger/1"

    var schema = LedgerHead.layout
    /// The run's identifier, eight hexadecimal digits.
    public let run: String
    /// The endpoint that the run was made against.
    public let endpoint: String
    /// The name of the environment.
    public let environment: String
    /// When the run began: RFC 3339, UTC.
    public let startedAt: String

    /// Makes the first line.
    public init(run: String, endpoint: String, environment: String, startedAt: String) {
        self.run = run
        self.endpoint = endpoint
        self.environment = environment
        self.startedAt = startedAt
    }
}

/// The request that removes a thing, unsigned and without secrets.
struct LedgerRemoval: Sendable, Hashable, Codable {
    var method: String
    var url: String
    var headers: [[String]]
    var body: String?
    /// The status codes and classes that show it gone.
    var gone: [String]
    /// Those that show it busy.
    var later: [String]?
}

/// Why a ledger cannot be written or read.
public struct LedgerError: Error, Sendable, Hashable {
    /// What is wrong.
    public let message: String
}
