/// Mutants of what all operations share: statuses, permission, faults, error bodies, bodies that cannot be read.
enum CommonMutants {
    static let all: [Mutant] = Operations.all.flatMap { operation in
        statuses(operation.name) + faults(operation.name) + errors(operation.name) + bodies(operation)
    }

    /// The operations whose pages describe the error body of each status.
    private static let describesEachStatus: Set<String> = [
        "list-private-modules", "show-private-module-metadata", "show-private-module-version-content",
        "show-private-module-version-metadata", "update-private-module-metadata", "delete-stack",
    ]
    /// The operations whose answer has no content although its status could have one.
    private static let answersWithoutContent: Set<String> = [
        "create-private-module-version", "delete-stack", "delete-stack-enhanced",
    ]
    private static let successes = [
        "create-private-module": 201, "create-private-module-version": 201, "delete-private-module": 204,
        "delete-private-module-version": 204, "show-private-module-version-content": 307,
        "update-private-module-metadata": 204, "create-stack": 201, "deploy-stack": 202, "continue-deploy-stack": 202,
        "continue-rollback-stack": 202, "delete-stack": 202, "delete-stack-enhanced": 202, "update-stack": 204,
        "get-stack-template": 307, "create-execution-plan": 202, "apply-execution-plan": 202,
        "delete-execution-plan": 204,
    ]

    private static func statuses(_ operation: String) -> [Mutant] {
        func rule(_ name: String) -> RuleID { RuleID(operation: operation, rule: name) }
        let success = successes[operation] ?? 200
        let others = success == 307 ? [200, 302] : [200, 201, 202, 204].filter { $0 != success }
        var mutants = others.map { (status: Int) in
            Mutant(
                rule("success-status"), .signal, "\(status)", .signal(status: status),
                "answers \(status) to a successful call in place of \(success)", by: "status")
        }
        mutants.append(Mutant(rule("status-401"), .drop, .drop, "accepts a call without credentials", by: "status"))
        mutants.append(
            Mutant(
                rule("status-401"), .drop, "wrong", .refuse(.equal("none")), "accepts a call with wrong credentials",
                by: "status"))
        if !["create-private-module", "create-stack"].contains(operation) { mutants += signatures(operation) }
        mutants += [400, 403, 404].map { (status: Int) in
            Mutant(
                rule("status-401"), .signal, "\(status)", .signal(status: status),
                "answers \(status) to a caller it does not know", by: "status")
        }
        mutants.append(
            Mutant(
                rule("status-403-permission"), .drop, .drop, "carries out what the caller's policy denies", by: "status"
            ))
        mutants += [400, 401, 404].map { (status: Int) in
            Mutant(
                rule("status-403-permission"), .signal, "\(status)", .signal(status: status),
                "answers \(status) to a caller whose policy denies the call", by: "status")
        }
        if [201, 202, 204].contains(success) {
            let effect = "answers as documented, and carries the call out all the same, for a caller"
            mutants.append(
                Mutant(
                    rule("status-401"), .effect, .effect, "\(effect) it does not know", by: "unchanged", "json",
                    "status"))
            mutants.append(
                Mutant(
                    rule("status-403-permission"), .effect, .effect, "\(effect) whose policy denies it",
                    by: "unchanged", "json", "status"))
        }
        if success == 204 || answersWithoutContent.contains(operation) {
            for (word, text) in [("object", "{}"), ("null", "null"), ("text", "ok")] {
                mutants.append(
                    Mutant(
                        rule("success-no-body"), .signal, word,
                        answers: AnswerChange(
                            statuses: 200...299,
                            act: .all([
                                .status(success == 204 ? 200 : success), .content(text, type: "application/json"),
                            ])),
                        "answers a successful call with the content \(text)", by: "body"))
            }
        }
        return mutants
    }

    /// Signatures that are verified in part only.
    private static func signatures(_ operation: String) -> [Mutant] {
        [
            ("signature", "accepts any signature of an access key that it knows"),
            ("age", "accepts a signature of any time"),
        ].map { way, accusation in
            Mutant(
                RuleID(operation: operation, rule: "status-401"), .drop, way, .way(way), accusation, by: "status")
        }
    }

