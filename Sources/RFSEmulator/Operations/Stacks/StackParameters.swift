/// The parameters that operations on stacks and execution plans share.
extension Parameter {
    static let projectID = Parameter(
        "project_id", in: .path, required: true,
        checks: [
            .length(rule: "project-id-length", Bounds(3, 64)),
            .characters(rule: "project-id-charset", .lowerHexadecimal, .project),
        ])

    static func stackName(in place: Place) -> Parameter { documentName("stack_name", in: place) }

    static func planName(in place: Place) -> Parameter { documentName("execution_plan_name", in: place) }

    private static func documentName(_ name: String, in place: Place) -> Parameter {
        let stem = ruleStem(name)
        return Parameter(
            name, in: place, required: true,
            checks: [
                .length(rule: "\(stem)-length", Bounds(1, 128)),
                .first(rule: "\(stem)-first-character", .nameStart, .name),
                .characters(rule: "\(stem)-charset", .name, .name),
            ])
    }

    static func stackID(in place: Place) -> Parameter {
        Parameter("stack_id", in: place, checks: [.identifier(rule: "stack-id-format", length: Bounds(36, 36))])
    }

    static func planID(in place: Place) -> Parameter {
        Parameter(
            "execution_plan_id", in: place,
            checks: [.identifier(rule: "execution-plan-id-format", length: Bounds(36, 36))])
    }

    static let stackDescription = Parameter(
        "description", in: .body, checks: [.length(rule: "description-length", Bounds(0, 1024))])

    static let agencies = Parameter("agencies", in: .body, .structure)
    static let deletionProtection = Parameter("enable_deletion_protection", in: .body, .boolean)
    static let autoRollback = Parameter("enable_auto_rollback", in: .body, .boolean)

    /// Where a template and the values of its variables come from.
    static let templateSources = [
        Parameter("template_body", in: .body, checks: [.length(rule: "template-body-length", Bounds(0, 51_200))]),
        Parameter(
            "template_uri", in: .body,
            checks: [
                .length(rule: "template-uri-length", Bounds(0, 2048)), .templateLink(rule: "template-uri-form"),
            ]),
        Parameter("vars_structure", in: .body, .structure),
        Parameter("vars_body", in: .body, checks: [.length(rule: "vars-body-length", Bounds(0, 51_200))]),
        Parameter(
            "vars_uri", in: .body,
            checks: [.length(rule: "vars-uri-length", Bounds(0, 2048)), .variablesLink(rule: "vars-uri-form")]),
    ]

    /// The parameters of lists that cannot be sorted.
    static let page = paging.filter { $0.name == "marker" || $0.name == "limit" }

    /// The path and header parameters of an operation on one stack.
    static let ofStack: [Parameter] = [.clientRequestID, .projectID, .stackName(in: .path)]

    /// The path and header parameters of an operation on one execution plan.
    static let ofPlan: [Parameter] = ofStack + [.planName(in: .path)]
}
