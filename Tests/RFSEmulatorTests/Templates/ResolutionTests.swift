import Testing

@testable import RFSEmulator

struct ResolutionTests {
    /// Address and attributes of each copy, one a line.
    private func summary(_ template: ResolvedTemplate) -> [String] {
        template.resources.map { resource in
            let attributes = resource.attributes.map { attribute in
                let text = attribute.value.unknownReason.map { "?(\($0))" } ?? attribute.value.json
                return "\(attribute.name)=\(text)"
            }
            return ([resource.address] + attributes).joined(separator: " ")
        }
    }

    @Test
    func `what others depend on comes first`() throws {
        let template = try TemplateSample.resolve(
            """
            resource "a_server" "s" {
              subnet = local.subnet
              image  = data.a_image.i.id
              name   = "s"
            }
            locals {
              subnet = a_subnet.n.id
            }
            resource "a_subnet" "n" {
              vpc        = a_vpc.v.name
              depends_on = [a_other.o]
            }
            resource "a_vpc" "v" {
              name = "v"
            }
            resource "a_other" "o" {}
            data "a_image" "i" {
              name = a_vpc.v.name
            }
            """)
        #expect(
            summary(template) == [
                #"a_vpc.v name="v""#,
                #"data.a_image.i name="v""#,
                "a_other.o",
                #"a_subnet.n vpc="v""#,
                "a_server.s subnet=?(a_subnet.n.id is known after the deployment) "
                    + #"image=?(data.a_image.i.id is known after the deployment) name="s""#,
            ])
        #expect(
            template.resources.map(\.dependsOn) == [
                [], ["a_vpc.v"], [], ["a_other.o", "a_vpc.v"], ["a_subnet.n", "data.a_image.i"],
            ])
        #expect(template.resources.map(\.mode) == [.managed, .data, .managed, .managed, .managed])
        #expect(template.resources.map(\.provider) == ["a", "a", "a", "a", "a"])
    }

    @Test
    func `count and for_each make copies with keys`() throws {
        let template = try TemplateSample.resolve(
            """
            resource "a_b" "counted" {
              count = "2"
              name  = "n${count.index}"
            }
            resource "a_b" "set" {
              for_each = toset(["y", "x\\"z"])
              name     = each.value
            }
            resource "a_b" "map" {
              for_each = { k = { size = 3 } }
              name     = each.key
              size     = each.value.size
            }
            resource "a_b" "none" {
              count = 0
            }
            output "picked" {
              value = [a_b.counted[1].name, a_b.set["y"].name, a_b.map["k"].size, a_b.counted.*.name, a_b.none[*].id]
            }
            """)
        #expect(
            summary(template) == [
                #"a_b.counted[0] name="n0""#, #"a_b.counted[1] name="n1""#, #"a_b.set["x\"z"] name="x\"z""#,
                #"a_b.set["y"] name="y""#, #"a_b.map["k"] name="k" size=3"#,
            ])
        #expect(template.resources.map(\.key?.text) == ["0", "1", "x\"z", "y", "k"])
        #expect(template.outputs[0].value.json == #"["n1","y",3,["n0","n1"],[]]"#)
    }

    @Test
    func `nested and dynamic blocks become lists of maps`() throws {
        let template = try TemplateSample.resolve(
            """
            resource "a_group" "g" {
              name = "g"
              rule {
                port = 22
                peer { address = "x" }
              }
              dynamic "rule" {
                for_each = { http = 80 }
                content {
                  port = rule.value
                  name = rule.key
                }
              }
              dynamic "disk" {
                for_each = [1, 2]
                iterator = item
                content { size = item.value }
              }
              dynamic "late" {
                for_each = unknown_function()
                content { size = late.value }
              }
              provisioner "local-exec" {
                command = "echo ${self.name}"
              }
            }
            """)
        #expect(
            summary(template) == [
                #"a_group.g name="g" "#
                    + #"rule=[{"peer":[{"address":"x"}],"port":22},{"name":"http","port":80}] disk=[{"size":1},{"size":2}] "#
                    + "late=?(the result of unknown_function is known after the deployment)"
            ])
    }

    @Test
    func `attributes of a deployment fill in what the template does not set`() throws {
        let text = """
            resource "a_vpc" "v" {
              count = 2
              name  = "v${count.index}"
            }
            resource "a_vpc" "single" {}
            output "ids" {
              value = [for v in a_vpc.v : "${v.name}:${v.id}"]
            }
            output "id" {
              value       = a_vpc.single.id
              description = "d"
            }
            output "whole" {
              value = a_vpc.v[1]
            }
            """
        let planned = try TemplateSample.resolve(text)
        #expect(planned.outputs.map(\.value.isKnown) == [false, false, false])
        #expect(planned.outputs.map(\.type) == ["list(any)", "any", "any"])
        let deployed = try TemplateSample.resolve(
            text,
            deployed: [
                "a_vpc.v[0]": ["id": .string("i0")], "a_vpc.v[1]": ["id": .string("i1")],
                "a_vpc.single": ["id": .string("s")],
            ])
        #expect(
            deployed.outputs.map(\.value.json) == [
                #"["v0:i0","v1:i1"]"#, "\"s\"", #"{"id":"i1","name":"v1"}"#,
            ])
        #expect(deployed.outputs.map(\.type) == ["list(string)", "string", "map(string)"])
        #expect(deployed.outputs.map(\.description) == [nil, "d", nil])
    }

    @Test
    func `sensitive variables mark what they go into`() throws {
        let text = """
            variable "password" {
              default   = "p"
              sensitive = true
            }
            locals {
              all  = { open = 1, closed = var.password }
              link = "x${local.all.closed}"
            }
            resource "a_db" "d" {
              name     = "n${local.all.open}"
              password = var.password
              url      = local.link
            }
            output "secret" {
              value     = a_db.d.password
              sensitive = true
            }
            output "open" {
              value = [a_db.d.name, a_db.d.id, local.all.open, nonsensitive(var.password)]
            }
            """
        let template = try TemplateSample.resolve(text)
        #expect(template.resources[0].attributes.map(\.isSensitive) == [false, true, true])
        #expect(template.outputs.map(\.isSensitive) == [true, false])
        #expect(
            TemplateSample.problem(text + "\noutput \"leak\" {\n  value = a_db.d.url\n}")
                == "main.tf:21:1: the output \"leak\" shows a sensitive value: expected sensitive = true")
    }

    @Test
    func `modules keep their inputs and their outputs are unknown`() throws {
        let template = try TemplateSample.resolve(
            """
            module "net" {
              source  = "rf.cn-north-4.myhuaweicloud.com/private/net"
              version = "1.0.0"
              name    = "n${1}"
            }
            output "o" {
              value = module.net.ids[0]
            }
            """)
        #expect(template.modules.map(\.address) == ["module.net"])
        #expect(template.modules[0].inputs == [ResolvedAttribute(name: "name", value: .string("n1"), isSensitive: false)])
        #expect(template.outputs[0].value == .unknown(.module("module.net.ids")))
    }

    @Test
    func `outputs of a deployed module are its values`() throws {
        let template = try TemplateSample.resolve(
            "module \"net\" {\n  source = \"./net\"\n}\noutput \"o\" {\n  value = module.net.ids[0]\n}",
            deployed: ["module.net": ["ids": .list([.string("i")])]])
        #expect(template.outputs[0].value == .string("i"))
    }

    static let types = [
        ("\"a\"", "string"), ("1", "number"), ("true", "bool"), ("null", "any"), ("[]", "list(any)"), ("[1, 2]", "list(number)"),
        ("[1, \"a\"]", "tuple([number, string])"), ("{ a = 1 }", "map(number)"), ("{ a = 1, b = \"x\" }", "object({a=number, b=string})"),
        ("toset([\"a\"])", "set(string)"),
        (
            String(repeating: "[1, \"a\", ", count: 40) + "2" + String(repeating: "]", count: 40),
            String(repeating: "tuple([number, string, ", count: 40) + "number" + String(repeating: "])", count: 40)
        ),
    ]

    @Test(arguments: types)
    func `the type of an output is that of its value`(_ expression: String, _ type: String) throws {
        let template = try TemplateSample.resolve("output \"o\" {\n  value = \(expression)\n}")
        #expect(template.outputs[0].type == type)
    }

    static let problems: [(text: String, problem: String)] = [
        ("resource \"a_b\" \"c\" {\n  count = -1\n}", "main.tf:2:11: count takes a whole number from 0, found a number"),
        ("resource \"a_b\" \"c\" {\n  count = 1001\n}", "main.tf:2:11: count makes 1001 copies, more than 1000"),
        (
            "resource \"a_b\" \"c\" {\n  for_each = [\"a\"]\n}",
            "main.tf:2:14: for_each takes a map or a set of strings, found a list; toset makes it a set"
        ),
        ("resource \"a_b\" \"c\" {\n  for_each = toset([1])\n}", "main.tf:2:14: for_each takes a set of strings, found a number in it"),
        (
            "resource \"a_b\" \"c\" {}\nresource \"a_b\" \"d\" {\n  count = a_b.c.size\n}",
            "main.tf:3:11: count depends on a_b.c.size is known after the deployment"
        ),
        (
            "resource \"a_b\" \"c\" {\n  count = 1\n}\noutput \"o\" {\n  value = a_b.c.id\n}",
            "main.tf:5:11: a_b.c has several copies: expected an index in brackets"
        ),
        (
            "resource \"a_b\" \"c\" {\n  count = 1\n}\noutput \"o\" {\n  value = a_b.c[1].id\n}",
            "main.tf:5:17: a_b.c has no copy with this index"
        ),
        (
            "resource \"a_b\" \"c\" {\n  dynamic \"d\" {\n    for_each = []\n  }\n}",
            "main.tf:2:3: a dynamic block needs for_each and content"
        ),
    ]

    @Test(arguments: problems)
    func `a resource that cannot be resolved is refused`(_ text: String, _ problem: String) {
        #expect(TemplateSample.problem(text) == problem)
    }

    @Test
    func `a number of copies that a function tells is one copy without key`() throws {
        let template = try TemplateSample.resolve("resource \"a_b\" \"c\" {\n  count = max(1, 2)\n  name = \"n\"\n}")
        #expect(summary(template) == [#"a_b.c name="n""#])
    }

    @Test
    func `an imported resource says so`() throws {
        let template = try TemplateSample.resolve(
            "resource \"a_b\" \"c\" {}\nresource \"a_b\" \"d\" {}\nimport {\n  to = a_b.d\n  id = \"1\"\n}")
        #expect(template.resources.map(\.isImported) == [false, true])
    }
}
