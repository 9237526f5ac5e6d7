import Foundation
import Testing

@testable import RFSEmulator

struct MutantTests {
    private static let requestID = ("Client-Request-Id", "3fef5d3e-27b6-44e8-9769-1d7262bd9430")

    /// An emulator that is one mutant, and a way to call it.
    private func caller(
        mutant: String? = nil, variants: [String] = []
    ) throws -> (_ method: String, _ path: String, _ body: String) -> DirectEmulator.Answer? {
        let emulator = try DirectEmulator(EmulatorConfiguration(mutant: mutant, variants: variants))
        return { method, path, body in
            emulator.answer(
                method: method, url: emulator.ready.endpoint + path,
                headers: [Self.requestID, ("X-Auth-Token", emulator.ready.token)], body: Array(body.utf8))
        }
    }

    private func text(_ answer: DirectEmulator.Answer?) -> String { String(decoding: answer?.body ?? [], as: UTF8.self) }

    @Test func `identifiers of mutants and variants are unique, and begin with the rule`() {
        #expect(Set(Mutants.all.map(\.id)).count == Mutants.all.count)
        #expect(Mutants.all.filter { !$0.id.hasPrefix("\($0.rule)/\($0.kind.rawValue)") }.map(\.id) == [])
        #expect(Set(Variants.all.map(\.id)).count == Variants.all.count)
        #expect(Mutants.all.count > 1000)
        #expect(Variants.all.count >= 25)
    }

    @Test func `every answer of an emulator that breaks a rule says so, and none of a faithful one does`() throws {
        let mutant = "create-private-module.module-name-length/shift-upper"
        let admitted = try [nil, mutant].map { mutant in
            let emulator = try DirectEmulator(EmulatorConfiguration(mutant: mutant))
            return [("GET", "/v1/private-modules"), ("POST", "/v1/private-modules"), ("GET", "/nowhere")].map { method, path in
                emulator.answer(method: method, url: emulator.ready.endpoint + path)?.headers
                    .first { $0.name.lowercased() == "x-emulator-mutant" }?.value
            }
        }
        #expect(admitted == [[nil, nil, nil], [mutant, mutant, mutant]])
    }

    @Test func `signatures are verified in part only where a mutant says so`() throws {
        let old = "20000101T000000Z"
        let header = "SDK-HMAC-SHA256 Access=KEY, SignedHeaders=host;x-sdk-date, Signature=00"
        let ways = [nil, "list-private-modules.status-401/drop-signature", "list-private-modules.status-401/drop-age"]
        let statuses = try ways.map { mutant in
            let emulator = try DirectEmulator(EmulatorConfiguration(mutant: mutant))
            return ["unknown", emulator.ready.accessKey].map { key in
                emulator.answer(
                    method: "GET", url: "\(emulator.ready.endpoint)/v1/private-modules",
                    headers: [Self.requestID, ("X-Sdk-Date", old), ("Authorization", header.replacing("KEY", with: key))])?.status
            }
        }
        #expect(statuses == [[401, 401], [401, 200], [401, 401]])
    }

