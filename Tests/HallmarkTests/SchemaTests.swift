import Foundation
import TestSupport
import Testing

@testable import ContractCore
@testable import hallmark

struct SchemaTests {
    private func schema(_ kind: String) async throws -> JSONSchemaValidator {
        let outcome = await hallmark(["schema", kind])
        #expect(outcome.code == 0 && outcome.error == "")
        return JSONSchemaValidator(root: try JSONReader.read(outcome.output).value)
    }

    @Test(arguments: ContractSchema.maps.map(\.name))
    func `a map has every key that its reader knows, and no other`(name: String) throws {
        let map = try #require(ContractSchema.maps.first { $0.name == name })
        #expect(Set(map.keys).symmetricDifference(map.values.keys) == [])
        #expect(Set(map.required).isSubset(of: map.keys))
    }

    @Test func `the first key of a file has a schema for every kind`() {
        let kinds = ContractSchema.maps.filter { map in SuiteReader.kinds.contains(map.name) && map.required.contains(map.name) }
        #expect(Set(kinds.map(\.name)) == Set(SuiteReader.kinds))
    }

    @Test func `every file of the project's own contracts has the schema`() async throws {
        let validator = try await schema("contract")
        let environments = try await schema("environment")
        let names = FileManager.default.enumerator(atPath: ownContracts)?.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.hasSuffix(".yaml") }
        #expect(files.count > 10)
        for name in files {
            let node = try YAMLReader.read(
                SourceFile(name: name, text: try String(contentsOfFile: "\(ownContracts)/\(name)", encoding: .utf8)))
            #expect(validator.complaints(node.json) == [], "\(name)")
            if node.entries?.first?.key == "environment" { #expect(environments.complaints(node.json) == [], "\(name)") }
        }
    }

    @Test func `the files of other suites have the schema`() async throws {
        let validator = try await schema("contract")
        let files = Array(SampleSuite.files) + StarterSuite.files.map { (key: $0.name, value: $0.text) }
        for (name, text) in files {
            #expect(validator.complaints(try YAMLReader.read(SourceFile(name: name, text: text)).json) == [], "\(name)")
        }
    }

    @Test(arguments: [
        ("contract: a\nruels: {}", "$.ruels: nothing may stand here"),
        ("contract: a\nrules: {r: {rule: x, level: most, GET: /, expect: {status: 200}}}", "level"),
        ("contract: a\nrules: {r: {rule: x, GET: /, expect: {statsu: 200}}}", "$.rules.r.expect.statsu: nothing may stand here"),
        ("contract: a\nrules: {r: {rule: x, GET: /, expect: {status: 99}}}", "$.rules.r.expect.status"),
        ("contract: a\nrules: {r: {rule: x, GET: /, expect: {json: {a: <uid>}}}}", "$.rules.r.expect.json.a"),
        ("contract: a\nrules: {r: {rule: x, GET: /, expect: {json: {<eech>: 1}}}}", "$.rules.r.expect.json.<eech>"),
        ("contract: a\nrules: {r: {rule: x, steps: [{wait: long}]}}", "$.rules.r.steps[0].wait"),
        ("contract: a\nrules: {r: {GET: /, expect: {status: 200}}}", "$.rules.r: there is no 'rule'"),
        ("family: a\nfor each: operations\nrules: {}", "$.for each"),
        ("operation: a\nrequest: {GTE: /}", "$.request.GTE: nothing may stand here"),
        ("environment: a\npace: {timeout: 5}", "$.pace.timeout"),
        ("environment: a\nsecrets: {t: {value: x}}", "$.secrets.t.value: nothing may stand here"),
        ("contarct: a", "$: nothing may stand here"),
    ])
    func `what the reader refuses, the schema refuses`(yaml: String, complaint: String) async throws {
        let source = SourceFile(name: "a.yaml", text: yaml)
        let complaints = try await schema("contract").complaints(try YAMLReader.read(source).json)
        #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
        let suite = SuiteReader.read([source])
        let found = suite.diagnostics.all + Planner.plan(suite.suite).diagnostics.all
        #expect(!(yaml.hasPrefix("environment") ? EnvironmentReader.read(source).diagnostics.all : found).isEmpty)
    }

    @Test func `a report has the schema of reports`() async throws {
        let validator = try await schema("report")
        for report in [RunReport.sample, .conformantSample] {
            let json = try JSONReader.read(Array(try JSONEncoder().encode(report))).value
            #expect(validator.complaints(json) == [])
        }
    }

    @Test func `every part of the schema of reports is in a sample`() throws {
        var report = RunReport.sample
        report.run.mutation = "a mutant"
        report.cases[0].exchanges[0].requestBody = BodyRecord(text: "{}", size: 2)
        let json = try JSONReader.read(Array(try JSONEncoder().encode(report))).value
        #expect(JSONSchemaValidator(root: ReportSchema.json).complaints(json) == [])
        var seen: Set<String> = []
        func walk(_ value: JSONValue) {
            for member in value.objectValue?.members ?? [] {
                seen.insert(member.name)
                walk(member.value)
            }
            value.arrayValue?.forEach(walk)
        }
        walk(json)
        var described: Set<String> = []
        for part in [ReportSchema.json] + (ReportSchema.json["$defs"]?.objectValue?.members.map(\.value) ?? []) {
            described.formUnion(part["properties"]?.objectValue?.members.map(\.name) ?? [])
        }
        #expect(described.subtracting(seen) == [])
    }

    @Test func `an unknown kind is refused`() async {
        #expect(
            await hallmark(["schema", "contracts"])
                == Outcome(code: 2, error: "error: there is no schema of 'contracts'\nhint: did you mean 'contract'?\n"))
    }
}
