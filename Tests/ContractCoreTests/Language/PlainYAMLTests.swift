import Foundation
import TestSupport
import Testing

@testable import ContractCore

/// The short way of reading YAML: whatever it takes, it takes as libyaml does; everything else it leaves alone.
struct PlainYAMLTests {
    private func plain(_ text: String) -> LocatedNode? {
        PlainYAML.root(of: SourceFile(name: "plain.yaml", text: text))
    }

    private func full(_ file: SourceFile) -> LocatedNode? {
        let (outcome, repeated) = YAMLEvents.compose(file)
        guard repeated.isEmpty, case .root(let root) = outcome else { return nil }
        return root
    }

    static let taken = [
        "a: b", "a: b\n", "a:", "a:\n\n", "  a: b\n  c: d\n", "a: b # c\n#d\n", "a: b#c\n", "a:    # c\n  b: c\n", "# c\n\n \na: b",
        "a:\n  b:\n    c: d\n  e: f\ng: h", "a:\n    b: c\nd:\n e: f", "a: b  \nc:  d", "a : b", "'a': b", "\"a\" : b", "a b c: d e f",
        "- a\n- b", "- a\n-\n- b\n-", "- - a\n  - b\n-   - c\n    - d", "-\n  - a", "- a: b\n  c: d\n- e: f", "- a:\n  - b\n  c: d",
        "-   a: b\n    c: d", "a:\n- b\n- c\nd: e", "a:\n- b:\n  - c\n  d: e\nf:", "a:\n- b\n-\nc: d", "a:\n  - b\n  - c\nd: e",
        "a:\n-\n  b: c",
        "- # c\n  a", "- a:\n    - b\n", "-a: b", "--: a", "- -1\n- -\n- --\n- -a", "a: -b\n",
        "a: b:c\nd: e :f\ng: http://h:1/i?j&k=l", "a: it's\nb: say \"c\"\nc: d, e] {f}\ng: [h] # i\n",
        "a: <b>\nc: ${d}\ne: =f\n<<: g\n~: null",
        "a: b \\n\nc: d*\ne: f&g\nh: i!j%k@l`m", "a: 'it''s # no: comment'\nb: ''\nc: ''''\nd: ' e '", "a: 'b'#c", "a: \"b\"   # c",
        "a: \"\\\"b\\\\\\/\\n\\r\\t\"\nc: \"\"\nd: \" e \"\nf: \"a: b # c\"", "a: 'b\tc'\nd: \"e\tf\" #\tg",
        "a: {}\nb: []\nc: { }\nd: [ ]", "a: {b: c, d: [e, f], g: {h: i}}", "a: [b, [c], {d: e}, ]\nf: {g: h, }", "{a: b}", "[a, b]\n", "[]",
        "a: {b:c, d : e, f :g}", "a: {b: , c: d, e:\n}", "a: {b, c: d, e}", "a: {\"b\":c, 'd':[e], \"f\" :g, \"h\":\"i\", \"j\":}",
        "{\"a\":[1,{\"b\":null}]}",
        "a: {b: c,\n  d: e,\nf: g}\nh: i", "a: [b, # c\n  d\n  , e\n\n]\nf: g", "a:\n  {b: c}\nd:\n - [e]", "a: {b:\n  c}",
        "- {a: b}\n- [c]",
        "a: [-1, -b, --, -]", "a: {b: c:d, e: 'f'}", "a: {b#c: d #e\n}", "a: [b c, d  e ]", "a: {b: c } # d", "a: {b: }",
        "é: ü # ö\nь: {ы: э, ю: [я]}", "a: é # ü\nb: {c: é, d: \"模块\", e: '\u{1F600}', f: g}", "# \u{1F600}\n- é: a\n  b: c", "a: b\u{A0}c",
        "a: &b c\nd: *b\ne: [*b, &f g, *f]", "a: &b\n  c: d\ne: &f\n- g\nh: *b\ni: *f", "a: &b {c: d}\ne: {f: &g [h], i: *g, j: *b }",
        "- &a\n  b: c\n- *a\n- &d\n- *d\n- &e f", "a: &b\nc: *b", "a: &b # c\n  {d: e}\nf:\n  *b", "a:\n  &b\n  c: d",
        "- &a-1_B x\n- *a-1_B",
        "a: &b c\nd: &b e\nf: *b", "a: . \nb: ...\nc: --- d\n", "a:\n ---: b", String(repeating: "a", count: 1_000) + ": b",
    ]

    @Test(arguments: taken)
    func `a plain document is read as libyaml reads it`(text: String) throws {
        let root = try #require(plain(text))
        #expect(root == full(SourceFile(name: "plain.yaml", text: text)))
    }

