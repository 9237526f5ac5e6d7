/// A pattern as a nondeterministic automaton (Thompson's construction).
struct RegexpProgram: Sendable {
    enum Step: Sendable {
        /// Takes one scalar of the set at that place among `sets` and goes to the next step.
        case take(Int)
        /// Goes to the next step at the start of the text only.
        case start
        /// Goes to the next step at the end of the text only.
        case end
        /// Goes on in two places without taking anything.
        case split(Int, Int)
        /// Goes on elsewhere without taking anything.
        case jump(Int)
        /// The pattern has matched.
        case accept
    }

    private(set) var steps: [Step] = []
    /// The sets that steps take from; those that follow one another all differ.
    private(set) var sets: [ScalarSet] = []
    /// Parts still allowed to be written out; also bounds repetitions of nothing, which make no step.
    private var budget = IRegexp.mostSteps

    /// Writes out a pattern; `length` is the place to which an error points.
    init(of node: RegexpNode, length: Int) throws(IRegexpError) {
        guard write(node) else {
            throw IRegexpError(
                kind: .tooLarge,
                message: "with its repetitions written out the pattern has more than \(IRegexp.mostSteps) steps",
                offset: length)
        }
        steps.append(.accept)
    }

    /// Appends the steps of a part; false when the budget does not allow it.
    private mutating func write(_ node: RegexpNode) -> Bool {
        budget -= 1
        guard budget >= 0 else { return false }
        switch node {
        case .one(let set):
            steps.append(.take(place(of: set)))
            return true
        case .start:
            steps.append(.start)
            return true
        case .end:
            steps.append(.end)
            return true
        case .sequence(let parts):
            return parts.allSatisfy { write($0) }
        case .choice(let branches):
            return write(branches[...])
        case .repeated(let part, let least, let most):
            return (0..<least).allSatisfy { _ in write(part) } && writeRest(of: part, most: most.map { $0 - least })
        }
    }

    /// Where a set stands among all; the one added last is looked at alone, for repetitions follow one another.
    private mutating func place(of set: ScalarSet) -> Int {
        if sets.last != set { sets.append(set) }
        return sets.count - 1
    }

    private mutating func write(_ branches: ArraySlice<RegexpNode>) -> Bool {
        var jumps: [Int] = []
        for branch in branches.dropLast() {
            let split = steps.count
            steps.append(.jump(0))
            guard write(branch) else { return false }
            jumps.append(steps.count)
            steps.append(.jump(0))
            steps[split] = .split(split + 1, steps.count)
        }
        if let last = branches.last, !write(last) { return false }
        for jump in jumps { steps[jump] = .jump(steps.count) }
        return true
    }

    /// Appends the repetitions that may be left out, all further ones when `most` is nil.
    private mutating func writeRest(of part: RegexpNode, most: Int?) -> Bool {
        guard let most else {
            let split = steps.count
            steps.append(.jump(0))
            guard write(part) else { return false }
            steps.append(.jump(split))
            steps[split] = .split(split + 1, steps.count)
            return true
        }
        var splits: [Int] = []
        for _ in 0..<most {
            splits.append(steps.count)
            steps.append(.jump(0))
            guard write(part) else { return false }
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
        return true
    }
}
