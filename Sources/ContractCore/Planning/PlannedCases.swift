import Synchronization

/// The cases of a plan in order, of which only so many are in memory as a part of it takes.
///
/// A plan has chapters. The cases of one are kept, or left on the way and planned again from its text when they are asked
/// for, which happens once in a run, since cases are run in their order.
public struct PlannedCases: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
    /// Cases that stand together in a plan.
    struct Chapter: Sendable {
        enum Content: Sendable {
            case kept([Case])
            /// Cases of a contract that are planned when they are asked for.
            case left(LeftChapter)
        }

        let content: Content
        let count: Int
        /// Whether its cases send nothing but requests that only read.
        let onlyReads: Bool

        init(_ cases: [Case]) {
            self.init(.kept(cases), count: cases.count, onlyReads: cases.allSatisfy(\.onlyReads))
        }

        init(_ content: Content, count: Int, onlyReads: Bool) {
            self.content = content
            self.count = count
            self.onlyReads = onlyReads
        }

        /// The same without its cases, which are planned again when they are asked for.
        func left(_ content: LeftChapter) -> Chapter {
            Chapter(.left(content), count: count, onlyReads: onlyReads)
        }

        var cases: [Case] {
            switch content {
            case .kept(let cases): cases
            case .left(let chapter): chapter.cases
            }
        }
    }

    private var chapters: [Chapter] = []
    /// The number of the first case of each chapter.
    private var starts: [Int] = []
    /// How many cases all chapters have.
    private var total = 0
    /// The numbers of the cases that are meant, in order; nil for all.
    private var chosen: [UInt32]?

    /// Takes cases that are all kept.
    public init(_ cases: some Sequence<Case>) {
        append(Chapter(Array(cases)))
    }

    /// Takes cases that are all kept.
    public init(arrayLiteral cases: Case...) {
        self.init(cases)
    }

    /// Adds the next chapter, before any cases were chosen.
    mutating func append(_ chapter: Chapter) {
        guard chapter.count > 0 else { return }
        starts.append(total)
        chapters.append(chapter)
        total += chapter.count
    }

    // MARK: Collection

    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of cases.
    public var endIndex: Int { chosen?.count ?? total }

    /// A case; one whose chapter is not at hand is planned again.
    public subscript(position: Int) -> Case {
        let number = chosen.map { Int($0[position]) } ?? position
        let place = chapter(of: number)
        return chapters[place].cases[number - starts[place]]
    }

    /// The last chapter that begins at a case or before it.
    private func chapter(of number: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= number { low = middle } else { high = middle }
        }
        return low
    }

    /// The cases for which something holds, in order.
    public func filter(_ isIncluded: (Case) throws -> Bool) rethrows -> PlannedCases {
        var result = self
        var numbers: [UInt32] = []
        for position in indices where try isIncluded(self[position]) {
            numbers.append(chosen.map { $0[position] } ?? UInt32(position))
        }
        result.chosen = numbers
        return result
    }

    /// Whether no case sends anything but requests that only read (RFC 9110, section 9.2.1).
    public var onlyRead: Bool {
        guard chosen == nil else { return allSatisfy(\.onlyReads) }
        return chapters.allSatisfy(\.onlyReads)
    }
}

extension Case {
    /// Whether the case sends nothing but requests that only read (RFC 9110, section 9.2.1).
    var onlyReads: Bool {
        given.isEmpty && needs.isEmpty
            && steps.allSatisfy { step in
                switch step.action {
                case .request(let request), .list(let request, _): RequestTemplate.safeMethods.contains(request.method)
                case .wait: true
                case .arrange: false
                }
            }
    }
}
