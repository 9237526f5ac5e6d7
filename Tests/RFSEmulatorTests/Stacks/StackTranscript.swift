@testable import RFSEmulator

/// A long conversation about stacks and plans, compared line by line with an earlier one.
struct StackTranscript {
    /// The conversation has come to a line that differs.
    struct Difference: Error {}

    private let bench: Bench
    private let caller: Caller
    /// The lines to compare with; nil when the conversation is recorded.
    private let expected: [String]?
    private(set) var lines: [String] = []

    /// Holds the conversation; throws at the first line that differs.
    static func lines(_ rules: RuleBook, expected: [String]? = nil) throws -> [String] {
        let bench = try Bench(rules: rules)
        var transcript = StackTranscript(bench: bench, caller: bench.caller, expected: expected)
        try transcript.parameters()
        try transcript.life()
        try transcript.failures()
        try transcript.plans()
        try transcript.lists()
        try transcript.limits()
        try transcript.identities()
        try transcript.files()
        return transcript.lines
    }

    private init(bench: Bench, caller: Caller, expected: [String]?) {
        self.bench = bench
        self.caller = caller
        self.expected = expected
    }

    private mutating func note(_ answer: HTTPAnswer) throws {
        // Signatures and markers depend on a secret of the instance.
        var line = "\(answer.status) \(answer.header("Location") ?? "") \(answer.text)"
        if line.contains("Signature=") { line = line.replacing(#/Signature=[0-9a-f]{64}/#, with: "signed") }
        if line.contains("_marker") { line = line.replacing(#/_marker":"[A-Za-z0-9_-]{44}"/#, with: "_marker") }
        if let expected, lines.count >= expected.count || expected[lines.count] != line { throw Difference() }
        lines.append(line)
    }

    private mutating func send(
        _ method: String, _ path: String, _ body: String = "", _ headers: [String: String?] = [:]
    ) throws {
        try note(caller.send(method, caller.stacks + path, body, headers: headers))
    }

    private mutating func read(_ stack: String) throws {
        for part in ["metadata", "templates", "outputs", "resources", "events", "execution-plans"] {
            try send("GET", "/\(stack)/\(part)")
        }
        try send("GET", "")
    }

    private mutating func parameters() throws {
        for row in StackParameterTests.rows {
            for (target, body) in [
                ("", #"{"stack_name":"s","#), ("/s/deployments", #"{"template_body":"","#),
                ("/s/execution-plans", #"{"execution_plan_name":"p","template_body":"","#),
            ] where !(target != "" && row.members.contains("template_")) {
                try send("POST", target, body + row.members + "}")
            }
            try send("PATCH", "/s", "{\(row.members)}")
            try send("DELETE", "/s")
            caller.wait()
        }
        for name in ["S", "模", "1a", "a.b", "", String(repeating: "n", count: 129)] {
            try send("POST", "", #"{"stack_name":"\#(name)"}"#)
            try send("DELETE", "/\(PercentName.encode(name))")
            caller.wait()
            let path = "/\(name)/execution-plans"
            try send("POST", path, #"{"execution_plan_name":"\#(name)","template_body":""}"#)
            try send("GET", "/s/execution-plans/\(PercentName.encode(name))")
        }
        for body in ["", "{", "{}", #"{"stack_name":1}"#, #"{"x":1}"#] {
            for path in ["", "/s/deployments", "/s/continuations", "/s/rollbacks", "/s/execution-plans", "/s/deletion"] {
                try send("POST", path, body)
            }
            try send("PATCH", "/s", body)
        }
        for project in ["ab", String(repeating: "a", count: 65), "xyz", "abc"] {
            try note(caller.send("GET", "/v1/\(project)/stacks"))
        }
        let vars = bench.put("/u/v.tfvars", Array("k = 1\n".utf8))
        for extra in [#""vars_body":"k = 1""#, #""vars_structure":[{"var_key":"k","var_value":"1"}]"#] {
            try send("POST", "", #"{"stack_name":"twice","vars_uri":"\#(vars)",\#(extra)}"#)
        }
    }

    /// Files of templates, the large ones last, which take long to read.
    private mutating func files() throws {
        for file in StackFiles.all {
            let link = bench.put(file.path, file.content)
            try send("POST", "", #"{"stack_name":"file","template_uri":"\#(link)"}"#)
            caller.wait()
            try send("DELETE", "/file")
            caller.wait()
        }
    }

    private mutating func life() throws {
        let full = """
            "enable_deletion_protection":true,"description":"d","agencies":[{"provider_name":"p","agency_name":"a"}]
            """
        try send("POST", "", #"{"stack_name":"life",\#(full)}"#)
        try read("life")
        try send("DELETE", "/life")
        caller.wait(1000)
        for body in [
            #"{"description":"e"}"#, #"{"agencies":[{"provider_name":"q","agency_name":"b"}]}"#,
            #"{"enable_deletion_protection":false}"#, #"{"enable_auto_rollback":true}"#, #"{"enable_auto_rollback":false}"#,
        ] {
            try send("PATCH", "/life", body)
            try send("GET", "/life/metadata")
        }
        let template = """
            resource "rfs_emulator_resource" "n" { count = 2 }
            resource "rfs_emulator_resource" "k" { for_each = { x = 1 } }
            output "o" {
              value       = 1
              description = "text"
            }
            output "p" {
              value     = "s"
              sensitive = true
            }
            """
        let values = bench.put("/u/w.tfvars", Array("w = 1\n".utf8))
        for variables in [#""vars_structure":[{"var_key":"u","var_value":"1"}],"vars_body":"v = 1\n","vars_uri":"\#(values)""#, ""] {
            let declared = ["u", "v", "w"].map { "variable \"\($0)\" { default = 0 }\n" }.joined()
            let text = JSONValue.string(variables.isEmpty ? SampleTemplate.good : declared + template).text
            let rest = variables.isEmpty ? "" : ",\(variables)"
            try send("POST", "/life/deployments", #"{"template_body":\#(text)\#(rest)}"#)
            try read("life")
            try send("POST", "/life/deployments", #"{"template_body":""}"#)
            try send("PATCH", "/life", #"{"description":"f"}"#)
            try send("DELETE", "/life")
            try send("POST", "/life/execution-plans", #"{"execution_plan_name":"p","template_body":""}"#)
            caller.wait()
            try read("life")
        }
        for query in [
            "access_control_source_ips=10.0.0.0/8", "access_control_source_ips=10.0.0.1",
            "access_control_source_vpc_ids=ABC_1",
        ] { try send("GET", "/life/templates?\(query)") }
        try send("DELETE", "/life")
        try read("life")
        caller.wait()
        try read("life")
        try send("POST", "", #"{"stack_name":"life"}"#)
    }

    private mutating func failures() throws {
        for status in StackStatus.allCases {
            caller.bring("f", to: status)
            try read("f")
            try send("PATCH", "/f", #"{"enable_auto_rollback":false}"#)
            try send("PATCH", "/f", #"{"enable_auto_rollback":true}"#)
            try send("PATCH", "/f", #"{"description":"x"}"#)
            try note(caller.plan("f", "p", SampleTemplate.good))
            for path in ["/f/continuations", "/f/rollbacks"] {
                for _ in 0..<2 {
                    try send("POST", path)
                    caller.wait()
                    try send("GET", "/f/metadata")
                }
            }
            try note(caller.apply("f", "p"))
            caller.wait()
            try note(caller.deploy("f", SampleTemplate.failingOnDelete))
            caller.wait()
            try send("DELETE", "/f")
            caller.wait()
            try send("DELETE", "/f")
            caller.wait()
            for body in ["{}", #"{"retain_all_resources":1}"#, #"{"retain_all_resources":true}"#] {
                try send("POST", "/f/deletion", body)
                caller.wait()
                try send("GET", "/f/metadata")
            }
        }
        caller.bring("repaired", to: .deletionFailed)
        try note(caller.deploy("repaired", SampleTemplate.good))
        try note(caller.createStack("imports", SampleTemplate.importing, rollsBack: true))
        try note(caller.createStack("unresolved", "variable \"needed\" {}\n"))
        caller.wait()
        try read("unresolved")
    }

    private mutating func plans() throws {
        try note(caller.createStack("plans", #"resource "rfs_emulator_resource" "old" { size = 1 }"#))
        caller.wait()
        for (name, template) in [
            ("add", ExecutionPlanSamples.mixed), ("fails", "variable \"needed\" {}\n"), ("other", SampleTemplate.failing),
            ("same", #"resource "rfs_emulator_resource" "old" { size = 1 }"#),
        ] {
            try note(caller.plan("plans", name, template))
            try note(caller.plan("plans", name, template))
            for part in ["", "/metadata", "/prices"] { try send("GET", "/plans/execution-plans/\(name)\(part)") }
            try note(caller.apply("plans", name))
            try send("DELETE", "/plans/execution-plans/\(name)")
            try send("GET", "/plans/metadata")
            caller.wait()
            for part in ["", "/metadata", "/prices"] { try send("GET", "/plans/execution-plans/\(name)\(part)") }
        }
        _ = bench.admin(
            "PATCH", "/accounts/\(caller.user.account.domainID)/resources",
            #"{"stack_name":"plans","resource_type":"rfs_emulator_resource","resource_name":"old","attributes":{"size":"9"}}"#)
        try note(caller.plan("plans", "drift", #"resource "rfs_emulator_resource" "old" { size = 1 }"#))
        caller.wait()
        for part in ["", "/metadata"] { try send("GET", "/plans/execution-plans/drift\(part)") }
        try note(caller.apply("plans", "fails"))
        try note(caller.apply("plans", "add"))
        for _ in 0..<2 {
            try send("GET", "/plans/execution-plans/add/metadata")
            try send("GET", "/plans/events")
            try read("plans")
            caller.wait()
        }
        try note(caller.apply("plans", "add"))
        try note(caller.apply("plans", "other"))
        let inner = "resource \"huaweicloud_vpc\" \"inner\" {}\n"
        let zip = bench.put("/u/inner.zip", ZipMaker.make([ZipMaker.File("main.tf", text: inner)]))
        _ = caller.send(
            "POST", "/v1/private-modules", #"{"module_name":"inner","module_version":"1.0.0","module_uri":"\#(zip)"}"#)
        let source = caller.send("GET", "/v1/private-modules/inner/versions/1.0.0/metadata").json["module_source"]?.string
        let call = "module \"m\" {\n  source = \"\(source ?? "")\"\n}\n"
        try note(caller.plan("plans", "failing", SampleTemplate.failing))
        caller.wait()
        try note(caller.apply("plans", "failing"))
        caller.wait()
        try send("GET", "/plans/metadata")
        for (name, template) in [("import", SampleTemplate.importing), ("module", call), ("applied", SampleTemplate.good)] {
            try note(caller.plan("plans", name, template))
            caller.wait()
            for part in ["", "/metadata", "/prices"] { try send("GET", "/plans/execution-plans/\(name)\(part)") }
        }
        let deployment = caller.apply("plans", "applied").json["deployment_id"]?.string ?? ""
        try send("DELETE", "/plans/execution-plans/applied")
        try send("GET", "/plans/events?deployment_id=\(deployment)")
        caller.wait()
        for name in ["add", "fails", "other"] {
            for _ in 0..<2 { try send("DELETE", "/plans/execution-plans/\(name)") }
            try send("GET", "/plans/metadata")
            try note(caller.plan("plans", name, SampleTemplate.good))
        }
        try note(caller.createStack("second"))
        try note(caller.plan("second", "add", SampleTemplate.good))
        try note(caller.plan("none", "add", SampleTemplate.good))
        try send("GET", "/second/execution-plans/ADD")
    }

    private mutating func lists() throws {
        for number in 0..<12 { try note(caller.createStack("list\(number)")) }
        try note(
            caller.createStack(
                "many",
                "resource \"rfs_emulator_resource\" \"a\" { count = 12 }\n"
                    + (0..<12).map { "output \"o\($0)\" { value = 1 }" }.joined(separator: "\n")))
        for number in 0..<12 { try note(caller.plan("list0", "p\(number)", SampleTemplate.good)) }
        caller.wait()
        for path in ["", "/many/events", "/many/outputs", "/many/resources", "/list0/execution-plans"] {
            for query in ["limit=10", "limit=9", "limit=1001", "limit=ten", "marker=abc", "marker="] {
                try send("GET", "\(path)?\(query)")
            }
            let marker = caller.send("GET", "\(caller.stacks)\(path)?limit=10").json["page_info"]?["next_marker"]?.string
            try send("GET", "\(path)?limit=10&marker=\(marker ?? "")")
            try send("GET", "\(path)?limit=11&marker=\(marker ?? "")")
            try send("GET", "\(path)?marker=\(String(repeating: "k", count: 513))")
        }
        for query in StackEventSamples.queries { try send("GET", "/many/events?\(query)") }
    }

    private mutating func limits() throws {
        let stranger = try bench.newCaller(#"{"quota":{"stacks":3,"plans":2,"parallel":2}}"#)
        for name in ["a", "b", "c", "d"] { try note(stranger.createStack(name, SampleTemplate.good)) }
        stranger.wait()
        try note(stranger.createStack("c"))
        try note(stranger.createStack("e"))
        for name in ["p", "q", "r"] { try note(stranger.plan("a", name, SampleTemplate.good)) }
        stranger.wait()
        for name in ["r", "t"] { try note(stranger.plan("a", name, SampleTemplate.good)) }
        let still = try Bench(EmulatorConfiguration(clock: .real), rules: bench.rules, wall: .still).caller
        _ = still.createStack("s")
        for _ in 0..<2 { try note(HTTPAnswer(status: still.deploy("s", SampleTemplate.good).status)) }
    }

    private mutating func identities() throws {
        try note(caller.createStack("id"))
        let id = caller.read("id", "metadata").json["stack_id"]?.string ?? ""
        let wrong = "1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"
        try note(caller.plan("id", "p", SampleTemplate.good))
        let plan = caller.read("id", "execution-plans/p/metadata").json["execution_plan_id"]?.string ?? ""
        for given in [wrong, "short", id] {
            for part in ["metadata", "templates", "outputs", "resources", "events", "execution-plans", "execution-plans/p"] {
                try send("GET", "/id/\(part)?stack_id=\(given)")
                try send("GET", "/ID/\(part)")
            }
            try send("POST", "/id/execution-plans/p", #"{"stack_id":"\#(given)"}"#)
            try send("PATCH", "/id", #"{"description":"y","stack_id":"\#(given)"}"#)
        }
        for given in [wrong, "short", plan] {
            try send("GET", "/id/execution-plans/p?execution_plan_id=\(given)")
            try send("DELETE", "/id/execution-plans/p?execution_plan_id=\(given)")
        }
        try send("DELETE", "/id?stack_id=\(wrong)")
        try send("GET", "/id/metadata")
        caller.wait()
        try send("GET", "/id/metadata")
        try send("DELETE", "/id/execution-plans/p")
        try note(caller.plan("id", "p", SampleTemplate.good))
        try send("GET", "/id/execution-plans/p?execution_plan_id=\(plan)")
        try send("DELETE", "/id?stack_id=\(id)")
        caller.wait()
        try note(caller.createStack("id"))
        try send("GET", "/id/metadata?stack_id=\(id)")
        for header in [nil, "short", String(repeating: "_", count: 36)] as [String?] {
            try send("GET", "", "", ["Client-Request-Id": header])
        }
    }
}