    @Test func `a text is replaced by another where an answer has it`() throws {
        let change = JSONChange(path: ["status"], act: .replace("A", with: "B"))
        let changed = try [#"{"status":"A"}"#, #"{"status":"C"}"#, #"{"status":1}"#].map { text in
            var writer = JSONWriter()
            writer.value(change.applied(to: try JSONReader.read(Array(text.utf8))))
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(changed == [#"{"status":"B"}"#, #"{"status":"C"}"#, #"{"status":1}"#])
    }

    @Test func `every mutant belongs to an operation, accuses, and names the assertion that must catch it`() {
        let operations = Set(Operations.all.map(\.name) + ["authentication"])
        #expect(Mutants.all.filter { !operations.contains($0.operation) }.map(\.id) == [])
        #expect(Mutants.all.filter { $0.accusation.isEmpty || $0.assertions.isEmpty }.map(\.id) == [])
        #expect(Mutants.all.filter { $0.book.alterations.count + $0.book.changes.values.joined().count != 1 }.map(\.id) == [])
    }

    @Test func `an emulator says when there is no such mutant or variant`() {
        #expect(throws: EmulatorError.unknownMutant("x")) { try DirectEmulator(EmulatorConfiguration(mutant: "x")) }
        #expect(throws: EmulatorError.unknownVariant("y")) { try DirectEmulator(EmulatorConfiguration(variants: ["y"])) }
    }

    @Test func `a bound is moved at one end only`() throws {
        let call = try caller(mutant: "create-private-module.module-name-length/shift-upper")
        let statuses = [128, 129, 130].map { length in
            call("POST", "/v1/private-modules", #"{"module_name":"\#(String(repeating: "n", count: length))"}"#)?.status
        }
        #expect(statuses == [201, 201, 400])
    }

    @Test func `a class of texts is accepted, others stay refused`() throws {
        let call = try caller(mutant: "create-private-module.module-name-charset/drop-dot")
        let statuses = ["a.b", "a b", "ab"].map { call("POST", "/v1/private-modules", #"{"module_name":"\#($0)"}"#)?.status }
        #expect(statuses == [201, 400, 201])
    }

    @Test func `a refusal is told and the call is carried out all the same`() throws {
        let call = try caller(mutant: "delete-private-module.mismatch-keeps-module/effect")
        _ = call("POST", "/v1/private-modules", #"{"module_name":"a"}"#)
        let refused = call("DELETE", "/v1/private-modules/a?module_id=1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3", "")
        #expect(refused?.status == 400)
        #expect(call("GET", "/v1/private-modules/a/metadata", "")?.status == 404)
    }

    @Test func `an answer is changed after it was made`() throws {
        let call = try caller(mutant: "create-private-module.error-body/drop-error-msg")
        #expect(text(call("POST", "/v1/private-modules", "{}")) == #"{"error_code":"RF.10011001"}"#)
    }

    @Test func `the trace tells whether a rule was reached and whether it made a difference`() throws {
        let emulator = try DirectEmulator(
            EmulatorConfiguration(mutant: "create-private-module.module-name-length/shift-upper"))
        var seen: [[Bool]] = []
        for length in [0, 5, 129] {
            if length > 0 {
                let name = String(repeating: "n", count: length)
                _ = emulator.answer(
                    method: "POST", url: "\(emulator.ready.endpoint)/v1/private-modules",
                    headers: [Self.requestID, ("X-Auth-Token", emulator.ready.token)],
                    body: Array(#"{"module_name":"\#(name)"}"#.utf8))
            }
            seen.append([emulator.trace.isReached, emulator.trace.hasDiffered])
        }
        #expect(seen == [[false, false], [true, false], [true, true]])
    }

    @Test func `an address that is not the emulator's gets no answer`() throws {
        let emulator = try DirectEmulator()
        #expect(emulator.answer(method: "GET", url: "http://example.com/") == nil)
        #expect(emulator.answer(method: "GET", url: "https://emulator.test:8001/") == nil)
    }

    @Test func `variants keep decisions and change what the documents leave free`() throws {
        let outcomes = try ["null-descriptions", "empty-descriptions", "members-turned", "messages-terse"].map { variant in
            let call = try caller(variants: [variant])
            _ = call("POST", "/v1/private-modules", #"{"module_name":"a"}"#)
            let shown = text(call("GET", "/v1/private-modules/a/metadata", ""))
            let refused = call("POST", "/v1/private-modules", "{}")
            return [
                shown.contains(#""module_description":null"#) ? "null" : shown.contains(#""module_description":"""#) ? "empty" : "absent",
                shown.hasPrefix(#"{"update_time"#) ? "turned" : "usual", "\(refused?.status ?? 0)",
                text(refused).contains(#""error_msg":"no""#) ? "terse" : "worded",
            ]
        }
        #expect(
            outcomes == [
                ["null", "usual", "400", "worded"], ["empty", "usual", "400", "worded"],
                ["absent", "turned", "400", "worded"], ["absent", "usual", "400", "terse"],
            ])
    }

    @Test func `JSON is spelled otherwise and means the same`() throws {
        let text = Array(#"{"a\"b":"x, {y}: [z]","c":[1,{"d":"模/块"}]}"#.utf8)
        let value = try JSONReader.read(text)
        #expect(try JSONReader.read(JSONSpelling.spaced(text)) == value)
        #expect(try JSONReader.read(JSONSpelling.escaped(text)) == value)
        #expect(String(decoding: JSONSpelling.escaped(text), as: UTF8.self) == #"{"a\"b":"x, {y}: [z]","c":[1,{"d":"\u6a21\/\u5757"}]}"#)
    }

    @Test func `a change of JSON acts where its path leads, and nowhere else`() throws {
        let value = try JSONReader.read(Array(#"{"a":[{"b":"x"},{"b":"y"}],"c":1}"#.utf8))
        func changed(_ path: [String], _ act: JSONChange.Act) -> String {
            var writer = JSONWriter()
            writer.value(JSONChange(path: path, act: act).applied(to: value))
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(changed(["a", "*", "b"], .remove) == #"{"a":[{},{}],"c":1}"#)
        #expect(changed(["c"], .set(.null)) == #"{"a":[{"b":"x"},{"b":"y"}],"c":null}"#)
        #expect(changed(["d"], .set(.bool(true))) == #"{"a":[{"b":"x"},{"b":"y"}],"c":1,"d":true}"#)
        #expect(changed(["a"], .reverse) == #"{"a":[{"b":"y"},{"b":"x"}],"c":1}"#)
        #expect(changed(["a"], .doubleFirst) == #"{"a":[{"b":"x"},{"b":"x"},{"b":"y"}],"c":1}"#)
        #expect(changed(["a"], .removeFirst) == #"{"a":[{"b":"y"}],"c":1}"#)
        #expect(changed(["x", "y"], .remove) == #"{"a":[{"b":"x"},{"b":"y"}],"c":1}"#)
        #expect(changed([], .turnMembers) == #"{"c":1,"a":[{"b":"x"},{"b":"y"}]}"#)
    }
}
