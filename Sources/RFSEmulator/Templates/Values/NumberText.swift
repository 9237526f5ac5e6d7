/// A decimal number of any length, written in one way only.
struct NumberText: Sendable, Hashable {
    /// The largest exponent that is accepted in a text, in either direction.
    static let largestExponent = 100_000
    /// Numbers are written with all their digits when these are not more.
    private static let plainDigits = 100

    let text: String

    /// Reads digits with an optional sign, fraction and exponent; nil for other text and for absurd exponents.
    init?(_ source: String) {
        guard let parts = Self.parts(of: source) else { return nil }
        text = Self.text(isNegative: parts.isNegative, digits: parts.digits, exponent: parts.exponent)
    }

    /// Takes over text that is known to be in the one form.
    init(known text: String) {
        self.text = text
    }

    private init(_ significand: Int128, exponent: Int) {
        text = Self.text(
            isNegative: significand < 0, digits: Array(String(significand.magnitude).utf8), exponent: exponent)
    }

    private init?(_ value: Double) {
        guard value.isFinite, let number = NumberText("\(value)") else { return nil }
        self = number
    }

    /// The number as a whole number; nil when it has a fraction or is too large.
    var integer: Int? { Int(text) }

    private static func parts(of source: String) -> (isNegative: Bool, digits: [UInt8], exponent: Int)? {
        var rest = Array(source.utf8)[...]
        func takeDigits() -> ArraySlice<UInt8> {
            let digits = rest.prefix { TemplateParser.isDigit($0) }
            rest = rest.dropFirst(digits.count)
            return digits
        }
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        var digits = Array(takeDigits())
        guard !digits.isEmpty else { return nil }
        var exponent = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            let fraction = takeDigits()
            guard !fraction.isEmpty else { return nil }
            digits += fraction
            exponent = -fraction.count
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            let sign = rest.first
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest.removeFirst() }
            let text = takeDigits().drop { $0 == 0x30 }
            guard rest.isEmpty, source.utf8.last.map(TemplateParser.isDigit) == true, text.count < 7,
                let value = Int(text.isEmpty ? "0" : String(decoding: text, as: UTF8.self)), value <= largestExponent
            else { return nil }
            exponent += sign == UInt8(ascii: "-") ? -value : value
        }
        return rest.isEmpty ? (isNegative, digits, exponent) : nil
    }

    private static func text(isNegative: Bool, digits all: [UInt8], exponent: Int) -> String {
        var digits = all[...].drop { $0 == 0x30 }
        guard let lastUsed = digits.lastIndex(where: { $0 != 0x30 }) else { return "0" }
        let exponent = exponent + digits.endIndex - 1 - lastUsed
        digits = digits[...lastUsed]
        let point = digits.count + exponent
        let sign = isNegative ? "-" : ""
        let written = String(decoding: digits, as: UTF8.self)
        if exponent >= 0, exponent <= plainDigits { return sign + written + String(repeating: "0", count: exponent) }
        if exponent < 0, point > 0 {
            return sign + "\(written.prefix(point)).\(written.dropFirst(point))"
        }
        if exponent < 0, point > -plainDigits { return sign + "0." + String(repeating: "0", count: -point) + written }
        let fraction = written.dropFirst()
        return sign + String(written.prefix(1)) + (fraction.isEmpty ? "" : "." + fraction) + "e"
            + (point > 0 ? "+" : "") + String(point - 1)
    }

    /// The number as significand and power of ten; nil when it has too many digits.
    private var decimal: (significand: Int128, exponent: Int)? {
        guard text.utf8.count <= 38, !text.utf8.contains(UInt8(ascii: "e")) else { return nil }
        let parts = text.split(separator: ".")
        guard let significand = Int128(parts.joined()) else { return nil }
        return (significand, parts.count == 2 ? -parts[1].utf8.count : 0)
    }

    /// Both numbers as multiples of the same power of ten; nil when that needs too many digits.
    private static func aligned(_ left: NumberText, _ right: NumberText) -> (Int128, Int128, exponent: Int)? {
        guard let first = left.decimal, let second = right.decimal else { return nil }
        let exponent = min(first.exponent, second.exponent)
        func scale(_ number: (significand: Int128, exponent: Int)) -> Int128? {
            var significand = number.significand
            for _ in 0..<number.exponent - exponent {
                let product = significand.multipliedReportingOverflow(by: 10)
                guard !product.overflow else { return nil }
                significand = product.partialValue
            }
            return significand
        }
        guard let one = scale(first), let other = scale(second) else { return nil }
        return (one, other, exponent)
    }

    /// Computes exactly up to 38 digits, beyond that in double precision; nil when there is no result.
    static func compute(_ left: NumberText, _ symbol: BinaryOperator, _ right: NumberText) -> NumberText? {
        if symbol == .divide || symbol == .remainder, right.text == "0" { return nil }
        if let exact = exactly(left, symbol, right) { return exact }
        guard let first = Double(left.text), let second = Double(right.text) else { return nil }
        switch symbol {
        case .add: return NumberText(first + second)
        case .subtract: return NumberText(first - second)
        case .multiply: return NumberText(first * second)
        case .divide: return NumberText(first / second)
        case .remainder: return NumberText(first.truncatingRemainder(dividingBy: second))
        default: return nil
        }
    }

    private static func exactly(_ left: NumberText, _ symbol: BinaryOperator, _ right: NumberText) -> NumberText? {
        guard let (first, second, exponent) = aligned(left, right) else { return nil }
        switch symbol {
        case .add:
            let sum = first.addingReportingOverflow(second)
            return sum.overflow ? nil : NumberText(sum.partialValue, exponent: exponent)
        case .subtract:
            let difference = first.subtractingReportingOverflow(second)
            return difference.overflow ? nil : NumberText(difference.partialValue, exponent: exponent)
        case .multiply:
            let product = first.multipliedReportingOverflow(by: second)
            return product.overflow ? nil : NumberText(product.partialValue, exponent: 2 * exponent)
        case .divide:
            return first % second == 0 ? NumberText(first / second, exponent: 0) : nil
        case .remainder: return NumberText(first % second, exponent: exponent)
        default: return nil
        }
    }

    /// Whether the number is smaller than another.
    static func isAscending(_ left: NumberText, _ right: NumberText) -> Bool {
        if let (first, second, _) = aligned(left, right) { return first < second }
        return (Double(left.text) ?? 0) < (Double(right.text) ?? 0)
    }
}
