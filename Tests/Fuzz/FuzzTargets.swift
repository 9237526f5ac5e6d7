import ContractCore
import Foundation
@_spi(Fuzz) import RFSEmulator

/// One reader under test: what it is fed, and what must hold of every input.
struct FuzzTarget: Sendable {
    let name: String
    let seeds: [String]
    /// Seeds that are no text, in base64.
    var binarySeeds: [String] = []
    /// Pieces that mean something to the reader.
    let words: [String]
    /// Whether the input was accepted; throws when a promise is broken.
    let check: @Sendable ([UInt8]) throws -> Bool

    /// All seeds as bytes.
    var inputs: [[UInt8]] {
        seeds.map { Array($0.utf8) } + binarySeeds.compactMap { Data(base64Encoded: $0).map { Array($0) } }
    }
}

/// A promise of a reader that an input broke.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String
}

/// Every fuzz target; a reader of foreign input gets a line here.
enum FuzzTargets {
    static let all = [
        contracts, yaml, environments, json, paths, patterns, templates, archives, authorization, serviceJSON, hcl, variableValues,
    ]

    static let contracts = FuzzTarget(
        name: "contracts",
        seeds: [
            """
            contract: things
            rules:
              kept:
                level: should
                rule: A thing keeps its name.
                given: {thing: a thing}
                table: {one: {query: {a: 1}}, "two ${x": {query: {a: [1, 2]}}}
                GET: /things/${thing.name | upper}
                expect: {status: [2xx, 404], json: {name: "${thing.name}", list: {<each>: <uuid>}}, at: {"$.a[?@.b == 1]": 1}}
            """,
            """
            vocabulary: v
            shapes: {error: {code: <string 1..9>, <only>: [code]}}
            outcomes: {refused: {one of: [{status: 400}, {status: 404}]}}
            files: {f: {zip: {compressed: true, entries: {a: {repeat: x, times: 9}}}}}
            fixtures: {a thing: {let: {name: "${unique.name}"}, create: {POST: /things, remove: {DELETE: "/things/${name}", gone: 404}}}}
            """,
            """
            operation: make
            request: {POST: "/things/{id}", path: {id: x}, json: {name: a}}
            parameters: {name: {in: json, type: string, required: true, length: 1..128, sample: unique}, n: {in: query, range: 1..9}}
            success: {status: 201, fields: {id: uuid, at?: milliseconds}}
            errors: [400, 404]
            rules: {r: {rule: Rows., rows: length of name, valid: {status: 201}, invalid: {status: 400}}}
            """,
            "family: f\nfor each: parameter\nwhere: {has: length}\nrules: {\"${parameter.id}-x\": {rule: X., rows: length, valid: {status: 200}, invalid: {status: 400}}}",
        ],
        words: [
            "${", "}", "|", "&a ", "*a", "<<: ", "? ", "- ", ": ", "[", "{", "'", "\"", "\n  ", "!!int ", "<any>", "<not>", "repeat 99",
            "steps:", "9999999999999999999",
        ]
    ) { bytes in
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        let files = [SourceFile(name: "fuzz.yaml", text: text)]
        let (suite, mistakes) = SuiteReader.read(files)
        let (plan, others) = Planner.plan(suite)
        let renderer = DiagnosticRenderer(files: files)
        guard renderer.text(mistakes.all + others.all).isEmpty == (mistakes.all + others.all).isEmpty else {
            throw BrokenPromise(description: "a mistake has no text")
        }
        return mistakes.all.isEmpty && !plan.cases.isEmpty
    }

    static let environments = FuzzTarget(
        name: "environments",
        seeds: [
            """
            environment: e
            endpoint: ${endpoint}
            variables: {region: cn-north-4}
            secrets: {token: {env: HALLMARK_TOKEN}, other: {file: x}}
            origins: ["${admin_endpoint}"]
            signer: {token: {header: X-Auth-Token, value: "${token}"}}
            pace: {timeout: 30 s, deadline: 60 s, every: 500 ms, patience: 1 m, rate: 20/s, jobs: 4}
            isolation: fresh
            capabilities: {fresh: {POST: "${admin_endpoint}/a", json: {}, capture: {token: $.token}, secret: [token], cleanup: {DELETE: "${x}/a"}}}
            """
        ],
        words: ["${", "}", "99999999999999999999 s", "1e999/s", "0/s", "nan/s", "[", "{", ": ", "\n"]
    ) { bytes in
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        let (environment, mistakes) = EnvironmentReader.read(SourceFile(name: "fuzz.yaml", text: text))
        return environment != nil && mistakes.all.isEmpty
    }

