import Testing

@testable import RFSEmulator

struct HostileTemplateTests {
    /// A text that opens the same thing very often.
    static let nests: [(name: String, text: String)] = [
        ("lists", "locals {\n a = \(String(repeating: "[", count: 200_000))"),
        ("parentheses", "locals {\n a = \(String(repeating: "(", count: 200_000))"),
        ("objects", "locals {\n a = \(String(repeating: "{a=", count: 200_000))"),
        ("calls", "locals {\n a = \(String(repeating: "f(", count: 200_000))"),
        ("negations", "locals {\n a = \(String(repeating: "!", count: 200_000))true"),
        ("minus signs", "locals {\n a = \(String(repeating: "- ", count: 200_000))1"),
        ("conditions", "locals {\n a = \(String(repeating: "true ? 1 : ", count: 100_000))1"),
        ("interpolations", "locals {\n a = \(String(repeating: "\"${", count: 100_000))"),
        ("heredocs", "locals {\n a = \(String(repeating: "<<A\n${", count: 100_000))"),
        ("indices", "locals {\n a = b\(String(repeating: "[c", count: 100_000))"),
        ("splats", "locals {\n a = b\(String(repeating: "[*]", count: 100_000))"),
        ("dotted splats", "locals {\n a = b\(String(repeating: ".*", count: 100_000))"),
        ("blocks", String(repeating: "a {\n", count: 100_000)),
        ("directives", "locals {\n a = \"\(String(repeating: "%{ if true }", count: 50_000))\"\n}"),
        ("types", "variable \"a\" {\n type = \(String(repeating: "list(", count: 100_000))"),
        ("JSON arrays", "{\"locals\": {\"a\": \(String(repeating: "[", count: 200_000))"),
        ("JSON objects", String(repeating: "{\"a\":", count: 100_000)),
        ("JSON and expressions", "{\"locals\": {\"a\": \(String(repeating: "[", count: 90))\"${\(String(repeating: "(", count: 90))1"),
    ]

    @Test(arguments: nests)
    func `nesting without end is refused`(_ name: String, _ text: String) {
        let problem = TemplateSample.problem(text)
        #expect(
            problem?.hasSuffix("nested deeper than 100") == true || name == "JSON and expressions" && problem != nil)
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
    static let bombs: [(name: String, text: String)] = [
        ("text", (1...40).map { "  l\($0) = \"${local.l\($0 - 1)}${local.l\($0 - 1)}\"" }.joined(separator: "\n")),
        ("lists", (1...40).map { "  l\($0) = [local.l\($0 - 1), local.l\($0 - 1)]" }.joined(separator: "\n")),
        ("maps", (1...40).map { "  l\($0) = { a = local.l\($0 - 1), b = local.l\($0 - 1) }" }.joined(separator: "\n")),
        ("loops", "  l1 = \((0..<12).map { "[for x\($0) in range10 : " }.joined())1\(String(repeating: "]", count: 12))"),
    ]

    @Test(arguments: bombs)
    func `values that grow without bound are refused`(_ name: String, _ rows: String) {
        var limits = TemplateLimits()
        limits.values = 100_000
        let text = rows.replacing("range10", with: "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")
        let problem = #expect(throws: TemplateProblem.self) {
            try TemplateSample.resolve("locals {\n  l0 = \"xxxxxxxxxx\"\n\(text)\n}", limits: limits)
        }
        #expect(problem?.kind == .size)
        #expect(problem?.message == "the values of the template are larger than 100000 characters and elements")
    }

    @Test
    func `values that nest without bound are refused`() {
        let rows = (1...200).map { "  l\($0) = [local.l\($0 - 1)]" }.joined(separator: "\n")
        #expect(TemplateSample.problem("locals {\n  l0 = 1\n\(rows)\n}") == "main.tf:103:10: values are nested deeper than 100")
    }

    @Test
    func `many declarations on one long line are read in one go`() throws {
        let rows = (0..<20_000).map { "\"v\($0)\": {}" }.joined(separator: ",")
        #expect(try TemplateSample.read("{\"variable\": {\(rows)}}").variables.count == 20_000)
    }

    static let cuts = """
        variable "a" {
          type = list(string)
          default = ["x", <<-E
            ä ${"b"} %{ if true }c%{ endif }
          E
          ]
        } # end
        output "o" { value = [for x in var.a : upper(x) if x != "\\u00e4"] }
        """

    @Test
    func `a template that is cut anywhere is read or refused and never breaks`() {
        let bytes = Array(Self.cuts.utf8)
        var sound = 0
        for end in bytes.indices {
            let files = TemplateFiles.single(body: Array(bytes[..<end]))
            if (try? TemplateReader.read(files)) != nil { sound += 1 }
            for extra: UInt8 in [0x00, 0x22, 0x24, 0x7B, 0x7D, 0xFF] {
                let changed = TemplateFiles.single(body: Array(bytes[..<end]) + [extra] + bytes[(end + 1)...])
                _ = try? TemplateReader.read(changed)
            }
        }
        #expect(sound > 0 && sound < bytes.count)
    }
}
