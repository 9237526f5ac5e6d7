/// Finds what somebody probably meant to write.
public enum Suggestion {
    /// The longest word that anything is suggested for, in characters.
    private static let wordLimit = 200

    /// The candidate nearest to a word by edit distance, nil when none is near enough to be meant.
    ///
    /// Of several that are equally near, the first in alphabetical order.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.count <= wordLimit else { return nil }
        let limit = max(1, word.count / 3 + 1)
        let letters = Array(word.lowercased())
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            guard abs(candidate.count - word.count) <= limit else { continue }
            let distance = distance(letters, Array(candidate.lowercased()))
            guard distance <= limit else { continue }
            if let best, (best.distance, best.candidate) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.candidate
    }

    /// The hint that names the nearest candidate, or else all of them.
    public static func hint(for word: String, among candidates: some Collection<String>) -> String? {
        if let nearest = nearest(to: word, among: candidates) { return "did you mean '\(nearest)'?" }
        guard !candidates.isEmpty, candidates.count <= 40 else { return nil }
        return "known here: \(candidates.sorted().joined(separator: ", "))"
    }

    /// Edits to turn one word into the other, neighbours swapped counting as one (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let change = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var cost = min(change, previous[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, before[column - 2] + 1)
                }
                current.append(cost)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
