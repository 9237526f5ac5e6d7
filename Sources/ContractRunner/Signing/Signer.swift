public import ContractCore

/// Adds to a request what proves who asks.
public protocol Signer: Sendable {
    /// The word for it in an environment file.
    static var kind: String { get }
    /// The settings it knows.
    static var settings: [String] { get }
    /// Makes a signer of its settings, with expressions filled in.
    init(_ settings: [String: String]) throws(SigningError)
    /// Signs a request that is otherwise complete.
    func sign(_ request: inout WireRequest) throws(SigningError)
    /// The same signer with credentials that are well-formed and wrong.
    var wrong: Self { get }
}

/// The list of all signers; adding one is a file and a line.
public enum Signers {
    /// Every kind of signer.
    public static let all: [any Signer.Type] = [TokenSigner.self]

    /// The signer of a kind, nil when there is none.
    public static func named(_ kind: String) -> (any Signer.Type)? { all.first { $0.kind == kind } }
}

/// Why a request could not be signed.
public struct SigningError: Error, Sendable, Hashable {
    /// What is missing or wrong.
    public var message: String

    /// Makes an error.
    public init(_ message: String) {
        self.message = message
    }
}