    private static func faults(_ operation: String) -> [Mutant] {
        [(429, [400, 404], "too many calls"), (500, [400, 404], "a fault of its own")].flatMap {
            (status: Int, others: [Int], what: String) -> [Mutant] in
            let rule = RuleID(operation: operation, rule: "status-\(status)")
            // The page of this operation does not list the status.
            if operation == "delete-execution-plan", status == 429 { return [] }
            return [Mutant(rule, .drop, .drop, "reports success in spite of \(what)", by: "status")]
                + others.map { (other: Int) in
                    Mutant(
                        rule, .signal, "\(other)", .signal(status: other), "answers \(other) to \(what)", by: "status")
                }
        }
    }

    /// Wrong error bodies: members missing and of other types, no object, no JSON, none at all.
    private static func errors(_ operation: String) -> [Mutant] {
        guard describesEachStatus.contains(operation) else {
            return errorBodies(RuleID(operation: operation, rule: "error-body"), 400...499)
        }
        return [400, 401, 403, 404, 429, 500].flatMap { status -> [Mutant] in
            if status == 404, operation == "list-private-modules" { return [] }
            let rule = RuleID(operation: operation, rule: "error-body-\(status)")
            return errorBodies(rule, status...status)
                + optionalMembers(RuleID(operation: operation, rule: "error-body-\(status)-optional"), status...status)
        }
    }

    private static func errorBodies(_ rule: RuleID, _ statuses: ClosedRange<Int>) -> [Mutant] {
        func mutant(_ kind: Mutant.Kind, _ word: String, _ act: AnswerChange.Act, _ what: String) -> Mutant {
            Mutant(
                rule, kind, word, answers: AnswerChange(statuses: statuses, act: act), "answers errors \(what)",
                by: "json")
        }
        return ["error_code", "error_msg"].flatMap { name in
            let word = name.replacing("_", with: "-")
            return [
                mutant(.drop, word, .json(JSONChange(path: [name], act: .remove)), "without \(name)"),
                mutant(.signal, "\(word)-null", .json(JSONChange(path: [name], act: .set(.null))), "with \(name) null"),
                mutant(
                    .signal, "\(word)-number", .json(JSONChange(path: [name], act: .set(.number("400")))),
                    "with a number as \(name)"),
            ]
        } + [
            mutant(.drop, "content", .content("", type: nil), "without content"),
            mutant(.signal, "html", .content("<html><body>error</body></html>", type: "text/html"), "with HTML"),
            mutant(.signal, "half", .half, "with JSON that is cut off"),
            mutant(
                .signal, "list", .content(#"[{"error_code":"RF.1","error_msg":"x"}]"#, type: "application/json"),
                "with a list"),
            mutant(
                .signal, "nested",
                .content(#"{"error":{"error_code":"RF.1","error_msg":"x"}}"#, type: "application/json"),
                "with the members one level down"),
        ]
    }

    private static func optionalMembers(_ rule: RuleID, _ statuses: ClosedRange<Int>) -> [Mutant] {
        func mutant(_ word: String, _ name: String, _ value: JSONValue, _ what: String) -> Mutant {
            Mutant(
                rule, .signal, word,
                answers: AnswerChange(statuses: statuses, act: .json(JSONChange(path: [name], act: .set(value)))),
                "answers errors with \(what)", by: "json")
        }
        let entry = JSONValue.Member(name: "error_code", value: .string("RF.1"))
        return [
            mutant(
                "message-number", "encoded_authorization_message", .number("1"),
                "a number as encoded_authorization_message"),
            mutant("details-text", "details", .string("none"), "a text as details"),
            mutant("details-incomplete", "details", .array([.object([entry])]), "details without error_msg"),
        ]
    }

    private static func bodies(_ operation: any Operation) -> [Mutant] {
        let members = operation.parameters.filter { $0.place == .body }
        // What the body of the enhanced deletion may be is not documented.
        guard !members.isEmpty, operation.name != "delete-stack-enhanced" else { return [] }
        let rule = RuleID(operation: operation.name, rule: "body-json")
        let optional = RuleID(operation: operation.name, rule: "body-optional")
        let missing = Mutant(optional, .tighten, .tighten, "refuses a call without a body", by: "status")
        return [404, 500].map { (status: Int) in
            Mutant(
                rule, .signal, "\(status)", .signal(status: status), "answers \(status) to a body that is not JSON",
                by: "status")
        } + [
            Mutant(
                RuleID(operation: operation.name, rule: "body-unknown-field"), .signal, "500", .signal(status: 500),
                "answers 500 to a body with a further field", by: "status")
        ] + (operation.isBodyOptional ? [missing] : [])
    }
}
