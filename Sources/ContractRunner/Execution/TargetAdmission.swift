import ContractCore
import Synchronization

/// What a target says of itself: that it was made to break a rule on purpose.
///
/// An emulator says so in a header field of every answer. No contract can put it there, or take it away.
final class TargetAdmission: Sendable {
    /// The header field whose value names what is broken.
    static let header = "X-Emulator-Mutant"
    /// More than a name is not kept, in characters.
    private static let longest = 200

    private let heard = Mutex<String?>(nil)

    /// What is broken, in the words of the first answer that said so; nil when none did.
    var words: String? { heard.withLock(\.self) }

    /// Takes note of an answer.
    func hear(_ response: WireResponse) {
        guard let value = response.headers[Self.header], !value.isEmpty else { return }
        heard.withLock { $0 = $0 ?? String(value.prefix(Self.longest)) }
    }
}
