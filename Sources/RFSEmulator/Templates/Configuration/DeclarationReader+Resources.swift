/// Resources, data sources, modules, providers and the terraform block.
extension DeclarationReader {
    /// Arguments that mean the same for all resources.
    private static let sharedArguments: Set<String> = ["count", "for_each", "depends_on", "provider"]
    /// Blocks that mean the same for all resources.
    private static let sharedBlocks: Set<String> = ["lifecycle", "provisioner", "connection"]

    mutating func resource(
        _ block: Block, mode: ResourceDeclaration.Mode
    ) throws(TemplateProblem) -> ResourceDeclaration {
        try expectLabels(["the type", "the name"], of: block)
        let type = block.labels[0]
        var declaration = ResourceDeclaration(
            mode: mode, type: type, name: block.labels[1], body: Body(),
            count: block.body["count"]?.value, forEach: block.body["for_each"]?.value,
            provider: String(type.prefix { $0 != "_" }), preventsDestruction: false, place: block.place)
        try declare(
            declaration.address, "the \(mode == .data ? "data source" : "resource") \(declaration.address)",
            at: block.place)
        if let count = block.body["count"], block.body["for_each"] != nil {
            throw problem(.configuration, "count and for_each exclude each other", at: count.place)
        }
        if let provider = block.body["provider"] {
            (declaration.provider, declaration.providerAlias) = try providerName(provider)
        }
        for inner in block.body.blocks where Self.sharedBlocks.contains(inner.type) {
            if inner.type == "lifecycle" {
                declaration.preventsDestruction = try flag(inner.body, "prevent_destroy") ?? false
            }
            try checkReferences(in: inner.body.withoutNamesOfAttributes, allowing: scope(block).union(.this))
        }
        declaration.body.attributes = block.body.attributes.filter { !Self.sharedArguments.contains($0.name) }
        declaration.body.blocks = block.body.blocks.filter { !Self.sharedBlocks.contains($0.type) }
        declaration.dependsOn = try dependsOn(block.body)
        return declaration
    }

    private func scope(_ block: Block) -> ReferenceCollector.Scope {
        if block.body["count"] != nil { return .count }
        return block.body["for_each"] != nil ? .each : []
    }

    private mutating func providerName(_ attribute: Attribute) throws(TemplateProblem) -> (String, String?) {
        switch attribute.value.kind {
        case .reference(let name, []): return (name, nil)
        case .literal(.string(let name)) where TemplateParser.isName(name): return (name, nil)
        case .reference(let name, let steps):
            guard steps.count == 1, case .attribute(let alias) = steps[0] else { break }
            useAlias(alias, of: name, at: attribute.value.place)
            return (name, alias)
        default: break
        }
        throw problem(
            .configuration, "expected the name of a provider, with its alias behind a full stop",
            at: attribute.value.place)
    }

    /// The addresses that `depends_on` lists.
    private mutating func dependsOn(_ body: Body) throws(TemplateProblem) -> [String] {
        guard let attribute = body["depends_on"] else { return [] }
        guard case .list(let elements) = attribute.value.kind else {
            throw problem(.configuration, "depends_on takes a list of references", at: attribute.value.place)
        }
        var collector = ReferenceCollector(configuration: configuration, scope: [])
        for element in elements {
            guard case .reference = element.kind else {
                throw problem(.configuration, "depends_on takes references without quotes", at: element.place)
            }
            try collector.collect(element)
        }
        checkedOnly += collector.references
        return collector.references.map(\.address)
    }

    mutating func module(_ block: Block) throws(TemplateProblem) -> ModuleDeclaration {
        try expectLabels(["the name"], of: block)
        let name = block.labels[0]
        try declare("module.\(name)", "the module \"\(name)\"", at: block.place)
        if let inner = block.body.blocks.first {
            throw problem(.configuration, "a module has no blocks of type \"\(inner.type)\"", at: inner.place)
        }
        guard let source = try text(block.body, "source"), !source.isEmpty else {
            throw problem(.configuration, "the module \"\(name)\" has no source", at: block.place)
        }
        let shared: Set<String> = ["source", "version", "providers", "count", "for_each", "depends_on"]
        var meta = Body()
        meta.attributes = block.body.attributes.filter { ["count", "for_each"].contains($0.name) }
        try checkReferences(in: meta, allowing: [])
        _ = try dependsOn(block.body)
        let inputs = block.body.attributes.filter { !shared.contains($0.name) }
        // Inputs of a repeated module differ per copy; their references are checked with the words of its loop.
        let allowed = scope(block)
        if !allowed.isEmpty { try checkReferences(in: Body(attributes: inputs), allowing: allowed) }
        return ModuleDeclaration(
            name: name, source: source, version: try text(block.body, "version"),
            inputs: allowed.isEmpty ? inputs : inputs.filter { !ReferenceCollector.usesLoop($0.value) },
            place: block.place)
    }

    mutating func addProvider(_ block: Block) throws(TemplateProblem) {
        try expectLabels(["the name"], of: block)
        let alias = try text(block.body, "alias")
        let address = "provider.\(block.labels[0])" + (alias.map { ".\($0)" } ?? "")
        try declare(address, "the provider configuration \(address.dropFirst(9))", at: block.place)
        try checkReferences(in: block.body, allowing: [])
        configuration.providers.append(
            ProviderDeclaration(name: block.labels[0], alias: alias, place: block.place))
    }

    mutating func addTerraform(_ block: Block) throws(TemplateProblem) {
        try expectLabels([], of: block)
        try expect(
            attributes: ["required_version", "experiments", "language"],
            blocks: ["required_providers", "backend", "cloud", "provider_meta"], in: block.body, of: "terraform")
        for inner in block.body.blocks("required_providers") {
            for attribute in inner.body.attributes {
                try declare(
                    "required.\(attribute.name)", "the required provider \"\(attribute.name)\"", at: attribute.place)
                configuration.requiredProviders.append(requiredProvider(attribute))
            }
        }
    }

    private func requiredProvider(_ attribute: Attribute) -> RequiredProvider {
        var provider = RequiredProvider(name: attribute.name, place: attribute.place)
        provider.version = attribute.value.plainText
        guard case .object(let items) = attribute.value.kind else { return provider }
        for item in items {
            switch item.key.plainText {
            case "source": provider.source = item.value.plainText
            case "version": provider.version = item.value.plainText
            default: continue
            }
        }
        return provider
    }

    mutating func takeover(_ block: Block) throws(TemplateProblem) -> ImportDeclaration {
        try expectLabels([], of: block)
        try expect(
            attributes: ["to", "id", "identity", "provider", "for_each"], blocks: [], in: block.body, of: "an import")
        guard let target = block.body["to"] else {
            throw problem(.configuration, "an import needs the address of a resource in to", at: block.place)
        }
        guard case .reference(let type, let steps) = target.value.kind, case .attribute(let name)? = steps.first else {
            throw problem(.configuration, "expected the address of a resource", at: target.value.place)
        }
        var checked = Body()
        checked.attributes = block.body.attributes.filter { ["id", "to"].contains($0.name) }
        try checkReferences(in: checked, allowing: block.body["for_each"] == nil ? [] : .each)
        return ImportDeclaration(address: "\(type).\(name)", place: block.place)
    }
}

extension Body {
    /// The body without the arguments whose names are those of attributes and not references.
    fileprivate var withoutNamesOfAttributes: Body {
        var body = self
        body.attributes.removeAll { ["ignore_changes", "replace_triggered_by"].contains($0.name) }
        return body
    }
}
