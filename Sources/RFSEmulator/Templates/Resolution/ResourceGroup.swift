/// The copies of one resource or data source.
struct ResourceGroup {
    /// What makes the copies.
    enum Form {
        case single
        case count
        case each
        /// How many copies there are is not known.
        case unknown(UnknownReason)
    }

    var form: Form
    var keys: [InstanceKey?]
    /// The set attributes of each copy, by name.
    var attributes: [[String: TemplateValue]] = []
    /// The place of each key in `keys`.
    var indices: [InstanceKey: Int] = [:]

    init(form: Form, keys: [InstanceKey?]) {
        self.form = form
        self.keys = keys
        for (index, key) in keys.enumerated() {
            if let key { indices[key] = index }
        }
    }
}

/// References to resources.
extension TemplateEvaluator {
    mutating func resource(
        _ address: String, _ steps: ArraySlice<TraversalStep>, _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        guard let group = groups[address] else { return .unknown(.attribute(address)) }
        switch group.form {
        case .unknown(let reason): return .unknown(reason)
        case .single:
            guard case .splat(let inner)? = steps.first else {
                return try copy(0, of: group, address, steps, scope, at: place)
            }
            let only = try copy(0, of: group, address, inner[...], scope, at: place)
            return try follow(steps.dropFirst(), from: .list([only]), scope, at: place)
        case .count, .each: break
        }
        let rest = steps.dropFirst()
        switch steps.first {
        case nil: return try all(group, address, scope, at: place)
        case .index(let expression):
            let value = try evaluate(expression, scope)
            if case .unknown = value { return value }
            guard let key = Self.key(value, group), let index = group.indices[key] else {
                throw configuration.problem(.reference, "\(address) has no copy with this index", at: expression.place)
            }
            return try copy(index, of: group, address, rest, scope, at: place)
        case .splat(let inner):
            guard case .count = group.form else {
                return try follow(steps, from: try all(group, address, scope, at: place), scope, at: place)
            }
            var values: [TemplateValue] = []
            for index in group.keys.indices {
                try charge(1, at: place)
                values.append(try copy(index, of: group, address, inner[...], scope, at: place))
            }
            return try follow(rest, from: .list(values), scope, at: place)
        case .attribute:
            throw configuration.problem(
                .reference, "\(address) has several copies: expected an index in brackets", at: place)
        }
    }

    private static func key(_ value: TemplateValue, _ group: ResourceGroup) -> InstanceKey? {
        if case .count = group.form {
            guard case .number(let text)? = try? TypeConstraint.number.convert(value) else { return nil }
            return Int(text).map { .count($0) }
        }
        return ConstantReader.key(value).map { .each($0) }
    }

    /// All copies, as a list or as a map.
    private mutating func all(
        _ group: ResourceGroup, _ address: String, _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        var values: [TemplateValue] = []
        for index in group.keys.indices {
            values.append(try copy(index, of: group, address, [], scope, at: place))
        }
        if case .count = group.form { return .list(values) }
        let names = group.keys.map { $0?.text ?? "" }
        return .map(from: Dictionary(zip(names, values)) { first, _ in first })
    }

    private mutating func copy(
        _ index: Int, of group: ResourceGroup, _ address: String, _ steps: ArraySlice<TraversalStep>, _ scope: Scope,
        at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        let full = address + (group.keys[index]?.suffix ?? "")
        let set = group.attributes[index]
        let name: String
        switch steps.first {
        case .attribute(let attribute): name = attribute
        case .index(let expression):
            guard let text = ConstantReader.key(try evaluate(expression, scope)) else {
                return .unknown(.attribute(full))
            }
            name = text
        case nil, .splat:
            guard let deployed = deployed[full] else { return .unknown(.attribute(full)) }
            let whole = TemplateValue.map(from: set.merging(deployed) { own, other in own == .null ? other : own })
            return try follow(steps, from: whole, scope, at: place, resource: full)
        }
        let known = [set[name], deployed[full]?[name]].compactMap(\.self)
        let value = known.first { $0 != .null && $0.isKnown } ?? deployed[full]?[name] ?? set[name]
        guard let value else { return .unknown(.attribute("\(full).\(name)")) }
        return try follow(steps.dropFirst(), from: value, scope, at: place, resource: "\(full).\(name)")
    }
}
