import ContractCore
import Testing

struct IRegexpTests {
    @Test func `a pattern accepts what it describes and nothing else`() throws {
        for (pattern, accepted, refused) in Self.languages {
            let regexp = try IRegexp(pattern)
            for text in accepted { #expect(regexp.matches(text), "\(pattern) should match \(text.debugDescription)") }
            for text in refused { #expect(!regexp.matches(text), "\(pattern) should not match \(text.debugDescription)") }
        }
    }

    static let languages: [(String, [String], [String])] = [
        ("", [""], ["a"]),
        ("abc", ["abc"], ["ab", "abcd", "xabc", ""]),
        ("a|bc|", ["a", "bc", ""], ["abc", "b"]),
        ("(a|b)(c|d)", ["ac", "bd"], ["a", "abc", "cd"]),
        ("()", [""], ["a"]),
        ("a*", ["", "a", "aaaa"], ["b", "ab"]),
        ("a+", ["a", "aa"], ["", "b"]),
        ("ab?c", ["ac", "abc"], ["abbc"]),
        ("(ab)*c", ["c", "abc", "ababc"], ["aabc", "ab"]),
        ("a{3}", ["aaa"], ["aa", "aaaa"]),
        ("a{2,}", ["aa", "aaaaaa"], ["a"]),
        ("a{2,3}", ["aa", "aaa"], ["a", "aaaa"]),
        ("a{0}b", ["b"], ["ab"]),
        ("a{0,0}b{00,01}", ["", "b"], ["a", "bb"]),
        ("(a{0}){1000}", [""], ["a"]),
        ("(a*)*", ["", "aaa"], ["b"]),
        ("(a|)+b", ["b", "aab"], ["a"]),
        (".", ["a", "\u{1F600}", "\t", "\u{85}", "\u{2028}"], ["\n", "\r", "", "ab"]),
        ("a.c", ["abc", "a\u{0}c"], ["a\nc", "ac"]),
        ("^a$", ["a"], ["^a$", "aa"]),
        ("(^a|b)+$", ["a", "b", "ab", "bb"], ["ba", ""]),
        (#"\^a[$]"#, ["^a$"], ["a"]),
        ("a^b", [], ["ab", "a^b"]),
        ("^*a$*", ["a"], [""]),
        ("a-b,c/:;<=>@_`~!\"#%&'", ["a-b,c/:;<=>@_`~!\"#%&'"], ["a"]),
        (#"\(\)\*\+\-\.\?\[\\\]\^\{\|\}"#, [#"()*+-.?[\]^{|}"#], [""]),
        (#"\n\r\t"#, ["\n\r\t"], ["nrt"]),
        ("[abc]", ["a", "b", "c"], ["d", "", "ab"]),
        ("[a-cx-z]+", ["abcxyz"], ["d", "-"]),
        ("[^a-c]", ["d", "\n", "\u{1F600}"], ["a", "b", "c", ""]),
        ("[-a]", ["-", "a"], ["b"]),
        ("[a-]", ["-", "a"], ["b"]),
        ("[--]", ["-"], ["a"]),
        ("[-]", ["-"], ["a"]),
        ("[^-a]", ["b"], ["-", "a"]),
        ("[a-c-]", ["a", "b", "-"], ["d"]),
        (#"[\--/]"#, ["-", ".", "/"], [","]),
        (#"[a^]"#, ["a", "^"], ["b"]),
        (#"[.*+?(){}|$]"#, [".", "*", "{", "|", "$"], ["a"]),
        (#"[\[\]\\\n]"#, ["[", "]", "\\", "\n"], ["n"]),
        (#"[!-\]]"#, ["!", "A", "]"], ["^"]),
        ("[\u{E9}-\u{EF}]", ["\u{E9}", "\u{EF}"], ["\u{E8}", "e\u{301}", "e"]),
        ("\u{E9}", ["\u{E9}"], ["e\u{301}"]),
        ("[\u{10000}-\u{10FFFF}]", ["\u{1F600}", "\u{10FFFF}"], ["\u{FFFF}"]),
        (#"\p{L}+"#, ["aZ\u{E9}\u{4E2D}"], ["1", "_", ""]),
        (#"\p{Lu}\p{Ll}"#, ["Ab", "\u{C9}\u{E9}"], ["ab", "AB"]),
        (#"\P{L}"#, ["1", " ", "\u{378}"], ["a"]),
        (#"\p{Nd}{2}"#, ["12", "\u{661}\u{662}"], ["1", "ab"]),
        (#"[\p{Nd}a-f]+"#, ["12ab"], ["g"]),
        (#"[^\p{L}\p{N}]"#, ["-"], ["a", "1"]),
        (#"[\P{L}a]"#, ["a", "1"], ["b"]),
        (#"\p{C}"#, ["\u{1}", "\u{200B}", "\u{E000}", "\u{378}"], ["a"]),
        (#"\p{Cn}\p{Co}\p{Cf}\p{Cc}"#, ["\u{FFFF}\u{E000}\u{AD}\u{0}"], ["aaaa"]),
        (#"\p{M}\p{Mc}\p{Me}\p{Mn}"#, ["\u{301}\u{903}\u{20DD}\u{301}"], ["abcd"]),
        (#"\p{P}\p{Pc}\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}"#, ["!_-)\u{BB}\u{AB}!("], ["abcdefgh"]),
        (#"\p{Z}\p{Zl}\p{Zp}\p{Zs}"#, [" \u{2028}\u{2029} "], ["    "]),
        (#"\p{S}\p{Sc}\p{Sk}\p{Sm}\p{So}"#, ["$$^+\u{A9}"], ["$$$$$"]),
        (#"\p{Lm}\p{Lo}\p{Lt}\p{Nl}\p{No}"#, ["\u{2B0}\u{4E2D}\u{1C5}\u{2160}\u{B2}"], ["aaaaa"]),
    ]

    @Test func `what is no I-Regexp is refused with its kind and place`() {
        for (pattern, kind, offset) in Self.refused {
            #expect(Self.error(of: pattern).map { "\($0.kind) \($0.offset)" } == "\(kind) \(offset)", "\(pattern)")
        }
    }

    static let refused: [(String, IRegexpError.Kind, Int)] = [
        ("(", .unexpectedEnd, 1),
        ("(a", .unexpectedEnd, 2),
        (")", .unexpectedCharacter, 0),
        ("a)b", .unexpectedCharacter, 1),
        ("*", .unexpectedCharacter, 0),
        ("a|*", .unexpectedCharacter, 2),
        ("a**", .unexpectedCharacter, 2),
        ("a+?", .unexpectedCharacter, 2),
        ("a{2}{3}", .unexpectedCharacter, 4),
        ("(?:a)", .unexpectedCharacter, 1),
        ("(?=a)", .unexpectedCharacter, 1),
        ("{1}", .unexpectedCharacter, 0),
        ("a}", .unexpectedCharacter, 1),
        ("a]", .unexpectedCharacter, 1),
        ("a{", .unexpectedEnd, 2),
        ("a{1", .unexpectedEnd, 3),
        ("a{1,", .unexpectedEnd, 4),
        ("a{,1}", .unexpectedCharacter, 2),
        ("a{x}", .unexpectedCharacter, 2),
        ("a{1 }", .unexpectedCharacter, 3),
        ("a{-1}", .unexpectedCharacter, 2),
        ("a{1,2,3}", .unexpectedCharacter, 5),
        ("a{3,2}", .reversedRange, 1),
        ("[", .unexpectedEnd, 1),
        ("[a", .unexpectedEnd, 2),
        ("[a-", .unexpectedEnd, 3),
        ("[]", .unexpectedCharacter, 1),
        ("[^]", .unexpectedCharacter, 2),
        ("[]a]", .unexpectedCharacter, 1),
        ("[[a]", .unexpectedCharacter, 1),
        ("[a-b-c]", .unexpectedCharacter, 4),
        ("[---]", .unexpectedCharacter, 2),
        ("[a--]", .unexpectedCharacter, 2),
        (#"[a-\p{L}]"#, .unexpectedCharacter, 2),
        (#"[\p{L}-z]"#, .unexpectedCharacter, 6),
        ("[z-a]", .reversedRange, 1),
        ("\\", .unexpectedEnd, 1),
        (#"a\"#, .unexpectedEnd, 2),
        (#"\d"#, .invalidEscape, 0),
        (#"x\s"#, .invalidEscape, 1),
        (#"\w"#, .invalidEscape, 0),
        (#"\b"#, .invalidEscape, 0),
        (#"\1"#, .invalidEscape, 0),
        (#"\$"#, .invalidEscape, 0),
        (#"\/"#, .invalidEscape, 0),
        (#"\u0041"#, .invalidEscape, 0),
        (#"[\d]"#, .invalidEscape, 1),
        (#"\p"#, .unexpectedEnd, 2),
        (#"\pL"#, .unexpectedCharacter, 2),
        (#"\p{L"#, .unexpectedEnd, 4),
        (#"\p{}"#, .unknownCategory, 3),
        (#"\p{X}"#, .unknownCategory, 3),
        (#"\p{Cs}"#, .unknownCategory, 3),
        (#"\p{lu}"#, .unknownCategory, 3),
        (#"\p{IsGreek}"#, .unknownCategory, 3),
        ("a{1001}", .tooLarge, 2),
        ("a{1,99999999999999999999999999}", .tooLarge, 4),
        ("(a{1000}){1000}", .tooLarge, 15),
        ("((((a{0}){1000}){1000}){1000}){1000}", .tooLarge, 36),
        (String(repeating: "(", count: 100_000), .tooLarge, 100),
    ]

    @Test func `messages name what was found`() {
        #expect(Self.error(of: #"ab\d"#)?.description == #"character 3: '\d' is no escape of an I-Regexp"#)
        #expect(Self.error(of: "a{3,2}")?.message == "the quantifier {3,2} ends before it starts")
        #expect(Self.error(of: "*a")?.message == "found '*' with nothing in front of it to repeat")
    }

    @Test func `a search finds a part anywhere`() throws {
        let table: [(String, String, Bool)] = [
            ("b+", "abbc", true), ("b+", "acd", false), ("", "", true), ("", "abc", true), ("a", "", false), ("bc", "abc", true),
            ("ab", "aab", true), ("a.b", "a\nba1b", true), ("[0-9]{3}", "12 345", true), ("[0-9]{3}", "12 34 56", false),
            ("aab", "aaab", true), ("x*", "abc", true), ("^a", "ab", true), ("^a", "ba", false), ("a$", "ba", true), ("a$", "ab", false),
            ("^$", "", true),
            ("^$", "a", false), ("b|$", "a", true),
        ]
        for (pattern, text, found) in table {
            #expect(try IRegexp(pattern).isFound(in: text) == found, "\(pattern) in \(text.debugDescription)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `patterns that blow up a backtracking matcher take linear time`() throws {
        let text = String(repeating: "a", count: 20_000)
        for pattern in ["(a*)*b", "(a|a)*b", "(a+)+b", "(.*)(.*)(.*)(.*)b", "((a?){50}a{50})*b"] {
            #expect(try !IRegexp(pattern).matches(text))
            #expect(try !IRegexp(pattern).isFound(in: text))
            #expect(try IRegexp(pattern).matches(text + "b"))
        }
    }

    @Test func `patterns are equal when their texts are`() throws {
        #expect(try IRegexp("a|b") == IRegexp("a|b"))
        #expect(try IRegexp("a|b") != IRegexp("b|a"))
        #expect(try Set([IRegexp("\u{E9}"), IRegexp("e\u{301}"), IRegexp("\u{E9}")]).count == 2)
    }

    static func error(of pattern: String) -> IRegexpError? {
        do throws(IRegexpError) {
            _ = try IRegexp(pattern)
            return nil
        } catch {
            return error
        }
    }
}
