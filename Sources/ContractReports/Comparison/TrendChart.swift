import ContractCore
import Foundation

/// A line over runs as inline SVG: the last value in large, the least and the greatest at the axis.
struct TrendChart {
    /// What is drawn.
    var title: String
    /// The values in the order of the runs; nil where a run has none.
    var values: [Double?]
    /// A name for each value, shown when the pointer rests on it.
    var labels: [String]
    /// The class that gives the colour.
    var tone: String
    /// The ends of the axis that are always part of it.
    var range: ClosedRange<Double>?
    /// A value for people.
    var text: (Double) -> String

    private static let width = 320.0
    private static let height = 96.0
    private static let left = 4.0
    private static let right = 54.0
    private static let inset = 8.0

    /// The card with the chart; nothing when there is no value at all.
    var html: String {
        let known = values.compactMap(\.self).filter(\.isFinite)
        guard let last = values.last.flatMap(\.self) ?? known.last, let least = known.min(), let greatest = known.max()
        else {
            return ""
        }
        var low = min(least, range?.lowerBound ?? least)
        var high = max(greatest, range?.upperBound ?? greatest)
        if low == high { (low, high) = (low - max(abs(low) * 0.1, 0.5), high + max(abs(high) * 0.1, 0.5)) }
        let points = values.enumerated().compactMap {
            index, value -> (x: Double, y: Double, index: Int, value: Double)? in
            guard let value, value.isFinite else { return nil }
            let step = values.count > 1 ? (Self.width - Self.left - Self.right) / Double(values.count - 1) : 0
            let y = Self.inset + (high - value) / (high - low) * (Self.height - 2 * Self.inset)
            return (Self.left + Double(index) * step, y, index, value)
        }
        let line = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
        var svg =
            "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" aria-label=\"\(HTMLPage.attribute(words(last)))\">"
        for (value, y) in [(high, Self.inset), (low, Self.height - Self.inset)] {
            let end = Self.width - Self.right
            svg +=
                "<line class=\"grid\" x1=\"\(Self.number(Self.left))\" x2=\"\(Self.number(end))\" y1=\"\(Self.number(y))\" y2=\"\(Self.number(y))\"/>"
            svg +=
                "<text x=\"\(Self.number(end + 6))\" y=\"\(Self.number(y + 3))\">\(HTMLPage.text(text(value)))</text>"
        }
        if let first = points.first, let end = points.last, points.count > 1 {
            let base = Self.number(Self.height - Self.inset)
            svg +=
                "<polygon class=\"area\" points=\"\(Self.number(first.x)),\(base) \(line) \(Self.number(end.x)),\(base)\"/>"
            svg += "<polyline class=\"line\" points=\"\(line)\"/>"
        }
        for point in points {
            let label = point.index < labels.count ? labels[point.index] : ""
            svg +=
                "<circle class=\"dot\(point.index == values.count - 1 ? " last" : "")\" cx=\"\(Self.number(point.x))\" cy=\"\(Self.number(point.y))\" r=\"3\">"
            svg += "<title>\(HTMLPage.text("\(label): \(text(point.value))", limit: 200))</title></circle>"
        }
        return
            "<div class=\"card chart \(tone)\"><h3>\(HTMLPage.text(title))<b>\(HTMLPage.text(text(last)))</b></h3>\(svg)</svg></div>"
    }

    private func words(_ last: Double) -> String {
        "\(title) over \(Wording.count(values.count, "run")), now \(text(last))"
    }

    /// A coordinate with one decimal.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10)
            ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    // MARK: What is drawn of a target

    /// The charts of a trend: share of rules that hold, time of the run, time of answers.
    static func charts(_ trend: Trend) -> String {
        guard trend.points.count > 1 else { return "" }
        let labels = trend.points.map { "#\($0.number) \($0.startedAt.prefix(16).replacing("T", with: " "))" }
        let charts = [
            TrendChart(
                title: "rules that hold", values: trend.points.map(\.passRate), labels: labels, tone: "t-pass",
                range: nil,
                text: Self.percent),
            TrendChart(
                title: "time of a run", values: trend.points.map(\.seconds), labels: labels, tone: "t-excused",
                range: 0...0,
                text: Wording.duration),
            TrendChart(
                title: "median answer", values: trend.points.map(\.latency.median), labels: labels,
                tone: "t-unsupported",
                range: 0...0, text: Self.fine),
            TrendChart(
                title: "answers, 95th percentile", values: trend.points.map(\.latency.high), labels: labels,
                tone: "t-undecided",
                range: 0...0, text: Self.fine),
        ]
        return "<div class=\"charts\">\(charts.map(\.html).joined())</div>"
    }

    /// A share in percent with one decimal, never rounded up to all.
    static func percent(_ value: Double) -> String {
        let tenths = Int((value * 1000).rounded(value < 1 ? .down : .toNearestOrAwayFromZero))
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }

    /// A short time: tenths of milliseconds below ten.
    static func fine(_ seconds: Double) -> String {
        let tenths = Int((min(max(seconds, 0), 1e6) * 10_000).rounded())
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) ms" : Wording.duration(seconds)
    }

    /// The verdicts of one rule over runs as a strip of cells, and the time of its answers as a line.
    static func strip(_ points: [Trend.RulePoint]) -> String {
        guard points.count > 1 else { return "" }
        let shown = points.suffix(30)
        let cells = shown.enumerated().map { index, point in
            let state = RuleState(point.verdict, .unexpected)
            let time = point.latency.map { ", \(fine($0))" } ?? ""
            return
                "<rect class=\"cell t-\(state.rawValue)\" x=\"\(index * 7)\" y=\"0\" width=\"5\" height=\"16\" rx=\"1.5\">"
                + "<title>#\(point.number): \(state.word)\(time)</title></rect>"
        }
        let words =
            "last \(Wording.count(shown.count, "run")): \(shown.map { RuleState($0.verdict, .unexpected).word }.joined(separator: ", "))"
        return
            "<svg class=\"strip\" viewBox=\"0 0 \(shown.count * 7) 16\" role=\"img\" aria-label=\"\(words)\">\(cells.joined())</svg>"
    }
}
