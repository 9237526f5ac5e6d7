import Foundation
import Synchronization
import Testing

@testable import ContractCore

struct PackedListTests {
    private static let results: [CaseResult] = {
        var random = RandomResults(seed: 11)
        return (0..<400).map { _ in random.result() }
    }()

    /// What is written when a value shows all that it has, so that texts which are only equivalent differ.
    private static func written(_ values: some Sequence<CaseResult>) -> [[UInt8]] {
        values.map { Array(String(reflecting: $0).utf8) }
    }

    private static func list(_ memory: Int, folder: String? = nil) -> PackedList<CaseResult> {
        var list = PackedList<CaseResult>(memoryLimit: memory, folder: folder)
        for result in results { list.append(result) }
        return list
    }

    // MARK: What comes out

    @Test(arguments: [0, 100_000, .max])
    func `what comes out of a list is what went in, in memory and in a file`(memory: Int) {
        let list = Self.list(memory)
        #expect(list.count == Self.results.count)
        #expect(Self.written(list) == Self.written(Self.results))
        #expect(
            Self.written(stride(from: 0, to: list.count, by: 7).map { list[$0] })
                == Self.written(stride(from: 0, to: list.count, by: 7).map { Self.results[$0] }))
    }

    @Test func `planned rules come out as they went in`() {
        var random = RandomResults(seed: 12)
        let rules = (0..<1_500).map { _ in random.rule() }
        let list = PackedList(rules)
        #expect(Array(list) == rules)
        #expect(list.gists == rules.map(\.level))
    }

    @Test func `numbers keep their bits`() {
        let odd = Double(bitPattern: 0x7FF8_0000_DEAD_BEEF)
        for number in [odd, -.nan, -0.0, .signalingNaN] {
            let list: PackedList = [CaseResult(rule: "r", verdict: .pass, file: "f", line: 1, start: number)]
            #expect(list[0].start.bitPattern == number.bitPattern)
        }
    }

    @Test func `names and gists are there without the elements`() {
        let list = Self.list(100_000)
        var cursor = PackedList.Cursor(list)
        #expect(list.indices.map { cursor.name(at: $0) } == Self.results.map(\.rule))
        #expect(list.gists == Self.results.map(\.gist))
        #expect(list.gists.map(\.isFlaky) == Self.results.map(\.isFlaky))
    }

    @Test func `a verdict makes a planned rule a result without packing it again`() {
        var random = RandomResults(seed: 13)
        let rules = (0..<400).map { _ in random.rule() }
        let verdicts = rules.map { _ in random.word(Verdict.self) }
        var results = PackedList(PackedList(rules), verdicts: verdicts)
        #expect(Array(results) == zip(rules, verdicts).map { $0.result($1) })
        results[3].disposition = .waived
        #expect(results[3].disposition == .waived)
        #expect(Array(results[4...]) == zip(rules, verdicts).dropFirst(4).map { $0.result($1) })
    }

    // MARK: Values

    @Test(arguments: [0, .max])
    func `a list changes as an array does`(memory: Int) {
        var random = RandomResults(seed: 14)
        var (list, array) = (Self.list(memory), Self.results)
        for _ in 0..<200 {
            let place = Int.random(in: 0..<array.count, using: &random.generator)
            let results = (0..<Int.random(in: 0...2, using: &random.generator)).map { _ in random.result() }
            switch Int.random(in: 0...5, using: &random.generator) {
            case 0: (list[place].verdict, array[place].verdict) = (.error, .error)
            case 1:
                list.append(contentsOf: results)
                array.append(contentsOf: results)
            case 2:
                list.replaceSubrange(place..<min(place + 3, array.count), with: results)
                array.replaceSubrange(place..<min(place + 3, array.count), with: results)
            case 3:
                list.swapAt(place, 0)
                array.swapAt(place, 0)
            case 4:
                list.removeAll { $0.line == 63 && $0.verdict == .fail }
                array.removeAll { $0.line == 63 && $0.verdict == .fail }
            default: #expect(Self.written([list.remove(at: place)]) == Self.written([array.remove(at: place)]))
            }
        }
        #expect(Self.written(list) == Self.written(array))
        #expect(list.gists == array.map(\.gist))
    }

    @Test func `a copy keeps what it had when the other one changes`() {
        var list = Self.list(0)
        let copy = list
        var other = list
        list[0].rule = "changed"
        list.append(Self.results[5])
        other.append(Self.results[6])
        other.append(contentsOf: Self.results)
        list.append(contentsOf: Self.results)
        #expect(Self.written(copy) == Self.written(Self.results))
        #expect(Self.written(other) == Self.written(Self.results + [Self.results[6]] + Self.results))
        #expect(list[0].rule == "changed")
        #expect(Self.written(list.dropFirst()) == Self.written(Self.results[1...] + [Self.results[5]] + Self.results))
    }

    @Test func `an order can be given to what is packed`() {
        let list = Self.list(0)
        let places = [7, 3, 3, 390, 0]
        #expect(Self.written(list.arranged(places)) == Self.written(places.map { Self.results[$0] }))
        #expect(Self.written(list.arranged(Array(list.indices))) == Self.written(Self.results))
        var part = list.arranged(Array(0..<10))
        part.append(Self.results[20])
        #expect(Self.written(part) == Self.written(Self.results[..<10] + [Self.results[20]]))
        let failed = list.filter { $0.verdict == .fail }
        #expect(Self.written(failed) == Self.written(Self.results.filter { $0.verdict == .fail }))
    }

    @Test func `lists are equal when their elements are, however they are kept`() {
        let results = Self.results.filter { $0 == $0 }
        var list = PackedList<CaseResult>(memoryLimit: 0)
        for result in results.reversed() { list.append(result) }
        list = list.arranged(list.indices.reversed())
        #expect(list == PackedList(results))
        #expect(list.hashValue == PackedList(results).hashValue)
        #expect(list != PackedList(results.dropLast()))
        list[9].line &+= 1
        #expect(list != PackedList(results))
    }

    @Test func `a list is an array in JSON`() throws {
        let results = (0..<50).map { CaseResult(rule: "r\($0)", verdict: .pass, file: "f", line: $0) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(PackedList(results))
        #expect(json == (try encoder.encode(results)))
        #expect(Array(try JSONDecoder().decode(PackedList<CaseResult>.self, from: json)) == results)
    }

    // MARK: Where it is kept

    @Test func `a long list takes no more memory than a short one`() {
        var list = PackedList<CaseResult>()
        for number in 0..<5_000 {
            list.append(
                CaseResult(
                    rule: "suite.rule-\(number)", verdict: .pass, observations: 3,
                    exchanges: [
                        ExchangeRecord(
                            label: "step 1", method: "GET", url: "http://127.0.0.1/items/\(number)", status: 200,
                            timings: TransferTimings(total: 0.000_25))
                    ], file: "contracts/a.yaml", line: number, start: 0.5, seconds: 0.25))
        }
        #expect(list.bytesInMemory < Spool.memoryLimit + PackedBlock.fullSize)
        #expect(list[4_999].exchanges[0].url == "http://127.0.0.1/items/4999")
        #expect(list[2_500].rule == "suite.rule-2500")
    }

    @Test func `nothing is lost where no file can be made`() {
        let list = Self.list(0, folder: "/there/is/no/such/folder")
        #expect(list.bytesInMemory > 10 * PackedBlock.fullSize)
        #expect(Self.written(list) == Self.written(Self.results))
    }

    @Test func `nothing is lost where the disk is full`() throws {
        // Every write to this device fails as one to a full disk does.
        let full = try #require(UnnamedFile(opened: "/dev/full"))
        var spool = Spool(memoryLimit: 0, file: full)
        var block = PackedBlock()
        block.beginElement()
        block.bytes = [1, 2, 3]
        spool.append(block)
        #expect(spool.bytesInMemory == 3)
        #expect(spool.block(with: 0).block.bytes == [1, 2, 3])
    }

    @Test func `a file has no name, and nobody else reads it`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "packed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let list = Self.list(0, folder: folder.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        #expect(list.bytesInMemory < 2 * PackedBlock.fullSize)
        #expect(Self.written(list.suffix(3)) == Self.written(Self.results.suffix(3)))
    }

    @Test func `many threads read a list at once`() {
        let list = Self.list(0)
        let sums = (0..<8).map { _ in 0 }
        let expected = Self.results.reduce(0) { $0 &+ $1.line }
        let found = Mutex(sums)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            let sum =
                thread.isMultiple(of: 2)
                ? list.reduce(0) { $0 &+ $1.line } : list.indices.reversed().reduce(0) { $0 &+ list[$1].line }
            found.withLock { $0[thread] = sum }
        }
        #expect(found.withLock { $0 } == Array(repeating: expected, count: 8))
    }
}
