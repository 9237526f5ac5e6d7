import ContractReports
import Testing

struct EscapingTests {
    @Test(arguments: [
        ("plain text, 模块 and é", "plain text, 模块 and é"),
        ("\u{1B}[31mred\u{1B}]0;title\u{7}", "\\u{1B}[31mred\\u{1B}]0;title\\u{7}"),
        ("a\u{0}b\u{7F}c\u{85}d\u{9B}1m", "a\\u{0}b\\u{7F}c\\u{85}d\\u{9B}1m"),
        ("user\u{202E}txt.exe\u{2066}\u{200F}", "user\\u{202E}txt.exe\\u{2066}\\u{200F}"),
        ("zero\u{200B}width\u{FEFF}", "zero\\u{200B}width\\u{FEFF}"),
        ("non\u{FFFE}character\u{1FFFF}", "non\\u{FFFE}character\\u{1FFFF}"),
        ("one\ntwo\r\nthree\tfour", "one\\ntwo\\r\\nthree\\tfour"),
        ("line\u{2028}separator", "line\\u{2028}separator"),
        ("::error::boo", "\\u{3A}:error::boo"),
        ("  ::set-output name=a::b", "  \\u{3A}:set-output name=a::b"),
        ("a ::error::b", "a ::error::b"),
        ("x ##[add-mask]y ##vso[task.complete]z", "x \\u{23}#[add-mask]y \\u{23}#vso[task.complete]z"),
        ("## heading [link]", "## heading [link]"),
        ("👩‍💻 joined", "👩‍💻 joined"),
    ])
    func `what cannot be seen is written out`(text: String, expected: String) {
        #expect(Escaping.visible(text) == expected)
    }

    @Test(arguments: [
        ("one\ntwo\r\nthree\tfour", "one\ntwo\nthree\tfour"),
        ("lone\rreturn", "lone\\rreturn"),
        ("ok\n::error::boo\n\u{1B}::stop", "ok\n\\u{3A}:error::boo\n\\u{1B}\\u{3A}:stop"),
    ])
    func `lines stay lines where they may`(text: String, expected: String) {
        #expect(Escaping.visible(text, .lines) == expected)
    }

    @Test(arguments: [
        ("<a b=\"c\">&amp;]]>", "&lt;a b=&quot;c&quot;&gt;&amp;amp;]]&gt;"),
        ("nul\u{0} and \u{FFFF}", "nul\\u{0} and \\u{FFFF}"),
    ])
    func `text in XML is valid`(text: String, expected: String) {
        #expect(Escaping.xml(text) == expected)
        #expect(Escaping.xmlAttribute(text) == expected)
    }

    @Test func `an attribute stays on one line`() {
        #expect(Escaping.xmlAttribute("a\nb\tc") == "a\\nb\\tc")
        #expect(Escaping.xml("a\nb\tc") == "a\nb\tc")
    }

    @Test(arguments: [
        ("sort_key and sort_dir are refused.", "sort_key and sort_dir are refused."),
        ("a|b", "a&#124;b"),
        ("*bold* _it_ ~~x~~ [l](u) `c`", "\\*bold\\* \\_it\\_ \\~\\~x\\~\\~ \\[l\\](u) \\`c\\`"),
        ("<script>alert(1)</script> &lt;", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"),
        ("ask @octocat about #12", "ask `@octocat` about `#12`"),
        ("see GH-7 and owner/repo#8", "see `GH-7` and `owner/repo#8`"),
        ("at https://evil.example/x or www.evil.example", "at `https://evil.example/x` or `www.evil.example`"),
        ("costs $5 and $6", "costs `$5` and `$6`"),
        ("# no heading", "\\# no heading"),
        ("- no item", "\\- no item"),
        ("12. no item", "12\\. no item"),
        ("    no code", "no code"),
        ("two\nlines", "two\\\\nlines"),
        ("|@a`|", "<code>&#124;&#64;a&#96;&#124;</code>"),
    ])
    func `prose in Markdown is prose`(text: String, expected: String) {
        #expect(Escaping.markdown(text) == expected)
    }

    @Test(arguments: [
        ("plain", "`plain`"),
        ("", "(empty)"),
        ("a|b", "<code>a&#124;b</code>"),
        ("``x``", "<code>&#96;&#96;x&#96;&#96;</code>"),
        ("back\\slash", "<code>back&#92;slash</code>"),
        ("</code><b>|", "<code>&#60;&#47;code&#62;&#60;b&#62;&#124;</code>"),
        (" padded ", "<code> padded </code>"),
    ])
    func `code in Markdown is code, in tables too`(text: String, expected: String) {
        #expect(Escaping.markdownCode(text) == expected)
    }

    @Test func `a fence is longer than every run of backticks inside`() {
        #expect(Escaping.markdownFence("a") == "```text\na\n```\n")
        #expect(Escaping.markdownFence("```\nb\n`````\n", info: "sh") == "``````sh\n```\nb\n`````\n\n``````\n")
    }
}
