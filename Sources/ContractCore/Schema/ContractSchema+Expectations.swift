extension ContractSchema {
    private typealias Terms = SchemaTerms

    static let expectation = SchemaMap(
        name: "expectation", title: "Statements about an answer, all of which must hold",
        keys: Assertions.all.map { $0.key },
        values: [
            StatusAssertion.key: .init("a code, a class such as 2xx, or a list of them", Terms.map("statuses")),
            HeadersAssertion.key: .init("shapes of header fields", Terms.named(Terms.map("shape"))),
            BodyAssertion.key: .init(
                "'empty', a text, {contains: text} or {file: name}", Terms.any(Terms.text, ["type": "object"])),
            JSONAssertion.key: .init("the shape of the content", Terms.map("shape")),
            AtAssertion.key: .init("shapes of what JSONPaths select", Terms.named(Terms.map("shape"))),
            UnchangedAssertion.key: .init(
                "requests that are answered as before; true for the operation's state",
                Terms.templated(Terms.any(["const": true], Terms.list(Terms.map("state"))))),
            WithinAssertion.key: .init("the longest time that the answer may take", Terms.duration),
            OneOfAssertion.key: .init("expectations, one of which must hold", Terms.list(Terms.map("expected"))),
        ])

    /// An object's shape: statements about it in angle brackets, and shapes of its members.
    static let matchers = SchemaMap(
        name: "members", title: "Shapes of members, and statements in angle brackets",
        keys: Matchers.all.map { "<\($0.key)>" },
        values: [
            "<each>": .init("every element matches", shape),
            "<contains>": .init("some element matches; each of a list of shapes is matched by some element", shape),
            "<none>": .init("no element matches", shape),
            "<any order>": .init("these elements and no others, in any order", shapes),
            "<sorted by>": .init(
                "a member and a direction",
                Terms.templated(["type": "string", "pattern": "^\\S+ +(ascending|descending)$"])),
            "<unique by>": .init("a member whose values are all different", Terms.text),
            "<count>": .init("a number or a range of elements", Terms.text),
            "<optional>": .init("absent, or of this shape", shape),
            "<one of>": .init("one of the shapes matches", shapes),
            "<not>": .init("the shape does not match", shape),
            "<all>": .init("all of the shapes match", shapes),
            "<equals>": .init("the very value", Terms.value),
            "<timestamp>": .init(
                "a time compared with others",
                [
                    "type": "object", "minProperties": 1,
                    "propertyNames": Terms.word(TimestampMatcher.relations.keys.sorted()),
                ]),
            "<decimals>": .init("the most digits behind the point", ["type": "integer", "minimum": 0]),
            "<only>": .init("the only names that members may have", Terms.list(Terms.text)),
            "<contains text>": .init("a part of the text", Terms.text),
        ], others: Terms.map("shape"),
        refused: "^<(?!(\(Matchers.all.map { $0.key }.joined(separator: "|")))>$).*>$")

    private static let shape = Terms.map("shape")
    private static let shapes = Terms.templated(Terms.list(Terms.map("shape")))
}
