/// The copies of resources and their attributes.
extension TemplateEvaluator {
    /// Computes all copies of a resource and keeps them for references.
    mutating func copies(
        of resource: ResourceDeclaration, sensitivity: SensitivityCheck, isImported: Bool
    ) throws(TemplateProblem) -> [ResolvedResource] {
        let (group, values) = try group(resource)
        var result: [ResolvedResource] = []
        var filled = group
        for (index, key) in group.keys.enumerated() {
            try charge(16, at: resource.place)
            let scope = Scope(key: key, eachValue: values.isEmpty ? nil : values[index])
            let attributes = try attributes(of: resource.body, scope)
            filled.attributes.append(Dictionary(attributes) { first, _ in first })
            result.append(
                ResolvedResource(
                    mode: resource.mode, type: resource.type, name: resource.name, key: key,
                    provider: resource.provider,
                    attributes: attributes.map { name, value in
                        ResolvedAttribute(
                            name: name, value: value, isSensitive: sensitivity.isSensitive(name, of: resource))
                    }, dependsOn: resource.dependsOn, preventsDestruction: resource.preventsDestruction,
                    isImported: isImported))
        }
        groups[resource.address] = filled
        return result
    }

    /// The keys of the copies, with the values of `for_each`.
    private mutating func group(
        _ resource: ResourceDeclaration
    ) throws(TemplateProblem) -> (ResourceGroup, values: [TemplateValue]) {
        if let count = resource.count {
            let value = try evaluate(count, Scope())
            if let reason = value.unknownReason { return (try unknownGroup(reason, "count", at: count.place), []) }
            guard case .number(let text)? = try? TypeConstraint.number.convert(value), let number = Int(text),
                number >= 0
            else { throw problem("count takes a whole number from 0, found \(value.kindText)", at: count.place) }
            guard number <= limits.instances else {
                throw configuration.problem(
                    .size, "count makes \(number) copies, more than \(limits.instances)", at: count.place)
            }
            return (ResourceGroup(form: .count, keys: (0..<number).map { .count($0) }), [])
        }
        guard let forEach = resource.forEach else { return (ResourceGroup(form: .single, keys: [nil]), []) }
        let value = try evaluate(forEach, Scope())
        var pairs: [(key: String, value: TemplateValue)] = []
        switch value {
        case .unknown(let reason): return (try unknownGroup(reason, "for_each", at: forEach.place), [])
        case .map(let entries): pairs = entries.map { ($0.key, $0.value) }
        case .set(let elements):
            for element in elements {
                guard case .string(let key) = element else {
                    throw problem("for_each takes a set of strings, found \(element.kindText) in it", at: forEach.place)
                }
                pairs.append((key, element))
            }
        case .list:
            throw problem(
                "for_each takes a map or a set of strings, found a list; toset makes it a set", at: forEach.place)
        default:
            throw problem("for_each takes a map or a set of strings, found \(value.kindText)", at: forEach.place)
        }
        guard pairs.count <= limits.instances else {
            throw configuration.problem(
                .size, "for_each makes \(pairs.count) copies, more than \(limits.instances)", at: forEach.place)
        }
        return (ResourceGroup(form: .each, keys: pairs.map { .each($0.key) }), pairs.map(\.value))
    }

    /// One copy stands for those whose number the service has to find out; attributes of resources cannot tell it.
    private func unknownGroup(
        _ reason: UnknownReason, _ word: String, at place: SourcePlace
    ) throws(TemplateProblem) -> ResourceGroup {
        if case .attribute(let address) = reason, !address.hasPrefix("data.") {
            throw problem("\(word) depends on \(reason)", at: place)
        }
        return ResourceGroup(form: .unknown(reason), keys: [nil])
    }

    /// The arguments, then the nested blocks of each type as a list of maps.
    private mutating func attributes(
        of body: Body, _ scope: Scope
    ) throws(TemplateProblem) -> [(String, TemplateValue)] {
        var result: [(String, TemplateValue)] = []
        for attribute in body.attributes {
            let value = try evaluate(attribute.value, scope)
            try charge(value, at: attribute.place)
            result.append((attribute.name, value))
        }
        var lists: [String: [TemplateValue]] = [:]
        var unknown: [String: UnknownReason] = [:]
        var names: [String] = []
        for block in body.blocks {
            let name = block.attributeName
            if lists[name] == nil { names.append(name) }
            if block.type == "dynamic", !block.labels.isEmpty {
                let (elements, reason) = try dynamic(block, name: name, scope)
                lists[name, default: []] += elements
                unknown[name] = unknown[name] ?? reason
            } else {
                lists[name, default: []].append(try map(of: block.body, scope))
            }
        }
        for name in names {
            result.append((name, unknown[name].map { .unknown($0) } ?? .list(lists[name] ?? [])))
        }
        return result
    }

    private mutating func map(of body: Body, _ scope: Scope) throws(TemplateProblem) -> TemplateValue {
        .map(from: Dictionary(try attributes(of: body, scope)) { first, _ in first })
    }

    /// The blocks that a `dynamic` block makes, or why they are not known.
    private mutating func dynamic(
        _ block: Block, name: String, _ scope: Scope
    ) throws(TemplateProblem) -> ([TemplateValue], UnknownReason?) {
        guard let collection = block.body["for_each"]?.value, let content = block.body.blocks("content").first else {
            throw problem("a dynamic block needs for_each and content", at: block.place)
        }
        let value = try evaluate(collection, scope)
        if case .unknown(let reason) = value { return ([], reason) }
        guard let pairs = Self.pairs(value) else {
            throw problem("for_each takes a list, a set or a map, found \(value.kindText)", at: collection.place)
        }
        var results: [TemplateValue] = []
        for (key, value) in pairs {
            try charge(1, at: block.place)
            var inner = scope
            inner.names[block.iterator ?? name] = .map(from: ["key": key, "value": value])
            results.append(try map(of: content.body, inner))
        }
        return (results, nil)
    }
}