    static let left = [
        // Nothing, or a single text.
        "", "\n", "# c\n", "a", "'a'", "*a", "a\nb",
        // Texts over several lines.
        "a: b\n  c", "a:\n  b\n  c", "- a\n b", "a: 'b\n  c'", "a: \"b\n c\"", "a: [b\n c]", "a: |\n  b", "- >\n  b", "a: {b\n: c}",
        "a: {\"b\"\n: c}",
        // Marks, directives, tags, explicit keys.
        "---\na: b", "a: b\n---\n", "a: b\n...", "%YAML 1.1\n---\na: b", "a: !b c", "!a b: c", "? a\n: b", "{? a: b}", "a: b\n--- c",
        "[a\n, b,\n---\n]",
        // Tabs and other characters.
        "a:\tb", "a: b\tc", "\ta: b", "a: b\t# c", "a:\n\tb: c", "a: b\r\nc: d", "a: b\u{85}c: d", "a: b\u{2028}c", "a: \u{FEFF}",
        "# \u{1}\na: b",
        "a: \u{7F}", "a: b\u{0}", "a: \u{FFFE}", "a: '\u{80}'", "# \u{2029}\na: b", "'\u{FEFF}': a", "a: {b: c,\td: e}",
        // Indentation like nothing before it.
        "a:\n    b: c\n  d: e", "a: b\n  c: d", "  a: b\nc: d", "- a\n  - b", " - a\n- b", "a:\n- b\n - c", "a:\n  - b\n c: d",
        "- a: b\n c: d", "- a\nb: c",
        "a: b\n- c", "a:\n  b\nc", "{a: b}\nc: d", "[a]\n[b]", "a:\n{b: c}", "a:\n'b'",
        // Several nodes in one place.
        "a: b: c", "a: - b", "a: 'b' c", "a: 'b' 'c'", "a: {b} c", "a: [b] [c]", "'a':b", "- a: b: c", "a: 'b': c", "a: [b]: c", "[a]: b",
        "{a: b}: c", "- - a: - b",
        // Flow style that is wrong, or means more.
        "[a: b]", "['a': b]", "[a", "{a: b", "a: [b]]", "a: {b]", "[a b, c", "[, a]", "[a,, b]", "{, a}", "{a: b c: d}", "{a: b: c}",
        "{a:}", "{a:[b]}", "{a:,b}",
        "[- a]", "[-\n]", "{a: - b}", "{[a]: b}", "{{a}: b}", "[a, :b]", "[?a]", "{: a}", "['a' b]", "{'a' b}", "a: {b: 'c' d}", "[a]b",
        "a: [b\n--- c]",
        // What a plain text cannot begin with.
        "a: @b", "a: `b", "a: %b", "a: ,b", "a: ]b", "a: :b", "a: ?b", "a: ? b", "a: }b", ": a", "a: : b", ":a: b", "?a: b",
        // Quotes.
        "a: 'b", "a: \"b", "a: \"\\x41\"", "a: \"\\u0041\"", "a: \"\\q\"", "a: \"\\", "a: 'b''", "a: \"\\\n\"",
        // Anchors.
        "&a b: c", "- &a b: c", "a: &b &c d", "a: &b *c", "a: *b", "a: *b\n*b : c", "a: &", "a: &b: c", "a: &b,c", "a: & b",
        "[&a b, *a: c]", "[&a , b]", "{&a b: c}",
        "{a: &b }", "{a: &b x, *b}", "&a\nb: c", "a: &b x\n  y", "a: &é b", "[&a[b]]", "[&a{b}]", "[&a?b]", "a: [&b [*b]]",
        "a: &b [c]\nd: {*b : e}", "&a {b: c}",
        // Mistakes of the contract language, and limits.
        "a: b\na: c", "{a: b, a: c}", "- {a, 'a'}", "é: 1\ne\u{301}: 2",
        String(repeating: "[", count: 101) + String(repeating: "]", count: 101),
        String(repeating: "a", count: 1_030) + ": b", "{" + String(repeating: "a", count: 1_030) + ": b}",
    ]

    @Test(arguments: left)
    func `what is unusual or wrong is left to libyaml`(text: String) {
        #expect(plain(text) == nil)
    }

    @Test func `depth and nodes are bounded where they are for libyaml`() throws {
        for depth in [99, 100, 101] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            #expect(plain(text) == full(SourceFile(name: "plain.yaml", text: text)))
            #expect((plain(text) == nil) == (depth > YAMLReader.depthLimit))
        }
        // A list of a list of 998 texts, of 499 aliases of it, and of some more texts.
        let most = "- &a [" + String(repeating: "x,", count: 998) + "]\n" + String(repeating: "- *a\n", count: 499)
        for more in 498...501 {
            let text = most + String(repeating: "- x\n", count: more)
            #expect(plain(text) == full(SourceFile(name: "plain.yaml", text: text)))
            #expect((plain(text) == nil) == (1_000 + 499 * 999 + more > YAMLReader.nodeLimit))
        }
    }

    @Test func `most contracts are plain, and each reads the same either way`() throws {
        var taken: [String] = []
        let folder = SourceTree.root.appending(path: "Contracts")
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let files = try paths.filter { $0.hasSuffix(".yaml") }.map {
            SourceFile(name: $0, text: try SourceTree.text(of: "Contracts/\($0)"))
        }
        #expect(files.count > 50)
        for file in files {
            let whole = try #require(full(file), "\(file.name)")
            guard let root = PlainYAML.root(of: file) else { continue }
            taken.append(file.name)
            #expect(root == whole, "\(file.name)")
        }
        #expect(taken.count * 10 >= files.count * 9, "\(taken.count) of \(files.count)")
    }
}
