/// A page of Markdown that grows block by block and never past its limit.
///
/// GitHub drops a step summary of more than 1 MiB whole, so each section has a share, and what does not fit is counted
/// in a line of its own.
struct MarkdownPage {
    /// The page so far, from what was taken last.
    private(set) var text = ""

    /// Hands over what was written since the last time, but for the empty line at its end: none stands behind the last.
    mutating func take() -> String {
        guard text.utf8.last == UInt8(ascii: "\n") else { return "" }
        text.removeLast()
        defer { text = "\n" }
        return text
    }

    /// Adds a paragraph and the empty line behind it; for texts that are bounded by themselves.
    mutating func add(_ paragraph: String) {
        text += paragraph
        text += paragraph.hasSuffix("\n") ? "\n" : "\n\n"
    }

    /// Adds a section of blocks, or nothing when there are none.
    ///
    /// - Parameters:
    ///   - share: The most bytes that the blocks take together.
    ///   - noun: What a block is, for the line about those left out.
    ///   - isFolded: Whether the reader has to open the section.
    mutating func section<Item>(
        _ title: String, _ items: some Collection<Item>, share: Int, noun: String, isFolded: Bool = false,
        head: String = "",
        block: (Item) -> String
    ) {
        guard !items.isEmpty else { return }
        add(isFolded ? "<details><summary>\(title)</summary>" : "## \(title)")
        var used = 0
        var leftOut = 0
        text += head
        for item in items {
            let block = block(item)
            if used + block.utf8.count > share {
                leftOut += 1
            } else {
                used += block.utf8.count
                text += block
            }
        }
        text += text.hasSuffix("\n\n") ? "" : "\n"
        if leftOut > 0 { add("*\(Wording.count(leftOut, noun)) left out here for length; report.json has all.*") }
        if isFolded { add("</details>") }
    }
}
