import ContractCore
import Testing

struct ProfileTests {
    private func read(_ text: String) -> (profile: Profile?, diagnostics: Diagnostics) {
        ProfileReader.read(SourceFile(name: "p.yaml", text: text))
    }

    @Test func `the digest is taken of name, version and rules, whatever their order`() throws {
        let one = try #require(read("profile: p\nversion: 2026.11\ndigest: d\nrules: [a.b, a.a]").profile)
        let two = try #require(read("profile: p\nversion: '2026.11'\ntitle: T\ndigest: e\nrules:\n  - a.a\n  - a.b").profile)
        #expect(one.canonicalText == "p\n2026.11\na.a\na.b\n")
        #expect(one.canonicalText == two.canonicalText)
    }

    @Test func `a list that is not the one its digest froze is refused, and so is an unknown rule`() throws {
        let profile = try #require(read("profile: p\nversion: 1\ndigest: sha256:0\nrules:\n  - a.a\n  - a.bb").profile)
        let diagnostics = profile.diagnostics(actual: "sha256:1", known: ["a.a", "a.b"])
        #expect(
            diagnostics.map { "\($0.location): \($0.message)" } == [
                "p.yaml:3:9: the rules of the profile 'p' 1 are not those that its digest froze", "p.yaml:6:5: no rule is called 'a.bb'",
            ])
        #expect(diagnostics.last?.hint == "did you mean 'a.b'?")
        #expect(profile.diagnostics(actual: "sha256:0", known: ["a.a", "a.bb"]) == [])
    }

    @Test func `a profile without rules, a rule that stands twice and a missing version are mistakes`() {
        #expect(read("profile: p\nversion: 1\ndigest: d\nrules: []").diagnostics.all.map(\.code) == ["missing-key"])
        #expect(read("profile: p\nversion: 1\ndigest: d\nrules: [a, a]").diagnostics.all.map(\.code) == ["duplicate-rule"])
        #expect(read("profile: p\ndigest: d\nrules: [a]").diagnostics.all.map(\.code) == ["missing-key"])
    }
}
