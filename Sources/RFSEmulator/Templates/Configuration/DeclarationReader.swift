/// Turns the blocks of configuration files into declarations, each name once.
struct DeclarationReader {
    var configuration = TemplateConfiguration()
    /// Where references stand that nothing is computed from, such as those of providers and conditions.
    var checkedOnly: [ReferenceCollector.Reference] = []
    private var names: Set<String> = []
    private var aliasUses: [(provider: String, alias: String, place: SourcePlace)] = []

    /// Adds the declarations of one file.
    mutating func add(_ body: Body) throws(TemplateProblem) {
        if let attribute = body.attributes.first {
            throw problem(
                .configuration, "an argument outside of blocks is not allowed: \"\(attribute.name)\"",
                at: attribute.place)
        }
        for block in body.blocks { try add(block) }
    }

    /// The declarations of all files.
    func finish() throws(TemplateProblem) -> TemplateConfiguration {
        let declared = ReferenceCheck(configuration)
        for reference in checkedOnly { try declared.require(reference, in: configuration) }
        let aliases = Set(
            configuration.providers.compactMap { provider in provider.alias.map { [provider.name, $0] } })
        for use in aliasUses where !aliases.contains([use.provider, use.alias]) {
            throw problem(
                .reference, "the provider configuration \(use.provider).\(use.alias) is not declared", at: use.place)
        }
        return configuration
    }

    private mutating func add(_ block: Block) throws(TemplateProblem) {
        switch block.type {
        case "variable": configuration.variables.append(try variable(block))
        case "locals": try addLocals(block)
        case "terraform": try addTerraform(block)
        case "provider": try addProvider(block)
        case "resource": configuration.resources.append(try resource(block, mode: .managed))
        case "data": configuration.data.append(try resource(block, mode: .data))
        case "module": configuration.modules.append(try module(block))
        case "output": configuration.outputs.append(try output(block))
        case "import": configuration.imports.append(try takeover(block))
        case "moved", "removed": try expectLabels([], of: block)
        case "check": try expectLabels(["name"], of: block)
        default:
            throw problem(.configuration, "blocks of type \"\(block.type)\" are not expected here", at: block.place)
        }
    }

    // MARK: - Checks

    func problem(_ kind: TemplateProblem.Kind, _ message: String, at place: SourcePlace) -> TemplateProblem {
        configuration.problem(kind, message, at: place)
    }

    /// Expects as many labels as there are meanings, each a name.
    func expectLabels(_ meanings: [String], of block: Block) throws(TemplateProblem) {
        guard block.labels.count == meanings.count else {
            let expected = meanings.isEmpty ? "no labels" : "a label for \(meanings.joined(separator: " and "))"
            throw problem(
                .configuration, "a \(block.type) block takes \(expected), found \(block.labels.count) labels",
                at: block.place)
        }
        for label in block.labels where !TemplateParser.isName(label) {
            throw problem(
                .configuration,
                "the label \"\(label)\" is no name: expected a letter, then letters, digits, \"_\" and \"-\"",
                at: block.place)
        }
    }

    mutating func declare(_ address: String, _ noun: String, at place: SourcePlace) throws(TemplateProblem) {
        guard names.insert(address).inserted else {
            throw problem(.configuration, "\(noun) is declared twice", at: place)
        }
    }

    /// Expects that a body has no other arguments and blocks than these.
    func expect(
        attributes: Set<String>, blocks: Set<String>, in body: Body, of owner: String
    ) throws(TemplateProblem) {
        if let unknown = body.attributes.first(where: { !attributes.contains($0.name) }) {
            throw problem(.configuration, "\(owner) has no argument \"\(unknown.name)\"", at: unknown.place)
        }
        if let unknown = body.blocks.first(where: { !blocks.contains($0.type) }) {
            throw problem(.configuration, "\(owner) has no blocks of type \"\(unknown.type)\"", at: unknown.place)
        }
    }

    /// The value of an argument that may not depend on anything; nil when it is not set.
    func constant(_ body: Body, _ name: String) throws(TemplateProblem) -> TemplateValue? {
        guard let attribute = body[name] else { return nil }
        do {
            return try ConstantReader.value(of: attribute.value)
        } catch {
            throw problem(.configuration, error.message, at: error.place)
        }
    }

    func text(_ body: Body, _ name: String) throws(TemplateProblem) -> String? {
        switch try constant(body, name) {
        case nil, .null: return nil
        case .string(let text): return text
        case .some(let value):
            throw problem(
                .configuration, "\"\(name)\" takes a string, found \(value.kindText)",
                at: body[name]?.value.place ?? SourcePlace(file: 0, offset: 0))
        }
    }

    func flag(_ body: Body, _ name: String) throws(TemplateProblem) -> Bool? {
        guard let value = try constant(body, name), value != .null else { return nil }
        guard case .bool(let flag)? = try? TypeConstraint.bool.convert(value) else {
            throw problem(
                .configuration, "\"\(name)\" takes true or false, found \(value.kindText)",
                at: body[name]?.value.place ?? SourcePlace(file: 0, offset: 0))
        }
        return flag
    }

    /// Notes the references of a body that no value is computed from.
    mutating func checkReferences(
        in body: Body, allowing scope: ReferenceCollector.Scope
    ) throws(TemplateProblem) {
        var collector = ReferenceCollector(configuration: configuration, scope: scope)
        try collector.collect(body)
        checkedOnly += collector.references
    }

    mutating func useAlias(_ alias: String, of provider: String, at place: SourcePlace) {
        aliasUses.append((provider, alias, place))
    }
}
