import ContractCore
import Testing

struct GateFileTests {
    private func messages(_ diagnostics: Diagnostics) -> [String] { diagnostics.all.map { "\($0.location): \($0.message)" } }

    @Test func `a baseline reads back as it was written, whatever its texts hold`() throws {
        let place = Location(file: "b.yaml")
        let baseline = Baseline(
            name: "https://x.example: #1", file: "b.yaml",
            entries: [
                Baseline.Entry(rule: "a.b-c", signature: "status-0123456789abcdef", location: place),
                Baseline.Entry(rule: "a.d", row: "- \"x\": [1, 2] # 行\n", signature: "json-00", note: "yes", location: place),
                Baseline.Entry(rule: "a.e", row: "12:30", signature: "null", note: "' \\ \u{7}", location: place),
            ])
        let (read, diagnostics) = BaselineReader.read(SourceFile(name: "b.yaml", text: baseline.text))
        #expect(messages(diagnostics) == [])
        let entries = try #require(read?.entries)
        #expect(read?.name == baseline.name)
        #expect(entries.map(\.rule) == baseline.entries.map(\.rule))
        #expect(entries.map(\.row) == baseline.entries.map(\.row))
        #expect(entries.map(\.signature) == baseline.entries.map(\.signature))
        #expect(entries.map(\.note) == baseline.entries.map(\.note))
        #expect(entries.map(\.location.line) == [3, 5, 9])
    }

    @Test func `an empty baseline reads back as empty`() {
        let (read, diagnostics) = BaselineReader.read(
            SourceFile(name: "b.yaml", text: Baseline(name: "none", file: "b.yaml").text))
        #expect(diagnostics.all.isEmpty)
        #expect(read == Baseline(name: "none", file: "b.yaml"))
    }

    @Test func `mistakes in a baseline are told with their place`() {
        let text = """
            baseline: x
            entries:
              - {rule: a.b, signature: s, rwo: one}
              - {rule: a.c}
              - {rule: a.d, signature: s}
              - {rule: a.d, signature: t}
            """
        let (_, diagnostics) = BaselineReader.read(SourceFile(name: "b.yaml", text: text))
        #expect(
            messages(diagnostics) == [
                "b.yaml:3:31: unknown key 'rwo' in a baseline entry", "b.yaml:4:5: a baseline entry has no 'signature'",
                "b.yaml:6:5: the case 'a.d' has two entries",
            ])
    }

    @Test func `a waiver needs an owner, a reason and an end that is a day`() {
        let text = """
            waivers: rfs
            entries:
              - {id: W-1, rule: a.*, reason: agreed, owner: Ada, expires: 2026-02-29, link: "https://x.example/1"}
              - {id: W-2, rule: a.b, expires: 2027-01-31}
              - {id: W-3, rule: a.b, reason: r, owner: o, expires: 2028-02-29, scope: {row: "1*", environment: staging}}
            """
        let (list, diagnostics) = WaiverReader.read(SourceFile(name: "w.yaml", text: text))
        #expect(
            messages(diagnostics) == [
                "w.yaml:3:63: 'expires' must be a day, not '2026-02-29'", "w.yaml:4:5: a waiver has no 'reason'",
                "w.yaml:4:5: a waiver has no 'owner'",
            ])
        #expect(list?.waivers.map(\.id) == ["W-3"])
        #expect(list?.waivers.first?.row == "1*")
        #expect(list?.waivers.first?.environment == "staging")
    }

    @Test(arguments: [
        ("2026-12-31", true), ("2024-02-29", true), ("1900-02-29", false), ("2000-02-29", true), ("2026-13-01", false),
        ("2026-00-10", false), ("2026-04-31", false), ("2026-1-1", false), ("26-01-01", false), ("2026-01-01T", false), ("", false),
        ("0000-01-01", false), ("+026-01-01", false),
    ])
    func `only days of the calendar are days`(text: String, isDay: Bool) {
        #expect(CalendarDate(text)?.description == (isDay ? text : nil))
    }
}
