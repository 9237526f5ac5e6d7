import ContractCore

/// A badge for a page: the profile on the left, the verdict and the share of rules that hold on the right.
enum Badge {
    static func svg(_ statement: ConformanceStatement) -> String {
        let left = statement.profile.map { "\($0.name) \($0.version)" } ?? "hallmark"
        let state = statement.mutation == nil ? statement.verdict.rawValue.lowercased() : "mutated target"
        let right = "\(state) · \(Wording.number(statement.held))/\(Wording.number(statement.required))"
        let (leftWidth, rightWidth) = (width(left) + 32, width(right) + 16)
        let total = leftWidth + rightWidth
        let label = Escaping.xmlAttribute("\(left): \(right)")
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(total)" height="20" role="img" aria-label="\(label)">
            <title>\(Escaping.xml("\(left): \(right)"))</title>
            <clipPath id="r"><rect width="\(total)" height="20" rx="4"/></clipPath>
            <g clip-path="url(#r)">
            <rect width="\(leftWidth)" height="20" fill="#2b2f36"/>
            <rect x="\(leftWidth)" width="\(rightWidth)" height="20" fill="\(color(statement))"/>
            </g>
            <path d="M9 10.2l2.6 2.7 5-5.6" fill="none" stroke="#e6c36a" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>
            <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
            <text x="22" y="14" textLength="\(leftWidth - 30)">\(Escaping.xml(left))</text>
            <text x="\(leftWidth + 8)" y="14" textLength="\(rightWidth - 16)">\(Escaping.xml(right))</text>
            </g>
            </svg>

            """
    }

    private static func color(_ statement: ConformanceStatement) -> String {
        guard statement.mutation == nil else { return "#6b7280" }
        switch statement.verdict {
        case .conformant: return statement.isComplete ? "#1a7f47" : "#4d7c2c"
        case .notConformant: return "#c4314b"
        case .undecided: return "#a86400"
        case .notAssessed: return "#6b7280"
        }
    }

    /// About how many pixels a text takes in Verdana of eleven.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            sum
                + (scalar.value > 0x2E7F
                    ? 11 : scalar.properties.isUppercase ? 8 : "il.,:;'|! ".unicodeScalars.contains(scalar) ? 4 : 7)
        }
    }
}
