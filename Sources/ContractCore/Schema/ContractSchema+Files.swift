extension ContractSchema {
    private typealias Terms = SchemaTerms

    static let suite = SchemaMap(
        name: "suite", title: "The file that marks the folder of a suite", keys: SuiteReader.suiteKeys,
        values: [
            "suite": .init("the suite's name, the first word of every group", Terms.text),
            "title": .init("what the suite is about", Terms.text),
            "version": .init("the version of the suite, which claims of conformance name", Terms.text),
            "headers": .init("header fields for every request that does not set them", Terms.values),
            "variables": .init("variables of the environment that contracts may use", Terms.texts),
            "environment": .init("the environment file used when none is named", Terms.text),
            "probe": .init(
                "a request that shows whether the target answers and accepts the credentials", Terms.map("request")),
        ], required: ["suite"])

    static let vocabulary = SchemaMap(
        name: "vocabulary", title: "Shapes, outcomes, files and fixtures that other files use by name",
        keys: SuiteReader.vocabularyKeys,
        values: [
            "vocabulary": .init("the vocabulary's name", Terms.text),
            "shapes": .init("shapes by name, used as ${shapes.name}", Terms.named(Terms.map("shape"))),
            "outcomes": .init("expectations by name", Terms.named(Terms.map("expected"))),
            "files": .init("files to be put where the target can fetch them", Terms.named(Terms.map("file"))),
            "parameters": .init("parameters that many operations have", Terms.named(Terms.map("parameter"))),
            "fixtures": .init("things that cases are given", Terms.named(Terms.map("fixture"))),
        ], required: ["vocabulary"])

    static let operation = SchemaMap(
        name: "operation", title: "One operation of the API, and the rules that belong to it alone",
        keys: OperationReader.keys,
        values: fileValues.merging([
            "operation": .init("the name that rule identifiers begin with", Terms.text),
            "documented": .init("the name in the documentation", Terms.text),
            "group": .init("the group it belongs to", Terms.text),
            "given": .init("fixtures that the valid request needs", given(Terms.map("given"))),
            "request": .init("a valid request, the starting point of most cases", Terms.map("request")),
            "parameters": .init(
                "the documented parameters; of one that a vocabulary describes no more than its place",
                Terms.named(Terms.any(Terms.word(OperationReader.places), Terms.map("parameter")))),
            "success": .init("the documented answer to the valid request", Terms.map("success")),
            "errors": .init("the documented error statuses", Terms.list(["type": "integer"])),
            "state": .init(
                "requests that show what a refused call must not have changed",
                Terms.any(Terms.map("state"), Terms.list(Terms.map("state")))),
            "provoke": .init("changes to the valid request that provoke a status", Terms.values),
            "paging": .init("how the operation pages", Terms.map("paging")),
            "creates": .init("the request that removes what the operation creates", Terms.map("removal")),
        ]) { first, _ in first }, required: ["operation", "request"], others: true)

    static let family = SchemaMap(
        name: "family", title: "Rules that many operations share", keys: SuiteReader.familyKeys,
        values: fileValues.merging([
            "family": .init("the family's name", Terms.text),
            "for each": .init("what the rules are made for", Terms.word(Family.Subject.allCases.map(\.rawValue))),
            "where": .init("what must be true of it", Terms.values),
        ]) { first, _ in first }, required: ["family", "for each"])

    static let contract = SchemaMap(
        name: "contract", title: "Rules that belong to no single operation", keys: SuiteReader.contractKeys,
        values: fileValues.merging(["contract": .init("the name that rule identifiers begin with", Terms.text)]) {
            first, _ in first
        },
        required: ["contract"])

    /// What files with rules have in common.
    private static let fileValues: [String: SchemaMap.Value] = [
        "source": .init("the document that states the rules", Terms.text),
        "section": .init("the part of the document", Terms.text),
        "defaults": .init("keys for every rule that does not have them", Terms.values),
        "rules": .init(
            "the rules by the last part of their identifier",
            ["type": "object", "additionalProperties": Terms.map("rule")]),
    ]

    /// Fixtures by the name that the case uses: the name of a fixture, or more than that.
    static func given(_ long: JSONValue) -> JSONValue {
        Terms.templated(Terms.named(Terms.any(["type": "string"], long)))
    }

    static let paging = SchemaMap(
        name: "paging", title: "How an operation pages", keys: Paging.keys,
        values: [
            "items": .init("the items of a page, as JSONPath", Terms.text),
            "next": .init("the marker of the next page, as JSONPath", Terms.text),
            "marker": .init("the query parameter that takes the marker", Terms.text),
        ], required: Paging.keys)

    static let parameter = SchemaMap(
        name: "parameter", title: "A documented parameter; further words are for 'where' and ${parameter.…}",
        keys: ["in", "type", "required", "length", "range", "values", "sample"],
        values: [
            "in": .init("where it is", Terms.word(OperationReader.places)),
            "type": .init("its JSON type", Terms.text),
            "required": .init("whether a request must have it", Terms.value),
            "length": .init("the fewest and the most characters: 1..128", Terms.text),
            "range": .init("the least and the greatest number: 10..1000", Terms.text),
            "values": .init("the documented values", ["type": "array"]),
            "sample": .init("what texts are made of: letter, digit, semver, unique, or a text to repeat", Terms.text),
        ], others: true)

    static let success = SchemaMap(
        name: "success", title: "The documented answer to the valid request",
        keys: ["status", "level", "body", "fields", "items", "parts"],
        values: [
            "status": .init("the status", ["type": "integer"]),
            "level": .init("how binding the status is", Terms.word(Level.allCases.map(\.rawValue))),
            "body": .init("'none' for an answer without content", Terms.text),
            "fields": .init("type words of the members; '?' behind a word marks a conditional one", Terms.named(field)),
            "items": .init("fields of the elements, by the name of the list", Terms.named(Terms.named(field))),
            "parts": .init(
                "fields of objects further inside, which 'of' selects by JSONPath",
                Terms.named([
                    "type": "object", "properties": ["of": Terms.text, "fields": Terms.named(field)],
                    "required": ["of"],
                ])),
        ], others: true)

    private static let field = Terms.any(
        Terms.word(OperationReader.types.keys.sorted().flatMap { [$0, "\($0)?"] }),
        ["type": "object", "required": ["type"]])
}
