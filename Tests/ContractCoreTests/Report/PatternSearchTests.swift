import Testing

@testable import ContractCore

struct PatternSearchTests {
    private struct Match: Hashable {
        let range: Range<Int>
        let pattern: [UInt8]
    }

    /// Every occurrence, found by trying each pattern at each place.
    private func occurrences(of patterns: [[UInt8]], in text: [UInt8]) -> [Match] {
        (0...text.count).flatMap { end in
            Set(patterns).filter { !$0.isEmpty && $0.count <= end && text[(end - $0.count)..<end].elementsEqual($0) }
                .sorted { $0.count > $1.count }
                .map { Match(range: end - $0.count..<end, pattern: $0) }
        }
    }

    private func found(_ patterns: [[UInt8]], in text: [UInt8]) -> [Match] {
        var found: [Match] = []
        PatternSearch(patterns).forEachMatch(in: text) { found.append(Match(range: $0, pattern: patterns[$1])) }
        return found
    }

    @Test(arguments: 1...40)
    func `what is found is what is there, by end and length`(seed: UInt64) {
        var random = SeededBytes(seed: seed)
        // Few bytes, some of which are alike in their lower six bits, and zero.
        let alphabet = Array([[0, 1], [0x41, 0x01], [0x70, 0x30, 0xF0], [0x61, 0x62, 0xFF, 0x3F]][Int(seed % 4)] as [UInt8])
        func bytes(_ count: Int) -> [UInt8] { random.next(count).map { alphabet[Int($0) % alphabet.count] } }
        let patterns = (0..<20).map { _ in bytes(1 + Int(random.next()) % 14) }
        let unique = patterns.enumerated().filter { !patterns[..<$0.offset].contains($0.element) }.map(\.element)
        for count in [0, 1, 3, 8, 9, 400] {
            let text = bytes(count)
            let expected = occurrences(of: unique, in: text)
            #expect(found(unique, in: text) == expected)
            #expect(PatternSearch(unique).hasMatch(in: text) == !expected.isEmpty)
            #expect(PatternSearch(unique).hasMatch(in: (text + [0x41])[..<count]) == !expected.isEmpty)
        }
    }

    @Test func `nothing is found without patterns, and an empty one is no pattern`() {
        #expect(PatternSearch([]).isEmpty)
        #expect(!PatternSearch([]).hasMatch(in: Array("text".utf8)))
        #expect(!PatternSearch([]).hasMatch(in: []))
        #expect(found([[], Array("xt".utf8)], in: Array("text".utf8)) == [Match(range: 2..<4, pattern: Array("xt".utf8))])
    }

    @Test func `patterns that came later are found in the copy that they were added to`() {
        let base = PatternSearch([Array("first-of-all".utf8)])
        var copy = base
        for number in 0..<500 { copy.add(Array("pattern-\(number)".utf8)[...]) }
        let text = Array("a pattern-499 b".utf8)
        #expect(copy.hasMatch(in: text))
        #expect(!base.hasMatch(in: text))
        #expect(base.hasMatch(in: Array("the first-of-all".utf8)))
    }
}
