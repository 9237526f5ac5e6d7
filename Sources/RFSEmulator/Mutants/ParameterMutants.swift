/// Mutants of the tables of parameters: made from each demand on each parameter of each operation.
enum ParameterMutants {
    static let all: [Mutant] = Operations.all.flatMap { operation in
        operation.parameters.flatMap { parameter in
            presence(operation, parameter) + parameter.checks.flatMap { mutants(operation, parameter, $0) }
        }
    }

    private static func presence(_ operation: any Operation, _ parameter: Parameter) -> [Mutant] {
        var mutants: [Mutant] = []
        if parameter.isRequired, parameter.place != .path {
            let rule = RuleID(operation: operation.name, rule: parameter.requiredRule)
            mutants.append(Mutant(rule, .drop, .drop, "accepts a request without \(parameter.name)", by: "status"))
            mutants += refusals(rule, "a request without \(parameter.name)")
        }
        let hasTypeRule =
            parameter.name == "module_description" || parameter.name == "module_name"
            || parameter.isRequired && parameter.name != "execution_plan_name"
        if parameter.place == .body, hasTypeRule || parameter.kind == .boolean {
            let rule = RuleID(operation: operation.name, rule: parameter.typeRule)
            mutants.append(Mutant(rule, .drop, .drop, "accepts a \(parameter.name) of any JSON type", by: "status"))
            for kind in [parameter.kind == .boolean ? "string" : "boolean", "number", "array", "object"] {
                mutants.append(
                    Mutant(
                        rule, .drop, kind, .accept(.equal(kind)), "accepts a \(parameter.name) of the type \(kind)",
                        by: "status"))
            }
            mutants += refusals(rule, "a \(parameter.name) of another type")
        }
        return mutants
    }

    /// The right decision with another signal.
    static func refusals(_ rule: RuleID, _ what: String) -> [Mutant] {
        [200, 404, 500].map { (status: Int) in
            Mutant(
                rule, .signal, "\(status)", .signal(status: status), "answers \(status) to \(what)", by: "status",
                "assume")
        }
    }

    private static func mutants(
        _ operation: any Operation, _ parameter: Parameter, _ check: Parameter.Check
    ) -> [Mutant] {
        func id(_ rule: String) -> RuleID { RuleID(operation: operation.name, rule: rule) }
        let name = parameter.name
        if name == "project_id" { return projects(check, operation) }
        switch check {
        case .length(let rule, let bounds):
            if rule == "module-version-path-length" { return versionInPath(id(rule)) }
            return lengths(id(rule), parameter, bounds)
        case .first(let rule, let set, _): return first(id(rule), name, set)
        case .characters(let rule, let set, _): return characters(id(rule), name, set)
        case .identifier(let rule, _): return identifier(id(rule), name)
        case .oneOf(let rule, let values): return enumeration(id(rule), name, values)
        case .range(let rule, let bounds): return range(id(rule), id(parameter.typeRule), name, bounds)
        case .semanticVersion(let rule):
            return parameter.place == .path ? versionFormInPath(id(rule)) : versions(id(rule), name)
        case .versionNumbers(let rule):
            return parameter.place == .path ? [] : numbers(id(rule), name)
        case .packageLink(let rule): return links(id(rule), name)
        case .templateLink(let rule), .variablesLink(let rule), .addressBlock(let rule):
            return [Mutant(id(rule), .drop, .drop, "accepts a \(name) of any form", by: "status")]
                + refusals(id(rule), "a \(name) of a wrong form")
        }
    }

    private static func lengths(_ rule: RuleID, _ parameter: Parameter, _ bounds: Bounds) -> [Mutant] {
        let name = parameter.name
        let noText: String? =
            switch name {
            case "marker": "no list gives a marker of \(bounds.upper) characters"
            case "field": "no list of different names of attributes has \(bounds.upper) characters"
            default: nil
            }
        var mutants = [
            Mutant(rule, .drop, .move(upper: .max / 2), "accepts a \(name) of any length", by: "status"),
            Mutant(
                rule, .shift, "upper", .move(upper: 1), "accepts a \(name) of \(bounds.upper + 1) characters",
                by: "status"),
            Mutant(
                rule, .tighten, "upper", .move(upper: -1), "refuses a \(name) of \(bounds.upper) characters",
                by: "status", equivalent: noText),
        ]
        let isShortest = name == "module_version"
        if bounds.lower > 1 {
            mutants.append(
                Mutant(
                    rule, .shift, "lower", .move(lower: -1), "accepts a \(name) of \(bounds.lower - 1) characters",
                    by: "status", equivalent: isShortest ? "no semantic version has 4 characters" : nil))
            mutants.append(
                Mutant(
                    rule, .tighten, "lower", .move(lower: 1), "refuses a \(name) of \(bounds.lower) characters",
                    by: "status"))
        }
        if bounds.lower == 1, parameter.place == .body {
            mutants.append(Mutant(rule, .shift, "lower", .move(lower: -1), "accepts an empty \(name)", by: "status"))
            mutants.append(
                Mutant(rule, .tighten, "lower", .move(lower: 1), "refuses a \(name) of 1 character", by: "status"))
        }
        if ["module_description", "version_description"].contains(name) {
            mutants.append(
                Mutant(rule, .shift, "bytes", .bytes, "takes the length of \(name) in bytes", by: "status"))
        }
        return mutants + refusals(rule, "a \(name) that is too long")
    }

