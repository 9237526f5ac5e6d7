/// A moment in whole milliseconds of UTC, and its text as RFC 3339 has it: `2026-01-31T23:59:59.000Z`.
///
/// Calendars and time zones of Foundation do more, and load much before the first moment is written.
public struct UTCMoment: Sendable, Hashable {
    /// Milliseconds since 1970, leap seconds left out.
    public var milliseconds: Int

    /// Makes the moment so many milliseconds after the beginning of 1970.
    public init(milliseconds: Int) {
        self.milliseconds = milliseconds
    }

    /// Reads a text of that very form; nil for any other, though it may mean a moment too.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.form.count else { return nil }
        var numbers: [Int] = []
        var number = 0
        for (byte, expected) in zip(bytes, Self.form) {
            if expected == UInt8(ascii: "0") {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            } else {
                guard byte == expected else { return nil }
                numbers.append(number)
                number = 0
            }
        }
        let days = Self.days(numbers[0], numbers[1], numbers[2])
        let time = (numbers[3] * 60 + numbers[4]) * 60 + numbers[5]
        self.init(milliseconds: (days * 86_400 + time) * 1_000 + numbers[6])
        // A day or an hour that there is not comes back as another.
        guard self.text == text else { return nil }
    }

    /// The text, to the millisecond.
    public var text: String {
        let seconds = Self.split(milliseconds, by: 1_000)
        let day = Self.split(seconds.whole, by: 86_400)
        let (year, month, date) = Self.date(day.whole)
        return Self.digits(year, 4) + "-" + Self.digits(month, 2) + "-" + Self.digits(date, 2) + "T"
            + Self.digits(day.rest / 3_600, 2) + ":" + Self.digits(day.rest / 60 % 60, 2) + ":"
            + Self.digits(day.rest % 60, 2) + "." + Self.digits(seconds.rest, 3) + "Z"
    }

    private static let form = Array("0000-00-00T00:00:00.000Z".utf8)

    private static func split(_ number: Int, by size: Int) -> (whole: Int, rest: Int) {
        let rest = (number % size + size) % size
        return ((number - rest) / size, rest)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    // Years begin in March here, so that the day that some years have more is their last one; 400 years are 146,097 days.

    /// The days from the beginning of 1970 to a date of the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ date: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let era = split(year, by: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + date - 1
        return era.whole * 146_097 + era.rest * 365 + era.rest / 4 - era.rest / 100 + dayOfYear - 719_468
    }

    /// The date of the Gregorian calendar so many days after the beginning of 1970.
    private static func date(_ days: Int) -> (year: Int, month: Int, date: Int) {
        let era = split(days + 719_468, by: 146_097)
        let year = (era.rest - era.rest / 1_460 + era.rest / 36_524 - era.rest / 146_096) / 365
        let dayOfYear = era.rest - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let date = dayOfYear - (153 * month + 2) / 5 + 1
        return (era.whole * 400 + year + (month > 9 ? 1 : 0), month > 9 ? month - 9 : month + 3, date)
    }
}
