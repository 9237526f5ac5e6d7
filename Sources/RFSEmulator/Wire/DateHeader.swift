import Synchronization

/// The Date header field, written anew once a second.
final class DateHeader: Sendable {
    private let cached = Mutex<(second: Int64, text: String)>((-1, ""))

    /// The field value for this moment.
    var text: String {
        let now = WallClock.system.now()
        return cached.withLock { cached in
            let second = now.milliseconds / 1000
            if cached.second != second { cached = (second, now.headerText) }
            return cached.text
        }
    }
}
