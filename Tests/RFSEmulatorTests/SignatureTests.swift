import Testing

@testable import RFSEmulator

struct SignatureTests {
    /// A request whose signature was computed by another implementation.
    struct Vector: Sendable, CustomStringConvertible {
        var description: String
        var method: String
        var target: String
        var fields: [(String, String)]
        var body = ""
        var signedHeaders: String
        var canonicalHash: String
        var signature: String
    }

    private static let secretKey = "testsk/NotARealSecret+0123456789abcdefgh"
    private static let common = [
        ("Content-Type", "application/json"), ("X-Project-Id", "ba2b9930c977f71edaeaa3a5e96a8ff1"),
        ("X-Sdk-Date", "20250102T030405Z"),
    ]

    static let vectors = [
        Vector(
            description: "a query", method: "GET",
            target: "/v1/private-modules?limit=10&sort_dir=desc&sort_key=create_time",
            fields: common + [("Client-Request-Id", "3fef5d3e-27b6-44e8-9769-1d7262bd9430")],
            signedHeaders: "client-request-id;content-type;host;x-project-id;x-sdk-date",
            canonicalHash: "5bef3dda263547435ba36facf49cfce29fa4df4889f1b6ab64e38713f3566ede",
            signature: "3dc6d6c22d923ebbf943a2d3e083468d338a85d2df5f2c2a4805b03aba600961"),
        Vector(
            description: "a body and a path that is not ASCII", method: "PATCH",
            target: "/v1/private-modules/%E6%A8%A1%E5%9D%97_a-1/metadata",
            fields: common + [
                ("Client-Request-Id", "07e21c3e-d33c-4513-9d0f-e9e673817772"), ("User-Agent", "rfs-vector/1.0"),
            ],
            body:
                #"{"module_description": "second draft", "module_id": "1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"}"#,
            signedHeaders: "client-request-id;content-type;host;user-agent;x-project-id;x-sdk-date",
            canonicalHash: "85c22806fe406d738373a3015c846713f225a2b2adb0f47655e276ab296c2e1f",
            signature: "408d57735bdb8ded1e374a870a9dac9a25ac2e159daa8cf18655514c0ceea85b"),
        Vector(
            description: "temporary credentials and an encoded slash", method: "GET",
            target: "/v1/stack-sets/set-one/stack-instances/cn-north-4%2F0123456789abcdef0123456789abcdef",
            fields: common + [
                ("Client-Request-Id", "8592967b-18b0-421b-b6c1-079c9ded3931"), ("User-Agent", "rfs-vector/1.0"),
                ("X-Security-Token", "TEMPTOKENEXAMPLE=="),
            ],
            signedHeaders: "client-request-id;content-type;host;user-agent;x-project-id;x-sdk-date;x-security-token",
            canonicalHash: "02f6828a6cda69694b8d7cd6f6ef6b9c98128d520c1449be08a5dca306cd1b96",
            signature: "77fb7c01ca8609adffc1601821fa31eedac71e86aadb613a5527b0c51003324e"),
    ]

    private static func call(_ vector: Vector) -> HTTPCall {
        HTTPCall(
            method: vector.method, target: vector.target, host: "rfs.cn-north-4.myhuaweicloud.com",
            fields: vector.fields, body: Array(vector.body.utf8))
    }

    private static func signature(_ vector: Vector) throws -> RequestSignature {
        RequestSignature(
            header: try AuthorizationHeader(
                "SDK-HMAC-SHA256 Access=TESTAK0000000000EXAM, SignedHeaders=\(vector.signedHeaders), "
                    + "Signature=\(vector.signature)"), secretKey: secretKey)
    }

    private static let signedAt = Instant(year: 2025, month: 1, day: 2, hour: 3, minute: 4, second: 5)

