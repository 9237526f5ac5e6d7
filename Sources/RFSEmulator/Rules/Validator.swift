import HTTPTypes

/// Compares the parameters of a request with the table of its operation.
struct Validator: Sendable {
    let rules: OperationRules
    private let headers: [Parameter]
    private let segments: [Parameter]
    private let query: [Parameter]
    private let body: [Parameter]
    private let isBodyOptional: Bool

    init(parameters: [Parameter], rules: OperationRules, isBodyOptional: Bool = false) {
        let ordered = rules.manners.checksBackwards ? parameters.reversed() : parameters
        headers = ordered.filter { $0.place == .header }
        segments = ordered.filter { $0.place == .path }
        query = ordered.filter { $0.place == .query }
        body = ordered.filter { $0.place == .body }
        self.rules = rules
        self.isBodyOptional = isBodyOptional
    }

    private init(_ other: Validator, following rules: OperationRules) {
        headers = other.headers
        segments = other.segments
        query = other.query
        body = other.body
        isBodyOptional = other.isBodyOptional
        self.rules = rules
    }

    /// The same parameters, checked by other rules.
    func following(_ rules: OperationRules) -> Validator { Validator(self, following: rules) }

    /// The values of a request: header fields first, then the path, the query and the body.
    func arguments(of call: HTTPCall, path: [(name: String, raw: Substring)]) throws(Refusal) -> Arguments {
        var arguments = Arguments()
        for parameter in headers {
            let value = parameter.field.flatMap { call.value($0) }
            try accept(parameter, value.map { [$0] } ?? [], into: &arguments)
        }
        for segment in path {
            guard let parameter = segments.first(where: { $0.name == segment.name }) else { continue }
            guard let text = PercentCoding.decodeText(segment.raw) else {
                throw Refusal(.malformedURL, "\(segment.name) in the path is not percent-encoded UTF-8")
            }
            try accept(parameter, [text], into: &arguments)
        }
        try readQuery(call.rawQuery, into: &arguments)
        if !body.isEmpty { try readBody(call.body, into: &arguments) }
        return arguments
    }

    private func readQuery(_ query: Substring?, into arguments: inout Arguments) throws(Refusal) {
        var given: [(name: String, value: String)] = []
        for pair in query?.utf8.split(separator: UInt8(ascii: "&")) ?? [] {
            let sign = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = PercentCoding.decodeText(Substring(pair[..<sign])),
                let value = PercentCoding.decodeText(Substring(pair[sign...].dropFirst()))
            else { throw Refusal(.malformedURL, "the query is not percent-encoded UTF-8") }
            given.append((name, value))
        }
        for parameter in self.query {
            let values = given.filter { $0.name == parameter.name }.map(\.value)
            try accept(parameter, values, into: &arguments)
        }
        let unknown = given.filter { pair in !self.query.contains { $0.name == pair.name } }
        if let unknown = unknown.map(\.name).min(), !rules.manners.ignoresUnknown {
            try rules.require(
                "query-unknown-parameter", false,
                else: Refusal(.unknownParameter, "the query parameter \(unknown) is not known"))
        }
    }

    private func readBody(_ body: [UInt8], into arguments: inout Arguments) throws(Refusal) {
        if isBodyOptional, body.isEmpty {
            return try rules.require(
                "body-optional", true, else: Refusal(.bodyMissing, "the request body is missing"))
        }
        try rules.require(
            "missing-body-400", !body.isEmpty, else: Refusal(.bodyMissing, "the request body is missing"))
        let members = try members(of: body)
        for parameter in self.body {
            guard let value = members.first(where: { $0.name == parameter.name })?.value else {
                try accept(parameter, [], into: &arguments)
                continue
            }
            try accept(parameter, value, into: &arguments)
        }
        for member in members where !self.body.contains(where: { $0.name == member.name }) {
            if rules.breaks("description-only", by: "renames"), let text = member.value.string {
                arguments.set("unknown \(member.name)", [text])
                continue
            }
            if rules.manners.ignoresUnknown { continue }
            try rules.require(
                "body-unknown-field", false,
                else: Refusal(.unknownParameter, "the body field \(member.name) is not known"))
        }
    }

    private func accept(
        _ parameter: Parameter, _ value: JSONValue, into arguments: inout Arguments
    ) throws(Refusal) {
        let expected: String
        switch (parameter.kind, value) {
        case (.boolean, .bool(let flag)): return arguments.set(parameter.name, [flag ? "true" : "false"])
        case (.boolean, _): expected = "true or false"
        case (.structure, .array): return arguments.set(parameter.name, value)
        case (.structure, _): expected = "a list"
        case (_, .string(let text)): return try accept(parameter, [text], into: &arguments)
        default: expected = "a string"
        }
        try rules.require(
            parameter.typeRule, false, on: value.kind,
            else: Refusal(.wrongType, "\(parameter.name) is not \(expected)"))
        if !parameter.isRequired, expected == "a string" { arguments.set(parameter.name, [value.kind]) }
    }

    private func members(of body: [UInt8]) throws(Refusal) -> [JSONValue.Member] {
        do {
            guard case .object(let members) = try JSONReader.read(body) else {
                throw Refusal(.wrongType, "the request body is not a JSON object")
            }
            return members
        } catch let failure as JSONReader.Failure {
            let refusal =
                switch failure {
                case .malformed(let offset): Refusal(.bodyNotJSON, "the request body is not JSON at byte \(offset)")
                case .tooDeep: Refusal(.bodyNotJSON, "the request body is nested too deep")
                case .duplicate(let name): Refusal(.duplicate, "the request body names \(name) twice")
                }
            try rules.require("body-json", false, else: refusal)
            return []
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.bodyNotJSON, "the request body is not JSON")
        }
    }

    private func accept(
        _ parameter: Parameter, _ values: [String], into arguments: inout Arguments
    ) throws(Refusal) {
        if values.isEmpty {
            if parameter.isRequired {
                try rules.require(
                    parameter.requiredRule, false, else: Refusal(.required, "\(parameter.name) is missing"))
            }
            return
        }
        guard values.count == 1 || parameter.kind == .strings else {
            throw Refusal(.duplicate, "\(parameter.name) is given \(values.count) times")
        }
        for value in values {
            for check in parameter.checks { try apply(check, to: value, of: parameter) }
        }
        arguments.set(parameter.name, values)
    }
}
