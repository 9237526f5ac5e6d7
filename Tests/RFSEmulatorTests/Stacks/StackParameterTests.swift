import Testing

@testable import RFSEmulator

struct StackParameterTests {
    /// A request to create a stack whose body differs from a sound one in one place, with what it is answered.
    struct Row: Sendable, CustomStringConvertible {
        var description: String
        var members: String
        var outcome: Outcome

        init(_ description: String, _ members: String, _ error: ErrorCode? = nil) {
            self.description = description
            self.members = members
            outcome = error.map { Outcome($0) } ?? Outcome(status: 201)
        }
    }

    private static func text(_ count: Int, _ character: Character = "a") -> String {
        String(repeating: character, count: count)
    }

    private static func variable(_ members: String) -> String { #""vars_structure":[{\#(members)}]"# }

    private static func kms(_ members: String) -> String {
        variable(#""var_key":"k","var_value":"v","encryption":{"kms":{\#(members)}}"#)
    }

    private static func agency(_ members: String) -> String { #""agencies":[{\#(members)}]"# }

    private static func list(_ name: String, _ count: Int, _ entry: (Int) -> String) -> String {
        "\"\(name)\":[\((0..<count).map(entry).joined(separator: ","))]"
    }

    private static let key = "1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"

    static let rows: [Row] = [
        Row("description 1024", #""description":"\#(text(1024))""#),
        Row("description 1025", #""description":"\#(text(1025))""#, .tooLong),
        Row("protection as text", #""enable_deletion_protection":"true""#, .wrongType),
        Row("rollback as number", #""enable_auto_rollback":1"#, .wrongType),
        Row("unknown field", #""colour":"red""#, .unknownParameter),
        Row("agencies as object", #""agencies":{}"#, .wrongType),
        Row("10 agencies", list("agencies", 10) { #"{"provider_name":"p\#($0)","agency_name":"a"}"# }),
        Row("11 agencies", list("agencies", 11) { #"{"provider_name":"p\#($0)","agency_name":"a"}"# }, .tooMany),
        Row("agency without provider", agency(#""agency_name":"a""#), .required),
        Row("agency with empty provider", agency(#""provider_name":"","agency_name":"a""#), .tooShort),
        Row("agency with long provider", agency(#""provider_name":"\#(text(129))","agency_name":"a""#), .tooLong),
        Row("agency without name and urn", agency(#""provider_name":"p""#), .agency),
        Row(
            "agency with name and urn",
            agency(#""provider_name":"p","agency_name":"a","agency_urn":"iam::x:agency:a""#), .agency),
        Row("agency with long name", agency(#""provider_name":"p","agency_name":"\#(text(65))""#), .tooLong),
        Row("agency with urn", agency(#""provider_name":"p","agency_urn":"iam::acc-1:agency:a""#)),
        Row("agency with bad urn", agency(#""provider_name":"p","agency_urn":"abc""#), .agency),
        Row("provider twice", list("agencies", 2) { _ in #"{"provider_name":"p","agency_name":"a"}"# }, .providerRepeated),
        Row("100 variables", list("vars_structure", 100) { #"{"var_key":"k\#($0)","var_value":""}"# }),
        Row("101 variables", list("vars_structure", 101) { #"{"var_key":"k\#($0)","var_value":""}"# }, .tooMany),
        Row("variable without key", variable(#""var_value":"v""#), .required),
        Row("variable without value", variable(#""var_key":"k""#), .required),
        Row("key of 32", variable(#""var_key":"\#(text(32))","var_value":"v""#)),
        Row("key of 33", variable(#""var_key":"\#(text(33))","var_value":"v""#), .tooLong),
        Row("key with digit first", variable(#""var_key":"1a","var_value":"v""#), .variableKey),
        Row("key with full stop", variable(#""var_key":"a.b","var_value":"v""#), .variableKey),
        Row("value as number", variable(#""var_key":"k","var_value":10"#), .wrongType),
        Row("value of 2048", variable(#""var_key":"k","var_value":"\#(text(2048))""#)),
        Row("value of 2049", variable(#""var_key":"k","var_value":"\#(text(2049))""#), .tooLong),
        Row("encryption without kms", variable(#""var_key":"k","var_value":"v","encryption":{}"#), .required),
        Row("kms", kms(#""id":"\#(key)","cipher_text":"ab""#)),
        Row("kms without id", kms(#""cipher_text":"ab""#), .required),
        Row("kms with short id", kms(#""id":"\#(key.dropLast())","cipher_text":"ab""#), .tooShort),
        Row("kms without cipher text", kms(#""id":"\#(key)""#), .required),
        Row("kms with short cipher text", kms(#""id":"\#(key)","cipher_text":"a""#), .tooShort),
        Row("body of 51201", #""template_body":"\#(text(51_201))""#, .tooLong),
        Row("both sources", #""template_body":"","template_uri":"http://objects.test:9/u/a.tf""#, .templateSourceBoth),
        Row("uri of 2049", #""template_uri":"http://x/\#(text(2037)).tf""#, .tooLong),
        Row("uri by ftp", #""template_uri":"ftp://x/a.tf""#, .templateLink),
        Row("uri to text", #""template_uri":"https://x/a.txt""#, .templateExtension),
        Row("uri elsewhere", #""template_uri":"https://x/a.tf""#, .templateUnreachable),
        Row("vars_uri to text", #""vars_uri":"https://x/a.txt""#, .variablesLink),
        Row("vars_uri of 2049", #""vars_uri":"http://x/\#(text(2033)).tfvars""#, .tooLong),
        Row("vars_uri elsewhere", #""vars_uri":"https://x/a.tfvars""#, .variablesUnreachable),
        Row("vars_body of 51201", #""vars_body":"\#(text(51_201))""#, .tooLong),
        Row("vars_body without syntax", #""vars_body":"= = =""#, .variablesBody),
        Row(
            "a variable in two sources", #""vars_body":"k = 1","vars_structure":[{"var_key":"k","var_value":"1"}]"#,
            .duplicate),
    ]

    @Test(arguments: rows)
    func `the body of a new stack is checked`(row: Row) throws {
        let caller = try Bench().caller
        #expect(caller.send("POST", caller.stacks, #"{"stack_name":"s",\#(row.members)}"#).outcome == row.outcome)
    }

    @Test(arguments: [
        ("a", 201), (text(128, "模"), 201), (text(129), 400), ("", 400), ("1a", 400), ("_a", 400), ("a.b", 400), ("a b", 400),
    ])
    func `names of stacks are checked`(name: String, status: Int) throws {
        #expect(try Bench().caller.createStack(name).status == status)
    }

    @Test func `the project in the path is checked`() throws {
        let caller = try Bench().caller
        for (project, outcome) in [
            ("ab", Outcome(.tooShort)), (Self.text(65), Outcome(.tooLong)), ("xyz", Outcome(.project)),
            ("abc", Outcome(.notPermitted)),
        ] {
            #expect(caller.send("GET", "/v1/\(project)/stacks").outcome == outcome, "\(project)")
        }
    }

    @Test func `files of templates are checked`() throws {
        let bench = try Bench()
        let good = Array(SampleTemplate.good.utf8)
        let many = (0...100).map { ZipMaker.File("f\($0).tf", text: "") }
        let rows: [(String, [UInt8], ErrorCode?)] = [
            ("a.tf", good, nil), ("a.tf.json", Array(#"{"output":{"o":{"value":"1"}}}"#.utf8), nil),
            ("a.zip", ZipMaker.make([ZipMaker.File("main.tf", good)]), nil), ("a.tf.json", good, .template),
            ("a.zip", good, .packageUnreadable), ("a.tf", [0xFE, 0xFF, 0, 0x61], .templateEncoding),
            ("a.zip", ZipMaker.make([ZipMaker.File("main.tf", good), ZipMaker.File("v.tfvars")]), .packageHoldsVariables),
            ("a.zip", ZipMaker.make(many), .packageFileCount),
            ("a.zip", ZipMaker.make([ZipMaker.File(Self.text(256) + "/main.tf", good)]), .packageFileNameLength),
            ("a.zip", ZipMaker.make([ZipMaker.File("docs/main.tf", good)]), .packageWithoutTemplate),
            ("a.zip", ZipMaker.make([ZipMaker.File("a/../main.tf", good)]), .packagePathSegment),
            ("a.zip", ZipMaker.make([ZipMaker.File("main.tf", Array(repeating: 0x20, count: 1 << 20 + 1))]), .packagePackedSize),
        ]
        for (index, row) in rows.enumerated() {
            let link = bench.put("/u/\(index)/\(row.0)", row.1)
            let answer = bench.caller.send(
                "POST", bench.caller.stacks, #"{"stack_name":"s\#(index)","template_uri":"\#(link)"}"#)
            #expect(answer.outcome == row.2.map { Outcome($0) } ?? Outcome(status: 201), "\(index) \(row.0) \(answer.text)")
        }
    }

    @Test func `private modules of the account are sources of modules`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let module = """
            variable "size" {}
            resource "rfs_emulator_resource" "inner" { size = var.size }
            """
        let package = bench.put("/u/m.zip", ZipMaker.make([ZipMaker.File("main.tf", text: module)]))
        #expect(
            caller.send(
                "POST", "/v1/private-modules",
                #"{"module_name":"net","module_version":"1.0.0","module_uri":"\#(package)"}"#
            ).status == 201)
        let source = try require(
            caller.send("GET", "/v1/private-modules/net/versions/1.0.0/metadata").json["module_source"]?.string)
        let call = """
            module "m" {
              source = "\(source)"
              size   = 7
            }
            """
        _ = caller.createStack("s", call)
        caller.wait()
        let resource = caller.read("s", "resources").json["stack_resources"]?.elements.first
        #expect(caller.status("s") == "DEPLOYMENT_COMPLETE")
        #expect(resource?["logical_resource_name"] == .string("inner"))
        #expect(resource?["resource_attributes"]?.elements.last?["value"] == .string("7"))
        _ = caller.createStack("t", call.replacing("1.0.0", with: "2.0.0"))
        caller.wait()
        #expect(caller.status("t") == "DEPLOYMENT_FAILED")
    }
}
