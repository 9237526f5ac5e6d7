import ContractCore
import Testing

@testable import ContractRunner

/// The scheme SDK-HMAC-SHA256 against vectors that another implementation computed.
struct SDKSignerTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var request: WireRequest
        var securityToken = ""
        var canonicalRequest: String
        var hash: String
        var signedHeaders: String
        var signature: String
    }

    static let accessKey = "TESTAK0000000000EXAM"
    static let secretKey = "testsk/NotARealSecret+0123456789abcdefgh"
    static let project = "ba2b9930c977f71edaeaa3a5e96a8ff1"
    /// 2025-01-02T03:04:05Z
    static let date = 1_735_787_045.0
    private static let origin = "https://rfs.cn-north-4.myhuaweicloud.com"
    private static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    static let vectors = [
        Vector(
            testDescription: "a query",
            request: WireRequest(
                method: "GET", url: "\(origin)/v1/private-modules?limit=10&sort_dir=desc&sort_key=create_time",
                headers: [
                    "Client-Request-Id": "3fef5d3e-27b6-44e8-9769-1d7262bd9430", "Content-Type": "application/json",
                ]),
            canonicalRequest: """
                GET
                /v1/private-modules/
                limit=10&sort_dir=desc&sort_key=create_time
                client-request-id:3fef5d3e-27b6-44e8-9769-1d7262bd9430
                content-type:application/json
                host:rfs.cn-north-4.myhuaweicloud.com
                x-project-id:ba2b9930c977f71edaeaa3a5e96a8ff1
                x-sdk-date:20250102T030405Z

                client-request-id;content-type;host;x-project-id;x-sdk-date
                \(emptyHash)
                """,
            hash: "5bef3dda263547435ba36facf49cfce29fa4df4889f1b6ab64e38713f3566ede",
            signedHeaders: "client-request-id;content-type;host;x-project-id;x-sdk-date",
            signature: "3dc6d6c22d923ebbf943a2d3e083468d338a85d2df5f2c2a4805b03aba600961"),
        Vector(
            testDescription: "content and a path that is not ASCII",
            request: WireRequest(
                method: "PATCH", url: "\(origin)/v1/private-modules/%E6%A8%A1%E5%9D%97_a-1/metadata",
                headers: [
                    "User-Agent": "rfs-vector/1.0", "Client-Request-Id": "07e21c3e-d33c-4513-9d0f-e9e673817772",
                    "Content-Type": "application/json",
                ],
                body: Array(
                    #"{"module_description": "second draft", "module_id": "1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3"}"#.utf8)),
            canonicalRequest: """
                PATCH
                /v1/private-modules/%E6%A8%A1%E5%9D%97_a-1/metadata/

                client-request-id:07e21c3e-d33c-4513-9d0f-e9e673817772
                content-type:application/json
                host:rfs.cn-north-4.myhuaweicloud.com
                user-agent:rfs-vector/1.0
                x-project-id:ba2b9930c977f71edaeaa3a5e96a8ff1
                x-sdk-date:20250102T030405Z

                client-request-id;content-type;host;user-agent;x-project-id;x-sdk-date
                66b40b84c8e476f6b468a802c2e710b4864cd30a901d3180cc7ba4a8cc6bb8ee
                """,
            hash: "85c22806fe406d738373a3015c846713f225a2b2adb0f47655e276ab296c2e1f",
            signedHeaders: "client-request-id;content-type;host;user-agent;x-project-id;x-sdk-date",
            signature: "408d57735bdb8ded1e374a870a9dac9a25ac2e159daa8cf18655514c0ceea85b"),
        Vector(
            testDescription: "temporary credentials and an encoded slash",
            request: WireRequest(
                method: "GET",
                url: "\(origin):443/v1/stack-sets/set-one/stack-instances/cn-north-4%2F0123456789abcdef0123456789abcdef",
                headers: [
                    "Client-Request-Id": "8592967b-18b0-421b-b6c1-079c9ded3931", "User-Agent": "rfs-vector/1.0",
                    "Content-Type": "application/json",
                ]),
            securityToken: "TEMPTOKENEXAMPLE==",
            canonicalRequest: """
                GET
                /v1/stack-sets/set-one/stack-instances/cn-north-4/0123456789abcdef0123456789abcdef/

                client-request-id:8592967b-18b0-421b-b6c1-079c9ded3931
                content-type:application/json
                host:rfs.cn-north-4.myhuaweicloud.com
                user-agent:rfs-vector/1.0
                x-project-id:ba2b9930c977f71edaeaa3a5e96a8ff1
                x-sdk-date:20250102T030405Z
                x-security-token:TEMPTOKENEXAMPLE==

                client-request-id;content-type;host;user-agent;x-project-id;x-sdk-date;x-security-token
                \(emptyHash)
                """,
            hash: "02f6828a6cda69694b8d7cd6f6ef6b9c98128d520c1449be08a5dca306cd1b96",
            signedHeaders: "client-request-id;content-type;host;user-agent;x-project-id;x-sdk-date;x-security-token",
            signature: "77fb7c01ca8609adffc1601821fa31eedac71e86aadb613a5527b0c51003324e"),
    ]

    private static func signer(_ vector: Vector) throws -> SDKSigner {
        try SDKSigner([
            "access key": accessKey, "secret key": secretKey, "project": project, "security token": vector.securityToken,
            "domain": "",
        ])
    }

    @Test(arguments: vectors)
    func `a request is signed as the vector says`(_ vector: Vector) throws {
        var request = vector.request
        let record = try Self.signer(vector).sign(&request, at: Self.date, nil)
        #expect(
            record
                == SigningRecord(
                    canonicalRequest: vector.canonicalRequest,
                    stringToSign: "SDK-HMAC-SHA256\n20250102T030405Z\n\(vector.hash)"))
        #expect(
            request.headers["Authorization"]
                == "SDK-HMAC-SHA256 Access=\(Self.accessKey), SignedHeaders=\(vector.signedHeaders), Signature=\(vector.signature)")
        #expect(request.url == vector.request.url)
        #expect(request.body == vector.request.body)
        #expect(request.headers.lines.first == HeaderLine(name: "Host", value: "rfs.cn-north-4.myhuaweicloud.com"))
    }

    @Test(arguments: [
        (SignatureChange.alter(.method), "POST\n"), (.alter(.path), "GET\n/v1/private-modules/other/\n"),
        (.alter(.query), "limit=10&other=1&sort_dir=desc"), (.unsent("X-Never-Sent"), "x-never-sent:other\n"),
    ])
    func `a changed signature is one for another request than the one sent`(_ change: SignatureChange, _ part: String) throws {
        var sound = Self.vectors[0].request
        var changed = sound
        let signer = try Self.signer(Self.vectors[0])
        _ = try signer.sign(&sound, at: Self.date, nil)
        let record = try #require(try signer.sign(&changed, at: Self.date, change))
        #expect(record.canonicalRequest.contains(part), "\(record.canonicalRequest)")
        #expect(changed.headers["Authorization"] != sound.headers["Authorization"])
        changed.headers.remove("Authorization")
        sound.headers.remove("Authorization")
        #expect(changed == sound)
    }

    @Test func `a signature of other content leaves the content as it is`() throws {
        for vector in Self.vectors {
            var request = vector.request
            let record = try #require(try Self.signer(vector).sign(&request, at: Self.date, .alter(.body)))
            #expect(request.body == vector.request.body)
            #expect(record.canonicalRequest.suffix(64) != vector.canonicalRequest.suffix(64))
        }
    }

    @Test func `an age moves the date of the signature, and nothing else is wrong with it`() throws {
        let signer = try Self.signer(Self.vectors[0])
        for (age, text) in [(1_200_000, "20250102T024405Z"), (-1_200_000, "20250102T032405Z")] {
            var changed = Self.vectors[0].request
            var sound = changed
            _ = try signer.sign(&changed, at: Self.date, .age(age))
            _ = try signer.sign(&sound, at: Self.date - Double(age) / 1_000, nil)
            #expect(changed == sound)
            #expect(changed.headers["X-Sdk-Date"] == text)
        }
    }

    @Test func `a field that is not to be signed is sent and not named`() throws {
        var request = Self.vectors[0].request
        let record = try #require(try Self.signer(Self.vectors[0]).sign(&request, at: Self.date, .unsigned("X-Sdk-Date")))
        #expect(!record.canonicalRequest.contains("x-sdk-date"))
        #expect(request.headers["X-Sdk-Date"] == "20250102T030405Z")
        #expect(throws: SigningError.self) {
            try Self.signer(Self.vectors[0]).sign(&request, at: Self.date, .unsigned("X-Absent"))
        }
        #expect(throws: SigningError.self) {
            try Self.signer(Self.vectors[0]).sign(&request, at: Self.date, .unsent("Content-Type"))
        }
    }

    @Test func `another access key comes with the signature of the right secret key`() throws {
        var request = Self.vectors[0].request
        _ = try Self.signer(Self.vectors[0]).sign(&request, at: Self.date, .alter(.accessKey))
        let authorization = try #require(request.headers["Authorization"])
        #expect(authorization.hasSuffix(Self.vectors[0].signature))
        #expect(authorization.hasPrefix("SDK-HMAC-SHA256 Access=UFTUBL1111111111FYBN, "))
    }

    @Test func `wrong credentials keep the access key and sign with another secret key`() throws {
        var request = Self.vectors[0].request
        _ = try Self.signer(Self.vectors[0]).wrong.sign(&request, at: Self.date, nil)
        let authorization = try #require(request.headers["Authorization"])
        #expect(authorization.hasPrefix("SDK-HMAC-SHA256 Access=\(Self.accessKey), "))
        #expect(!authorization.hasSuffix(Self.vectors[0].signature))
    }

    @Test func `fields that others may rewrite, repeat or cannot print are not signed`() throws {
        let request = WireRequest(
            method: "get", url: "http://h/",
            headers: [
                "B": "  two words ", "under_score": "x", "Connection": "close", "C": "1", "c": "2", "É": "x", "D": "é", "A": "",
            ])
        #expect(
            try SDKCanonicalRequest(request, unsigned: ["b"]).text == "GET\n/\n\na:\n\na\n\(Self.emptyHash)")
        #expect(try SDKCanonicalRequest(request, unsigned: []).signedHeaders == "a;b")
    }

    @Test(arguments: [
        ("", ""), ("b=2&a=1", "a=1&b=2"), ("a=2&a=1&a", "a=&a=1&a=2"), ("a=x%20y%2fz", "a=x%20y%2Fz"),
        ("a=%E6%A8%A1", "a=%E6%A8%A1"), ("a=b=c", "a=b%3Dc"), ("a=~_-.", "a=~_-."), ("a=+", "a=%2B"), ("a=%zz", "a=%25zz"),
    ])
    func `a query is sorted and encoded anew`(_ query: String, _ canonical: String) {
        #expect(SDKCanonicalRequest.query(query) == canonical)
    }

    @Test(arguments: [
        ("/", "/"), ("/a", "/a/"), ("/a/", "/a/"), ("/a%2Fb", "/a/b/"), ("/a b", "/a%20b/"), ("/%zz", "/%25zz/"), ("/é", "/%C3%A9/"),
    ])
    func `a path is decoded once and encoded anew`(_ path: String, _ canonical: String) {
        #expect(SDKCanonicalRequest.path(path) == canonical)
    }

    @Test func `a stated payload hash takes the place of the hash of content that is there`() throws {
        var request = WireRequest(
            method: "PUT", url: "http://h/", headers: ["X-Sdk-Content-Sha256": "UNSIGNED-PAYLOAD"], body: Array("x".utf8))
        #expect(try SDKCanonicalRequest(request, unsigned: []).text.hasSuffix("\nUNSIGNED-PAYLOAD"))
        request.body = []
        #expect(try SDKCanonicalRequest(request, unsigned: []).text.hasSuffix("\n\(Self.emptyHash)"))
    }
}
