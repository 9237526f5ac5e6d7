import ContractCore
import Testing

struct RedactorPlaceTests {
    private let redactor = Redactor(secrets: [("TOKEN", "known-token-value")], headerNames: ["X-Vendor-Key"])

    @Test func `a credential's header keeps its name and loses its value`() {
        let headers: HeaderLines = [
            "Host": "example.com", "authorization": "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=00ff",
            "X-Auth-Token": "known-token-value", "X-Subject-Token": "unknown", "Set-Cookie": "id=1; Path=/",
            "x-vendor-KEY": "v", "X-Request-Id": "known-token-value", "Cookie": "",
        ]
        #expect(
            redactor.redact(headers) == [
                "Host": "example.com", "authorization": "<redacted>", "X-Auth-Token": "${TOKEN}", "X-Subject-Token": "<redacted>",
                "Set-Cookie": "<redacted>", "x-vendor-KEY": "<redacted>", "X-Request-Id": "${TOKEN}", "Cookie": "",
            ])
    }

    @Test(arguments: [
        ("Bearer known-token-value", "Bearer ${TOKEN}"),
        ("Bearer ${TOKEN}", "Bearer ${TOKEN}"),
        ("Bearer x${TOKEN}", "<redacted>"),
        ("Bearer unknown", "<redacted>"),
        ("Basic dXNlcjprbm93bi10b2tlbi12YWx1ZQ==", "<redacted>"),
    ])
    func `a scheme stays where only a name stands behind it`(value: String, expected: String) {
        #expect(redactor.redact(["Authorization": value] as HeaderLines) == ["Authorization": expected])
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nX-Auth-Token: abc def\r\nHost: x\r\n", "GET / HTTP/1.1\r\nX-Auth-Token: <redacted>\r\nHost: x\r\n"),
        ("x-auth-token:abc", "x-auth-token:<redacted>"),
        ("> Cookie: a=b\n< Set-Cookie: c=d\n", "> Cookie: <redacted>\n< Set-Cookie: <redacted>\n"),
        ("curl -H 'X-Auth-Token: abc' 'http://x'", "curl -H 'X-Auth-Token: <redacted>' 'http://x'"),
        (#"curl -H "Authorization: Bearer a\"b" -d x"#, #"curl -H "Authorization: <redacted>" -d x"#),
        (#"curl -H 'X-Auth-Token: it'\''s' -d x"#, "curl -H 'X-Auth-Token: <redacted>' -d x"),
        ("curl -H X-Auth-Token:abc\n", "curl -H X-Auth-Token:<redacted>\n"),
        ("curl -H 'X-Auth-Token: ${TOKEN}' 'http://x'", "curl -H 'X-Auth-Token: ${TOKEN}' 'http://x'"),
        (#"{"X-Auth-Token": "abc", "b": 1}"#, #"{"X-Auth-Token": "<redacted>", "b": 1}"#),
        (#"{"echo":"{\"X-Auth-Token\":\"abc\"}"}"#, #"{"echo":"{\"X-Auth-Token\":\"<redacted>\"}"}"#),
        ("X-Vendor-Key: abc", "X-Vendor-Key: <redacted>"),
        ("header X-Auth-Token: expected present, got nothing", "header X-Auth-Token: expected present, got nothing"),
        ("X-Auth-Tokens: abc", "X-Auth-Tokens: abc"),
    ])
    func `a credential's header in text loses its value`(text: String, expected: String) {
        #expect(redactor.redact(text) == expected)
    }

    @Test(arguments: [
        (
            "http://x/a?X-Amz-Signature=ab&X-Amz-Credential=AK%2F1&X-Amz-Expires=60&Expires=5#f",
            "http://x/a?X-Amz-Signature=<redacted>&X-Amz-Credential=<redacted>&X-Amz-Expires=60&Expires=5#f"
        ),
        ("http://x/?AccessKeyId=a&Signature=b%2Bc%3D", "http://x/?AccessKeyId=<redacted>&Signature=<redacted>"),
        ("see http://x/?access_token=abc, then", "see http://x/?access_token=<redacted>, then"),
        ("http://x/?a=1&amp;token=abc&amp;b=2", "http://x/?a=1&amp;token=<redacted>&amp;b=2"),
        (#"{"uri":"http:\/\/x\/?a=1\u0026Signature=abc"}"#, #"{"uri":"http:\/\/x\/?a=1\u0026Signature=<redacted>"}"#),
        ("/login?next=http%3A%2F%2Fx%2F%3Ftoken%3Dabc%26b%3D1", "/login?next=http%3A%2F%2Fx%2F%3Ftoken%3D<redacted>%26b%3D1"),
        ("password=abc&user=me", "password=<redacted>&user=me"),
        ("http://x/?token=", "http://x/?token="),
        ("http://x/?token=${TOKEN}", "http://x/?token=${TOKEN}"),
        ("http://x/?token=known-token-value", "http://x/?token=${TOKEN}"),
        ("http://x/?page_token=abc&signatures=2", "http://x/?page_token=abc&signatures=2"),
        ("https://me:pass@host/x and https://tok@host", "https://me:<redacted>@host/x and https://<redacted>@host"),
        ("https://host/a@b", "https://host/a@b"),
    ])
    func `a credential in a URL loses its value`(text: String, expected: String) {
        #expect(redactor.redact(text) == expected)
    }

    @Test func `a credential that a header shows is hidden in the other texts of its case`() {
        let exchange = ExchangeRecord(
            label: "step 1", method: "POST", url: "http://x/v1/private-modules",
            requestHeaders: [
                "Authorization":
                    "SDK-HMAC-SHA256 Access=AKIDEXAMPLE12345678, SignedHeaders=content-type;host, Signature=0123456789abcdef0123"
            ],
            status: 201,
            responseHeaders: [
                "X-Subject-Token": "MIIEvQIBADANBgkq", "Set-Cookie": "sid=s3ss10n-identifier; Path=/v1/private-modules",
            ],
            responseBody: BodyRecord(text: "MIIEvQIBADANBgkq s3ss10n-identifier content-type;host", size: 50))
        let result = Redactor().redact(
            CaseResult(
                rule: "a.b", verdict: .fail, reason: "header X-Subject-Token: expected nothing, got MIIEvQIBADANBgkq",
                findings: [
                    Finding(
                        outcome: .broken, assertion: "headers", step: "step 1", place: "header Set-Cookie", expected: "nothing",
                        actual: "sid=s3ss10n-identifier 0123456789abcdef0123", file: "f", line: 1)
                ], exchanges: [exchange], file: "f", line: 1))
        #expect(result.reason == "header X-Subject-Token: expected nothing, got <redacted>")
        #expect(result.findings.map(\.actual) == ["sid=<redacted> <redacted>"])
        #expect(result.exchanges.map(\.url) == ["http://x/v1/private-modules"])
        #expect(result.exchanges.map(\.responseBody?.text) == ["<redacted> <redacted> content-type;host"])
        #expect(result.exchanges[0].responseBody?.size == 50)
    }
}
