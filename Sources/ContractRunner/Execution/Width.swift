/// How many cases run at once where nobody says it: as many as the target answers without getting slower.
///
/// The latencies of as many answers as cases run at once make a round. While a round is about as fast as the fastest
/// one was, the width becomes four times as large; after the first slow one it grows by one. A round that takes more
/// than twice as long costs a quarter of the width, and an answer 429 or 503 half of it.
struct Width {
    /// How many cases may run at once now.
    private(set) var limit: Int
    private let most: Int
    private var isCautious = false
    private var seconds = 0.0
    private var answers = 0
    private var fastest = Double.infinity

    /// Starts with a few cases, at most `most`.
    init(most: Int) {
        self.most = max(1, most)
        limit = min(4, self.most)
    }

    /// Takes in one answer.
    mutating func answered(in seconds: Double, isThrottled: Bool) {
        if isThrottled {
            limit = max(1, limit / 2)
            isCautious = true
            return beginRound()
        }
        self.seconds += seconds
        answers += 1
        guard answers >= limit else { return }
        let mean = self.seconds / Double(answers)
        fastest = min(fastest, mean)
        if mean > fastest * 2 {
            limit = max(2, limit - max(1, limit / 4))
            isCautious = true
        } else if mean <= fastest * 1.5 {
            limit = min(most, isCautious ? limit + 1 : limit * 4)
        }
        beginRound()
    }

    private mutating func beginRound() {
        (seconds, answers) = (0, 0)
    }
}
