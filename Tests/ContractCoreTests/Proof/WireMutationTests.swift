import Testing

@testable import ContractCore

struct WireMutationTests {
    private func applied(_ act: WireMutation.Act, status: Int = 200, _ body: String, first: String? = nil) -> String {
        let response = WireResponse(status: status, headers: ["Location": "http://a/"], body: Array(body.utf8))
        let earlier = first.map { WireResponse(status: 200, body: Array($0.utf8)) }
        let changed = WireMutation(act).applied(to: response, first: earlier)
        let location = changed.headers["Location"] == nil ? " no Location" : ""
        return "\(changed.status) \(String(decoding: changed.body, as: UTF8.self))\(location)"
    }

    @Test func `each wrong answer is wrong in one way`() {
        let body = #"{"a":[{"b":1},{"b":"x"},{"b":2}],"c":"t"}"#
        let rows: [(WireMutation.Act, String)] = [
            (.drop(path: ["c"]), #"200 {"a":[{"b":1},{"b":"x"},{"b":2}]}"#),
            (.null(path: ["a", "*", "b"]), #"200 {"a":[{"b":null},{"b":null},{"b":null}],"c":"t"}"#),
            (.retype(path: ["a", "*", "b"]), #"200 {"a":[{"b":"seven"},{"b":7},{"b":"seven"}],"c":"t"}"#),
            (.swap(path: ["a"]), #"200 {"a":[{"b":"x"},{"b":1},{"b":2}],"c":"t"}"#),
            (.duplicate(path: ["a"]), #"200 {"a":[{"b":1},{"b":1},{"b":"x"},{"b":2}],"c":"t"}"#),
            (.flipStatus, "500 \(body)"),
            (.errorBody, #"200 {"error":"internal error"}"#),
            (.loseHeader("location"), "200 \(body) no Location"),
            (.truncate, "200 \(body.prefix(body.utf8.count / 2))"),
        ]
        for (act, expected) in rows { #expect(applied(act, body) == expected, "\(act)") }
    }

    @Test func `a stale answer is the first that the request got`() {
        #expect(applied(.stale, "new", first: "old") == "200 old no Location")
        #expect(applied(.stale, "new") == "200 new")
    }

    @Test func `errors keep their content, and content that is not JSON stays as it is`() {
        #expect(applied(.drop(path: ["error_code"]), status: 400, #"{"error_code":"x"}"#) == #"400 {"error_code":"x"}"#)
        #expect(applied(.flipStatus, status: 404, "{}") == "200 {}")
        #expect(applied(.drop(path: ["a"]), "no JSON") == "200 no JSON")
    }

    @Test func `what says the same afterwards is no difference`() {
        func differs(_ act: WireMutation.Act, _ body: String, first: String? = nil) -> Bool {
            let earlier = first.map { WireResponse(status: 200, body: Array($0.utf8)) }
            return WireMutation(act).changes(WireResponse(status: 200, headers: ["Location": "/"], body: Array(body.utf8)), earlier)
        }
        let rows: [(WireMutation.Act, String, Bool)] = [
            (.drop(path: ["a"]), #"{ "a" : 1 }"#, true), (.drop(path: ["b"]), #"{ "a" : 1 }"#, false),
            (.null(path: ["a"]), #"{"a":null}"#, false), (.swap(path: ["a"]), #"{"a":[1,2]}"#, true),
            (.swap(path: ["a"]), #"{"a":[1, 1]}"#, false), (.swap(path: ["a"]), #"{"a":[1]}"#, false),
            (.duplicate(path: ["a"]), #"{"a":[]}"#, false), (.duplicate(path: ["a"]), #"{"a":[1]}"#, true),
            (.flipStatus, "", true), (.truncate, "", false), (.loseHeader("location"), "", true), (.loseHeader("etag"), "", false),
        ]
        for (act, body, expected) in rows { #expect(differs(act, body) == expected, "\(act) \(body)") }
        #expect(differs(.stale, "new", first: "old"))
        #expect(!differs(.stale, "same", first: "same"))
        #expect(!differs(.stale, "new"))
    }
}
