import Foundation
import Testing

@testable import RFSEmulator

struct RuleBookTests {
    private func caller(_ rule: RuleID, _ alteration: Alteration) throws -> Caller {
        try Bench(rules: RuleBook(alterations: [rule: alteration])).caller
    }

    private func create(_ caller: Caller, nameOf length: Int) -> Outcome {
        let name = String(repeating: "a", count: length)
        return caller.send("POST", "/v1/private-modules", #"{"module_name":"\#(name)"}"#).outcome
    }

    @Test func `bounds are dropped, tightened, shifted and signalled otherwise`() throws {
        let rule: RuleID = "create-private-module.module-name-length"
        let lengths = [2, 127, 128, 129, 130]
        let alterations: [(Alteration?, [Outcome])] = [
            (nil, [201, 201, 201, 400, 400].map { $0 == 400 ? Outcome(.tooLong) : Outcome(status: $0) }),
            (.drop, Array(repeating: Outcome(status: 201), count: 5)),
            (.tighten, [201, 201, 400, 400, 400].map { $0 == 400 ? Outcome(.tooLong) : Outcome(status: $0) }),
            (.shift, [201, 201, 201, 201, 400].map { $0 == 400 ? Outcome(.tooLong) : Outcome(status: $0) }),
            (
                .signal(status: 422, code: "RF.1"),
                [201, 201, 201, 422, 422].map { Outcome(status: $0, code: $0 == 422 ? "RF.1" : nil) }
            ),
        ]
        for (alteration, outcomes) in alterations {
            let rules = RuleBook(alterations: alteration.map { [rule: $0] } ?? [:])
            let caller = try Bench(rules: rules).caller
            #expect(lengths.map { create(caller, nameOf: $0) } == outcomes, "\(String(describing: alteration))")
        }
    }

    @Test func `an altered rule touches its own operation only`() throws {
        let caller = try caller("show-private-module-metadata.module-id-mismatch", .drop)
        try caller.create("a")
        let query = "?module_id=1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"
        #expect(caller.send("GET", "/v1/private-modules/a/metadata\(query)").status == 200)
        #expect(caller.send("GET", "/v1/private-modules/a/versions\(query)").outcome == Outcome(.moduleIDMismatch))
    }

    @Test func `a refusal that acts keeps its answer`() throws {
        let caller = try caller("delete-private-module.mismatch-keeps-module", .effect)
        try caller.create("a")
        let query = "?module_id=1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"
        #expect(caller.send("DELETE", "/v1/private-modules/a\(query)").outcome == Outcome(.moduleIDMismatch))
        #expect(caller.send("GET", "/v1/private-modules/a/metadata").outcome == Outcome(.moduleNotFound))
    }

    @Test func `a success that does nothing keeps its answer`() throws {
        let caller = try caller("delete-private-module.gone-after-delete", .effect)
        try caller.create("a")
        #expect(caller.send("DELETE", "/v1/private-modules/a").status == 204)
        #expect(caller.send("GET", "/v1/private-modules/a/metadata").status == 200)
    }

    @Test func `a response field is left out or changed`() throws {
        let forms: [(RuleID, Alteration, JSONValue?)] = [
            ("list-private-modules.item-module-name", .drop, nil),
            ("list-private-modules.item-module-name", .signal(), .number("0")),
            ("list-private-modules.item-create-time-format", .signal(), nil),
        ]
        for (rule, alteration, expected) in forms {
            let caller = try caller(rule, alteration)
            try caller.create("a")
            let item = try require(caller.send("GET", "/v1/private-modules").json["modules"]?.elements.first)
            if rule.rule.hasSuffix("format") {
                #expect(item["create_time"] == .string("?"))
            } else {
                #expect(item["module_name"] == expected)
            }
        }
    }

    @Test func `the success status can be signalled otherwise`() throws {
        let caller = try caller("create-private-module.success-status", .signal(status: 200))
        #expect(create(caller, nameOf: 1) == Outcome(status: 200))
    }

    @Test func `every operation of the folder is in the list once`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/RFSEmulator/Operations").standardized
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).map { folder.appending(path: $0) }
        let declared = try files.filter { $0.pathExtension == "swift" }.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: #/struct (\w+): Operation /#).map { String($0.1) }
        }
        #expect(declared.sorted() == Operations.all.map { "\(type(of: $0))" }.sorted())
        #expect(Operations.all.allSatisfy { $0.documentedName == "\(type(of: $0))" })
        #expect(declared.count == 30)
    }
}
