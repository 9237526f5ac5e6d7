/// The parameters that cases vary, and the fields that expectations name, by operation.
///
/// A parameter counts as looked at when a request of its operation has another value for it than the operation's valid
/// request, has it in addition, or leaves it out: what every request repeats tells nothing about it.
struct ReadParts {
    /// Operation, place and name in lower case.
    private(set) var parameters: Set<[String]> = []
    /// Operation and name.
    private(set) var fields: Set<[String]> = []
    private let usual: [String: [String: JSONValue]]

    init(_ plan: Plan, _ suite: Suite) {
        usual = suite.operations.reduce(into: [:]) { usual, operation in
            usual[operation.name] = (try? RequestTemplate(operation.request)).map { Self.parts(of: $0) } ?? [:]
        }
        for step in plan.cases.flatMap(\.steps) {
            guard let operation = step.operation else { continue }
            switch step.action {
            case .request(let request), .list(let request, _): read(request, operation)
            case .wait, .arrange: continue
            }
            for expectation in [step.expect, step.until?.condition, step.tolerate].compactMap(\.self) {
                for name in expectation.members { fields.insert([operation, name]) }
            }
        }
    }

    private mutating func read(_ request: RequestTemplate, _ operation: String) {
        let before = usual[operation] ?? [:]
        let after = Self.parts(of: request)
        for (key, value) in after where before[key] != value { insert(key, operation) }
        // A path that is written out whole has no named parts.
        for key in before.keys where after[key] == nil && !key.hasPrefix("path ") { insert(key, operation) }
        for name in request.suppressedHeaders { parameters.insert([operation, "headers", name]) }
    }

    private mutating func insert(_ key: String, _ operation: String) {
        let parts = key.split(separator: " ", maxSplits: 1).map(String.init)
        if parts.count == 2 { parameters.insert([operation, parts[0], parts[1]]) }
    }

    /// Every named part of a request under its place and its name in lower case.
    private static func parts(of request: RequestTemplate) -> [String: JSONValue] {
        var parts: [String: JSONValue] = [:]
        for value in request.path { parts["path \(value.name.lowercased())"] = value.value.source }
        for field in request.headers { parts["headers \(field.name.source.lowercased())"] = field.value.source }
        for field in request.query { parts["query \(field.name.source.lowercased())"] = field.value.source }
        for member in request.json?.source.objectValue?.members ?? [] {
            parts["json \(member.name.lowercased())"] = member.value
        }
        return parts
    }
}
