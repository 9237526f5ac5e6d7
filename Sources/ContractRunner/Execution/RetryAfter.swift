import ContractCore

/// Reads the field with which a server asks for a pause (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// The pause in seconds: as written, or until the date that is written; nil for anything else.
    static func seconds(_ text: String, now: Double) -> Double? {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Double(text) }
        return date(text).map { max(0, $0 - now) }
    }

    /// Seconds since 1970 of an IMF-fixdate such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    private static func date(_ text: String) -> Double? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2, let month = months.firstIndex(of: parts[2])
        else {
            return nil
        }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return TimestampFormat.readAny("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z").map { Double($0) / 1e6 }
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
