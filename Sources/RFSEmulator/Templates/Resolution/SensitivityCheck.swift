/// Finds out which values a sensitive variable goes into, by looking at references only.
struct SensitivityCheck {
    /// Whether a local is sensitive as a whole, and which of its attributes are when it is an object.
    private struct Flags {
        var whole: Bool
        var members: [String: Bool]?
    }

    private var variables: Set<String>
    private var locals: [String: Flags] = [:]
    private var attributes: [String: Set<String>] = [:]

    init(_ configuration: TemplateConfiguration) {
        variables = Set(configuration.variables.filter(\.isSensitive).map(\.name))
    }

    mutating func add(_ local: LocalDeclaration) {
        var flags = Flags(whole: isSensitive(local.value))
        if flags.whole, case .object(let items) = local.value.kind {
            var members: [String: Bool] = [:]
            for item in items { members[item.key.plainText ?? ""] = isSensitive(item.value) }
            flags.members = members
        }
        locals[local.name] = flags
    }

    mutating func add(_ resource: ResourceDeclaration) {
        attributes[resource.address] = Set(
            resource.body.attributes.filter { isSensitive($0.value) }.map(\.name)
                + resource.body.blocks.filter { isSensitive($0.body) }.map(\.attributeName))
    }

    /// Whether an attribute of a resource, or the block of this name, is sensitive.
    func isSensitive(_ attribute: String, of resource: ResourceDeclaration) -> Bool {
        attributes[resource.address]?.contains(attribute) ?? false
    }

    private func isSensitive(_ body: Body) -> Bool {
        body.attributes.contains { isSensitive($0.value) } || body.blocks.contains { isSensitive($0.body) }
    }

    func isSensitive(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .literal: false
        case .template(let parts): isSensitive(parts)
        case .list(let elements): elements.contains(where: isSensitive)
        case .object(let items): items.contains { isSensitive($0.key) || isSensitive($0.value) }
        case .reference(let root, let steps): isSensitive(root, steps)
        case .traversal(let base, _): isSensitive(base)
        case .call(let name, let arguments, _):
            switch name {
            case "sensitive": true
            case "nonsensitive", "issensitive": false
            default: arguments.contains(where: isSensitive)
            }
        case .unary(_, let operand): isSensitive(operand)
        case .chain(let first, let rest): isSensitive(first) || rest.contains { isSensitive($0.operand) }
        case .conditional(let condition, let positive, let negative):
            isSensitive(condition) || isSensitive(positive) || isSensitive(negative)
        case .forList(let clause, let value): isSensitive(clause.collection) || isSensitive(value)
        case .forObject(let clause, let key, let value, _):
            isSensitive(clause.collection) || isSensitive(key) || isSensitive(value)
        }
    }

    private func isSensitive(_ parts: [TemplatePart]) -> Bool {
        parts.contains { part in
            switch part {
            case .text: false
            case .value(let expression): isSensitive(expression)
            case .conditional(let condition, let positive, let negative):
                isSensitive(condition) || isSensitive(positive) || isSensitive(negative)
            case .loop(let clause, let inner): isSensitive(clause.collection) || isSensitive(inner)
            }
        }
    }

    private func isSensitive(_ root: String, _ steps: [TraversalStep]) -> Bool {
        guard case .attribute(let name)? = steps.first else { return false }
        switch root {
        case "var": return variables.contains(name)
        case "local":
            guard let flags = locals[name] else { return false }
            guard let members = flags.members, steps.count > 1, case .attribute(let member) = steps[1] else {
                return flags.whole
            }
            return members[member] ?? false
        case "data", "module", "each", "count", "path", "terraform", "self": return false
        default:
            guard let names = attributes["\(root).\(name)"] else { return false }
            return Self.attributeNames(steps.dropFirst()).contains(where: names.contains)
        }
    }

    /// The name of the attribute that the steps behind a resource pick, after any index or splat.
    private static func attributeNames(_ steps: ArraySlice<TraversalStep>) -> [String] {
        for step in steps {
            switch step {
            case .attribute(let name): return [name]
            case .index: continue
            case .splat(let inner): return attributeNames(inner[...])
            }
        }
        return []
    }
}

extension Block {
    /// The name of the attribute that the block becomes: its type, or the label of a `dynamic` block.
    var attributeName: String { type == "dynamic" ? labels.first ?? type : type }
}
