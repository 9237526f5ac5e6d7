import ContractCore
import Testing

/// How an environment file states signers and identities.
struct EnvironmentSignerTests {
    private func read(_ text: String) -> (environment: ContractCore.Environment?, messages: [String]) {
        let (environment, diagnostics) = EnvironmentReader.read(SourceFile(name: "e.yaml", text: "environment: e\n" + text))
        return (environment, diagnostics.all.map(\.message))
    }

    @Test func `signers keep their order, their login and how long it lasts`() throws {
        let (environment, messages) = read(
            """
            signer:
              token: {value: "${token}", login: sign-in, lasts: 23 h}
              basic: {user: u, password: p}
            identities: {other: {token: "${other_token}"}}
            capabilities: {sign-in: {POST: "https://iam.test/", capture: {token: header X-Subject-Token}}}
            """)
        let read = try #require(environment)
        #expect(messages == [])
        #expect(read.signers.map(\.kind) == ["token", "basic"])
        #expect(read.signer?.login == "sign-in")
        #expect(read.signer?.lasts == 82_800_000)
        #expect(read.signers.map { $0.settings.map(\.name) } == [["value"], ["user", "password"]])
        #expect(read.identities["other"]?.map(\.value.source) == ["${other_token}"])
    }

    @Test(arguments: [
        ("signer: token", "'signer' takes kinds with their settings"), ("signer: {token: x}", "the signer 'token' has no settings"),
        ("signer: {token: {value: x, login: none}}", "no capability is called 'none'"),
        ("signer: {token: {value: x, lasts: long}}", "'lasts' must be a duration, not 'long'"),
        ("signer: {token: {value: x, login: [a]}}", "this must be text, not a list"),
        ("identities: {other: x}", "the identity 'other' must be a map of values"),
        (
            "identities: {other: {a: b}}\ncapabilities: {other: {GET: \"http://h/\"}}", "'other' is a capability as well"
        ),
    ])
    func `a mistake is reported`(_ text: String, _ message: String) {
        #expect(read(text).messages == [message])
    }
}
