import Testing

@testable import RFSEmulator

struct VariableValueTests {
    /// The value of the variable `v` of a type, or the problem.
    private func value(type: String?, tfvars: String? = nil, pair: String? = nil, more: String = "") -> String {
        let declared = "variable \"v\" {\n\(type.map { "  type = \($0)\n" } ?? "")\(more)}\n"
        do {
            let values =
                if let pair {
                    try VariableValues.read(pairs: [("v", pair)])
                } else {
                    try VariableValues.read(tfvars: Array((tfvars ?? "").utf8))
                }
            return try TemplateSample.read(declared).resolve(variables: values).variables[0].value.json
        } catch {
            return error.description
        }
    }

    static let texts: [(type: String?, text: String, value: String)] = [
        ("string", "a ${b}", "\"a ${b}\""),
        ("string", "", "\"\""),
        ("number", "12.50", "12.5"),
        (
            "number", "x",
            "vars_structure: the value of variable \"v\" does not fit its type: expected a number, found a string that is none"
        ),
        ("bool", "true", "true"),
        ("bool", "1", "true"),
        (
            "bool", "yes",
            "vars_structure: the value of variable \"v\" does not fit its type: expected a boolean, found a string other than true and false"
        ),
        (nil, "[1]", "\"[1]\""),
        ("any", "[1]", "[1]"),
        ("list(string)", "[\"a\", 1]", "[\"a\",\"1\"]"),
        ("map(number)", "{ a = \"1\" }", "{\"a\":1}"),
        ("list(string)", "[", "vars_structure.v:1:1: the bracket that opens here is not closed"),
        ("list(string)", "[a.b]", "vars_structure.v:1:2: a reference is not allowed here"),
        (
            "list(string)", "\"a\"",
            "vars_structure: the value of variable \"v\" does not fit its type: expected list(string), found a string"
        ),
    ]

    @Test(arguments: texts)
    func `a text is read by the type of its variable`(_ type: String?, _ text: String, _ expected: String) {
        #expect(value(type: type, pair: text) == expected)
    }

    static let files: [(type: String?, text: String, value: String)] = [
        ("string", "v = 5", "\"5\""),
        ("number", "v = \"5\"", "5"),
        ("set(string)", "v = [\"b\", \"a\", \"b\"]", "[\"a\",\"b\"]"),
        ("tuple([string, bool])", "v = [1, \"true\"]", "[\"1\",true]"),
        ("tuple([string])", "v = [1, 2]", "vars_body:1:1: the value of variable \"v\" does not fit its type: expected 1 elements, found 2"),
        ("object({ a = string, b = optional(number, 7) })", "v = { a = 1, c = 2 }", "{\"a\":\"1\",\"b\":7}"),
        (
            "object({ a = string })", "v = {}",
            "vars_body:1:1: the value of variable \"v\" does not fit its type: the attribute \"a\" is missing"
        ),
        (
            "map(list(number))", "# c\nv = { x = [1, \"y\"] }",
            "vars_body:2:1: the value of variable \"v\" does not fit its type at .x[1]: expected a number, found a string that is none"
        ),
        ("list(any)", "v = [1, \"a\"]", "[\"1\",\"a\"]"),
        (nil, "v = { a = [1, null] }", "{\"a\":[1,null]}"),
        (nil, "{\"v\": {\"a\": \"${x}\"}}", "{\"a\":\"${x}\"}"),
        (nil, "v = -1", "-1"),
        (nil, "v = 60 * 60", "3600"),
        (nil, "v = \"a${1 + 1}${true ? \"b\" : \"c\"}\"", "\"a2b\""),
        (nil, "v = <<-E\n  a\n  E", "\"a\\n\""),
        (nil, "v = 1 / 0", "vars_body:1:5: a division by zero"),
        (nil, "v = [1, 2 + f()]", "vars_body:1:13: a function call is not allowed here"),
        (nil, "v = \"x ${each.key}\"", "vars_body:1:5: a reference is not allowed here"),
        (nil, "v = [for x in [1] : x]", "vars_body:1:15: a for expression is not allowed here"),
        (nil, "v = \"a\" \"b\"", "vars_body:1:9: expected the end of the line, found \"\"\""),
        (nil, "v = 1\nv = 2", "vars_body:2:1: the argument \"v\" is set twice"),
        (nil, "v {}", "vars_body:1:1: expected values only, found a block of type \"v\""),
        (nil, "v = var.x", "vars_body:1:5: a reference is not allowed here"),
        (nil, "v = f(1)", "vars_body:1:5: a function call is not allowed here"),
        (nil, "not tfvars", "vars_body:1:11: expected \"{\" or a label, found the end of the text"),
        (nil, "{\"v\": 1, \"v\": 2}", "vars_body:1:10: the argument \"v\" is set twice"),
        (nil, "", "main.tf:1:1: the variable \"v\" has no value and no default"),
        (nil, "other = 1", "main.tf:1:1: the variable \"v\" has no value and no default"),
    ]

    @Test(arguments: files)
    func `a file of values gives values`(_ type: String?, _ text: String, _ expected: String) {
        #expect(value(type: type, tfvars: text) == expected)
    }

    @Test
    func `null takes the default where it is forbidden and else stays`() {
        #expect(value(type: "string", tfvars: "v = null", more: "  default = \"d\"\n") == "null")
        #expect(value(type: "string", tfvars: "v = null", more: "  default = \"d\"\n  nullable = false\n") == "\"d\"")
        #expect(
            value(type: "string", tfvars: "v = null", more: "  nullable = false\n")
                == "main.tf:1:1: the variable \"v\" is null, which nullable forbids")
    }

    @Test
    func `a condition that is not met refuses the value`() {
        let rule = "  validation {\n    condition = var.v > 3 && length(\"x\") == 1\n    error_message = \"${var.v} is too small.\"\n  }\n"
        #expect(value(type: "number", tfvars: "v = 4", more: rule) == "4")
        #expect(
            value(type: "number", tfvars: "v = 2", more: rule)
                == "main.tf:3:3: the value of variable \"v\" is not allowed: 2 is too small.")
    }

    @Test
    func `a condition that only the service can compute is passed`() {
        let rule = "  validation {\n    condition = can(regex(\"^a\", var.v))\n    error_message = \"Not a.\"\n  }\n"
        #expect(value(type: "string", tfvars: "v = \"b\"", more: rule) == "\"b\"")
    }

    @Test
    func `a name that two sources give a value is refused`() throws {
        var values = try VariableValues.read(tfvars: Array("a = 1\nb = 2".utf8))
        try values.add(try VariableValues.read(pairs: [("c", "3")]))
        #expect(values.names == ["a", "b", "c"])
        let more = try VariableValues.read(tfvars: Array("d = 1\n  b = 2".utf8), file: "vars_uri")
        let problem = #expect(throws: TemplateProblem.self) { try values.add(more) }
        #expect(problem?.description == "vars_uri:2:3: the variable \"b\" has a value in vars_body as well")
        let pairs = #expect(throws: TemplateProblem.self) { try VariableValues.read(pairs: [("a", "1"), ("a", "2")]) }
        #expect(pairs?.description == "vars_structure: the variable \"a\" has a value twice")
    }
}
