/// Finds the operation of a request by method and path.
struct Router: Sendable {
    /// An operation made ready: its path in segments, its rules, its validator.
    struct Route: Sendable {
        let operation: any Operation
        let rules: OperationRules
        let validator: Validator
        fileprivate let segments: [Segment]
    }

    fileprivate enum Segment: Sendable {
        case literal(String)
        case parameter(String)
    }

    /// What a request leads to.
    enum Match: Sendable {
        case route(Route, path: [(name: String, raw: Substring)])
        case wrongMethod(allowed: [String])
        case none
    }

    private let routes: [Route]

    init(_ operations: [any Operation], rules: RuleBook) {
        routes = operations.map { operation in
            let own = rules.rules(of: operation.name)
            return Route(
                operation: operation, rules: own,
                validator: Validator(
                    parameters: operation.parameters, rules: own, isBodyOptional: operation.isBodyOptional),
                segments: operation.path.dropFirst().split(separator: "/").map { segment in
                    segment.hasPrefix("{")
                        ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
                })
        }
    }

    func match(method: String, path: Substring) -> Match {
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard path.utf8.first == UInt8(ascii: "/"), segments.last != "" else { return .none }
        var allowed: [String] = []
        for route in routes {
            guard let parameters = route.parameters(in: segments) else { continue }
            if route.operation.method == method { return .route(route, path: parameters) }
            allowed.append(route.operation.method)
        }
        return allowed.isEmpty ? .none : .wrongMethod(allowed: allowed.sorted())
    }
}

extension Router.Route {
    fileprivate func parameters(in path: [Substring]) -> [(name: String, raw: Substring)]? {
        guard path.count == segments.count else { return nil }
        var parameters: [(name: String, raw: Substring)] = []
        for (segment, given) in zip(segments, path) {
            switch segment {
            case .literal(let text): guard given == text else { return nil }
            case .parameter(let name): parameters.append((name, given))
            }
        }
        return parameters
    }
}
