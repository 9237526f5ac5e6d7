import Testing

@testable import ContractCore

@Suite struct SuiteIntakeTests {
    /// A suite of many contracts, each with rules of one step, of several, with rows, with fixtures, and with none.
    private static let files: [SourceFile] =
        [
            SourceFile(
                name: "contracts/suite.yaml", text: "suite: many\ntitle: Many\nenvironment: here.yaml\n"),
            SourceFile(name: "contracts/here.yaml", text: "environment: here\nendpoint: http://127.0.0.1:1\n"),
            SourceFile(
                name: "contracts/words.yaml",
                text: """
                    vocabulary: words
                    outcomes: {found: {status: 200}}
                    fixtures:
                      thing:
                        let: {name: "${unique.name}"}
                        steps:
                          - POST: /things
                            json: {name: "${name}"}
                            expect: {status: 201}
                            capture: {id: $.id}
                    """),
        ]
        + (0..<70).map { number in
            SourceFile(
                name: "contracts/c\(number).yaml",
                text: """
                    # The contract number \(number).
                    contract: c\(number)
                    source: somewhere

                    rules:
                      one:
                        rule: One thing is found.
                        GET: /things/\(number % 7)
                        expect: found
                      rows:
                        rule: All of them are found.
                        table: {a: {place: a}, b: {place: b\(number)}}
                        GET: /things/${row.place}
                        expect: {status: 200, json: {id: "\(number % 3)"}}
                      made:
                        rule: What was made is there.
                        given: {thing: thing}
                        steps:
                          - GET: /things/${thing.name}
                            expect: {status: 200}
                          - wait: 1s
                      none:
                        rule: Nothing can be seen of this.
                        untested: nobody can see it
                    """)
        }

    private static func intake(_ files: [SourceFile]) -> SuiteIntake {
        files.reduce(into: SuiteIntake()) { $0.take($1) }
    }

    @Test(arguments: [0, 6_000, .max])
    func `contracts that are planned one by one come to the plan of all of them`(_ keptSize: Int) throws {
        let (whole, mistakes) = SuiteReader.read(Self.files)
        let (expected, others) = Planner.plan(whole)
        try #require(mistakes.all.isEmpty && others.all.isEmpty)
        let (suite, plan, diagnostics) = Self.intake(Self.files).plan(keeping: keptSize)
        #expect(diagnostics == [])
        #expect(suite.fileCount == 73)
        #expect(plan.rules == expected.rules)
        #expect(plan.cases.count == 280)
        #expect(plan.cases.map(\.outline) == expected.cases.map(\.outline))
        #expect(!plan.cases.onlyRead)
    }

    @Test func `cases that are not kept are planned again, also out of order and when some were chosen`() {
        let (_, plan, _) = Self.intake(Self.files).plan(keeping: 0)
        let (_, kept, _) = Self.intake(Self.files).plan(keeping: .max)
        for position in [279, 0, 140, 139, 3, 278] {
            #expect(plan.cases[position].id == kept.cases[position].id)
        }
        let chosen = plan.cases.filter { $0.row == "b" }
        #expect(chosen.map(\.id) == (0..<70).map { "c\($0).rows [b]" })
        #expect(chosen.filter { $0.rule.hasPrefix("c6") }.map(\.id).first == "c6.rows [b]")
        #expect(chosen.onlyRead)
    }

    @Test func `a second rule of a name is told with the place of the first, and left out`() {
        let files = [
            ("d", "contract: g\nrules: {h.i: {rule: I., GET: /i, expect: found}}"),
            ("e", "contract: c1\nrules: {new: {rule: New., GET: /new, expect: found}}"),
            ("f", "contract: g.h\nrules: {i: {rule: I., GET: /i, expect: found}, j: {rule: J., GET: /j, expect: found}}"),
        ].map { SourceFile(name: "contracts/\($0.0).yaml", text: $0.1) }
        let (_, plan, diagnostics) = Self.intake(Self.files + files).plan(keeping: 0)
        #expect(
            diagnostics.map { "\($0.location): \($0.message) [\($0.code)], \($0.hint ?? "")" } == [
                "contracts/e.yaml:1:11: there is another contract called 'c1' [duplicate-name], "
                    + "the first one stands at contracts/c1.yaml:2:11",
                "contracts/f.yaml:2:9: there is another rule 'g.h.i' [duplicate-rule], "
                    + "the first one stands at contracts/d.yaml:2:9",
            ])
        #expect(plan.cases.suffix(2).map(\.id) == ["g.h.i", "g.h.j"])
    }

    @Test func `files are given back under their names as they were taken in`() {
        let intake = Self.intake(Self.files)
        let found = intake.files(["contracts/c69.yaml", "contracts/here.yaml", "nowhere.yaml"])
        #expect(found == [Self.files[1], Self.files[72]])
        #expect(intake.files([]) == [])
        #expect(intake.size == Self.files.reduce(0) { $0 + $1.text.utf8.count })
    }

    @Test func `a rule that is known under a name is found whatever came after it`() {
        var names = RuleNames()
        var rules = PackedList<PlannedRule>()
        for file in Self.files.dropFirst(3).prefix(3) {
            let (_, plan, _) = Self.intake([file]).plan()
            for rule in plan.rules {
                #expect(names.take(rule.id, after: rules) == nil)
                rules.append(rule)
            }
        }
        #expect(rules.map { names.take($0.id, after: rules) } == Array(0..<12))
    }
}

extension Case {
    /// What a case does, in words that are the same for equal cases.
    fileprivate var outline: [String] {
        [id, "\(level)", "\(location)", "\(needs)", "\(given.map { "\($0.name) \($0.fixture)" })"]
            + steps.map { step in
                let expected = step.expect.map { "\($0.location) \($0.assertions.map { "\(type(of: $0))" })" }
                return "\(step.words) \(step.location) \(expected ?? "")"
            }
    }
}
