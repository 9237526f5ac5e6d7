import Foundation
import TestSupport
import Testing

/// The page in Chinese says what the page in English says.
struct ReadmeTests {
    /// The headings' levels, the code and the first words of each row of a table, in order.
    private func skeleton(_ file: String) throws -> [String] {
        var skeleton: [String] = []
        var isCode = false
        for line in try SourceTree.text(of: file).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isCode.toggle() }
            if isCode || line.hasPrefix("```") {
                skeleton.append(String(line))
            } else if line.hasPrefix("#") {
                skeleton.append(String(line.prefix { $0 == "#" }))
            } else if line.hasPrefix("|") {
                // Names in code are the same in every language, whatever stands between them.
                let cell = line.split(separator: "|").first.map(String.init) ?? ""
                let names = cell.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }
                skeleton.append("| " + names.map(\.element).joined(separator: " "))
            }
        }
        return skeleton
    }

    @Test func `both pages have the same sections, code and tables`() throws {
        let (english, chinese) = (try skeleton("README.md"), try skeleton("README.zh-CN.md"))
        #expect(english.count > 100)
        #expect(chinese == english)
    }
}
