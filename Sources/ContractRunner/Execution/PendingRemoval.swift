import ContractCore

/// Something that a run creates, or is about to, and how it is removed.
final class PendingRemoval {
    /// What is known of the creation.
    enum Creation {
        /// It was sent, or is about to be, and no answer tells what came of it.
        case unknown
        /// The target says that it created the thing.
        case accepted
        /// The target says that it did not.
        case refused
        /// It was not sent after all: the run was over before.
        case unsent
    }

    /// The creating request or capability, in words.
    let resource: String
    /// The number in the ledger; nil in a run without one.
    let number: Int?
    /// The request that removes it, unsigned; nil as long as that takes an identifier which the target has to tell.
    var request: WireRequest?
    /// The status codes that show it gone.
    let gone: StatusAssertion
    /// The status codes that show it busy: it is asked again.
    let later: StatusAssertion?
    /// Whether the request is signed, and in whose name.
    let signature: Signature?
    var creation = Creation.unknown
    /// Whether the request holds an identifier that came with the answer to the creation.
    var isLearned = false

    /// In whose name a request is signed.
    struct Signature {
        let name: String?
        let sender: Sender
    }

    init(
        resource: String, number: Int?, request: WireRequest?, gone: StatusAssertion, later: StatusAssertion? = nil,
        signature: Signature?
    ) {
        self.resource = resource
        self.number = number
        self.request = request
        self.gone = gone
        self.later = later
        self.signature = signature
    }
}

extension StatusAssertion {
    /// What shows that a capability's cleanup has done its work: success, or that there is nothing to do it to.
    static let undone = StatusAssertion(codes: ["2xx", "404", "410"])
}