    /// A project of another form is nobody's: with or without the rule it is refused, and the status is left free.
    private static func projects(_ check: Parameter.Check, _ operation: any Operation) -> [Mutant] {
        let name: String
        switch check {
        case .length(let rule, _), .characters(let rule, _, _): name = rule
        default: return []
        }
        let rule = RuleID(operation: operation.name, rule: name)
        let dropped = Mutant(
            rule, .drop, .drop, "accepts a project_id of any form", by: "status",
            equivalent: "the project of somebody else is refused whatever its form")
        let signals = [200, 500].map { (status: Int) -> Mutant in
            Mutant(
                rule, .signal, "\(status)", .signal(status: status),
                "answers \(status) to a project_id of another form",
                by: "status")
        }
        return [dropped] + signals
    }

    private static func versionInPath(_ rule: RuleID) -> [Mutant] {
        [200, 500].map { (status: Int) in
            Mutant(
                rule, .signal, "\(status)", .signal(status: status),
                "answers \(status) to a module_version of a length that no version has", by: "status")
        }
    }

    private static func versionFormInPath(_ rule: RuleID) -> [Mutant] {
        guard !rule.operation.hasPrefix("delete") else { return [] }
        return [200, 500].map { (status: Int) in
            Mutant(
                rule, .signal, "\(status)", .signal(status: status),
                "answers \(status) to a module_version that is no version", by: "status")
        }
    }

    private static func first(_ rule: RuleID, _ name: String, _ set: CharacterSet) -> [Mutant] {
        switch set {
        case .nameStart:
            [
                Mutant(rule, .drop, .drop, "accepts any first character of \(name)", by: "status"),
                Mutant(
                    rule, .drop, "digit", .accept(.startingWith("1")), "accepts a \(name) with a digit first",
                    by: "status"),
                Mutant(
                    rule, .drop, "underscore", .accept(.startingWith("_")),
                    "accepts a \(name) with an underscore first",
                    by: "status"),
                Mutant(
                    rule, .drop, "hyphen", .accept(.startingWith("-")), "accepts a \(name) with a hyphen first",
                    by: "status"),
                Mutant(
                    rule, .tighten, "chinese", .refuse(.startingChinese),
                    "refuses a \(name) with a Chinese character first",
                    by: "status"),
                Mutant(
                    rule, .tighten, "upper-case", .refuse(.startingUpperCase),
                    "refuses a \(name) with an upper-case letter first", by: "status"),
            ] + refusals(rule, "a \(name) with a wrong first character")
        default:
            [
                Mutant(
                    rule, .drop, "hyphen", .accept(.startingWith("-")), "accepts a \(name) with a hyphen first",
                    by: "status")
            ]
        }
    }

    private static func characters(_ rule: RuleID, _ name: String, _ set: CharacterSet) -> [Mutant] {
        var mutants = refusals(rule, "a \(name) with a wrong character")
        func drop(_ word: String, _ texts: TextClass, _ what: String) {
            mutants.append(Mutant(rule, .drop, word, .accept(texts), "accepts a \(name) with \(what)", by: "status"))
        }
        func tighten(_ word: String, _ texts: TextClass, _ what: String) {
            mutants.append(Mutant(rule, .tighten, word, .refuse(texts), "refuses a \(name) with \(what)", by: "status"))
        }
        mutants.append(Mutant(rule, .drop, .drop, "accepts any character in a \(name)", by: "status"))
        drop("dot", .anyOf("."), "a dot")
        drop("blank", .anyOf(" "), "a blank")
        if set != .networkID { tighten("upper-case", .upperCase, "an upper-case letter") }
        if set == .name {
            drop("accent", .anyOf("é"), "a letter with an accent")
            drop("emoji", .anyOf("😀"), "an emoji")
            drop("outside-ascii", .accented, "any letter outside ASCII")
            tighten("underscore", .anyOf("_"), "an underscore")
            tighten("chinese", .chinese, "Chinese characters")
        } else {
            drop("underscore", .anyOf("_"), "an underscore")
        }
        return mutants
    }

