import ContractCore

/// Tells what belongs to a run: only that is ever removed.
enum Ownership {
    /// Whether a request names something that bears the run's prefix, or lies in a folder of the run's name.
    ///
    /// A segment of the path must hold it, or a text of a JSON body; names that rules put a character in front of are
    /// the run's as well. What stands in the query does not count: it may say how something is removed, not what.
    static func isOwn(_ request: WireRequest, runID: String) -> Bool {
        let prefix = "hm\(runID)"
        guard runID.utf8.count == 8 else { return false }
        let path = request.url.prefix { $0 != "?" && $0 != "#" }
        let segments = path.split(separator: "/").dropFirst(2).map { PercentEncoding.decode($0) }
        guard !segments.contains(where: { $0 == ".." || $0 == "." }) else { return false }
        if segments.contains(where: { $0.contains(prefix) || $0 == runID }) { return true }
        guard let body = request.body, let document = try? JSONReader.read(body),
            let object = document.value.objectValue
        else { return false }
        return object.members.contains { $0.value.stringValue?.contains(prefix) == true }
    }
}
