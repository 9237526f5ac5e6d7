import Foundation
import Testing

@testable import RFSEmulator

/// Breaks every rule in every way and compares a long conversation with the faithful one.
struct AlterationTests {
    private static let operations = Operations.all.filter { $0.path.hasPrefix("/v1/private-modules") }

    /// The rules that the table of an operation names, and those that sources name in code.
    private static func rules() throws -> Set<RuleID> {
        var names: Set<String> = []
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/RFSEmulator").standardized
        for part in ["Operations", "Packages", "Rules", "API"] {
            let files = try FileManager.default.contentsOfDirectory(
                at: folder.appending(path: part), includingPropertiesForKeys: nil)
            for file in files where file.pathExtension == "swift" && !file.lastPathComponent.hasPrefix("RuleBook") {
                let text = try String(contentsOf: file, encoding: .utf8)
                for match in text.matches(of: #/"([a-z][a-z0-9]+(?:-[a-z0-9]+)+)"/#) { names.insert(String(match.1)) }
            }
        }
        let own = Set(Operations.all.map(\.name))
        names.subtract(own)
        names.subtract(["rfs-emulator", "body-optional"])
        for name in ["field-module-id", "field-create-time", "field-update-time"] { names.insert("\(name)-format") }
        for name in ["item-module-id", "item-create-time", "item-update-time"] { names.insert("\(name)-format") }
        for status in [400, 401, 403, 404, 429, 500] { names.insert("error-body-\(status)") }
        names.formUnion(["error-body", "status-429", "status-500"])
        for operation in operations {
            for parameter in operation.parameters {
                if parameter.isRequired, parameter.place != .path { names.insert(parameter.requiredRule) }
                if parameter.place == .body || parameter.kind == .integer { names.insert(parameter.typeRule) }
            }
        }
        return Set(names.map { RuleID(operation: "any", rule: $0) })
    }

    /// What a service answers to requests that touch everything; ids, links and markers are left as they come.
    private static func transcript(_ rules: RuleBook) throws -> [String] {
        let bench = try Bench(rules: rules)
        var lines: [String] = []
        func note(_ answer: HTTPAnswer) {
            // Signatures and markers depend on a secret of the instance.
            let line = "\(answer.status) \(answer.header("Location") ?? "") \(answer.text)"
            lines.append(
                line.replacing(#/Signature=[0-9a-f]{64}/#, with: "signed")
                    .replacing(#/_marker":"[A-Za-z0-9_-]{44}"/#, with: "_marker"))
        }
        let caller = bench.caller
        let base = "/v1/private-modules"
        let zip = bench.put("/u/p.zip", ZipMaker.small)
        let wrong = "1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"
        func send(_ method: String, _ path: String, _ body: String = "", _ headers: [String: String?] = [:]) {
            note(caller.send(method, base + path, body, headers: headers))
        }

        send("GET", "")
        for name in ["m", "M", "m", "模块", "other", "1a", "a.b", "", String(repeating: "n", count: 129)] {
            send("POST", "", #"{"module_name":"\#(name)"}"#)
        }
        send("POST", "", #"{"module_name":"d","module_description":"x"}"#)
        send("POST", "", #"{"module_name":"v","module_version":"1.0.0","module_uri":"\#(zip)"}"#)
        send("GET", "/v/versions")
        send("GET", "/m/versions")
        for body in ["", "{", "{}", #"{"module_name":1}"#, #"{"module_name":"z","x":1}"#] { send("POST", "", body) }
        for (name, length) in [("module_description", 1025), ("version_description", 1025)] {
            let text = String(repeating: "t", count: length)
            send("POST", "", #"{"module_name":"long","\#(name)":"\#(text)"}"#)
            send("POST", "", #"{"module_name":"num","\#(name)":1}"#)
        }
        for number in ["1.0", "v1.0.0", "18446744073709551616.0.0"] {
            send("POST", "", #"{"module_name":"w","module_version":"\#(number)","module_uri":"\#(zip)"}"#)
            send("POST", "/m/versions", #"{"module_version":"\#(number)","module_uri":"\#(zip)"}"#)
        }
        let links = ["ftp://x/a.zip", "http://x/" + String(repeating: "l", count: 2040) + ".zip"]
        for link in links {
            send("POST", "", #"{"module_name":"w","module_version":"1.0.0","module_uri":"\#(link)"}"#)
            send("POST", "/m/versions", #"{"module_version":"1.0.0","module_uri":"\#(link)"}"#)
        }
        for (index, row) in PackageRulesTests.rows.enumerated() where row.error != nil || row.package.count < 200 {
            let link = bench.put("/u/\(index).zip", row.package)
            send("POST", "", #"{"module_name":"p\#(index)","module_version":"1.0.0","module_uri":"\#(link)"}"#)
            send("POST", "/m/versions", #"{"module_version":"9.0.\#(index)","module_uri":"\#(link)"}"#)
        }
        for body in [
            "", "{", #"{"module_uri":"\#(zip)"}"#, #"{"module_version":"1.0.0"}"#, #"{"module_version":1}"#,
            #"{"module_version":"1.0.0","module_uri":1}"#, #"{"module_version":"1.0.0","module_uri":"\#(zip)","x":1}"#,
            #"{"module_version":"1.0.0","module_uri":"\#(zip)"}"#,
            #"{"module_version":"1.0.0","module_uri":"\#(zip)","version_description":"changed"}"#,
            #"{"module_version":"1.1.0","module_uri":"\#(zip)","version_description":"b"}"#,
            #"{"module_version":"1.2.0","module_uri":"\#(zip)","version_description":1}"#,
            #"{"module_version":"1.2.0","module_uri":"\#(zip)","version_description":"\#(String(repeating: "t", count: 1025))"}"#,
            #"{"module_version":"1.2.0","module_uri":"\#(zip)","module_id":"\#(wrong)"}"#,
            #"{"module_version":"1.2.0","module_uri":"\#(zip)","module_id":"short"}"#,
        ] { send("POST", "/m/versions", body) }
        let id = caller.send("GET", base + "/m/metadata").json["module_id"]?.string ?? ""
        let reads = ["/m/metadata", "/m/versions", "/m/versions/1.0.0", "/m/versions/1.0.0/metadata"]
        for path in reads {
            send("GET", path)
            for query in ["?module_id=\(id)", "?module_id=\(wrong)", "?module_id=short", "?x=1"] { send("GET", path + query) }
            for name in ["none", "mM", "1a", "a.b", String(repeating: "n", count: 129), ""] {
                send("GET", path.replacing("/m/", with: "/\(name)/"))
            }
            for number in ["1.0", "abcde", "2.0.0", "18446744073709551616.0.0"] {
                send("GET", path.replacing("1.0.0", with: number))
            }
        }
        if let link = caller.send("GET", base + "/m/versions/1.0.0").header("Location") { note(bench.fetch(link)) }
        for number in 0..<12 { send("POST", "", #"{"module_name":"x\#(number)"}"#) }
        for number in 0..<12 {
            send("POST", "/other/versions", #"{"module_version":"2.0.\#(number)","module_uri":"\#(zip)"}"#)
        }
        for list in ["", "/other/versions"] {
            for query in [
                "limit=10", "limit=9", "limit=11", "limit=1001", "limit=ten", "sort_key=create_time", "sort_dir=asc", "marker=",
                "marker=\(String(repeating: "k", count: 513))", "marker=abc", "sort_key=x&sort_dir=asc",
                "sort_key=create_time&sort_dir=x", "sort_key=create_time&sort_dir=asc",
                "sort_key=create_time&sort_dir=desc", "sort_key=create_time&sort_dir=asc&sort_dir=asc",
            ] { send("GET", "\(list)?\(query)") }
            let page = caller.send("GET", "\(base)\(list)?limit=10").json["page_info"]
            if let marker = page?["next_marker"]?.string {
                let next = caller.send("GET", "\(base)\(list)?limit=10&marker=\(marker)")
                note(next)
                send("GET", "\(list)?limit=11&marker=\(marker)")
                let back = next.json["page_info"]?["previous_marker"]?.string ?? ""
                send("GET", "\(list)?limit=10&marker=\(back)")
            }
        }
        for body in [
            "", "{", "{}", #"{"module_id":"\#(id)"}"#, #"{"module_description":1}"#, #"{"module_description":"a","x":1}"#,
            #"{"module_description":"a"}"#, #"{"module_description":"a"}"#, #"{"module_description":""}"#,
            #"{"module_description":"a","module_id":"\#(id)"}"#, #"{"module_description":"q","module_id":"\#(wrong)"}"#,
            #"{"module_description":"q","module_id":"short"}"#,
            #"{"module_description":"\#(String(repeating: "t", count: 1025))"}"#,
        ] {
            send("PATCH", "/m/metadata", body)
            send("GET", "/m/metadata")
        }
        for name in ["none", "mM", "1a", "a.b", String(repeating: "n", count: 129)] {
            send("PATCH", "/\(name)/metadata", #"{"module_description":"a"}"#)
            send("POST", "/\(name)/versions", #"{"module_version":"1.0.0","module_uri":"\#(zip)"}"#)
            send("DELETE", "/\(name)")
            send("DELETE", "/\(name)/versions/1.0.0")
        }
        send("GET", "/d/metadata")
        send("GET", "/m/versions/1.0.0/metadata")
        send("GET", "")
        for query in ["?module_id=\(wrong)", "?module_id=short", "?module_id=\(id)", ""] {
            send("DELETE", "/m/versions/1.0.0\(query)")
        }
        for number in ["1.0", "abcde", "18446744073709551616.0.0", "1.1.0"] { send("DELETE", "/m/versions/\(number)") }
        send("GET", "/m/versions")
        send("POST", "/m/versions", #"{"module_version":"1.0.0","module_uri":"\#(zip)"}"#)
        send("DELETE", "/v/versions/1.0.0")
        send("DELETE", "/v")
        for query in ["?module_id=\(wrong)", "?module_id=short"] {
            send("DELETE", "/m\(query)")
            send("GET", "/m/metadata")
        }
        for step in ["/m?module_id=\(id)", "/m"] { send("DELETE", step) }
        send("GET", "/m/metadata")
        send("POST", "", #"{"module_name":"m"}"#)
        send("POST", "/m/versions", #"{"module_version":"1.0.0","module_uri":"\#(zip)"}"#)
        for path in reads { send("GET", path + "?module_id=\(id)") }
        send("PATCH", "/m/metadata", #"{"module_description":"q","module_id":"\#(id)"}"#)
        send("POST", "/m/versions", #"{"module_version":"3.0.0","module_uri":"\#(zip)","module_id":"\#(id)"}"#)
        send("DELETE", "/m/versions/1.0.0?module_id=\(id)")
        send("DELETE", "/m?module_id=\(id)")
        others(bench, zip, note)
        return lines
    }

    /// Other accounts, other regions, other users, faults, quota, time.
    private static func others(_ bench: Bench, _ zip: String, _ note: (HTTPAnswer) -> Void) {
        let caller = bench.caller
        let domain = caller.user.account.domainID
        var elsewhere = caller
        elsewhere.region = .second
        note(elsewhere.send("POST", "/v1/private-modules", #"{"module_name":"d"}"#))
        note(elsewhere.send("GET", "/v1/private-modules"))
        if let stranger = try? bench.newCaller(#"{"quota":{"modules":1,"versions":1}}"#) {
            for _ in 0..<2 { note(stranger.send("POST", "/v1/private-modules", #"{"module_name":"only"}"#)) }
            note(stranger.send("POST", "/v1/private-modules", #"{"module_name":"second"}"#))
            for number in 0..<2 { note(stranger.createVersion("only", "5.0.\(number)")) }
            note(stranger.send("GET", "/v1/private-modules"))
        }
        note(caller.createVersion("d", "1.0.0"))
        note(caller.createVersion("x1", "1.0.0"))
        if let link = caller.send("GET", "/v1/private-modules/d/versions/1.0.0").header("Location") {
            _ = bench.admin("POST", "/accounts/\(domain)/clock/advance", #"{"milliseconds":400000}"#)
            note(bench.fetch(link))
        }
        let denied = try? bench.newUser(of: caller, deny: ["*"])
        for operation in operations {
            let path = operation.path.replacing("{module_name}", with: "a").replacing("{module_version}", with: "1.0.0")
            for id in [
                nil, String(repeating: "a", count: 35), String(repeating: "a", count: 128), String(repeating: "a", count: 129),
                "-" + String(repeating: "a", count: 40),
            ] {
                note(caller.send(operation.method, path, "{}", headers: ["Client-Request-Id": id]))
            }
            note(caller.send(operation.method, path, "{}", headers: ["X-Auth-Token": "wrong"]))
            if let denied { note(denied.send(operation.method, path, "{}")) }
            for status in [429, 500] {
                _ = bench.admin("POST", "/accounts/\(domain)/faults", "{\"status\":\(status)}")
                note(caller.send(operation.method, path, "{}"))
            }
        }
    }

    private static let kinds: [Alteration] = [.drop, .tighten, .shift, .signal(status: 418, code: "RF.1"), .effect]

    @Test func `every rule can be broken so that it shows, and no break makes the service fail`() throws {
        let faithful = try Self.transcript(RuleBook())
        #expect(try Self.transcript(RuleBook()) == faithful)
        var inert: [String] = []
        for rule in try Self.rules().map(\.rule).sorted() {
            var shows = false
            for kind in Self.kinds {
                let altered = Dictionary(
                    uniqueKeysWithValues: Self.operations.map { (RuleID(operation: $0.name, rule: rule), kind) })
                let lines = try Self.transcript(RuleBook(alterations: altered))
                #expect(lines.count { $0.hasPrefix("500") } <= 10, "\(rule) \(kind)")
                shows = shows || lines != faithful
            }
            if !shows { inert.append(rule) }
        }
        #expect(inert == [])
    }
}
