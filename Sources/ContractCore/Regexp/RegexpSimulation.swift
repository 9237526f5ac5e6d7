/// One run of an automaton over a text: all its states at once, so each scalar costs at most one visit of each step.
struct RegexpSimulation {
    private let steps: [RegexpProgram.Step]
    private let sets: [ScalarSet]
    /// The `take` steps waiting for the scalar at hand, and those for the next one.
    private var waiting: [Int] = []
    private var following: [Int] = []
    /// For each step the round in which it was entered last; empty until there is more than one state to keep track of.
    private var entered: [Int] = []
    private var round = 0
    private var hasAccepted = false
    private var isAtStart = true
    private var isAtEnd = false
    /// Steps to enter; kept between rounds so that it is allocated once.
    private var pending: [Int] = []

    init(_ program: RegexpProgram) {
        steps = program.steps
        sets = program.sets
    }

    /// Whether the automaton accepts the whole text, or any part of it.
    mutating func run(over text: String, anywhere: Bool) -> Bool {
        // As long as one state leads to one other, as in an identifier of so many digits, there is nothing to keep track of.
        var (first, taken) = (0, 0)
        if !anywhere || steps[0].isStart {
            let bytes = text.utf8.span
            while true {
                if taken == 0, steps[first].isStart {
                    first += 1
                } else if case .take(let set) = steps[first] {
                    guard taken < bytes.count else { return false }
                    // A scalar beyond ASCII has more bytes than one.
                    guard bytes[taken] < 0x80 else { break }
                    guard sets[set].contains(Unicode.Scalar(bytes[taken])) else { return false }
                    taken += 1
                    first += 1
                } else {
                    break
                }
            }
            if case .accept = steps[first], anywhere || taken == bytes.count { return true }
        }
        let scalars = text.unicodeScalars
        var place = text.utf8.index(text.startIndex, offsetBy: taken)
        entered = Array(repeating: -1, count: steps.count)
        isAtStart = place == scalars.startIndex
        isAtEnd = place == scalars.endIndex
        enter(first)
        while place < scalars.endIndex {
            let scalar = scalars[place]
            place = scalars.index(after: place)
            isAtStart = false
            isAtEnd = place == scalars.endIndex
            if anywhere && hasAccepted { return true }
            swap(&waiting, &following)
            following.removeAll(keepingCapacity: true)
            round += 1
            hasAccepted = false
            for step in waiting {
                if case .take(let set) = steps[step], sets[set].contains(scalar) { enter(step + 1) }
            }
            if anywhere {
                enter(0)
            } else if following.isEmpty && !hasAccepted {
                return false
            }
        }
        return hasAccepted
    }

    /// Adds a step, and all that it leads to without taking anything, to the states for the next scalar.
    private mutating func enter(_ first: Int) {
        pending.append(first)
        while let step = pending.popLast() {
            guard entered[step] != round else { continue }
            entered[step] = round
            switch steps[step] {
            case .take: following.append(step)
            case .start: if isAtStart { pending.append(step + 1) }
            case .end: if isAtEnd { pending.append(step + 1) }
            case .split(let left, let right):
                pending.append(right)
                pending.append(left)
            case .jump(let target): pending.append(target)
            case .accept: hasAccepted = true
            }
        }
    }
}

extension RegexpProgram.Step {
    /// Whether the step goes on at the start of the text only.
    fileprivate var isStart: Bool {
        if case .start = self { true } else { false }
    }
}
