extension Removal {
    init(_ node: LocatedNode) throws(Diagnostic) {
        var diagnostics = Diagnostics()
        _ = MapReader(
            node, "'remove'", known: RequestTemplate.methods + RequestTemplate.keys + ["gone"], into: &diagnostics)
        if let first = diagnostics.all.first { throw first }
        request = try RequestTemplate(node)
        var reader = ExpectationReader()
        gone = try StatusAssertion(
            node["gone"] ?? LocatedNode(.scalar("404", isPlain: true), at: node.location), &reader)
    }
}
