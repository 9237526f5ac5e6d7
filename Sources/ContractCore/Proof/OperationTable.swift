/// Tells which operation of a suite a request is one of, by its method and the form of its path.
public struct OperationTable: Sendable {
    private struct Entry: Sendable {
        let name: String
        let method: String
        /// Nil stands for a segment that may be any text.
        let segments: [String?]
        var literals: Int { segments.count { $0 != nil } }
    }

    /// By method and number of segments; the entries with the most literal segments first.
    private let entries: [String: [Entry]]

    /// Makes the table of some operations.
    public init(_ operations: [OperationDescription]) {
        let all = operations.compactMap { operation -> Entry? in
            guard let entry = RequestTemplate.methodEntry(operation.request), let path = entry.value.text else {
                return nil
            }
            let segments = Self.segments(path[...]).map { $0.contains("{") ? nil : String($0) }
            return Entry(name: operation.name, method: entry.key, segments: segments)
        }
        entries = Dictionary(grouping: all) { Self.key($0.method, $0.segments.count) }
            .mapValues { $0.sorted { $0.literals > $1.literals } }
    }

    /// The name of the operation that a request as sent is one of; nil when it is none.
    ///
    /// Where several have a path of that form, it is the one that says most of it in letters.
    public func operation(method: String, url: String, endpoint: String) -> String? {
        let root = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        guard url.hasPrefix(root) else { return nil }
        let segments = Self.segments(url.dropFirst(root.count))
        return entries[Self.key(method, segments.count)]?.first { entry in
            zip(entry.segments, segments).allSatisfy { $0 == nil || $0.map { $0[...] } == $1 }
        }?.name
    }

    private static func key(_ method: String, _ count: Int) -> String { "\(method) \(count)" }

    private static func segments(_ path: Substring) -> [Substring] {
        path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
    }
}
