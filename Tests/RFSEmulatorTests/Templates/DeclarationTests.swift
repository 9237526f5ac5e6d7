import Testing

@testable import RFSEmulator

struct DeclarationTests {
    private static let sample = """
        terraform {
          required_version = ">= 1.0"
          required_providers {
            huaweicloud = {
              source  = "huawei.com/provider/huaweicloud"
              version = ">= 1.41.0"
            }
          }
        }

        provider "huaweicloud" {
          region = var.region
        }

        provider "huaweicloud" {
          alias = "east"
        }

        variable "region" {
          type        = string
          default     = "cn-north-4"
          description = "Where"
          validation {
            condition     = length(var.region) > 3
            error_message = "The region is too short."
          }
        }

        variable "secret" {
          sensitive = true
          nullable  = false
        }

        data "huaweicloud_images" "all" {
          name = "x"
        }

        resource "huaweicloud_vpc" "main" {
          provider = huaweicloud.east
          name     = "vpc"
          lifecycle {
            prevent_destroy = true
            ignore_changes  = [tags, name]
          }
        }

        module "network" {
          source  = "./network"
          version = "1.2.3"
          vpc     = huaweicloud_vpc.main.id
        }

        output "id" {
          value       = huaweicloud_vpc.main.id
          description = "The id"
        }

        import {
          to = huaweicloud_vpc.main
          id = "123"
        }
        """

    @Test
    func `all kinds of blocks are read in order`() throws {
        let configuration = try TemplateSample.read(Self.sample)
        #expect(configuration.variables.map(\.name) == ["region", "secret"])
        #expect(configuration.variables.map(\.type) == [.string, .any])
        #expect(configuration.variables.map(\.fallback) == [.string("cn-north-4"), nil])
        #expect(configuration.variables.map(\.description) == ["Where", nil])
        #expect(configuration.variables.map(\.isSensitive) == [false, true])
        #expect(configuration.variables.map(\.isNullable) == [true, false])
        #expect(configuration.variables[0].validations.map(\.conditionText) == ["length(var.region) > 3"])
        #expect(configuration.variables[0].validations.map(\.errorMessage) == ["The region is too short."])
        #expect(configuration.requiredProviders.map(\.source) == ["huawei.com/provider/huaweicloud"])
        #expect(configuration.requiredProviders.map(\.version) == [">= 1.41.0"])
        #expect(configuration.providers.map(\.alias) == [nil, "east"])
        #expect(configuration.resources.map(\.address) == ["huaweicloud_vpc.main"])
        #expect(configuration.resources.map(\.providerAlias) == ["east"])
        #expect(configuration.resources.map(\.preventsDestruction) == [true])
        #expect(configuration.data.map(\.address) == ["data.huaweicloud_images.all"])
        #expect(configuration.data.map(\.provider) == ["huaweicloud"])
        #expect(configuration.modules.map(\.source) == ["./network"])
        #expect(configuration.modules.map(\.version) == ["1.2.3"])
        #expect(configuration.outputs.map(\.description) == ["The id"])
        #expect(configuration.imports.map(\.address) == ["huaweicloud_vpc.main"])
    }

    static let types = [
        ("string", "string"), ("number", "number"), ("bool", "bool"), ("any", "any"), ("\"string\"", "string"),
        ("list", "list(any)"), ("map", "map(any)"), ("list(string)", "list(string)"), ("set(number)", "set(number)"),
        ("map(list(bool))", "map(list(bool))"), ("tuple([string, number])", "tuple([string, number])"),
        ("object({ a = string, b = optional(number, 3) })", "object({a=string, b=optional(number)})"),
    ]

    @Test(arguments: types)
    func `the type of a variable is read`(_ source: String, _ text: String) throws {
        let configuration = try TemplateSample.read("variable \"a\" {\n  type = \(source)\n}")
        #expect(configuration.variables[0].type.text == text)
    }

