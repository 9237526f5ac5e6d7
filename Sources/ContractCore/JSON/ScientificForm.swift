/// A decimal number as sign, significant digits and power of ten: one form for each mathematical value.
///
/// The value is `d.ddd × 10^exponent`, its digits neither starting nor ending with zero; zero has no digits, no sign
/// and the exponent zero.
struct ScientificForm: Hashable, Comparable {
    let isNegative: Bool
    /// The significant digits as numbers from 0 to 9.
    let digits: [UInt8]
    let exponent: DecimalExponent

    /// Reads a text that matches the grammar of JSON numbers.
    init(of text: String) {
        var digits: [UInt8] = []
        digits.reserveCapacity(text.utf8.count)
        var isNegative = false
        var pointShift = 0
        var behindPoint = false
        var exponentText: [UInt8]?
        for byte in text.utf8 {
            if exponentText != nil {
                exponentText?.append(byte)
                continue
            }
            switch byte {
            case 0x2D: isNegative = true
            case 0x2E: behindPoint = true
            case 0x65, 0x45: exponentText = []
            default:
                // Zeros in front only move the point.
                if !digits.isEmpty || byte != 0x30 { digits.append(byte & 0x0F) }
                if !digits.isEmpty && !behindPoint { pointShift += 1 }
                if digits.isEmpty && behindPoint { pointShift -= 1 }
            }
        }
        while digits.last == 0 { digits.removeLast() }
        self.digits = digits
        self.isNegative = isNegative && !digits.isEmpty
        exponent = digits.isEmpty ? DecimalExponent(0) : DecimalExponent(exponentText ?? [], plus: pointShift - 1)
    }

    /// Whether the value has no fraction.
    var isIntegral: Bool {
        digits.isEmpty || !(exponent < DecimalExponent(digits.count - 1))
    }

    /// The value when it is integral and fits.
    var integer: Int? {
        guard isIntegral, let power = exponent.small, power <= 18 else { return nil }
        var value = 0
        for place in 0...max(power, 0) {
            let digit = place < digits.count ? Int(digits[place]) : 0
            let (tenfold, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, past) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
            if over || past { return nil }
            value = sum
        }
        return value
    }

    static func < (left: ScientificForm, right: ScientificForm) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let (low, high) = left.isNegative ? (right, left) : (left, right)
        if low.digits.isEmpty || high.digits.isEmpty { return low.digits.isEmpty && !high.digits.isEmpty }
        if low.exponent != high.exponent { return low.exponent < high.exponent }
        return low.digits.lexicographicallyPrecedes(high.digits)
    }
}