    static let json = FuzzTarget(
        name: "json", seeds: [#"{"a":[1,-2.5e3,true,null,{"b":"\ud83d\ude00\n"}],"é":"x"}"#, "[[[]]]", "1e400", "\"\\u0000\""],
        words: ["\\u", "\\ud800", "1e", "-0", "[", "{\"a\":", "\u{FEFF}", "e+", "0.", ",", "\"\""]
    ) { bytes in
        guard let document = try? JSONReader.read(bytes) else { return false }
        let written = JSONWriter.bytes(of: document.value)
        guard document.duplicates.isEmpty else { return true }
        guard try JSONReader.read(written).value == document.value else {
            throw BrokenPromise(description: "what was written reads otherwise")
        }
        return true
    }

    static let sample = try? JSONReader.read(#"{"a":[{"b":1,"c":[1,2,3]},{"b":"x"}],"d":{"e":null,"":{"a":[]}}}"#).value

    static let paths = FuzzTarget(
        name: "paths",
        seeds: [
            "$.a[*].b", "$..c[1:3:-1]", "$.a[?@.b == 1 && length(@.c) > 2 || !(@.b)]", "$['a','d'][0,-1]",
            "$[?match(@.b, 'a.*') && count(@..*) < 9]",
        ],
        words: [
            "[?", "@", "$", "..", "*", "(", ")", "&&", "||", "!", "==", "search(", "value(", "'", "\\u00", "-9007199254740991", ":", "[*]",
        ]
    ) { bytes in
        guard let text = String(validating: bytes, as: UTF8.self), let path = try? JSONPath(text), let sample else { return false }
        guard let nodes = try? path.select(from: sample) else { return true }
        for node in nodes.prefix(20) {
            let again = try JSONPath(node.path.description).select(from: sample)
            guard again.count == 1, again[0].value == node.value else {
                throw BrokenPromise(description: "the normalised path \(node.path) selects something else")
            }
        }
        return true
    }

    static let patterns = FuzzTarget(
        name: "patterns", seeds: ["[a-z]{1,3}(\\p{L}|x+)*", "\\P{Nd}?.[^\\n-]", "(a|b|)*c{2,}", "[-a-]"],
        words: ["\\p{", "}", "[^", "]", "(", ")", "|", "{0,", "{9}", "*", "+", "?", "\\", "-", "\u{10FFFF}"]
    ) { bytes in
        guard let text = String(validating: bytes, as: UTF8.self), let pattern = try? IRegexp(text) else { return false }
        for subject in ["", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "é9\n\u{10FFFF}", text] {
            guard !pattern.matches(subject) || pattern.isFound(in: subject) else {
                throw BrokenPromise(description: "a match as a whole that is none in part")
            }
        }
        return true
    }

    static let templates = FuzzTarget(
        name: "templates", seeds: ["${a.b[0] | upper | first 3}$${x}", "a${b}c$", "${a | repeat 5 | pad 128}"],
        words: [
            "${", "}", "$${", "|", "repeat 9999999999", "pad 9223372036854775807", "first -1", "plus 9223372036854775807", "[", "].",
            "base64",
        ]
    ) { bytes in
        guard let text = String(validating: bytes, as: UTF8.self), let template = try? Template(text) else { return false }
        _ = try? template.text { (_) throws(TemplateError) in "9223372036854775807" }
        return true
    }

    static let archives = FuzzTarget(
        name: "archives", seeds: ["PK\u{3}\u{4}\u{14}\u{0}\u{0}\u{8}\u{0}\u{0}", "PK\u{5}\u{6}" + String(repeating: "\0", count: 18)],
        binarySeeds: [
            // Two templates, packed by Python's zipfile.
            "UEsDBBQAAAAIAPK9dV3mxrbmHAAAABoAAAAHAAAAbWFpbi50ZssvLSkoLVFQSlRSqFYoS8wpTVWwVVBKUlKoBQBQSwMEFAAAAAgA"
                + "8r11XXwfLLcUAAAAhwAAAAYAAABtL3YudGYrSyzKTEzKSVVQqlBSqK4tGyAuAFBLAQIUAxQAAAAIAPK9dV3mxrbmHAAAABoAAAAH"
                + "AAAAAAAAAAAAAACAAQAAAABtYWluLnRmUEsBAhQDFAAAAAgA8r11XXwfLLcUAAAAhwAAAAYAAAAAAAAAAAAAAIABQQAAAG0vdi50"
                + "ZlBLBQYAAAAAAgACAGkAAAB5AAAAAAA="
        ],
        words: ["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "\0\0\0\0", "main.tf", "\u{8}\0"]
    ) { bytes in
        if let size = FuzzedReaders.unpackedSize(bytes, limit: 5_000), size > 5_000 {
            throw BrokenPromise(description: "more was unpacked than allowed")
        }
        return FuzzedReaders.acceptsPackage(bytes)
    }

    static let authorization = FuzzTarget(
        name: "authorization",
        seeds: [
            "SDK-HMAC-SHA256 Access=A, SignedHeaders=host;x-sdk-date, Signature=00", "20250102T030405Z",
            "/v1/private-modules/%E6%A8%A1/versions?a=b&c=%20",
        ],
        words: ["%", "%00", "=", ";", ",", "&", "..", "/", "?", "Signature=", "\u{0}", "Access="]
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        FuzzedReaders.readRequestTexts(text)
        if let size = FuzzedReaders.decodedSize(text), size > text.utf8.count {
            throw BrokenPromise(description: "a decoded text is longer")
        }
        return FuzzedReaders.acceptsAuthorization(text)
    }

    static let serviceJSON = FuzzTarget(
        name: "service-json", seeds: [#"{"module_name":"模块","a":[1,-2.5e3,true,null,{"b":"\ud83d\ude00\n"}]}"#],
        words: ["\\u", "\\ud800", "1e", "-0", "[", "{\"a\":", ",", "\"\""]
    ) { bytes in
        FuzzedReaders.acceptsJSON(bytes)
    }

    static let hcl = FuzzTarget(
        name: "hcl",
        seeds: [
            """
            terraform {
              required_version = ">= 1.0"
              required_providers { huaweicloud = { source = "huawei.com/provider/huaweicloud", version = "1.75.0" } }
            }
            variable "names" {
              type = list(object({ a = string, b = optional(number, 1) }))
              default = [{ a = "x" }, { a = "y", b = 2 }]
              description = "names" # a comment
            }
            locals {
              doc = <<-E
                ä ${join(",", [for x in var.names : upper(x.a) if x.b != 3])} %{ if true ~}c%{ else }d%{ endif }
              E
              sum = -1 + 2 * (3 - 4) % 5 >= 6 && !true ? "a" : null
              map = { for i, x in var.names : "k${i}" => x.b... }
            }
            resource "huaweicloud_vpc" "v" {
              count = length(var.names)
              name  = "${local.doc}-${count.index}"
              tags  = merge({ a = "1" }, local.map)
              depends_on = []
            }
            output "o" { value = huaweicloud_vpc.v[*].name }
            output "p" { value = [local.sum, local.map["k0"], var.names.0.a, "\\u00e4\\n$${x}%%{y}"] }
            """,
            """
            {"variable": {"a": {"type": "list(string)", "default": ["x\\u00e4", 1.5e3, null, true]}},
             "output": [{"o": {"value": "a ${[for x in var.a : x][0]}"}}]}
            """,
        ],
        words: [
            "${", "%{ if ", "%{ endif }", "%{ for x in ", "~}", "<<E\n", "<<-E\n", "\nE\n", "$${", "[for x in ", "{for k, v in ", "...",
            "=>", "? ",
            " : ", "[*]", ".*", "&&", "||", "!", "==", "1e999", "0x", "/*", "*/", "#", "//", "\"", "optional(", "object({", "local.",
            "var.", "count",
            "for_each", "each.key", "dynamic \"a\" {", "variable \"v\" {", "null", "\\u", "\\U0010FFFF",
        ]
    ) { bytes in
        FuzzedReaders.acceptsTemplate(bytes)
    }

    static let variableValues = FuzzTarget(
        name: "variable-values",
        seeds: ["a = \"x\"\nb = [1, 2.5e3, null, true]\nc = { d = <<E\ntext\nE\n }", #"{"a": "x", "b": [1, {"c": null}]}"#],
        words: ["=", "[", "{", "\"", "${", "<<E\n", "1e999", "-", "\\u"]
    ) { bytes in
        FuzzedReaders.acceptsVariableValues(bytes)
    }
}