    private static func identifier(_ rule: RuleID, _ name: String) -> [Mutant] {
        [
            Mutant(
                rule, .signal, "404", .signal(status: 404), "answers 404 to a \(name) of a wrong form", by: "status"),
            Mutant(
                rule, .signal, "500", .signal(status: 500), "answers 500 to a \(name) of a wrong form", by: "status"),
            Mutant(
                rule, .tighten, .refuse(.anyOf("-")), "refuses a \(name) with hyphens inside", by: "status"),
        ]
    }

    private static func enumeration(_ rule: RuleID, _ name: String, _ values: [String]) -> [Mutant] {
        [Mutant(rule, .drop, .drop, "accepts any \(name)", by: "status")]
            + values.map { value in
                Mutant(
                    rule, .tighten, value.replacing("_", with: "-"), .refuse(.equal(value)),
                    "refuses the \(name) \(value)",
                    by: "status")
            } + refusals(rule, "a \(name) that is not documented")
    }

    private static func range(_ rule: RuleID, _ type: RuleID, _ name: String, _ bounds: Bounds) -> [Mutant] {
        [
            Mutant(rule, .drop, .drop, "accepts any number as \(name)", by: "status"),
            Mutant(
                rule, .shift, "upper", .move(upper: 1), "accepts a \(name) of \(bounds.upper + 1)", by: "status"),
            Mutant(
                rule, .shift, "lower", .move(lower: -1), "accepts a \(name) of \(bounds.lower - 1)", by: "status"),
            Mutant(
                rule, .tighten, "upper", .move(upper: -1), "refuses a \(name) of \(bounds.upper)", by: "status"),
            Mutant(
                rule, .tighten, "lower", .move(lower: 1), "refuses a \(name) of \(bounds.lower)", by: "status"),
            Mutant(type, .drop, .drop, "accepts a \(name) that is no number", by: "status"),
            Mutant(type, .drop, "fraction", .accept(.anyOf(".")), "accepts a \(name) with a fraction", by: "status"),
            Mutant(type, .drop, "unit", .accept(.ending("x")), "accepts a \(name) with a unit behind it", by: "status"),
        ] + refusals(rule, "a \(name) out of range") + refusals(type, "a \(name) that is no integer")
    }

    private static func versions(_ rule: RuleID, _ name: String) -> [Mutant] {
        func accept(_ word: String, _ texts: TextClass, _ what: String) -> Mutant {
            Mutant(rule, .drop, word, .accept(texts), "accepts \(what) as \(name)", by: "status")
        }
        return [
            Mutant(rule, .drop, .drop, "accepts any text as \(name)", by: "status"),
            accept("two-numbers", .parts(2), "two numbers"), accept("four-numbers", .parts(4), "four numbers"),
            accept("letter-first", .startingWith("v"), "a number with a letter first"),
            accept("leading-zero", .startingWith("0"), "a number with a leading zero"),
            accept("word", .parts(1), "a word"),
            Mutant(rule, .tighten, .refuse(.length(8)), "refuses a \(name) of numbers with two digits", by: "status"),
        ] + ParameterMutants.refusals(rule, "a \(name) that is no semantic version")
    }

    private static func numbers(_ rule: RuleID, _ name: String) -> [Mutant] {
        [
            Mutant(rule, .drop, .drop, "accepts numbers of any size in \(name)", by: "status"),
            Mutant(
                rule, .drop, "major", .accept(.startingWith("1")), "accepts a major number past 64 bits in \(name)",
                by: "status"),
            Mutant(
                rule, .drop, "patch", .accept(.ending("6")), "accepts a patch number past 64 bits in \(name)",
                by: "status"),
            Mutant(
                rule, .tighten, .refuse(.equal("18446744073709551615.0.0")), "refuses the greatest number in \(name)",
                by: "status"),
        ] + refusals(rule, "a number past 64 bits in \(name)")
    }

    private static func links(_ rule: RuleID, _ name: String) -> [Mutant] {
        [
            Mutant(
                rule, .drop, "query", .accept(.ending("name=a.zip")), "takes the ending of \(name) from its query",
                by: "status"),
            Mutant(
                rule, .drop, "ending", .accept(.ending(".txt")), "accepts a \(name) to a file of another ending",
                by: "status"),
            Mutant(rule, .tighten, .refuse(.ending("?note=1")), "refuses a \(name) with a query", by: "status"),
        ] + refusals(rule, "a \(name) of a wrong form")
    }
}
