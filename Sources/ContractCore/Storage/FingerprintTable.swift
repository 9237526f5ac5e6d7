/// Numbers under the fingerprints of texts, at some twenty bytes each.
///
/// Not a dictionary: for each kind of dictionary the runtime looks through the whole program once, and for a few hundred
/// texts that takes longer than all the rest.
public struct FingerprintTable: Sendable {
    /// The fingerprints, each at its place or the next that was free; their number is a power of two.
    private var fingerprints: [UInt64] = []
    /// The numbers plus one; zero where there is none.
    private var numbers: [UInt32] = []
    private var count = 0

    /// Makes an empty table.
    public init() {}

    /// Takes in a number under a fingerprint, unless there is one already: then that is given, and stays.
    public mutating func take(_ number: Int, under fingerprint: Fingerprint) -> Int? {
        if count * 8 >= numbers.count * 7 { grow() }
        let place = self.place(of: fingerprint.bits)
        guard numbers[place] == 0 else { return Int(numbers[place]) - 1 }
        put(UInt32(number) + 1, under: fingerprint.bits, at: place)
        return nil
    }

    private mutating func put(_ number: UInt32, under bits: UInt64, at place: Int) {
        fingerprints[place] = bits
        numbers[place] = number
        count += 1
    }

    /// The place of a fingerprint, or where it would come.
    private func place(of bits: UInt64) -> Int {
        let mask = numbers.count - 1
        // The upper bits depend on all bytes of a text more than the lower ones do.
        var place = Int(truncatingIfNeeded: bits ^ bits >> 32) & mask
        while numbers[place] != 0, fingerprints[place] != bits { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        let (old, values) = (fingerprints, numbers)
        let size = max(16, 2 * numbers.count)
        fingerprints = Array(repeating: 0, count: size)
        numbers = Array(repeating: 0, count: size)
        count = 0
        for (bits, number) in zip(old, values) where number != 0 { put(number, under: bits, at: place(of: bits)) }
    }
}
