import Testing

@testable import RFSEmulator

struct ExpressionTests {
    /// An expression and its value as JSON, or the reason why it has none.
    struct Row: Sendable, CustomStringConvertible {
        var description: String
        var value: String

        init(_ expression: String, _ value: String) {
            description = expression
            self.value = value
        }
    }

    static let literals = [
        Row("null", "null"),
        Row("true", "true"),
        Row("false", "false"),
        Row("0", "0"),
        Row("007", "7"),
        Row("1.50", "1.5"),
        Row("1e3", "1000"),
        Row("2.5E-2", "0.025"),
        Row("-12", "-12"),
        Row("-0", "0"),
        Row("123456789012345678901234567890", "123456789012345678901234567890"),
        Row("\"\"", "\"\""),
        Row("\"plain ümlaut 中\"", "\"plain ümlaut 中\""),
        Row(#""a\n\r\t\"\\b""#, #""a\n\r\t\"\\b""#),
        Row(#""\u00e4\U0001F600""#, "\"ä😀\""),
        Row(#""$${x} %%{y} $x %y $$ %""#, #""${x} %{y} $x %y $$ %""#),
        Row("[]", "[]"),
        Row("[1, \"a\", null,]", "[1,\"a\",null]"),
        Row("[\n1,\n# one\n2 // two\n]", "[1,2]"),
        Row("{}", "{}"),
        Row("{ b = 1, a : 2 }", "{\"a\":2,\"b\":1}"),
        Row("{\n  b = 1\n\n  /* c */ \"a b\" = [2]\n}", "{\"a b\":[2],\"b\":1}"),
        Row("{ (\"k\") = 1, 3 = 4, true = 5, null = 6, \"x${1}\" = 7 }", #"{"3":4,"k":1,"null":6,"true":5,"x1":7}"#),
        Row("/* a\nb */ 1 // end", "1"),
        Row("(\n1\n)", "1"),
    ]

    static let operators = [
        Row("1 + 2 * 3", "7"),
        Row("(1 + 2) * 3", "9"),
        Row("10 - 3 - 2", "5"),
        Row("0.1 + 0.2", "0.3"),
        Row("7 / 2", "3.5"),
        Row("8 / 2", "4"),
        Row("7 % 3", "1"),
        Row("-7 % 3", "-1"),
        Row("- 2 - -3", "1"),
        Row("\"4\" * 2", "8"),
        Row("99999999999999999999 + 1", "100000000000000000000"),
        Row("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", "true"),
        Row("1 == 1.0", "true"),
        Row("\"1\" == 1", "false"),
        Row("[1, {a = 2}] != [1, {a = 2}]", "false"),
        Row("!true || !false", "true"),
        Row("true || 1 / 0 == 1", "true"),
        Row("false && 1 / 0 == 1", "false"),
        Row("1 > 2 ? \"a\" : 2 > 1 ? \"b\" : \"c\"", "\"b\""),
        Row("false && other(1)", "false"),
        Row("other(1) && false", "false"),
        Row("other(1) || false", "unknown: the result of other is known after the deployment"),
        Row("1 / 0", "main.tf:2:15: a division by zero"),
        Row("1 + \"x\"", "main.tf:2:15: expected a number, found a string"),
        Row("!3", "main.tf:2:12: expected true or false, found a number"),
        Row("3 ? 1 : 2", "main.tf:2:11: expected true or false, found a number"),
    ]

    static let paths = [
        Row("[1, 2, 3][1]", "2"),
        Row("[1, 2, 3].2", "3"),
        Row("[[1, 2], [3]][0][1]", "2"),
        Row("{a = {b = [4]}}.a.b[0]", "4"),
        Row("{a = 1}[\"a\"]", "1"),
        Row("[{a = 1}, {a = 2}][*].a", "[1,2]"),
        Row("[{a = 1}, {a = 2}].*.a", "[1,2]"),
        Row("[{a = [1]}, {a = [2]}].*.a[0]", "[1]"),
        Row("[{a = [1]}, {a = [2]}][*].a[0]", "[1,2]"),
        Row("{a = 1}[*].a", "[1]"),
        Row("null[*]", "[]"),
        Row("[1][5]", "main.tf:2:15: the index 5 is outside of the 1 elements"),
        Row("[1][\"a\"]", "main.tf:2:15: an index has to be a whole number, found a string"),
        Row("{a = 1}.b", "main.tf:2:11: the value has no attribute \"b\""),
        Row("[1].b", "main.tf:2:11: a list has no attributes, found \".b\""),
        Row("null[0]", "main.tf:2:16: null has no elements to pick by index"),
    ]

    static let loops = [
        Row("[for x in [1, 2, 3] : x * 2 if x != 2]", "[2,6]"),
        Row("[for i, x in [\"a\", \"b\"] : \"${i}${x}\"]", "[\"0a\",\"1b\"]"),
        Row("[for k, v in {b = 1, a = 2} : \"${k}=${v}\"]", "[\"a=2\",\"b=1\"]"),
        Row("{for x in [\"a\", \"b\"] : x => \"<${x}>\"}", #"{"a":"<a>","b":"<b>"}"#),
        Row("{\nfor x in [\"aa\", \"ab\"] :\n\"k\" => x...\n}", #"{"k":["aa","ab"]}"#),
        Row("{for x in [1, 2] : \"k\" => x}", "main.tf:2:30: two rounds make the same key"),
        Row("[for x in 5 : x]", "main.tf:2:21: expected a list, a set or a map, found a number"),
        Row("[for x in other() : x]", "unknown: the value repeats over a value that is not known yet"),
    ]

    static let templates = [
        Row("\"a${1 + 1}b\"", "\"a2b\""),
        Row("\"${1}\"", "1"),
        Row("\"${[1]}\"", "[1]"),
        Row("\"${\"${\"x\"}\"}y\"", "\"xy\""),
        Row("\"a ${~ 1 ~} b\"", "\"a1b\""),
        Row("\"${true}-${null == null}\"", "\"true-true\""),
        Row("\"%{ if 1 > 2 }a%{ else }b%{ endif }\"", "\"b\""),
        Row("\"%{ for x in [1, 2] }<${x}>%{ endfor }\"", "\"<1><2>\""),
        Row("\"a%{ if false }b%{ endif }\"", "\"a\""),
        Row("\"a${other()}\"", "unknown: the result of other is known after the deployment"),
        Row("\"a${[]}\"", "main.tf:2:15: expected text, a number or a boolean in the text, found a list"),
        Row("\"a%{ endif }\"", "main.tf:2:13: the directive does not belong to an open one"),
        Row("\"a%{ if true }\"", "main.tf:2:13: the directive that begins here is not ended"),
    ]

    static let functions = [
        Row("toset([\"b\", \"a\", \"b\"])", "[\"a\",\"b\"]"),
        Row("toset([10, 9])", "[9,10]"),
        Row("tostring(1.0)", "\"1\""),
        Row("tonumber(\"2\")", "2"),
        Row("tobool(\"true\")", "true"),
        Row("tolist([\"a\", 1])", "[\"a\",\"1\"]"),
        Row("length(\"äöü\") + length([1]) + length({})", "4"),
        Row("merge({a = 1, b = 2}, {b = 3})", "{\"a\":1,\"b\":3}"),
        Row("concat([1], [2]...)", "main.tf:2:11: the function concat cannot be called with these arguments"),
        Row("concat([[1], [2]]...)", "[1,2]"),
        Row("keys({b = 1, a = 2})", "[\"a\",\"b\"]"),
        Row("values({b = 1, a = 2})", "[2,1]"),
        Row("contains([\"a\"], \"a\")", "true"),
        Row("cidrsubnet(\"10.0.0.0/8\", 8, 1)", "unknown: the result of cidrsubnet is known after the deployment"),
        Row("provider::local::f(1,)", "unknown: the result of provider::local::f is known after the deployment"),
        Row("tonumber(\"x\")", "main.tf:2:11: the function tonumber cannot be called with these arguments"),
    ]

    @Test(arguments: literals + operators + paths + loops + templates + functions)
    func `an expression has its value`(_ row: Row) {
        #expect(TemplateSample.value(row.description) == row.value)
    }

    @Test
    func `a heredoc keeps its lines and does not know backslashes`() {
        #expect(TemplateSample.value("<<EOT\n  a\\n\n\n b ${1 + 1}\nEOT") == #""  a\\n\n\n b 2\n""#)
    }

    @Test
    func `an indented heredoc loses the indentation that all lines share`() {
        let text = "<<-EOT\n      a\n        b\n\n      ${1}\n    EOT"
        #expect(TemplateSample.value(text) == #""a\n  b\n\n1\n""#)
    }

    @Test
    func `an interpolation at the start of a line keeps all indentation`() {
        #expect(TemplateSample.value("<<-EOT\n  a\n${1}\n  EOT") == #""  a\n1\n""#)
    }

    @Test
    func `a heredoc with line ends of Windows has plain line breaks`() {
        #expect(TemplateSample.value("<<EOT\r\na\r\nEOT\r") == #""a\n""#)
    }

    @Test
    func `a heredoc may stand in a call and ends only at its own marker`() {
        #expect(TemplateSample.value("tolist([<<A\nAB\n A B\nA\n, \"x\"])") == #"["AB\n A B\n","x"]"#)
    }

    @Test
    func `directives of a heredoc span lines`() {
        let text = "<<EOT\n%{ for x in [1, 2] ~}\nv${x}\n%{ endfor ~}\nend\nEOT"
        #expect(TemplateSample.value(text) == #""v1\nv2\nend\n""#)
    }
}
