public import ContractCore

/// Adds to a request what proves who asks.
public protocol Signer: Sendable {
    /// The word for it in an environment file.
    static var kind: String { get }
    /// The settings it knows.
    static var settings: [SignerSetting] { get }
    /// Whether it makes a signature of each request, which can be made wrong on purpose.
    static var takesChanges: Bool { get }
    /// Makes a signer of its settings, with expressions filled in; an empty setting is as good as none.
    init(_ settings: [String: String]) throws(SigningError)
    /// Signs a request that is otherwise complete, and tells what was signed when it is no secret.
    ///
    /// - Parameters:
    ///   - date: the time to sign for, in seconds since 1970.
    ///   - change: what to make wrong about the signature; always nil unless `takesChanges`.
    func sign(
        _ request: inout WireRequest, at date: Double, _ change: SignatureChange?
    ) throws(SigningError) -> SigningRecord?
    /// The same signer with credentials that are well-formed and wrong.
    var wrong: Self { get }
}

extension Signer {
    /// No signature, so nothing to change about it.
    public static var takesChanges: Bool { false }
}

/// A setting of a signer.
public struct SignerSetting: Sendable, Hashable {
    /// The key in the environment file.
    public var name: String
    /// Whether the signer does without it.
    public var isOptional: Bool

    /// Makes a setting that is needed unless told otherwise.
    public init(_ name: String, isOptional: Bool = false) {
        self.name = name
        self.isOptional = isOptional
    }
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

extension [String: String] {
    /// The value of a setting that a signer cannot do without.
    func needed(_ name: String) throws(SigningError) -> String {
        guard let value = self[name], !value.isEmpty else { throw SigningError("the setting '\(name)' is empty") }
        return value
    }

    /// The value of a setting, nil when it is empty.
    func optional(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
