import Synchronization

/// The texts of a suite's contracts, and what plans them: each once before a run, and some again while it goes on.
///
/// The texts are those that were found first, so a file that changes meanwhile changes nothing.
final class ContractShelf: Sendable {
    /// The contracts' files in order.
    private let texts: PackedList<ContractText>
    private let planners: WorkerPool<ContractPlanner>
    /// Those that plan again, who spend nothing of the suite's budget.
    private let repeaters: WorkerPool<ContractPlanner>
    /// What was planned again last; cases at once are those of one chapter or two.
    private let recent = Mutex<[(number: Int, cases: [Case])]>([])
    private static let mostRecent = 4

    /// Puts contracts on the shelf that belong to a suite.
    init(_ texts: PackedList<ContractText>, suite: Suite, operations: OperationIndex) {
        self.texts = texts
        planners = Self.planners(for: suite, operations)
        var again = suite
        again.vocabulary.budget = .unlimited
        repeaters = Self.planners(for: again, operations)
    }

    private static func planners(for suite: Suite, _ operations: OperationIndex) -> WorkerPool<ContractPlanner> {
        WorkerPool { ContractPlanner(reader: RuleReader(suite: suite, operations: operations), suite: suite.name) }
    }

    /// How many bytes a contract has.
    func size(of number: Int) -> Int { texts.gists[number] }

    /// Runs of contracts that have about so many bytes.
    func portions(of size: Int) -> [Range<Int>] {
        var portions: [Range<Int>] = []
        var (start, sum) = (0, 0)
        for number in texts.indices {
            sum += self.size(of: number)
            guard sum >= size || number == texts.count - 1 else { continue }
            portions.append(start..<number + 1)
            (start, sum) = (number + 1, 0)
        }
        return portions
    }

    /// Plans a contract.
    func plan(_ number: Int) -> ContractPlanner.Outcome {
        let file = texts[number].file
        return planners.with { $0.plan(file) }
    }

    /// The cases of a contract that was planned before.
    func cases(of number: Int) -> [Case] {
        recent.withLock { recent in
            if let known = recent.first(where: { $0.number == number }) { return known.cases }
            let file = texts[number].file
            let cases = repeaters.with { $0.plan(file) }.contract?.rules.flatMap { $0.planned?.cases ?? [] } ?? []
            if recent.count >= Self.mostRecent { recent.removeFirst() }
            recent.append((number, cases))
            return cases
        }
    }
}

/// A contract whose cases are planned again when they are asked for.
struct LeftChapter: Sendable {
    let shelf: ContractShelf
    /// Its place on the shelf.
    let number: Int

    var cases: [Case] { shelf.cases(of: number) }
}

/// A contract's file, put away until it is planned.
struct ContractText: Packable {
    let file: SourceFile

    init(_ file: SourceFile) { self.file = file }

    /// How many bytes the text has.
    var gist: Int { file.text.utf8.count }

    func pack(into writer: inout PackedWriter) {
        writer.add(file.name)
        writer.add(file.text)
    }

    init(unpacking reader: inout PackedReader, gist: Int) {
        let name = reader.text()
        file = SourceFile(name: name, text: reader.text())
    }
}
