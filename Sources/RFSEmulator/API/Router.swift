/// Finds the operation of a request by method and path.
struct Router: Sendable {
    /// An operation made ready: its path in segments, its rules, its validator; handed about without copies.
    final class Route: Sendable {
        let operation: any Operation
        let method: String
        let rules: OperationRules
        let validator: Validator
        fileprivate let segments: [Segment]

        init(_ operation: any Operation, _ rules: OperationRules) {
            self.operation = operation
            self.rules = rules
            method = operation.method
            validator = Validator(
                parameters: operation.parameters, rules: rules, isBodyOptional: operation.isBodyOptional)
            segments = operation.path.dropFirst().split(separator: "/").map { segment in
                segment.hasPrefix("{")
                    ? .parameter(String(segment.dropFirst().dropLast())) : .literal(Array(segment.utf8))
            }
        }
    }

    fileprivate enum Segment: Sendable {
        case literal([UInt8])
        case parameter(String)
    }

    /// What a request leads to.
    enum Match: Sendable {
        case route(Route, path: [(name: String, raw: Substring)])
        case wrongMethod(allowed: [String])
        case none
    }

    /// The routes by the number of segments of their paths.
    private let routes: [[Route]]

    init(_ operations: [any Operation], rules: RuleBook) {
        let all = operations.map { Route($0, rules.rules(of: $0.name)) }
        let longest = all.map(\.segments.count).max() ?? 0
        routes = (0...longest).map { count in all.filter { $0.segments.count == count } }
    }

    func match(method: String, path: Substring) -> Match {
        guard let segments = segments(of: path) else { return .none }
        var allowed: [String] = []
        for route in routes[segments.count] where route.matches(segments) {
            if route.method == method { return .route(route, path: route.parameters(in: segments)) }
            allowed.append(route.method)
        }
        return allowed.isEmpty ? .none : .wrongMethod(allowed: allowed.sorted())
    }

    /// What stands between the slashes of a path; nil when no operation has a path of that form.
    private func segments(of path: Substring) -> [Substring.UTF8View]? {
        let slash = UInt8(ascii: "/")
        guard path.utf8.first == slash, path.utf8.last != slash else { return nil }
        var segments: [Substring.UTF8View] = []
        segments.reserveCapacity(routes.count)
        var rest = path.utf8.dropFirst()
        while let end = rest.firstIndex(of: slash) {
            segments.append(rest[..<end])
            guard segments.count < routes.count else { return nil }
            rest = rest[rest.index(after: end)...]
        }
        segments.append(rest)
        return segments.count < routes.count ? segments : nil
    }
}

extension Router.Route {
    fileprivate func matches(_ path: [Substring.UTF8View]) -> Bool {
        // Operations differ at the end of their paths, not at the start.
        for index in segments.indices.reversed() {
            if case .literal(let text) = segments[index], !path[index].elementsEqual(text) { return false }
        }
        return true
    }

    fileprivate func parameters(in path: [Substring.UTF8View]) -> [(name: String, raw: Substring)] {
        zip(segments, path).compactMap { segment, given in
            guard case .parameter(let name) = segment else { return nil }
            return (name, Substring(given))
        }
    }
}
