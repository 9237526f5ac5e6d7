/// A power of ten of any size, an `Int` as long as it stays under 10^18.
struct DecimalExponent: Hashable, Comparable {
    /// The value when it is small, nil otherwise.
    let small: Int?
    /// Whether a large value is under zero.
    private let isNegative: Bool
    /// The digits of a large value, most significant first, as numbers from 0 to 9; empty for a small one.
    private let digits: [UInt8]

    /// The number of digits that always fit an `Int`, with room for one addition.
    private static let smallDigits = 18

    init(_ value: Int) {
        self.init(value.magnitude.description.utf8.map { $0 & 0x0F }, isNegative: value < 0)
    }

    /// Reads `[+-]digits` in ASCII, nothing meaning zero, and adds a number that is small against 10^18.
    init(_ text: [UInt8], plus shift: Int) {
        let digits = Array(text.drop { $0 == 0x2B || $0 == 0x2D || $0 == 0x30 }.map { $0 & 0x0F })
        let isNegative = text.first == 0x2D
        if digits.count <= Self.smallDigits {
            self.init(Self.number(digits, isNegative: isNegative) + shift)
        } else {
            // The sum keeps the sign of the large number.
            let grows = isNegative == (shift < 0)
            self.init(Self.sum(digits, shift.magnitude, grows: grows), isNegative: isNegative)
        }
    }

    private init(_ digits: [UInt8], isNegative: Bool) {
        let digits = Array(digits.drop { $0 == 0 })
        let isSmall = digits.count <= Self.smallDigits
        small = isSmall ? Self.number(digits, isNegative: isNegative) : nil
        self.isNegative = isSmall ? false : isNegative
        self.digits = isSmall ? [] : digits
    }

    static func < (left: DecimalExponent, right: DecimalExponent) -> Bool {
        switch (left.small, right.small) {
        case (let left?, let right?): return left < right
        case (nil, _?): return left.isNegative
        case (_?, nil): return !right.isNegative
        case (nil, nil):
            if left.isNegative != right.isNegative { return left.isNegative }
            let (low, high) = left.isNegative ? (right.digits, left.digits) : (left.digits, right.digits)
            return low.count == high.count ? low.lexicographicallyPrecedes(high) : low.count < high.count
        }
    }

    private static func number(_ digits: [UInt8], isNegative: Bool) -> Int {
        let magnitude = digits.reduce(0) { $0 * 10 + Int($1) }
        return isNegative ? -magnitude : magnitude
    }

    /// Adds to, or takes from, a larger number.
    private static func sum(_ digits: [UInt8], _ amount: UInt, grows: Bool) -> [UInt8] {
        var result = Array(digits.reversed())
        var rest = Int(clamping: amount)
        var carry = 0
        var place = 0
        while rest > 0 || carry != 0 {
            if place == result.count { result.append(0) }
            let step = rest % 10 + carry
            let digit = grows ? Int(result[place]) + step : Int(result[place]) - step
            result[place] = UInt8((digit + 10) % 10)
            carry = digit > 9 || digit < 0 ? 1 : 0
            rest /= 10
            place += 1
        }
        return result.reversed()
    }
}
