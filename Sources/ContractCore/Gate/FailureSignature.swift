/// Tells one way to fail from another, the same in every run: what a baseline entry is matched by.
public enum FailureSignature {
    /// The kind of failure and a digest of what was found.
    ///
    /// Sixteen hexadecimal digits: of every broken finding its assertion, place and expectation,
    /// and of a status also the code that came instead. Other observed values do not count, since identifiers and times differ.
    public static func text(of result: CaseResult) -> String {
        let broken = result.findings.filter { $0.outcome == .broken }
        let parts = broken.map { finding in
            let actual =
                finding.assertion == "status" ? String(finding.actual.prefix { $0.isASCII && $0.isNumber }) : ""
            return [finding.assertion, steady(finding.place), steady(finding.expected), actual].joined(
                separator: "\u{1F}")
        }
        let kind = result.code ?? broken.first?.assertion ?? "fail"
        return "\(kind)-\(digest(parts.joined(separator: "\u{1E}")))"
    }

    /// The text without what differs from run to run: long words that hold a digit.
    private static func steady(_ text: String) -> String {
        text.split(separator: " ").map { word in
            word.utf8.count >= 8 && word.utf8.contains { (0x30...0x39).contains($0) } && !word.contains("$")
                ? "#" : String(word)
        }.joined(separator: " ")
    }

    private static func digest(_ text: String) -> String {
        let digits = String(Fingerprint(text).bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
