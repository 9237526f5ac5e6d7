/// Mutants of the fields of success contents of stacks and plans: missing, of another type, in another form.
enum StackFieldMutants {
    static let all: [Mutant] =
        unseen.map { operation, rule, path, value in
            Mutant(
                RuleID(operation: operation, rule: rule), .signal, "type",
                answers: AnswerChange(statuses: 200...299, act: .json(JSONChange(path: path, act: .set(value)))),
                "gives \(path.last ?? rule) another type", by: "at", "json")
        }
        + table.flatMap { operation, fields in
            fields.flatMap { field in
                mutants(MutantTable(operation: operation), field.rule, field.form, isConditional: false)
            }
        }
        + conditional.flatMap { operation, fields in
            fields.flatMap { field in
                mutants(MutantTable(operation: operation), field.rule, field.form, isConditional: true)
            }
        }

    /// What a field holds.
    private enum Form {
        case plain, uuid, time, listed
    }

    private typealias Row = (operation: String, fields: [(rule: String, form: Form)])

    /// Fields that the emulator has no reason to give: the mutant adds them, and with another type.
    private static let unseen: [(operation: String, rule: String, path: [String], value: JSONValue)] = {
        let price = ["items", "*", "resource_price", "*"]
        let amounts: [(String, String, [String], JSONValue)] = [
            "best_discount_type", "best_discount_price", "official_website_discount_price",
        ].map { name in
            (
                "estimate-execution-plan-price", "resource-price-response-\(Parameter.ruleStem(name))", price + [name],
                .string("1")
            )
        }
        return amounts + [
            (
                "get-execution-plan-metadata", "execution-plan-summary-resource-import",
                ["summary", "resource_import"], .string("1")
            )
        ]
    }()

    /// Fields that are always there.
    private static let table: [Row] = [
        (
            "create-stack",
            [
                ("field-stack-id", .uuid), ("field-deployment-id", .uuid),
            ]
        ),
        (
            "deploy-stack",
            [
                ("field-deployment-id", .uuid)
            ]
        ),
        (
            "continue-deploy-stack",
            [
                ("field-deployment-id", .uuid)
            ]
        ),
        (
            "continue-rollback-stack",
            [
                ("field-deployment-id", .uuid)
            ]
        ),
        (
            "get-stack-metadata",
            [
                ("field-stack-id", .uuid), ("field-stack-name", .plain), ("field-enable-deletion-protection", .plain),
                ("field-enable-auto-rollback", .plain), ("field-status", .listed), ("field-create-time", .time),
                ("field-update-time", .time),
            ]
        ),
        (
            "list-stacks",
            [
                ("field-stacks", .plain), ("item-stack-name", .plain), ("item-stack-id", .uuid),
                ("item-status", .listed), ("item-create-time", .time), ("item-update-time", .time),
            ]
        ),
        (
            "list-stack-resources",
            [
                ("field-stack-resources", .plain), ("item-logical-resource-name", .plain),
                ("item-logical-resource-type", .plain), ("item-resource-status", .listed),
                ("resource-attribute-key", .plain), ("resource-attribute-value", .plain),
            ]
        ),
        (
            "list-stack-outputs",
            [
                ("field-outputs", .plain), ("item-name", .plain), ("item-type", .plain), ("item-value", .plain),
            ]
        ),
        (
            "list-stack-events",
            [
                ("field-stack-events", .plain), ("item-time", .time), ("item-event-type", .listed),
                ("item-event-message", .plain),
            ]
        ),
        (
            "create-execution-plan",
            [
                ("field-execution-plan-id", .uuid)
            ]
        ),
        (
            "apply-execution-plan",
            [
                ("field-deployment-id", .uuid)
            ]
        ),
        (
            "get-execution-plan",
            [
                ("item-resource-type", .plain), ("item-resource-name", .plain), ("item-action", .listed),
                ("item-provider-name", .plain), ("item-mode", .listed), ("item-attributes", .plain),
                ("execution-plan-diff-attribute-name", .plain),
            ]
        ),
        (
            "get-execution-plan-metadata",
            [
                ("field-stack-id", .uuid), ("field-stack-name", .plain), ("field-execution-plan-id", .uuid),
                ("field-execution-plan-name", .plain), ("field-status", .listed), ("field-create-time", .time),
            ]
        ),
        (
            "list-execution-plans",
            [
                ("field-execution-plans", .plain), ("item-stack-name", .plain), ("item-stack-id", .uuid),
                ("item-execution-plan-id", .uuid), ("item-execution-plan-name", .plain), ("item-status", .listed),
                ("item-create-time", .time),
            ]
        ),
        (
            "estimate-execution-plan-price",
            [
                ("field-currency", .listed), ("field-items", .plain), ("item-resource-type", .plain),
                ("item-resource-name", .plain), ("item-index", .plain), ("item-supported", .plain),
                ("resource-price-response-charge-mode", .listed), ("resource-price-response-sale-price", .plain),
                ("resource-price-response-discount", .plain), ("resource-price-response-original-price", .plain),
            ]
        ),
    ]

