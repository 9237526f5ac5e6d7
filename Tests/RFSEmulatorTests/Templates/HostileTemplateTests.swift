import Testing

@testable import RFSEmulator

struct HostileTemplateTests {
    /// A hostile text with a name, as the text itself is too long for a report.
    struct Hostile: Sendable, CustomStringConvertible {
        var description: String
        var text: String

        init(_ description: String, _ text: String) {
            self.description = description
            self.text = text
        }
    }

    static let nests = [
        Hostile("lists", "locals {\n a = \(String(repeating: "[", count: 200_000))"),
        Hostile("parentheses", "locals {\n a = \(String(repeating: "(", count: 200_000))"),
        Hostile("objects", "locals {\n a = \(String(repeating: "{a=", count: 200_000))"),
        Hostile("calls", "locals {\n a = \(String(repeating: "f(", count: 200_000))"),
        Hostile("negations", "locals {\n a = \(String(repeating: "!", count: 200_000))true"),
        Hostile("minus signs", "locals {\n a = \(String(repeating: "- ", count: 200_000))1"),
        Hostile("conditions", "locals {\n a = \(String(repeating: "true ? 1 : ", count: 50_000))1"),
        Hostile("interpolations", "locals {\n a = \(String(repeating: "\"${", count: 100_000))"),
        Hostile("heredocs", "locals {\n a = \(String(repeating: "<<A\n${", count: 100_000))"),
        Hostile("indices", "locals {\n a = b\(String(repeating: "[c", count: 100_000))"),
        Hostile("splats", "locals {\n a = b\(String(repeating: "[*]", count: 100_000))"),
        Hostile("dotted splats", "locals {\n a = b\(String(repeating: ".*", count: 100_000))"),
        Hostile("blocks", String(repeating: "a {\n", count: 100_000)),
        Hostile("directives", "locals {\n a = \"\(String(repeating: "%{ if true }", count: 50_000))\"\n}"),
        Hostile("types", "variable \"a\" {\n type = \(String(repeating: "list(", count: 100_000))"),
        Hostile("JSON arrays", "{\"locals\": {\"a\": \(String(repeating: "[", count: 200_000))"),
        Hostile("JSON objects", String(repeating: "{\"a\":", count: 100_000)),
        Hostile(

            "JSON and expressions",
            "{\"locals\": {\"a\": \(String(repeating: "[", count: 90))\"${\(String(repeating: "(", count: 90))1}\""
                + String(repeating: "]", count: 90) + "}}"),
    ]

    @Test(arguments: nests)
    func `nesting without end is refused`(_ row: Hostile) {
        let ending = TemplateSample.problem(row.text)?.suffix(22)
        #expect(ending == "nested deeper than 100")
    }

    @Test
    func `nesting up to the bound is read`() {
        let text = String(repeating: "[", count: 90) + "1" + String(repeating: "]", count: 90)
        #expect(TemplateSample.value(text) == text)
    }

    @Test
    func `long chains of operators and steps need no deep recursion`() {
        #expect(TemplateSample.value("1" + String(repeating: " + 1", count: 50_000)) == "50001")
        #expect(TemplateSample.value("true" + String(repeating: " && true", count: 50_000)) == "true")
        let steps = String(repeating: ".a", count: 50_000)
        #expect(TemplateSample.value("null" + steps) == "main.tf:2:11: null has no attributes, found \".a\"")
    }

    @Test
    func `a long row of locals is resolved in any order`() throws {
        let rows = (0..<5000).map { "  l\($0) = local.l\($0 + 1)" }.joined(separator: "\n")
        let template = try TemplateSample.resolve("locals {\n\(rows)\n  l5000 = 7\n}\noutput \"o\" { value = local.l0 }")
        #expect(template.outputs[0].value == .number("7"))
    }

    @Test
    func `a long circle of references is told in short`() {
        let rows = (0..<5000).map { "  l\($0) = local.l\(($0 + 1) % 5000)" }.joined(separator: "\n")
        #expect(
            TemplateSample.problem("locals {\n\(rows)\n}")
                == "main.tf:2:3: references form a circle: "
                + "local.l0 -> local.l1 -> local.l2 -> local.l3 -> ... -> local.l4998 -> local.l4999 -> local.l0")
    }

    /// Templates whose values grow with every step.
    static let bombs = [
        Hostile("text", (1...40).map { "  l\($0) = \"${local.l\($0 - 1)}${local.l\($0 - 1)}\"" }.joined(separator: "\n")),
        Hostile("lists", (1...40).map { "  l\($0) = [local.l\($0 - 1), local.l\($0 - 1)]" }.joined(separator: "\n")),
        Hostile("maps", (1...40).map { "  l\($0) = { a = local.l\($0 - 1), b = local.l\($0 - 1) }" }.joined(separator: "\n")),
        Hostile("loops", "  l1 = \((0..<12).map { "[for x\($0) in range10 : " }.joined())1\(String(repeating: "]", count: 12))"),
    ]

    @Test(arguments: bombs)
    func `values that grow without bound are refused`(_ row: Hostile) {
        var limits = TemplateLimits()
        limits.values = 100_000
        let text = row.text.replacing("range10", with: "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")
        let problem = #expect(throws: TemplateProblem.self) {
            try TemplateSample.resolve("locals {\n  l0 = \"xxxxxxxxxx\"\n\(text)\n}", limits: limits)
        }
        #expect(problem?.kind == .size)
        #expect(problem?.message == "the values of the template are larger than 100000 characters and elements")
    }

    @Test
    func `values that nest without bound are refused`() {
        let rows = (1...200).map { "  l\($0) = [local.l\($0 - 1)]" }.joined(separator: "\n")
        #expect(TemplateSample.problem("locals {\n  l0 = 1\n\(rows)\n}") == "main.tf:103:3: values are nested deeper than 100")
    }

    @Test
    func `many declarations on one long line are read in one go`() throws {
        let rows = (0..<20_000).map { "\"v\($0)\": {}" }.joined(separator: ",")
        #expect(try TemplateSample.read("{\"variable\": {\(rows)}}").variables.count == 20_000)
    }

    static let whole = [
        Hostile(
            "native",
            """
            variable "a" {
              type = list(string)
              default = ["x", <<-E
                ä ${"b"} %{ if true }c%{ endif }
              E
              ]
            } # end
            output "o" { value = [for x in var.a : upper(x) if x != "\\u00e4"] }

            """),
        Hostile(
            "JSON",
            #"""
            {"variable": {"a": {"type": "list(string)", "default": ["x\u00e4", 1.5e3, null, true]}},
             "output": [{"o": {"value": "a ${[for x in var.a : x][0]}"}}]}
            """#),
    ]

    @Test(arguments: whole)
    func `a template that is cut or damaged anywhere is read or refused`(_ row: Hostile) throws {
        let bytes = Array(row.text.utf8)
        _ = try TemplateReader.read(TemplateFiles.single(body: bytes))
        for index in bytes.indices {
            let cut = TemplateFiles.single(body: Array(bytes[..<index]), name: "a.tf.json")
            #expect(throws: TemplateProblem.self) { try TemplateReader.read(cut) }
            for byte: UInt8 in [0x00, 0x0A, 0x22, 0x24, 0x5C, 0x7B, 0x7D] {
                let damaged = Array(bytes[..<index]) + [byte] + bytes[(index + 1)...]
                do {
                    _ = try TemplateReader.read(TemplateFiles.single(body: damaged))
                } catch {
                    #expect(error.kind != .size)
                }
            }
        }
    }
}
