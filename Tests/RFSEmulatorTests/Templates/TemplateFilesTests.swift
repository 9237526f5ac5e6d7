import Testing

@testable import RFSEmulator

struct TemplateFilesTests {
    private func problem(_ zip: [UInt8], limits: TemplateLimits = TemplateLimits()) -> TemplateProblem? {
        do {
            _ = try TemplateReader.read(try TemplateFiles.unpack(zip: zip, limits: limits), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test
    func `only the files of the root folder are configuration`() throws {
        let zip = ZipMaker.make([
            .init("b.tf", text: "variable \"b\" {}"), .init("a.tf.json", text: "{\"variable\": {\"a\": {}}}"),
            .init("sub/"), .init("sub/c.tf", text: "broken {"), .init("README.md", text: "{{{"),
        ])
        let configuration = try TemplateReader.read(try TemplateFiles.unpack(zip: zip))
        #expect(configuration.variables.map(\.name) == ["b", "a"])
        #expect(configuration.sources.map(\.name) == ["b.tf", "a.tf.json"])
    }

    @Test
    func `a problem names the file of the archive`() {
        let zip = ZipMaker.make([.init("a.tf", text: "variable \"a\" {}"), .init("b.tf", text: "\nvariable \"a\" {}")])
        #expect(problem(zip)?.description == "b.tf:2:1: the variable \"a\" is declared twice")
    }

    @Test
    func `archives that are no templates are refused`() {
        #expect(problem([1, 2, 3]) == TemplateProblem(.archive, "expected a zip archive", file: "template.zip"))
        #expect(
            problem(ZipMaker.make([.init("a.tf"), .init("x/b.tfvars")]))
                == TemplateProblem(.variablesInPackage, "a template may not hold files of variable values", file: "x/b.tfvars"))
        #expect(
            problem(ZipMaker.make([.init("a.tf"), .init("a.tf")]))
                == TemplateProblem(.archive, "the archive holds two files with this path", file: "a.tf"))
        #expect(
            problem(ZipMaker.make([.init("x/a.tf")]))
                == TemplateProblem(.noConfiguration, "the root folder holds no .tf or .tf.json file", file: "x/a.tf"))
        var limits = TemplateLimits()
        limits.size = 10
        limits.files = 2
        #expect(
            problem(ZipMaker.make([.init("a.tf", text: "# 45678"), .init("b.tf", text: "# 45678")]), limits: limits)
                == TemplateProblem(.archive, "the archive unpacks to more than 10 bytes", file: "b.tf"))
        #expect(
            problem(ZipMaker.make([.init("a.tf"), .init("b.tf"), .init("c.tf")]), limits: limits)
                == TemplateProblem(.archive, "the archive holds 3 files, more than 2", file: "template.zip"))
    }

    @Test
    func `text that is not UTF-8 is refused at its first wrong byte`() {
        let files = TemplateFiles.single(body: Array("# ä\n# ".utf8) + [0xFF, 0xFE])
        let problem = #expect(throws: TemplateProblem.self) { try TemplateReader.read(files) }
        #expect(problem == TemplateProblem(.encoding, "the text is not UTF-8", file: "main.tf", line: 2, column: 3))
    }

    @Test
    func `a document larger than allowed is refused`() {
        var limits = TemplateLimits()
        limits.size = 5
        let problem = #expect(throws: TemplateProblem.self) {
            try TemplateReader.read(TemplateFiles.single(body: Array("######".utf8)), limits: limits)
        }
        #expect(problem == TemplateProblem(.size, "the text has 6 bytes, more than 5", file: "main.tf"))
    }

    @Test
    func `an empty document is a template without anything`() throws {
        let template = try TemplateSample.resolve("")
        #expect(template == ResolvedTemplate())
    }
}
