import Testing

@testable import RFSEmulator

struct SyntaxProblemTests {
    /// A text with the problem that it has.
    struct Row: Sendable, CustomStringConvertible {
        var text: String
        var problem: String
        var description: String { text }

        init(_ text: String, _ problem: String) {
            self.text = text
            self.problem = problem
        }
    }

    static let bodies = [
        Row("x", "main.tf:1:2: expected \"=\", \"{\" or a label, found the end of the text"),
        Row("= 1", "main.tf:1:1: expected an argument or a block, found \"=\""),
        Row("}", "main.tf:1:1: expected an argument or a block, found \"}\""),
        Row("x = 1", "main.tf:1:1: an argument outside of blocks is not allowed: \"x\""),
        Row("locals {", "main.tf:1:8: the block that opens here is not closed"),
        Row("locals {\n  a = 1\n", "main.tf:1:8: the block that opens here is not closed"),
        Row("locals {\n  a = 1 b = 2\n}", "main.tf:2:9: expected the end of the line, found \"b\""),
        Row("locals {\n  a = 1 }", "main.tf:2:9: expected the end of the line, found \"}\""),
        Row("locals { a = 1, b = 2 }", "main.tf:1:15: expected \"}\", as a block on one line holds only one argument, found \",\""),
        Row("locals { a { } }", "main.tf:1:12: expected \"=\", as a block on one line holds only one argument, found \"{\""),
        Row("locals {}  locals {}", "main.tf:1:12: expected the end of the line, found \"l\""),
        Row("locals {\n  a = 1\n  a = 2\n}", "main.tf:3:3: the argument \"a\" is set twice"),
        Row("locals {\n  a =\n}", "main.tf:2:6: expected an expression, found the end of the line"),
        Row("locals {\n  a : 1\n}", "main.tf:2:5: expected \"=\", \"{\" or a label, found \":\""),
        Row("variable \"a${1}\" {}", "main.tf:1:10: a label may not hold interpolations"),
        Row("locals {\n  a = \"open", "main.tf:2:7: the text that opens here is not closed"),
        Row("locals {\n  a = \"${", "main.tf:2:10: expected an expression, found the end of the text"),
        Row("locals {\n  a = \"${1 ", "main.tf:2:8: the interpolation that opens here is not closed"),
        Row("locals {\n  a = [1,\n", "main.tf:2:7: the bracket that opens here is not closed"),
        Row("locals {\n  a = (1", "main.tf:2:7: the bracket that opens here is not closed"),
        Row("locals {\n  a = f(1", "main.tf:2:8: the bracket that opens here is not closed"),
        Row("locals {\n  a = { b = 1", "main.tf:2:7: the brace that opens here is not closed"),
        Row("locals {\n  a = b[1", "main.tf:2:8: the bracket that opens here is not closed"),
        Row("/* open", "main.tf:1:1: the comment that begins here is not closed"),
        Row("locals {\n\u{0}\n}", "main.tf:2:1: expected an argument or a block, found a character that is not printable"),
        Row("locals {\n  ü = 1\n  ü = 2\n}", "main.tf:3:3: the argument \"ü\" is set twice"),
    ]

    static let expressions = [
        Row("\"open", "main.tf:2:12: text in quotes may not hold a line break; expected \"\\n\" or a heredoc"),
        Row("\"a\nb\"", "main.tf:2:9: text in quotes may not hold a line break; expected \"\\n\" or a heredoc"),
        Row("\"中文\\q\"", "main.tf:2:10: the escape is unknown; expected one of \\n \\r \\t \\\" \\\\ \\u \\U"),
        Row("\"\\u12\"", "main.tf:2:8: the escape needs 4 hexadecimal digits"),
        Row("\"\\ud800\"", "main.tf:2:8: the escape names no character"),
        Row("\"${1\"", "main.tf:2:11: expected \"}\" at the end of the interpolation, found \"\"\""),
        Row("\"${}\"", "main.tf:2:10: expected an expression, found \"}\""),
        Row("\"${1 2}\"", "main.tf:2:12: expected \"}\" at the end of the interpolation, found \"2\""),
        Row("\"%{ when }\"", "main.tf:2:11: expected one of the directives if, else, endif, for and endfor, found \"w\""),
        Row("<<EOT\nabc", "main.tf:2:7: the heredoc that opens here is not closed"),
        Row("<<EOT abc\nEOT", "main.tf:2:12: expected a line break behind \"EOT\", found a blank"),
        Row("<<\"A\"\nA", "main.tf:2:9: expected the name that ends the heredoc, found \"\"\""),
        Row("[1 2]", "main.tf:2:10: expected \",\" or \"]\", found \"2\""),
        Row("[1,", "main.tf:3:1: expected an expression, found \"}\""),
        Row("(1", "main.tf:3:1: expected \")\", found \"}\""),
        Row("f(1", "main.tf:3:1: expected \",\" or \")\", found \"}\""),
        Row("f(1 2)", "main.tf:2:11: expected \",\" or \")\", found \"2\""),
        Row("{ a = 1", "main.tf:1:8: the block that opens here is not closed"),
        Row("{ a 1 }", "main.tf:2:11: expected \"=\" or \":\" behind the key, found \"1\""),
        Row("{ a = 1 b = 2 }", "main.tf:2:15: expected \",\", a line break or \"}\", found \"b\""),
        Row("{ a.b = 1 }", "main.tf:2:9: a key that is a reference has to stand in parentheses"),
        Row("1 +", "main.tf:2:10: expected an expression, found the end of the line"),
        Row("1 ? 2", "main.tf:2:12: expected \":\" and the other value of the condition, found the end of the line"),
        Row("1 & 2", "main.tf:2:9: expected the end of the line, found \"&\""),
        Row("a.", "main.tf:2:9: expected the name of an attribute, found the end of the line"),
        Row("1abc", "main.tf:2:7: the number is malformed"),
        Row("1e", "main.tf:2:7: the number is malformed"),
        Row("1e999999999", "main.tf:2:7: the number is too large"),
        Row("[for x in [] x]", "main.tf:2:20: expected \":\" behind the collection, found \"x\""),
        Row("[for in [] : 1]", "main.tf:2:15: expected the word in, found \"[\""),
        Row("{for x in [] : x}", "main.tf:2:23: expected \"=>\" behind the key, found \"}\""),
        Row("a::b", "main.tf:2:11: expected \"(\" behind the name of a function, found the end of the line"),
        Row("'a'", "main.tf:2:7: expected an expression, found \"'\""),
    ]

    @Test(arguments: bodies)
    func `a broken body is refused where it breaks`(_ row: Row) {
        #expect(TemplateSample.problem(row.text) == row.problem)
    }

    @Test(arguments: expressions)
    func `a broken expression is refused where it breaks`(_ row: Row) {
        #expect(TemplateSample.problem("locals {\n  a = \(row.text)\n}\n") == row.problem)
    }

    @Test
    func `columns count characters behind a byte order mark`() {
        #expect(TemplateSample.problem("\u{FEFF}x y z") == "main.tf:1:6: expected \"{\" or a label, found the end of the text")
    }
}
