/// Mutants of the fields of success contents: missing, of another type, in another form.
enum FieldMutants {
    static let all: [Mutant] = table.flatMap { operation, prefix, fields in
        fields.flatMap { mutants(operation, prefix, $0.name, $0.form) }
    }

    /// What a field holds.
    private enum Form {
        case text, uuid, time
    }

    private static let table: [(operation: String, prefix: String, fields: [(name: String, form: Form)])] = [
        ("create-private-module", "field", [("module-id", .uuid)]),
        (
            "show-private-module-metadata", "field",
            [("module-name", .text), ("module-id", .uuid), ("create-time", .time), ("update-time", .time)]
        ),
        (
            "show-private-module-version-metadata", "field",
            [
                ("module-name", .text), ("module-id", .uuid), ("module-version", .text), ("create-time", .time),
                ("module-source", .text),
            ]
        ),
        (
            "list-private-modules", "item",
            [("module-name", .text), ("module-id", .uuid), ("create-time", .time), ("update-time", .time)]
        ),
        (
            "list-private-module-versions", "item",
            [("module-name", .text), ("module-id", .uuid), ("module-version", .text), ("create-time", .time)]
        ),
    ]

    private static func mutants(_ operation: String, _ prefix: String, _ name: String, _ form: Form) -> [Mutant] {
        let rule = RuleID(operation: operation, rule: "\(prefix)-\(name)")
        let field = name.replacing("-", with: "_")
        let format = RuleID(operation: operation, rule: "\(prefix)-\(name)-format")
        func changed(_ word: String, _ change: TextChange, _ what: String) -> Mutant {
            Mutant(format, .signal, word, .form(.changed(change)), "gives \(field) \(what)", by: "at")
        }
        let presence = [
            Mutant(rule, .drop, .drop, "leaves out \(field)", by: "at", "json"),
            Mutant(rule, .signal, "null", .form(.null), "gives null as \(field)", by: "at", "json"),
            Mutant(rule, .signal, "number", .signal(), "gives a number as \(field)", by: "at", "json"),
        ]
        switch form {
        case .text: return presence
        case .uuid:
            return presence + [
                changed("unhyphenated", .unhyphenated, "without hyphens"), changed("cut", .cut, "with 35 characters"),
                changed("foreign-digit", .foreignDigit, "with a digit that is not hexadecimal"),
                changed("braced", .braced, "in braces"), changed("empty", .empty, "as an empty text"),
                Mutant(format, .signal, "word", .form(.malformed), "gives a \(field) that is no UUID", by: "at"),
            ]
        case .time:
            return presence + [
                changed("seconds", .seconds, "without milliseconds"),
                changed("offset", .offset, "with an offset of zero"),
                changed("zoneless", .zoneless, "without a zone"),
                changed("beijing", .beijing, "in the time of Beijing"),
                changed("blank", .blank, "with a blank in place of the T"),
                changed("microseconds", .microseconds, "with six digits of a second"),
                changed("empty", .empty, "as an empty text"),
            ]
        }
    }
}
