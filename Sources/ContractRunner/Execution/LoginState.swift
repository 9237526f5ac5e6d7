import ContractCore
import Synchronization

/// What a login gave, kept for all cases of a run.
final class LoginState: Sendable {
    /// The values of one login.
    struct Session: Sendable {
        /// Counts the logins of a run.
        var number: Int
        var values: [String: JSONValue]
        /// When the login was made, in seconds from the start of the run.
        var madeAt: Double
    }

    private struct State: Sendable {
        var session: Session?
        var count = 0
    }

    private let state = Mutex(State())

    /// The session that stands, or a new one; cases that ask meanwhile wait, so that there is one login and not many.
    func session(
        at now: Double, lasting: Int?, make: () throws(Stop) -> [String: JSONValue]
    ) throws(Stop) -> Session {
        try state.withLock { (state) throws(Stop) in
            if let session = state.session {
                guard let lasting, (now - session.madeAt) * 1_000 >= Double(lasting) else { return session }
            }
            state.session = nil
            state.count += 1
            let session = Session(number: state.count, values: try make(), madeAt: now)
            state.session = session
            return session
        }
    }

    /// Forgets a session, unless another one has taken its place.
    func expire(_ number: Int) {
        state.withLock { state in
            if state.session?.number == number { state.session = nil }
        }
    }
}