    /// Fields that are there under conditions.
    private static let conditional: [Row] = [
        (
            "get-stack-metadata",
            [
                ("field-description", .plain), ("field-vars-structure", .plain), ("field-vars-body", .plain),
                ("field-vars-uri-content", .plain), ("field-agencies", .plain), ("field-status-message", .plain),
            ]
        ),
        (
            "list-stacks",
            [
                ("item-description", .plain), ("item-status-message", .plain),
            ]
        ),
        (
            "list-stack-resources",
            [
                ("item-physical-resource-id", .plain), ("item-physical-resource-name", .plain),
                ("item-index-key", .plain), ("item-status-message", .plain), ("item-resource-attributes", .plain),
            ]
        ),
        (
            "list-stack-outputs",
            [
                ("item-description", .plain), ("item-sensitive", .plain),
            ]
        ),
        (
            "list-stack-events",
            [
                ("item-resource-type", .plain), ("item-resource-name", .plain), ("item-resource-id-key", .plain),
                ("item-resource-id-value", .plain), ("item-resource-key", .plain), ("item-elapsed-seconds", .plain),
            ]
        ),
        (
            "get-execution-plan",
            [
                ("field-execution-plan-items", .plain), ("item-index", .plain), ("item-drifted", .plain),
                ("item-imported", .plain), ("item-resource-id", .plain), ("item-action-reason", .plain),
                ("execution-plan-diff-attribute-previous-value", .plain),
                ("execution-plan-diff-attribute-target-value", .plain),
            ]
        ),
        (
            "get-execution-plan-metadata",
            [
                ("field-description", .plain), ("field-vars-structure", .plain), ("field-vars-uri-content", .plain),
                ("field-vars-body", .plain), ("field-status-message", .plain), ("field-apply-time", .time),
                ("field-summary", .plain), ("execution-plan-summary-resource-add", .plain),
                ("execution-plan-summary-resource-update", .plain),
                ("execution-plan-summary-resource-delete", .plain),
            ]
        ),
        (
            "list-execution-plans",
            [
                ("item-description", .plain), ("item-status-message", .plain), ("item-apply-time", .time),
            ]
        ),
        (
            "estimate-execution-plan-price",
            [
                ("item-module-address", .plain), ("item-unsupported-message", .plain),
                ("item-resource-price", .plain), ("resource-price-response-period-type", .listed),
                ("resource-price-response-period-count", .plain),
            ]
        ),
    ]

    private static func mutants(
        _ table: MutantTable, _ name: String, _ form: Form, isConditional: Bool
    ) -> [Mutant] {
        let rule = table.rule(name)
        let field = name.split(separator: "-").dropFirst().joined(separator: "_")
        let otherType = Mutant(
            rule, .signal, "type", .signal(), "gives \(field) in another JSON type", by: "at", "json", "assume")
        var mutants = [otherType]
        if !isConditional {
            mutants += [
                Mutant(rule, .drop, .drop, "leaves out \(field)", by: "at", "json", "assume"),
                Mutant(rule, .signal, "null", .form(.null), "gives null as \(field)", by: "at", "json", "assume"),
            ]
        }
        return mutants + forms(table, name, field, form)
    }

    private static func forms(_ table: MutantTable, _ name: String, _ field: String, _ form: Form) -> [Mutant] {
        func changed(_ suffix: String, _ word: String, _ change: TextChange, _ what: String) -> Mutant {
            Mutant(
                table.rule("\(name)-\(suffix)"), .signal, word, .form(.changed(change)), "gives \(field) \(what)",
                by: "at", "json", "assume")
        }
        switch form {
        case .plain: return []
        case .uuid:
            return [
                changed("format", "unhyphenated", .unhyphenated, "without hyphens"),
                changed("format", "cut", .cut, "with 35 characters"),
                changed("format", "foreign-digit", .foreignDigit, "with a digit that is not hexadecimal"),
                changed("format", "braced", .braced, "in braces"),
            ]
        case .time:
            return [
                changed("format", "milliseconds", .milliseconds, "with milliseconds"),
                changed("format", "offset", .offset, "with an offset of zero"),
                changed("format", "zoneless", .zoneless, "without a zone"),
                changed("format", "beijing", .beijing, "in the time of Beijing"),
                changed("format", "blank", .blank, "with a blank in place of the T"),
            ]
        case .listed:
            return [
                changed("enum", "lower", .lower, "in lower case"),
                changed("enum", "cut", .cut, "without its last letter"),
            ]
        }
    }
}
