import Testing

@testable import RFSEmulator

struct TemplateJSONTests {
    private static let native = """
        variable "sizes" {
          type        = list(number)
          default     = [1, 2]
          description = "The $${sizes}"
          validation {
            condition     = length(var.sizes) > 0
            error_message = "None."
          }
        }

        locals {
          first = var.sizes[0]
        }

        resource "a_disk" "one" {
          count = 2
          name  = "disk-${count.index}"
          tags  = { "k" = "v${local.first}" }
        }

        output "names" {
          value = a_disk.one[*].name
        }
        """

    private static let json = """
        {
          "//": "a comment",
          "variable": {"sizes": {
            "type": "list(number)", "default": [1, 2], "description": "The $${sizes}",
            "validation": {"condition": "${length(var.sizes) > 0}", "error_message": "None."}
          }},
          "locals": [{"first": "${var.sizes[0]}"}],
          "resource": [{"a_disk": {"one": [{
            "count": 2, "name": "disk-${count.index}", "tags": {"k": "v${local.first}"}
          }]}}],
          "output": {"names": {"value": "${a_disk.one[*].name}"}}
        }
        """

    @Test
    func `the JSON form of a template means the same`() throws {
        let native = try TemplateSample.read(Self.native)
        let json = try TemplateSample.read(Self.json)
        #expect(json.sources.map(\.name) == ["main.tf.json"])
        #expect(json.variables[0].validations[0].conditionText == native.variables[0].validations[0].conditionText)
        #expect(json.variables.map(\.type) == native.variables.map(\.type))
        #expect(json.variables.map(\.fallback) == native.variables.map(\.fallback))
        let one = try native.resolve(variables: VariableValues())
        let other = try json.resolve(variables: VariableValues())
        #expect(one == other)
        #expect(one.outputs[0].value.json == #"["disk-0","disk-1"]"#)
    }

    static let problems: [(text: String, problem: String)] = [
        ("{", "main.tf.json:1:1: the brace that opens here is not closed"),
        ("{\"variable\": {\"a\": []}, }", "main.tf.json:1:25: expected the name of a member, found \"}\""),
        ("{\"variable\": 5}", "main.tf.json:1:14: expected an object or an array of objects"),
        ("{\"output\": {\"a\": {\"value\": \"${var.b}\"}}}", "main.tf.json:1:31: the variable \"b\" is not declared"),
        ("{\n \"output\": {\"a\": {\"value\": \"\\t${var.b}\"}}}", "main.tf.json:2:28: the variable \"b\" is not declared"),
        ("{\"output\": {\"a\": {\"value\": \"${1\"}}}", "main.tf.json:1:29: the interpolation that opens here is not closed"),
        ("{\"locals\": {\"a\": 1, \"a\": 2}}", "main.tf.json:1:21: the argument \"a\" is set twice"),
        ("{\"locals\": {\"a\": 01}}", "main.tf.json:1:18: the number is malformed or too large"),
        ("{\"locals\": {\"a\": \"\\x\"}}", "main.tf.json:1:18: the string holds a malformed escape"),
        ("{\"locals\": {\"a\": tru}}", "main.tf.json:1:18: expected a value, found \"t\""),
        ("{} x", "main.tf.json:1:4: expected the end of the text, found \"x\""),
        ("{\"x\": 1}", "main.tf.json:1:2: an argument outside of blocks is not allowed: \"x\""),
        (
            "{\"variable\": {\"a\": {\"type\": \"strin\"}}}",
            "main.tf.json:1:30: expected a type: string, number, bool, any, list(...), set(...), map(...), object({...}) or tuple([...])"
        ),
    ]

    @Test(arguments: problems)
    func `a broken JSON template is refused where it breaks`(_ text: String, _ problem: String) {
        #expect(TemplateSample.problem(text) == problem)
    }

    @Test
    func `blocks may be repeated and references need no marks`() throws {
        let configuration = try TemplateSample.read(
            """
            {"resource": {"a_b": {"c": {}}}, "resource": {"a_b": {"d": {"depends_on": ["a_b.c"], "provider": "a",
             "lifecycle": {"prevent_destroy": true, "ignore_changes": ["tags"]}}}}}
            """)
        #expect(configuration.resources.map(\.address) == ["a_b.c", "a_b.d"])
        #expect(configuration.resources.map(\.dependsOn) == [[], ["a_b.c"]])
        #expect(configuration.resources.map(\.preventsDestruction) == [false, true])
    }
}
