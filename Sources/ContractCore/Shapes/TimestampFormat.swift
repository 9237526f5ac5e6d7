/// A stated form of a time in UTC, such as `YYYY-MM-DDTHH:mm:ss.SSSZ`.
public struct TimestampFormat: Sendable, Hashable {
    /// The form as written.
    public let source: String
    private let fields: [Field]

    private enum Field: Hashable {
        case digits(Character, Int)
        case literal(Character)
    }

    /// Reads a form: runs of Y, M, D, H, m, s and S stand for digits, everything else for itself.
    public init(_ source: String) throws(TemplateError) {
        self.source = source
        var fields: [Field] = []
        for character in source {
            if "YMDHmsS".contains(character) {
                if case .digits(character, let count) = fields.last {
                    fields[fields.count - 1] = .digits(character, count + 1)
                } else {
                    fields.append(.digits(character, 1))
                }
            } else {
                fields.append(.literal(character))
            }
        }
        guard fields.contains(.digits("Y", 4)) else {
            throw TemplateError(
                code: "timestamp-format", message: "'\(source)' is not the form of a time",
                hint: "write for instance YYYY-MM-DDTHH:mm:ss.SSSZ")
        }
        self.fields = fields
    }

    /// The form with milliseconds that RFC 3339 allows and modules use.
    static let milliseconds = try? TimestampFormat("YYYY-MM-DDTHH:mm:ss.SSSZ")

    /// The time in milliseconds since 1970 when a text has exactly this form and is a day of the calendar.
    public func read(_ text: String) -> Int? {
        var parts: [Character: Int] = [:]
        var rest = Substring(text)
        for field in fields {
            switch field {
            case .literal(let character):
                guard rest.popFirst() == character else { return nil }
            case .digits(let name, let count):
                let digits = rest.prefix(count)
                guard digits.utf8.count == count, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                    let value = Int(digits)
                else { return nil }
                parts[name] = name == "S" ? Self.fraction(digits.utf8, places: 3) : value
                rest = rest.dropFirst(count)
            }
        }
        guard rest.isEmpty else { return nil }
        return Self.milliseconds(
            year: parts["Y"] ?? 0, month: parts["M"] ?? 1, day: parts["D"] ?? 1, hour: parts["H"] ?? 0,
            minute: parts["m"] ?? 0, second: parts["s"] ?? 0, fraction: parts["S"] ?? 0)
    }

    /// The first places of a fraction as a number; further ones are cut off.
    private static func fraction(_ digits: some Sequence<UInt8>, places: Int) -> Int {
        var result = 0
        var digits = digits.makeIterator()
        for _ in 0..<places { result = result * 10 + Int(digits.next().map { $0 - 0x30 } ?? 0) }
        return result
    }

    /// The time in microseconds since 1970 of a text in RFC 3339 form, in UTC or with an offset; further digits are cut off.
    public static func readAny(_ text: String) -> Int? {
        let utf8 = Array(text.utf8)
        guard utf8.count >= 20, utf8[4] == 0x2D, utf8[7] == 0x2D, utf8[13] == 0x3A, utf8[16] == 0x3A,
            utf8[10] == 0x54 || utf8[10] == 0x74 || utf8[10] == 0x20
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= utf8.count, utf8[range].allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return utf8[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19)
        else { return nil }
        var index = 19
        var fraction = 0
        if utf8[index] == 0x2E {
            let digits = utf8[(index + 1)...].prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return nil }
            fraction = Self.fraction(digits, places: 6)
            index += 1 + digits.count
        }
        guard index < utf8.count else { return nil }
        var offset = 0
        if utf8[index] != 0x5A && utf8[index] != 0x7A {
            guard utf8.count == index + 6, utf8[index] == 0x2B || utf8[index] == 0x2D, utf8[index + 3] == 0x3A,
                let hours = number(index + 1..<index + 3), let minutes = number(index + 4..<index + 6), hours < 24,
                minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (utf8[index] == 0x2D ? -60_000 : 60_000)
        } else if utf8.count != index + 1 {
            return nil
        }
        return milliseconds(year: year, month: month, day: day, hour: hour, minute: minute, second: second, fraction: 0)
            .map { ($0 - offset) * 1_000 + fraction }
    }

    private static func milliseconds(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, fraction: Int
    ) -> Int? {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...days[month - 1]).contains(day), hour < 24, minute < 60, second <= 60 else {
            return nil
        }
        // Days since 1970-01-01 of the proleptic Gregorian calendar, with years that begin in March.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted >= 0 ? shifted / 400 : (shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let seconds = (era * 146_097 + dayOfEra - 719_468) * 86_400 + hour * 3_600 + minute * 60 + second
        return seconds * 1_000 + fraction
    }
}
