extension ContractSchema {
    private typealias Terms = SchemaTerms

    static let rule = SchemaMap(
        name: "rule", title: "A rule with its cases; one that is a single step may hold the step's keys itself",
        keys: RuleReader.ruleKeys + RuleReader.familyRuleKeys + StepReader.keys,
        values: stepValues.merging([
            "level": .init("how binding the rule is", Terms.templated(Terms.word(Level.allCases.map(\.rawValue)))),
            "rule": .init("the rule in one sentence", Terms.text),
            "source": .init("the document that states it", Terms.text),
            "section": .init("the part of the document", Terms.text),
            "tags": .init("words for --tag", Terms.texts),
            "needs": .init("capabilities that the environment must have", Terms.texts),
            "given": .init("fixtures made before and removed after", given(Terms.map("given"))),
            "let": .init("names for values", Terms.values),
            "table": .init("named rows, each a case of its own", ["type": "object"]),
            "rows": .init(
                "rows made from a parameter's bounds",
                Terms.templated([
                    "type": "string", "pattern": .string("^(\(RowMaker.kinds.joined(separator: "|")))( of .+)?$"),
                ])),
            "steps": .init("what is done, in order", ["type": "array", "minItems": 1, "items": Terms.map("step")]),
            "control": .init("an outcome that the valid request must still have afterwards", Terms.map("expected")),
            "untested": .init("why no case tests the rule", Terms.text),
            "where": .init("which subjects of the family the rule is for", Terms.values),
            "except": .init("other keys for some operations, by name", Terms.values),
        ]) { first, _ in first }, required: ["rule"], hasTemplateKeys: true)

    static let step = SchemaMap(
        name: "step", title: "One thing that a case does, and what is made of the answer", keys: StepReader.keys,
        values: stepValues, hasTemplateKeys: true)

    static let request = SchemaMap(
        name: "request", title: "A request: a method with a path, and its parts", keys: StepReader.requestKeys,
        values: requestValues)

    /// What may stand under the keys of a request.
    static let requestValues: [String: SchemaMap.Value] = [
        "path": .init("values for {name} in the path", Terms.templated(Terms.values)),
        "headers": .init("header fields; a list repeats the name", Terms.templated(Terms.values)),
        "query": .init("query parameters; a list repeats the name", Terms.templated(Terms.values)),
        "json": .init("the content, sent as application/json", Terms.value),
        "body": .init(
            "the content as text, or {file: name}",
            Terms.any(Terms.text, ["type": ["object", "null"], "required": ["file"]])),
    ].merging(RequestTemplate.methods.map { ($0, .init("the path of a \($0) request, or a URL", ["type": "string"])) })
    { first, _ in first }

    private static let stepValues = requestValues.merging([
        "call": .init("sends the valid request of an operation", Terms.text),
        "list": .init("calls an operation that pages, from the first page to the last", Terms.text),
        "wait": .init("lets time pass", Terms.duration),
        "arrange": .init("has the environment do something that it declared as a capability", Terms.text),
        "expect": .init("what the rule says; broken is a fail", Terms.map("expected")),
        "assume": .init("what must hold for the rule to be judged", Terms.map("expected")),
        "tolerate": .init("an answer that the documentation does not exclude", Terms.map("expected")),
        "unsupported": .init("what shows that an optional feature is absent", Terms.map("expected")),
        "capture": .init("values for later steps", Terms.named(Terms.any(["type": "string"], Terms.map("capture")))),
        "until": .init("asks again until this holds", Terms.map("expected")),
        "deadline": .init("how long to ask again", Terms.duration),
        "or fail": .init("whether it is a fail when the deadline passes first", Terms.flag),
        "every": .init("how long to wait between two requests", Terms.duration),
        "stop": .init("ends a wait that has become hopeless", Terms.map("expected")),
        "while": .init("a request, and what is assumed of its answer before and after this step", Terms.map("while")),
        "remove": .init(
            "the request that removes what this step created, or several in order",
            Terms.any(Terms.map("removal"), Terms.list(Terms.map("removal")))),
        "follow": .init("whether redirects are followed", Terms.flag),
        "with": .init("what to change in the valid request, by place", Terms.templated(Terms.values)),
        "without": .init("what to leave out of the valid request, by place", Terms.templated(Terms.values)),
        "as": .init("who asks: nobody, wrong-credentials, or a capability", Terms.text),
        "sign": .init("what is wrong, on purpose, with the signature", Terms.templated(Terms.map("signatureChange"))),
        "undocumented": .init("whether the request is meant to have what the description does not know", Terms.value),
        "valid": .init("what to expect of rows with valid values", Terms.map("expected")),
        "invalid": .init("what to expect of rows with invalid values", Terms.map("expected")),
    ]) { first, _ in first }

