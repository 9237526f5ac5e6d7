import ContractCore
import ContractRunner
import Foundation
import Testing

/// The registry of signers, and the simple ones.
struct SignersTests {
    @Test func `every signer of the folder is in the list`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/ContractRunner/Signing")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let signers = files.filter { $0.hasSuffix("Signer.swift") && $0 != "Signer.swift" }.map { $0.dropLast(".swift".count) }
        #expect(Set(signers.map(String.init)) == Set(Signers.all.map { String(describing: $0) }))
        #expect(Set(Signers.all.map { $0.kind }).count == Signers.all.count)
    }

    @Test(arguments: [
        ("token", ["value": "abc"], "X-Auth-Token", "abc", "bcd"),
        ("token", ["value": "zZ9-", "header": "X-Own"], "X-Own", "zZ9-", "aA0-"),
        ("bearer", ["value": "mF_9.B5f-4.1JqM"], "Authorization", "Bearer mF_9.B5f-4.1JqM", "Bearer nG_0.C6g-5.2KrN"),
        // The example of RFC 7617, section 2.
        (
            "basic", ["user": "Aladdin", "password": "open sesame"], "Authorization",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic QWxhZGRpbjpwcWZvIHRmdGJuZg=="
        ),
        ("basic", ["user": "u"], "Authorization", "Basic dTo=", "Basic dTp3cm9uZw=="),
    ])
    func `a credential goes into its field, right or wrong`(
        _ kind: String, _ settings: [String: String], _ field: String, _ right: String, _ wrong: String
    ) throws {
        let type = try #require(Signers.named(kind))
        let signer = try type.init(settings)
        #expect(try Self.value(field, signer) == right)
        #expect(try Self.wrongValue(field, signer) == wrong)
    }

    private static func value(_ field: String, _ signer: some Signer) throws -> String? {
        var request = WireRequest(method: "GET", url: "http://h/", headers: [field: "from the contract"])
        #expect(try signer.sign(&request, at: 0, nil) == nil)
        #expect(request.headers.lines.count == 1)
        return request.headers[field]
    }

    private static func wrongValue(_ field: String, _ signer: some Signer) throws -> String? { try value(field, signer.wrong) }

    @Test(arguments: [
        ("token", ["value": ""], "the setting 'value' is empty"), ("bearer", [:], "the setting 'value' is empty"),
        ("basic", ["user": "a:b"], "the name of a user cannot hold a colon (RFC 7617, section 2)"),
        ("sdk-hmac-sha256", ["access key": "a"], "the setting 'secret key' is empty"),
        ("aws-sigv4", ["access key": "a", "secret key": "b", "region": "r"], "the setting 'service' is empty"),
    ])
    func `a signer without what it needs says so`(_ kind: String, _ settings: [String: String], _ message: String) throws {
        let type = try #require(Signers.named(kind))
        #expect(throws: SigningError(message)) { _ = try type.init(settings) }
    }

    @Test(arguments: [
        ("{tokn: {value: x}}", "there is no signer of kind 'tokn'", "did you mean 'token'?"),
        ("{token: {valu: x}}", "the signer 'token' has no setting 'valu'", "did you mean 'value'?"),
        ("{token: {header: X}}", "the signer 'token' needs the setting 'value'", nil),
        ("{token: {value: x}, basic: {user: y}}", "the signer 'basic' needs the setting 'password'", nil),
    ])
    func `an environment whose signer cannot be made is refused`(_ signer: String, _ message: String, _ hint: String?) throws {
        let source = SourceFile(name: "e.yaml", text: "environment: e\nsigner: \(signer)\n")
        let environment = try #require(EnvironmentReader.read(source).environment)
        #expect(throws: ConfigurationError(message, hint: hint)) { try Signers.check(environment) }
    }
}
