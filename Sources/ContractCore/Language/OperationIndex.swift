/// The operations of a suite, found by name or by the request that is theirs.
struct OperationIndex: Sendable {
    private let byName: [String: OperationDescription]
    /// Operations by method and number of parts of the path, in the order of their files.
    private let byForm: [String: [(parts: [Substring], operation: OperationDescription)]]

    /// Indexes operations; of several with one name the first counts.
    init(_ operations: [OperationDescription]) {
        byName = Dictionary(operations.map { ($0.name, $0) }) { first, _ in first }
        var forms: [String: [(parts: [Substring], operation: OperationDescription)]] = [:]
        for operation in operations {
            guard let entry = RequestTemplate.methodEntry(operation.request), let path = entry.value.text else {
                continue
            }
            let parts = Self.parts(path)
            forms["\(entry.key) \(parts.count)", default: []].append((parts, operation))
        }
        byForm = forms
    }

    /// The operation of a name.
    subscript(_ name: String) -> OperationDescription? { byName[name] }

    /// All names.
    var names: [String] { Array(byName.keys) }

    /// The operation whose method and path a request has; one that fits to the letter comes before one with parameters.
    func operation(of request: RequestTemplate) -> OperationDescription? {
        guard !byForm.isEmpty else { return nil }
        let theirs = Self.parts(request.target.source)
        let candidates = byForm["\(request.method) \(theirs.count)"] ?? []
        return candidates.first { $0.parts == theirs }?.operation
            ?? candidates.first { Self.fits($0.parts, theirs) }?.operation
    }

    /// A parameter stands for a part that is filled in when the case runs.
    private static func fits(_ mine: [Substring], _ theirs: [Substring]) -> Bool {
        zip(mine, theirs).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && $1.contains("${")) }
    }

    private static func parts(_ path: String) -> [Substring] {
        path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
    }
}
