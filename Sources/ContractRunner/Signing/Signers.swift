public import ContractCore

/// The list of all signers; adding one is a file and a line.
public enum Signers {
    /// Every kind of signer.
    public static let all: [any Signer.Type] = [
        TokenSigner.self, SDKSigner.self, BearerSigner.self, BasicSigner.self, AWSSigner.self,
    ]

    /// The signer of a kind, nil when there is none.
    public static func named(_ kind: String) -> (any Signer.Type)? { all.first { $0.kind == kind } }

    /// Finds what is wrong with the signers of an environment: an unknown kind, a setting that is unknown or missing.
    public static func check(_ environment: ContractCore.Environment) throws(ConfigurationError) {
        for description in environment.signers {
            guard let type = named(description.kind) else {
                throw ConfigurationError(
                    "there is no signer of kind '\(description.kind)'",
                    hint: Suggestion.hint(for: description.kind, among: all.map { $0.kind }))
            }
            let known = type.settings.map(\.name)
            for setting in description.settings where !known.contains(setting.name) {
                throw ConfigurationError(
                    "the signer '\(description.kind)' has no setting '\(setting.name)'",
                    hint: Suggestion.hint(for: setting.name, among: known + ["login", "lasts"]))
            }
            let given = description.settings.map(\.name)
            for setting in type.settings where !setting.isOptional && !given.contains(setting.name) {
                throw ConfigurationError("the signer '\(description.kind)' needs the setting '\(setting.name)'")
            }
        }
    }
}

extension [ContractCore.Environment.SignerDescription] {
    /// The signer for a request: the usual one, or the first whose signatures can be made wrong on purpose.
    func signer(for change: SignatureChange?) -> Element? {
        guard change != nil else { return first }
        return first { Signers.named($0.kind)?.takesChanges == true }
    }
}
