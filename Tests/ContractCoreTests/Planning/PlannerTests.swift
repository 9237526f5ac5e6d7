import Testing

@testable import ContractCore

struct PlannerTests {
    static let vocabulary = """
        vocabulary: v
        outcomes: {accepted: {status: 2xx}, refused: {status: 400}}
        fixtures: {a thing: {let: {name: "${unique.name}"}, create: {POST: /things, json: {name: "${name}"}}}}
        """
    static let operation = """
        operation: make-thing
        group: things
        request: {POST: /things, json: {name: "${unique.name}"}}
        parameters:
          name: {in: json, type: string, length: 2..4, sample: letter}
          Thing_Size: {in: query, type: integer, range: 1..10}
          kind: {in: query, type: string, values: [a, b]}
        success: {status: 201, fields: {id: uuid, note: string?}}
        errors: [400, 404]
        """

    private func cases(_ rules: String...) -> [String] {
        let files = ([Self.vocabulary, Self.operation] + rules).enumerated().map {
            SourceFile(name: "api/\($0.offset).yaml", text: $0.element)
        }
        let suite = PlannedSuite(files)
        #expect(suite.mistakes == [])
        return suite.plan.cases.map { item in
            let steps = item.steps.map { step -> String in
                guard case .request(let request) = step.action else { return step.words }
                let values: ValueLookup = { $0.root == "unique" ? ["name": "N"] : .string($0.source) }
                let query = request.query.compactMap { field in (try? field.value.value(values)).map { "\(field.name.source)=\($0.asText)" }
                }
                let json = (try? request.json?.value(values)).map { JSONWriter.text(of: $0) }
                let expected = (step.expect.map { [400, 200, 201].filter($0.names) } ?? []).first
                return ([request.words] + query + [json].compactMap(\.self) + [expected.map(String.init)].compactMap(\.self)).joined(
                    separator: " ")
            }
            return "\(item.id): \(steps.joined(separator: "; "))"
        }
    }

