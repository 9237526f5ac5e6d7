/// Rates as people write them: a number of requests, a slash and a unit of time.
public enum RateText {
    /// Requests a second; nil when the text is not a rate such as `20/s` or `100/m`.
    public static func perSecond(_ text: String) -> Double? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let number = Double(parts[0].trimmed), number > 0, number.isFinite,
            let unit = DurationText.milliseconds("1 \(parts[1].trimmed)")
        else { return nil }
        return number * 1_000 / Double(unit)
    }
}