    static let moment = SchemaMap(
        name: "while", title: "A request, and what is assumed of its answer before and after a step",
        keys: StepReader.whileKeys,
        values: stepValues.filter { StepReader.whileKeys.contains($0.key) }.merging([
            "witness": .init("what to change in the request that is sent afterwards", Terms.templated(Terms.values))
        ]) { first, _ in first })

    static let given = SchemaMap(
        name: "given", title: "A fixture with more than its name", keys: Given.keys,
        values: [
            "fixture": .init("the fixture's name", Terms.text),
            "count": .init("how many are made, as a list", Terms.templated(["type": "integer"])),
            "apart": .init("how long to wait between two", Terms.duration),
            "let": .init("other values for the fixture's names", Terms.values),
        ], required: ["fixture"])

    static let fixture = SchemaMap(
        name: "fixture", title: "Something that cases are given: how it is made, and removed again",
        keys: SuiteReader.fixtureKeys,
        values: [
            "let": .init("names for values", Terms.values),
            "needs": .init("capabilities that the environment must have", Terms.texts),
            "given": .init("fixtures that it needs itself", given(Terms.map("given"))),
            "create": .init("the step that makes it", Terms.map("step")),
            "steps": .init("the steps that make it", Terms.list(Terms.map("step"))),
        ])

    static let capture = SchemaMap(
        name: "capture", title: "A value taken from an answer, with its type", keys: Capture.keys,
        values: [
            "from": .init("a JSONPath, 'header Name', 'body', 'json' or 'status'", ["type": "string"]),
            "type": .init("the JSON type that it must have", Terms.word(JSONValue.Kind.allCases.map(\.rawValue))),
            "optional": .init("whether the answer may do without it", Terms.flag),
        ])

    static let signatureChange = SchemaMap(
        name: "signatureChange", title: "What is wrong with a signature: one of these", keys: SignatureChange.keys,
        values: [
            "alter": .init(
                "the part of the request that it is not for",
                Terms.word(SignatureChange.Part.allCases.map(\.rawValue))),
            "age": .init("how long ago it was made", Terms.duration),
            "ahead": .init("how far in the future it was made", Terms.duration),
            "unsigned": .init("a header field that is sent and not signed", Terms.text),
            "unsent": .init("a header field that is signed and not sent", Terms.text),
        ])

    static let removal = SchemaMap(
        name: "removal", title: "The request that removes something, and the statuses that show it gone",
        keys: Removal.keys,
        values: requestValues.merging([
            "gone": .init("404, unless told otherwise", Terms.map("statuses")),
            "later": .init("the statuses of a thing that cannot be removed yet", Terms.map("statuses")),
            "full": .init("the statuses of a target that has no room for another", Terms.map("statuses")),
            "room": .init("the fixture that can be made when it has room", Terms.any(Terms.text, Terms.map("given"))),
        ]) { first, _ in first })

    static let file = SchemaMap(
        name: "file", title: "A file that is put where the target can fetch it", keys: DeclaredFile.keys,
        values: [
            "zip": .init("a ZIP archive: contents by name", Terms.value),
            "tar": .init("a tar archive: contents by name", Terms.value),
            "text": .init("a text", Terms.value),
            "bytes": .init("a text, for a file that is said to be another kind", Terms.value),
            "name": .init("the last part of its link", Terms.text),
            "encoding": .init("how the text is written as bytes", Terms.word(DeclaredFile.encodings)),
        ])
}
