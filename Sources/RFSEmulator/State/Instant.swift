/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z.
struct Instant: Sendable, Hashable, Comparable, Codable {
    var milliseconds: Int64

    init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The instant of a calendar date in UTC; nil when the parts make no date.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1...12).contains(month), day >= 1, day <= Instant.days(in: month, of: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        milliseconds = Int64(((days * 24 + hour) * 60 + minute) * 60 + second) * 1000
    }

    static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    static func + (left: Instant, right: Int64) -> Instant { Instant(milliseconds: left.milliseconds + right) }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month, day and the days since 1970-01-01.
    private var date: (year: Int, month: Int, day: Int, days: Int) {
        let days = Int((milliseconds - (milliseconds % 86_400_000 + 86_400_000) % 86_400_000) / 86_400_000)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, days)
    }

    private var millisecondOfDay: Int { Int((milliseconds % 86_400_000 + 86_400_000) % 86_400_000) }

    /// The form `YYYY-MM-DDTHH:mm:ss.SSSZ`.
    var text: String { written(length: 24) }

    /// The form `YYYY-MM-DDTHH:mm:ssZ`, what is left of the second cut off.
    var secondText: String { written(length: 20) }

    /// Adds the bytes of `text`.
    func append(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
            write(to: text, length: 24)
            bytes.append(contentsOf: text)
        }
    }

    private func written(length: Int) -> String {
        String(unsafeUninitializedCapacity: length) { bytes in
            write(to: bytes, length: length)
            return length
        }
    }

    /// Writes date and time with a `Z` at the end, 20 bytes in whole seconds or 24 with milliseconds.
    private func write(to bytes: UnsafeMutableBufferPointer<UInt8>, length: Int) {
        let date = date
        let rest = millisecondOfDay
        Instant.put(date.year, digits: 4, in: bytes, at: 0)
        bytes[4] = UInt8(ascii: "-")
        Instant.put(date.month, digits: 2, in: bytes, at: 5)
        bytes[7] = UInt8(ascii: "-")
        Instant.put(date.day, digits: 2, in: bytes, at: 8)
        bytes[10] = UInt8(ascii: "T")
        Instant.putTime(rest / 1000, in: bytes, at: 11)
        if length > 20 {
            bytes[19] = UInt8(ascii: ".")
            Instant.put(rest % 1000, digits: 3, in: bytes, at: 20)
        }
        bytes[length - 1] = UInt8(ascii: "Z")
    }

    /// The form of the Date header field (RFC 9110, section 5.6.7), whole seconds.
    var headerText: String {
        let date = date
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = String(unsafeUninitializedCapacity: 2) { bytes in
            Instant.put(date.day, digits: 2, in: bytes, at: 0)
            return 2
        }
        let yearAndTime = String(unsafeUninitializedCapacity: 13) { bytes in
            Instant.put(date.year, digits: 4, in: bytes, at: 0)
            bytes[4] = UInt8(ascii: " ")
            Instant.putTime(millisecondOfDay / 1000, in: bytes, at: 5)
            return 13
        }
        return "\(weekdays[(date.days % 7 + 7) % 7]), \(day) \(months[date.month - 1]) \(yearAndTime) GMT"
    }

    /// Writes eight bytes, `HH:mm:ss`.
    private static func putTime(_ seconds: Int, in bytes: UnsafeMutableBufferPointer<UInt8>, at place: Int) {
        put(seconds / 3600, digits: 2, in: bytes, at: place)
        bytes[place + 2] = UInt8(ascii: ":")
        put(seconds / 60 % 60, digits: 2, in: bytes, at: place + 3)
        bytes[place + 5] = UInt8(ascii: ":")
        put(seconds % 60, digits: 2, in: bytes, at: place + 6)
    }

    private static func put(
        _ number: Int, digits: Int, in bytes: UnsafeMutableBufferPointer<UInt8>, at place: Int
    ) {
        var rest = number
        for index in stride(from: place + digits - 1, through: place, by: -1) {
            bytes[index] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}
