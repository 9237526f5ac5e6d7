/// A set of Unicode scalars made of ranges and general categories, or the complement of one.
struct ScalarSet: Sendable, Hashable {
    private let ranges: [ClosedRange<UInt32>]
    private let categories: GeneralCategories
    private let isNegated: Bool
    /// The answers for U+0000 to U+003F and U+0040 to U+007F, one bit each.
    private var ascii: (UInt64, UInt64) = (0, 0)

    /// Makes the union of ranges and categories, or its complement.
    init(ranges: [ClosedRange<UInt32>], categories: GeneralCategories = [], isNegated: Bool = false) {
        self.ranges = Self.merged(ranges)
        self.categories = categories
        self.isNegated = isNegated
        let (low, high) = (bits(from: 0x00), bits(from: 0x40))
        ascii = (low, high)
    }

    /// Makes the set of one scalar.
    init(_ scalar: Unicode.Scalar) {
        self.init(ranges: [scalar.value...scalar.value])
    }

    /// What `.` stands for: all but line feed and carriage return (RFC 9485, section 5).
    static let dot = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D], isNegated: true)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00..<0x40: ascii.0 >> UInt64(scalar.value) & 1 == 1
        case 0x40..<0x80: ascii.1 >> UInt64(scalar.value - 0x40) & 1 == 1
        default: isListed(scalar) != isNegated
        }
    }

    private func isListed(_ scalar: Unicode.Scalar) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        if low < ranges.count, ranges[low].contains(scalar.value) { return true }
        return !categories.isEmpty && categories.contains(GeneralCategories(of: scalar))
    }

    private func bits(from start: UInt8) -> UInt64 {
        (0..<64).reduce(0) { bits, place in
            isListed(Unicode.Scalar(start + UInt8(place))) != isNegated ? bits | 1 << UInt64(place) : bits
        }
    }

    /// The same ranges in order, those that overlap joined.
    private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = result.last, range.lowerBound <= last.upperBound else {
                result.append(range)
                continue
            }
            result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        }
        return result
    }

    static func == (left: ScalarSet, right: ScalarSet) -> Bool {
        left.ranges == right.ranges && left.categories == right.categories && left.isNegated == right.isNegated
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ranges)
        hasher.combine(categories)
        hasher.combine(isNegated)
    }
}