    @Test func `rows lie on both sides of each bound`() {
        #expect(
            cases(
                "family: f\nfor each: parameter\nwhere: {has: length}\nrules: {\"${parameter.id}-length\": {rule: r, rows: length, with: {\"${parameter.in}\": {\"${parameter.name}\": \"${row.value}\"}}, valid: {status: 201}, invalid: refused}}"
            ) == [
                "make-thing.name-length [1 character, one too few]: POST /things {\"name\":\"a\"} 400",
                "make-thing.name-length [2 characters, the fewest allowed]: POST /things {\"name\":\"aa\"} 201",
                "make-thing.name-length [4 characters, the most allowed]: POST /things {\"name\":\"aaaa\"} 201",
                "make-thing.name-length [5 characters, one too many]: POST /things {\"name\":\"aaaaa\"} 400",
            ])
        #expect(
            cases(
                "family: f\nfor each: parameter\nwhere: {has: range}\nrules: {\"${parameter.id}\": {rule: r, rows: range, with: {query: {\"${parameter.name}\": \"${row.value}\"}}, without: {json: name}, valid: {status: 201}, invalid: refused}}"
            ) == [
                "make-thing.thing-size [0, below the range]: POST /things Thing_Size=0 {} 400",
                "make-thing.thing-size [1, the least allowed]: POST /things Thing_Size=1 {} 201",
                "make-thing.thing-size [10, the greatest allowed]: POST /things Thing_Size=10 {} 201",
                "make-thing.thing-size [11, above the range]: POST /things Thing_Size=11 {} 400",
            ])
        #expect(
            cases(
                "family: f\nfor each: parameter\nwhere: {has: values}\nrules: {v: {rule: r, rows: values, with: {query: {kind: \"${row.value}\"}}, without: {json: true}, valid: {status: 201}, invalid: refused}}"
            ) == [
                "make-thing.v [a]: POST /things kind=a 201", "make-thing.v [b]: POST /things kind=b 201",
                "make-thing.v [a value that is not documented]: POST /things kind=no-such-value 400",
            ])
        #expect(
            cases(
                "family: f\nfor each: parameter\nwhere: {name: name}\nrules: {t: {rule: r, rows: type, with: {json: {name: \"${row.value}\"}}, invalid: refused}}"
            ) == [
                "make-thing.t [a number]: POST /things {\"name\":12345} 400", "make-thing.t [a boolean]: POST /things {\"name\":true} 400",
                "make-thing.t [a list]: POST /things {\"name\":[\"text\"]} 400",
                "make-thing.t [an object]: POST /things {\"name\":{\"key\":\"text\"}} 400",
            ])
    }

    @Test func `a family makes a rule for each subject that it is meant for`() {
        #expect(
            cases(
                "family: f\nfor each: field\nrules: {\"${field.prefix}-${field.id}\": {rule: r, where: {conditional: false}, call: operation, expect: {status: 201}}}"
            )
                == ["make-thing.field-id: POST /things {\"name\":\"N\"} 201"])
        #expect(
            cases(
                "family: f\nfor each: error\nrules: {\"error-${error.status}\": {rule: r, where: {status: [400, 499]}, call: operation, expect: {status: \"${error.status}\"}}}"
            )
                == ["make-thing.error-400: POST /things {\"name\":\"N\"} 400"])
        #expect(
            cases(
                "family: f\nfor each: operation\nwhere: {group: things, lacks: paging, operation.success.status: [200, 201]}\nrules: {g: {rule: r, call: operation, expect: {status: 200}, except: {make-thing: {expect: {status: 201}}}}}"
            )
                == ["make-thing.g: POST /things {\"name\":\"N\"} 201"])
    }

    @Test func `a row lays its keys over a rule of one step, and gives values to one of several`() {
        #expect(
            cases(
                """
                contract: c
                rules:
                  one: {rule: r, table: {a: {query: {x: 1}}, b: {PUT: /b, expect: {status: 200}}, c: {colour: red}}, GET: "/a/${row.name}/${row.colour}", expect: refused}
                """.replacing("/${row.colour}", with: "").replacing(", c: {colour: red}", with: "")) == [
                    "c.one [a]: GET /a/a x=1 400", "c.one [b]: PUT /b 200",
                ])
        #expect(
            cases(
                "contract: c\nrules: {many: {rule: r, table: {a: 5, b: {value: 6}}, steps: [{GET: /a, query: {x: \"${row.value}\"}, expect: refused}]}}"
            )
                == ["c.many [a]: GET /a x=5 400", "c.many [b]: GET /a x=6 400"])
    }

    @Test func `defaults stand under rules, and keys of a step only under those of one step`() throws {
        let suite = PlannedSuite(
            Self.vocabulary,
            """
            contract: c
            source: the manual
            defaults: {level: should, tags: [slow], given: {t: a thing}, expect: refused}
            rules:
              one: {rule: r, GET: /a, section: "7"}
              own: {rule: r, level: may, GET: /a, expect: accepted}
              many: {rule: r, steps: [{GET: /a, expect: accepted}]}
              none: {rule: r, untested: no way}
            """)
        #expect(suite.mistakes == [])
        #expect(suite.plan.rules.map(\.level) == [.should, .may, .should, .must])
        #expect(suite.plan.rules.map(\.tags) == [["slow"], ["slow"], ["slow"], []])
        #expect(suite.plan.rules.map(\.source) == Array(repeating: "the manual", count: 4))
        #expect(suite.plan.rules.map(\.section) == ["7", nil, nil, nil])
        #expect(suite.plan.cases.map { $0.given.map(\.fixture) } == [["a thing"], ["a thing"], ["a thing"]])
        #expect(suite.plan.cases.map { $0.steps[0].expect?.names(status: 400) } == [true, false, false])
        #expect(suite.plan.rules.map(\.untested) == [nil, nil, nil, "no way"])
    }

    @Test func `of two operations with one form the one that fits to the letter is meant`() {
        let suite = PlannedSuite(
            Self.vocabulary, "operation: show-one\nrequest: {GET: \"/things/{id}\", path: {id: \"${uuid}\"}}",
            "operation: show-all\nrequest: {GET: /things/all}",
            "contract: c\nrules: {a: {rule: r, steps: [{GET: /things/all, expect: refused}, {GET: \"/things/${uuid}\", expect: refused}, {GET: /things/some, expect: refused}]}}"
        )
        #expect(suite.mistakes == [])
        #expect(suite.plan.cases[0].steps.map(\.operation) == ["show-all", "show-one", nil])
    }

    @Test func `a control follows the last step, with the operation's valid request`() {
        let text = Self.operation + "\nrules: {a: {rule: r, with: {json: {name: b}}, expect: refused, control: accepted}}"
        let suite = PlannedSuite(Self.vocabulary, text)
        #expect(suite.mistakes == [])
        #expect(suite.plan.cases[0].steps.map(\.isControl) == [false, true])
        #expect(suite.plan.cases[0].steps.map(\.words) == ["POST /things", "POST /things"])
    }
}