    @Test(arguments: vectors)
    func `a sound signature is accepted`(vector: Vector) throws {
        let signature = try Self.signature(vector)
        let canonical = try signature.canonicalRequest(of: Self.call(vector))
        #expect(
            RequestSignature.stringToSign(canonical, date: "20250102T030405Z")
                == "SDK-HMAC-SHA256\n20250102T030405Z\n\(vector.canonicalHash)")
        let now = try require(Self.signedAt)
        try signature.verify(Self.call(vector), now: now)
        try signature.verify(Self.call(vector), now: now + 900_000)
        try signature.verify(Self.call(vector), now: now + -900_000)
        #expect(throws: Refusal.self) { try signature.verify(Self.call(vector), now: now + 900_001) }
        #expect(throws: Refusal.self) { try signature.verify(Self.call(vector), now: now + -900_001) }
    }

    @Test func `the canonical request of a query is as documented`() throws {
        let vector = Self.vectors[0]
        #expect(
            try Self.signature(vector).canonicalRequest(of: Self.call(vector)) == """
                GET
                /v1/private-modules/
                limit=10&sort_dir=desc&sort_key=create_time
                client-request-id:3fef5d3e-27b6-44e8-9769-1d7262bd9430
                content-type:application/json
                host:rfs.cn-north-4.myhuaweicloud.com
                x-project-id:ba2b9930c977f71edaeaa3a5e96a8ff1
                x-sdk-date:20250102T030405Z

                client-request-id;content-type;host;x-project-id;x-sdk-date
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """)
    }

    @Test func `whatever is changed breaks the signature`() throws {
        let now = try require(Self.signedAt)
        for vector in Self.vectors {
            let signature = try Self.signature(vector)
            var calls: [HTTPCall] = Array(repeating: Self.call(vector), count: 5)
            calls[0].method = "DELETE"
            calls[1].target += "&limit=11"
            calls[2].host = "localhost"
            calls[3].body.append(0x20)
            calls[4].target = calls[4].target.replacing("v1", with: "V1")
            for call in calls { #expect(throws: Refusal.self) { try signature.verify(call, now: now) } }
            var unsigned = Self.call(vector)
            unsigned = HTTPCall(
                method: vector.method, target: vector.target, host: unsigned.host,
                fields: vector.fields + [("X-Unsigned", "1")], body: unsigned.body)
            try signature.verify(unsigned, now: now)
        }
    }

    @Test(arguments: [
        ("", ""), ("b=2&a=1", "a=1&b=2"), ("a=2&a=1", "a=1&a=2"), ("a", "a="), ("a=x%20y%2fz", "a=x%20y%2Fz"),
        ("a=%E6%A8%A1", "a=%E6%A8%A1"), ("a=b=c", "a=b%3Dc"), ("a=~_-.", "a=~_-."), ("a=+", "a=%2B"),
    ])
    func `a query is sorted and encoded anew`(query: String, canonical: String) {
        #expect(RequestSignature.canonicalQuery(query[...]) == canonical)
    }

    @Test(arguments: [
        ("/", "/"), ("/a", "/a/"), ("/a/", "/a/"), ("/a%2Fb", "/a/b/"), ("/a b", "/a%20b/"), ("/%FF", "/%EF%BF%BD/"),
        ("/%zz", "/%25zz/"),
    ])
    func `a path is decoded once and encoded anew`(path: String, canonical: String) {
        #expect(RequestSignature.canonicalPath(path[...]) == canonical)
    }

    @Test(arguments: [
        "", "SDK-HMAC-SHA256", "SDK-HMAC-SM3 Access=a, SignedHeaders=host, Signature=0",
        "SDK-HMAC-SHA256 Access=a, SignedHeaders=host", "SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature=0",
        "SDK-HMAC-SHA256 Access=a, Access=b, SignedHeaders=host, Signature=0",
        "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=0, Extra=1", "Bearer abc",
        "SDK-HMAC-SHA256 Access a, SignedHeaders=host, Signature=0",
    ])
    func `a malformed Authorization header is refused`(value: String) {
        #expect(throws: Refusal.self) { try AuthorizationHeader(value) }
    }

    @Test(arguments: [
        "20250102T030405", "2025-01-02T03:04:05Z", "20250132T030405Z", "20250229T030405Z", "20250102T240405Z",
        "20250102t030405Z", "２０250102T03Z",
    ])
    func `a malformed date is refused`(text: String) {
        #expect(RequestSignature.instant(text) == nil)
    }
}
