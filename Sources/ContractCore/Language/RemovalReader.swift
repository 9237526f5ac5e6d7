extension Removal {
    static let keys = StepReader.requestKeys + ["gone", "later", "full", "room"]

    init(_ node: LocatedNode) throws(Diagnostic) {
        var diagnostics = Diagnostics()
        _ = MapReader(node, "'remove'", known: Self.keys, into: &diagnostics)
        if let fixture = node["room"] {
            let entry = LocatedNode.Entry(key: "room", keyLocation: fixture.location, value: fixture)
            room = Given.read(LocatedNode(.map([entry]), at: fixture.location), into: &diagnostics).first
        }
        if let first = diagnostics.all.first { throw first }
        request = try RequestTemplate(node)
        var reader = ExpectationReader()
        gone = try StatusAssertion(
            node["gone"] ?? LocatedNode(.scalar("404", isPlain: true), at: node.location), &reader)
        if let statuses = node["later"] { later = try StatusAssertion(statuses, &reader) }
        if let statuses = node["full"] { full = try StatusAssertion(statuses, &reader) }
    }
}
