/// Sixty-four bits that stand for a text, the same in every run (FNV-1a).
///
/// Chance does not give two texts the same; somebody who wants it can.
public struct Fingerprint: Sendable, Hashable {
    /// The bits so far.
    public private(set) var bits: UInt64

    /// The fingerprint of nothing; another one for each seed.
    public init(seed: UInt64 = 0) { bits = seed ^ 0xcbf2_9ce4_8422_2325 }

    /// The fingerprint of a text.
    public init(_ text: String) {
        self.init()
        add(text)
    }

    /// Adds a byte.
    public mutating func add(_ byte: UInt8) { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// Adds the bytes of a text.
    public mutating func add(_ text: String) {
        let bytes = text.utf8.span
        var sum = self
        for place in bytes.indices { sum.add(bytes[place]) }
        self = sum
    }
}