    /// A template with its problem.
    static let problems: [(text: String, problem: String)] = [
        ("foo \"a\" {}", "main.tf:1:1: blocks of type \"foo\" are not expected here"),
        ("variable {}", "main.tf:1:1: a variable block takes a label for the name, found 0 labels"),
        ("resource \"a_b\" {}", "main.tf:1:1: a resource block takes a label for the type and the name, found 1 labels"),
        ("locals \"x\" {}", "main.tf:1:1: a locals block takes no labels, found 1 labels"),
        ("variable \"1a\" {}", "main.tf:1:1: the label \"1a\" is no name: expected a letter, then letters, digits, \"_\" and \"-\""),
        ("variable \"count\" {}", "main.tf:1:1: a variable may not have the reserved name \"count\""),
        ("variable \"a\" {}\nvariable \"a\" {}", "main.tf:2:1: the variable \"a\" is declared twice"),
        ("output \"a\" { value = 1 }\noutput \"a\" { value = 1 }", "main.tf:2:1: the output \"a\" is declared twice"),
        ("locals { a = 1 }\nlocals { a = 1 }", "main.tf:2:10: the local value \"a\" is declared twice"),
        ("resource \"a_b\" \"c\" {}\nresource \"a_b\" \"c\" {}", "main.tf:2:1: the resource a_b.c is declared twice"),
        ("data \"a_b\" \"c\" {}\ndata \"a_b\" \"c\" {}", "main.tf:2:1: the data source data.a_b.c is declared twice"),
        ("provider \"a\" {}\nprovider \"a\" {}", "main.tf:2:1: the provider configuration a is declared twice"),
        ("module \"a\" {}", "main.tf:1:1: the module \"a\" has no source"),
        ("module \"a\" { source = \"x${var.b}\" }", "main.tf:1:27: a reference is not allowed here"),
        ("output \"a\" {}", "main.tf:1:1: the output \"a\" has no value"),
        ("variable \"a\" {\n  typ = string\n}", "main.tf:2:3: a variable has no argument \"typ\""),
        (
            "variable \"a\" {\n  type = strin\n}",
            "main.tf:2:10: expected a type: string, number, bool, any, list(...), set(...), map(...), object({...}) or tuple([...])"
        ),
        ("variable \"a\" {\n  type = list(string, number)\n}", "main.tf:2:10: the type list takes one argument, found 2"),
        ("variable \"a\" {\n  default = b.c\n}", "main.tf:2:13: a reference is not allowed here"),
        ("variable \"a\" {\n  default = f()\n}", "main.tf:2:13: a function call is not allowed here"),
        (
            "variable \"a\" {\n  type    = number\n  default = \"x\"\n}",
            "main.tf:3:13: the default of variable \"a\" does not fit its type: expected a number, found a string that is none"
        ),
        (
            "variable \"a\" {\n  nullable = false\n  default  = null\n}",
            "main.tf:3:14: the default of variable \"a\" is null, which nullable forbids"
        ),
        ("variable \"a\" {\n  sensitive = 5\n}", "main.tf:2:15: \"sensitive\" takes true or false, found a number"),
        ("variable \"a\" {\n  description = 5\n}", "main.tf:2:17: \"description\" takes a string, found a number"),
        ("variable \"a\" {\n  validation {\n  }\n}", "main.tf:2:3: a validation needs condition and error_message"),
        ("resource \"a_b\" \"c\" {\n  count    = 1\n  for_each = {}\n}", "main.tf:2:3: count and for_each exclude each other"),
        ("resource \"a_b\" \"c\" {\n  provider = a.x\n}", "main.tf:2:14: the provider configuration a.x is not declared"),
        ("resource \"a_b\" \"c\" {\n  depends_on = a_b.d\n}", "main.tf:2:16: depends_on takes a list of references"),
        ("resource \"a_b\" \"c\" {\n  depends_on = [a_b.d]\n}", "main.tf:2:17: the resource a_b.d is not declared"),
        ("resource \"a_b\" \"c\" {\n  x = count.index\n}", "main.tf:2:7: \"count\" is known only in a resource with count"),
        ("resource \"a_b\" \"c\" {\n  x = each.key\n}", "main.tf:2:7: \"each\" is known only in a resource with for_each"),
        ("resource \"a_b\" \"c\" {\n  for_each = {}\n  x = each.kex\n}", "main.tf:3:7: expected each.key or each.value"),
        ("output \"a\" {\n  value = var.b\n}", "main.tf:2:11: the variable \"b\" is not declared"),
        ("output \"a\" {\n  value = local.b\n}", "main.tf:2:11: the local value \"b\" is not declared"),
        ("output \"a\" {\n  value = module.b.c\n}", "main.tf:2:11: the module \"b\" is not declared"),
        ("output \"a\" {\n  value = data.b.c.d\n}", "main.tf:2:11: the data source data.b.c is not declared"),
        ("output \"a\" {\n  value = b.c.d\n}", "main.tf:2:11: the resource b.c is not declared"),
        ("output \"a\" {\n  value = b\n}", "main.tf:2:11: the reference \"b\" is incomplete: expected a full stop and a name"),
        ("output \"a\" {\n  value = \"x ${var.b}\"\n}", "main.tf:2:16: the variable \"b\" is not declared"),
        ("output \"a\" {\n  value = [for x in [1] : y.z]\n}", "main.tf:2:27: the resource y.z is not declared"),
        (
            "locals {\n  a = local.b\n  b = [local.c]\n  c = local.a\n}",
            "main.tf:2:3: references form a circle: local.a -> local.b -> local.c -> local.a"
        ),
        ("resource \"a_b\" \"c\" {\n  x = a_b.c.id\n}", "main.tf:1:1: references form a circle: a_b.c -> a_b.c"),
    ]

    @Test(arguments: problems)
    func `a declaration that is not allowed is refused at its place`(_ text: String, _ problem: String) {
        #expect(TemplateSample.problem(text) == problem)
    }

    @Test
    func `kinds of problems are told apart`() {
        func kind(_ text: String) -> TemplateProblem.Kind? {
            do {
                _ = try TemplateSample.resolve(text)
                return nil
            } catch {
                return error.kind
            }
        }
        #expect(kind("variable {") == .syntax)
        #expect(kind("variable {}") == .configuration)
        #expect(kind("variable \"a\" {}") == .variable)
        #expect(kind("output \"a\" { value = var.b }") == .reference)
        #expect(kind("resource \"a_b\" \"c\" { count = 1e9 }") == .size)
    }
}
