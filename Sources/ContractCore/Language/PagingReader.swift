extension Paging {
    static let keys = ["items", "next", "marker"]

    init(_ node: LocatedNode) throws(Diagnostic) {
        var diagnostics = Diagnostics()
        let map = MapReader(node, "'paging'", known: Self.keys, into: &diagnostics)
        let items = map.required("items", "'paging'", into: &diagnostics) ?? "$"
        let next = map.required("next", "'paging'", into: &diagnostics) ?? "$"
        marker = map.required("marker", "'paging'", into: &diagnostics) ?? ""
        if let first = diagnostics.all.first { throw first }
        self.items = try Self.path(items, map["items"] ?? node)
        self.next = try Self.path(next, map["next"] ?? node)
    }

    private static func path(_ text: String, _ node: LocatedNode) throws(Diagnostic) -> JSONPath {
        do throws(TemplateError) {
            return try JSONPath(contract: text)
        } catch {
            throw Diagnostic(error, at: node)
        }
    }
}
