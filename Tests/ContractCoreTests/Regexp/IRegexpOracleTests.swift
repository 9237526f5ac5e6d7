import ContractCore
import Testing

/// Compares the automaton with the slow and plain way: try every way to split the text.
struct IRegexpOracleTests {
    @Test func `random patterns agree with a backtracking matcher on all short texts`() throws {
        let alphabet: [Character] = ["a", "b", "c"]
        var texts = [[Character]()]
        for length in 1...4 {
            texts += texts.filter { $0.count == length - 1 }.flatMap { text in alphabet.map { text + [$0] } }
        }
        var random = SeededGenerator(seed: 20_260_101)
        var matched = 0
        for _ in 0..<600 {
            let pattern = Pattern.random(depth: 3, using: &random)
            let regexp = try IRegexp(pattern.text)
            for text in texts {
                let whole = pattern.ends(in: text, from: 0).contains(text.count)
                let part =
                    text.indices.contains { !pattern.ends(in: text, from: $0).isEmpty } || !pattern.ends(in: text, from: text.count).isEmpty
                #expect(regexp.matches(String(text)) == whole, "\(pattern.text) on \(String(text))")
                #expect(regexp.isFound(in: String(text)) == part, "\(pattern.text) in \(String(text))")
                matched += whole ? 1 : 0
            }
        }
        #expect(matched > 1_000)
    }

    indirect enum Pattern {
        case letters(Set<Character>, String)
        case both(Pattern, Pattern)
        case either(Pattern, Pattern)
        case times(Pattern, ClosedRange<Int>, String)

        var text: String {
            switch self {
            case .letters(_, let text): text
            case .both(let left, let right): left.text + right.text
            case .either(let left, let right): "(\(left.text)|\(right.text))"
            case .times(let part, _, let quantifier): "(\(part.text))\(quantifier)"
            }
        }

        /// All places where a match that starts at a place can end.
        func ends(in text: [Character], from start: Int) -> Set<Int> {
            switch self {
            case .letters(let letters, _):
                return start < text.count && letters.contains(text[start]) ? [start + 1] : []
            case .both(let left, let right):
                return left.ends(in: text, from: start).reduce(into: []) { $0.formUnion(right.ends(in: text, from: $1)) }
            case .either(let left, let right):
                return left.ends(in: text, from: start).union(right.ends(in: text, from: start))
            case .times(let part, let range, _):
                var result: Set<Int> = range.lowerBound == 0 ? [start] : []
                var reached: Set<Int> = [start]
                // More rounds than the text has letters reach nothing new, but the lower bound must be met.
                for round in 1...max(range.lowerBound, min(range.upperBound, text.count + range.lowerBound), 1)
                where round <= range.upperBound {
                    reached = reached.reduce(into: []) { $0.formUnion(part.ends(in: text, from: $1)) }
                    if round >= range.lowerBound { result.formUnion(reached) }
                }
                return result
            }
        }

        static func random(depth: Int, using random: inout SeededGenerator) -> Pattern {
            switch depth == 0 ? 0 : Int.random(in: 0..<5, using: &random) {
            case 1, 2: return .both(.random(depth: depth - 1, using: &random), .random(depth: depth - 1, using: &random))
            case 3: return .either(.random(depth: depth - 1, using: &random), .random(depth: depth - 1, using: &random))
            case 4:
                let quantifiers: [(ClosedRange<Int>, String)] = [
                    (0...(.max), "*"), (1...(.max), "+"), (0...1, "?"), (2...2, "{2}"), (1...3, "{1,3}"), (2...(.max), "{2,}"),
                    (0...0, "{0}"),
                ]
                let (range, text) = quantifiers.randomElement(using: &random)!
                return .times(.random(depth: depth - 1, using: &random), range, text)
            default:
                let letters: [(Set<Character>, String)] = [
                    (["a"], "a"), (["b"], "b"), (["c"], "c"), (["a", "b", "c"], "."), (["a", "b"], "[ab]"), (["b", "c"], "[^a]"),
                    (["a", "b", "c"], #"\p{Ll}"#), (["b", "c"], "[b-d]"),
                ]
                let (set, text) = letters.randomElement(using: &random)!
                return .letters(set, text)
            }
        }
    }
}
