/// Places in a list, ascending, as ranges: those that follow each other take no more room than one.
struct Places: Sequence {
    private var ranges: [Range<UInt32>]

    /// Makes a list of one place.
    init(_ place: Int) { ranges = [UInt32(place)..<UInt32(place + 1)] }

    /// Adds a place behind all others.
    mutating func append(_ place: Int) {
        let next = UInt32(place)
        if let last = ranges.last, last.upperBound == next {
            ranges[ranges.count - 1] = last.lowerBound..<(next + 1)
        } else {
            ranges.append(next..<(next + 1))
        }
    }

    /// Goes through the places.
    func makeIterator() -> some IteratorProtocol<Int> {
        ranges.lazy.joined().lazy.map { Int($0) }.makeIterator()
    }
}
