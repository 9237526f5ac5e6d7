/// Sizes as people write them: a number and a unit, `16 MiB`, `500kB` or `8192 B`.
public enum SizeText {
    private static let units: [(name: String, bytes: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000),
        ("B", 1),
    ]

    /// The number of bytes, from one to 2^40; nil when the text is no size.
    ///
    /// The unit may not be left out.
    public static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let number = Int(digits), let size = units.first(where: { $0.name.lowercased() == unit })?.bytes else {
            return nil
        }
        let (product, overflows) = number.multipliedReportingOverflow(by: size)
        return overflows || !(1...(1 << 40)).contains(product) ? nil : product
    }

    /// The size in the largest unit of 1,024 bytes that leaves no rest, for messages.
    public static func text(_ bytes: Int) -> String {
        let unit = units.first {
            $0.bytes > 1 && $0.bytes & ($0.bytes - 1) == 0 && bytes >= $0.bytes && bytes % $0.bytes == 0
        }
        return unit.map { "\(bytes / $0.bytes) \($0.name)" } ?? "\(bytes) bytes"
    }
}
