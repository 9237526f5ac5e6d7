import ContractCore
import Testing

/// The key `sign` of a step.
struct SignatureChangeTests {
    private func plan(_ sign: String) -> (change: SignatureChange?, messages: [String]) {
        let suite = SourceFile(name: "suite.yaml", text: "suite: s\ntitle: t\n")
        let contract = SourceFile(
            name: "c.yaml",
            text: "contract: c\nrules:\n  r:\n    rule: R.\n    GET: /\n    sign: \(sign)\n    expect: {status: 401}\n")
        let (read, readDiagnostics) = SuiteReader.read([suite, contract])
        let (plan, diagnostics) = Planner.plan(read)
        return (plan.cases.first?.steps.first?.signature, (readDiagnostics.all + diagnostics.all).map(\.message))
    }

    @Test(arguments: [
        ("{alter: method}", SignatureChange.alter(.method)), ("{alter: path}", .alter(.path)), ("{alter: query}", .alter(.query)),
        ("{alter: body}", .alter(.body)), ("{alter: access key}", .alter(.accessKey)), ("{age: 20 minutes}", .age(1_200_000)),
        ("{ahead: 20 minutes}", .age(-1_200_000)), ("{unsigned: Host}", .unsigned("Host")), ("{unsent: X-A}", .unsent("X-A")),
    ])
    func `a change is read`(_ text: String, _ change: SignatureChange) {
        let (read, messages) = plan(text)
        #expect(read == change)
        #expect(messages == [])
    }

    @Test(arguments: [
        ("{alter: bdy}", "a signature has no part 'bdy'"), ("{altr: body}", "unknown key 'altr' in 'sign'"),
        ("{age: old}", "'age' must be a duration, not 'old'"), ("body", "'sign' takes one change of the signature"),
        ("{alter: body, age: 1 s}", "'sign' takes one change of the signature"),
        ("{alter: [body]}", "'sign' takes one change of the signature"),
    ])
    func `a mistake is reported`(_ text: String, _ message: String) {
        #expect(plan(text).messages.contains(message), "\(plan(text).messages)")
    }
}
