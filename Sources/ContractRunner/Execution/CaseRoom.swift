import ContractCore
import Synchronization

/// How a case finds out that the target has no room for what it is about to make.
extension CaseExecution {
    /// Why an answer tells nothing of the rule; nil when it does not mean that the target is full.
    ///
    /// An account of the case's own has room. In one that others use as well the target is taken at its word, unless the
    /// case is alone and the fixture that shows whether there is room can be made.
    func noRoom(_ step: Step, _ answer: Answer, _ label: String) throws(Stop) -> Stop? {
        let status = answer.response.status
        guard !isDisposable,
            let removal = step.removals.first(where: { $0.full?.accepts(status: status) == true })
        else { return nil }
        if let room = removal.room, !isLookingForRoom, context.width.load(ordering: .acquiring) == 1 {
            isLookingForRoom = true
            defer { isLookingForRoom = false }
            do throws(Stop) {
                _ = try make(room)
                return nil
            } catch {
                guard error.code == Stop.noRoom else { throw error }
            }
        }
        let words = "the target has no room for another: it answered \(status), as it does when a quota is used up"
        return Stop(.inconclusive, Stop.noRoom, "\(words) (\(label))")
    }
}

extension Stop {
    /// The code of a case that got an answer for which this run had no memory.
    static let crowdedOut = "crowded-out"
    /// The code of a case that found the target full.
    static let noRoom = "no-room"
    /// The code of a case that came too late for what lasts a moment only.
    static let moment = "moment"
    /// The codes of cases that may end otherwise when fewer run at once.
    static let crowded = [noRoom, moment, crowdedOut]
}
