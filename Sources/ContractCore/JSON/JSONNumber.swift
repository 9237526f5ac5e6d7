/// A JSON number that keeps its text and is compared by its exact mathematical value.
///
/// `1`, `1.0` and `1e0` are equal, so are `0` and `-0`; no digit is ever lost. The cost of a comparison depends on the
/// length of the texts, never on the size of an exponent.
public struct JSONNumber: Sendable {
    /// The text as it was read, a number of RFC 8259, section 6.
    public let text: String

    /// Takes a text that is known to match the grammar.
    init(checked text: String) {
        self.text = text
    }

    /// Makes the number of an integer.
    public init(_ value: Int) {
        text = String(value)
    }

    /// Makes the shortest number that reads back as the same double; nil for infinities and not-a-number.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.description
    }

    /// Makes the number of a text; nil unless all of it is a number as RFC 8259, section 6, writes one.
    public init?(text: String) {
        guard let end = JSONNumberGrammar.end(in: Array(text.utf8), from: 0), end == text.utf8.count else { return nil }
        self.text = text
    }

    /// The value when it is integral and fits, however it is written; `1e2` is 100.
    public var integer: Int? {
        if let value = plainInteger { return value }
        return ScientificForm(of: text).integer
    }

    /// Whether the value has no fraction, however it is written; `1.50e1` is integral.
    public var isIntegral: Bool {
        plainInteger != nil || ScientificForm(of: text).isIntegral
    }

    /// The nearest double, infinite when the value is too large for one.
    public var double: Double {
        Double(text) ?? .nan
    }

    /// The value when the text is a plain integer that fits; the quick way for nearly all numbers.
    private var plainInteger: Int? {
        var bytes = text.utf8.makeIterator()
        guard var byte = bytes.next() else { return nil }
        let negative = byte == 0x2D
        if negative {
            guard let next = bytes.next() else { return nil }
            byte = next
        }
        var value = 0
        while true {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (tenfold, over) = value.multipliedReportingOverflow(by: 10)
            let digit = Int(byte & 0x0F)
            let (sum, past) = tenfold.addingReportingOverflow(negative ? -digit : digit)
            if over || past { return nil }
            value = sum
            guard let next = bytes.next() else { return value }
            byte = next
        }
    }
}

extension JSONNumber: Hashable, Comparable {
    /// Compares the mathematical values.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.text.utf8.elementsEqual(right.text.utf8) { return true }
        if let left = left.plainInteger, let right = right.plainInteger { return left == right }
        return ScientificForm(of: left.text) == ScientificForm(of: right.text)
    }

    /// Compares the mathematical values.
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if let left = left.plainInteger, let right = right.plainInteger { return left < right }
        return ScientificForm(of: left.text) < ScientificForm(of: right.text)
    }

    /// Feeds the mathematical value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ScientificForm(of: text))
    }
}

extension JSONNumber: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}
