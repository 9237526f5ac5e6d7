extension Coverage {
    /// The coverage for people: counts, then what is untested, unread and unknown.
    public var text: String {
        var blocks = [
            Self.table("level", levels, total), Self.table("group", groups, nil),
            Self.table("operation", operations, nil),
        ]
        let untested = entries.filter { !$0.isTested }
        blocks.append(
            Self.list("untested rules", untested.map { "\($0.rule) (\($0.level.rawValue)): \($0.reason ?? "")" }))
        blocks.append(
            Self.list(
                "documented parameters that no rule looks at",
                parameters.map { "\($0.operation): \($0.name) in \($0.place)" }))
        blocks.append(
            Self.list(
                "documented fields that no rule looks at", fields.map { "\($0.operation): \($0.name) in \($0.place)" }))
        if !unknown.isEmpty { blocks.append(Self.list("expected rules that the contracts do not have", unknown)) }
        return blocks.joined(separator: "\n")
    }

    private static func list(_ title: String, _ lines: [String]) -> String {
        guard !lines.isEmpty else { return "\(title): none\n" }
        return "\(title): \(lines.count)\n" + lines.map { "  \($0)\n" }.joined()
    }

    private static func table(_ title: String, _ counted: [NamedCount], _ total: Count?) -> String {
        let rows = counted + (total.map { [NamedCount(name: "all", count: $0)] } ?? [])
        let width = rows.reduce(title.count) { max($0, $1.name.count) } + 2
        func padded(_ text: String, _ columns: Int) -> String {
            String(repeating: " ", count: max(0, columns - text.count)) + text
        }
        let titles = ["rules", "tested", "untested", "cases"]
        var text =
            title + String(repeating: " ", count: width - title.count) + titles.map { padded($0, 10) }.joined() + "\n"
        for row in rows {
            let numbers = [row.count.rules, row.count.tested, row.count.untested, row.count.cases]
            text += row.name + String(repeating: " ", count: width - row.name.count)
            text += numbers.map { padded(String($0), 10) }.joined() + "\n"
        }
        return text
    }
}
