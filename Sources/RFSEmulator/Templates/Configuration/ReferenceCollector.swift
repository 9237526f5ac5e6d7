/// Finds what expressions refer to.
struct ReferenceCollector {
    /// A reference to something that the template has to declare.
    struct Reference: Sendable, Hashable {
        /// For example `var.name`, `local.name`, `module.name`, `data.type.name` or `type.name`.
        var address: String
        var place: SourcePlace
    }

    /// The words that are known besides the declared names.
    struct Scope: OptionSet, Sendable {
        let rawValue: Int
        /// `count.index`.
        static let count = Scope(rawValue: 1)
        /// `each.key` and `each.value`.
        static let each = Scope(rawValue: 2)
        /// `self`.
        static let this = Scope(rawValue: 4)
    }

    let configuration: TemplateConfiguration
    let scope: Scope
    private(set) var references: [Reference] = []
    /// Where functions are called.
    private(set) var calls: [SourcePlace] = []
    /// Where `for` expressions and directives stand.
    private(set) var loops: [SourcePlace] = []
    /// The names of enclosing `for` expressions with their number of uses.
    private var names: [String: Int] = [:]

    init(configuration: TemplateConfiguration, scope: Scope) {
        self.configuration = configuration
        self.scope = scope
    }

    /// Whether an expression uses `count` or `each`.
    static func usesLoop(_ expression: Expression) -> Bool {
        var collector = ReferenceCollector(configuration: TemplateConfiguration(), scope: [])
        do {
            try collector.collect(expression)
            return false
        } catch {
            return true
        }
    }

    /// Adds the references of all arguments and blocks; `dynamic` blocks bring a name of their own.
    mutating func collect(_ body: Body) throws(TemplateProblem) {
        for attribute in body.attributes where attribute.name != "depends_on" { try collect(attribute.value) }
        for block in body.blocks {
            guard block.type == "dynamic", let label = block.labels.first else {
                try collect(block.body)
                continue
            }
            for attribute in block.body.attributes where attribute.name != "iterator" { try collect(attribute.value) }
            let iterator = block.iterator ?? label
            names[iterator, default: 0] += 1
            for content in block.body.blocks { try collect(content.body) }
            names[iterator, default: 1] -= 1
        }
    }

    mutating func collect(_ expression: Expression) throws(TemplateProblem) {
        switch expression.kind {
        case .literal: return
        case .template(let parts): try collect(parts)
        case .list(let elements): for element in elements { try collect(element) }
        case .object(let items):
            for item in items {
                try collect(item.key)
                try collect(item.value)
            }
        case .reference(let root, let steps):
            try add(root, steps, at: expression.place)
            try collect(steps)
        case .traversal(let base, let steps):
            try collect(base)
            try collect(steps)
        case .call(_, let arguments, _):
            calls.append(expression.place)
            for argument in arguments { try collect(argument) }
        case .unary(_, let operand): try collect(operand)
        case .chain(let first, let rest):
            try collect(first)
            for link in rest { try collect(link.operand) }
        case .conditional(let condition, let positive, let negative):
            try collect(condition)
            try collect(positive)
            try collect(negative)
        case .forList(let clause, let value): try collect(clause, [value], [])
        case .forObject(let clause, let key, let value, _): try collect(clause, [key, value], [])
        }
    }

    private mutating func collect(_ parts: [TemplatePart]) throws(TemplateProblem) {
        for part in parts {
            switch part {
            case .text: continue
            case .value(let expression): try collect(expression)
            case .conditional(let condition, let positive, let negative):
                try collect(condition)
                try collect(positive)
                try collect(negative)
            case .loop(let clause, let parts): try collect(clause, [], parts)
            }
        }
    }

    private mutating func collect(_ steps: [TraversalStep]) throws(TemplateProblem) {
        for step in steps {
            switch step {
            case .attribute: continue
            case .index(let index): try collect(index)
            case .splat(let inner): try collect(inner)
            }
        }
    }

    private mutating func collect(
        _ clause: ForClause, _ values: [Expression], _ parts: [TemplatePart]
    ) throws(TemplateProblem) {
        loops.append(clause.collection.place)
        try collect(clause.collection)
        let own = [clause.keyName, clause.valueName].compactMap(\.self)
        for name in own { names[name, default: 0] += 1 }
        if let condition = clause.condition { try collect(condition) }
        for value in values { try collect(value) }
        try collect(parts)
        for name in own { names[name, default: 1] -= 1 }
    }

    private mutating func add(
        _ root: String, _ steps: [TraversalStep], at place: SourcePlace
    ) throws(TemplateProblem) {
        if names[root, default: 0] > 0 { return }
        switch root {
        case "var", "local", "module":
            let name = try name(steps, 0, behind: root, at: place)
            references.append(Reference(address: "\(root).\(name)", place: place))
        case "data":
            let type = try name(steps, 0, behind: root, at: place)
            let name = try name(steps, 1, behind: "data.\(type)", at: place)
            references.append(Reference(address: "data.\(type).\(name)", place: place))
        case "path", "terraform": return
        case "count", "each", "self": try checkWord(root, steps, at: place)
        default:
            let name = try name(steps, 0, behind: root, at: place)
            references.append(Reference(address: "\(root).\(name)", place: place))
        }
    }

    private func name(
        _ steps: [TraversalStep], _ index: Int, behind text: String, at place: SourcePlace
    ) throws(TemplateProblem) -> String {
        guard index < steps.count, case .attribute(let name) = steps[index] else {
            throw configuration.problem(
                .reference, "the reference \"\(text)\" is incomplete: expected a full stop and a name", at: place)
        }
        return name
    }

    private func checkWord(
        _ root: String, _ steps: [TraversalStep], at place: SourcePlace
    ) throws(TemplateProblem) {
        let needed: Scope = root == "count" ? .count : root == "each" ? .each : .this
        guard scope.contains(needed) else {
            let site =
                switch root {
                case "count": "a resource with count"
                case "each": "a resource with for_each"
                default: "the conditions and provisioners of a resource"
                }
            throw configuration.problem(.reference, "\"\(root)\" is known only in \(site)", at: place)
        }
        let attributes = root == "count" ? ["index"] : ["key", "value"]
        guard root != "self" else { return }
        guard case .attribute(let name)? = steps.first, attributes.contains(name) else {
            throw configuration.problem(
                .reference, "expected \(attributes.map { "\(root).\($0)" }.joined(separator: " or "))", at: place)
        }
    }
}

extension Block {
    /// The name that a `dynamic` block gives its elements, when it states one.
    var iterator: String? {
        switch body["iterator"]?.value.kind {
        case .reference(let name, []): name
        case .literal(.string(let name)): name
        default: nil
        }
    }
}

/// The names that a configuration declares.
struct ReferenceCheck {
    private let addresses: Set<String>

    init(_ configuration: TemplateConfiguration) {
        var addresses = Set(configuration.variables.map(\.address))
        addresses.formUnion(configuration.locals.map(\.address))
        addresses.formUnion(configuration.resources.map(\.address))
        addresses.formUnion(configuration.data.map(\.address))
        addresses.formUnion(configuration.modules.map(\.address))
        self.addresses = addresses
    }

    /// Refuses a reference to something that is not declared.
    func require(
        _ reference: ReferenceCollector.Reference, in configuration: TemplateConfiguration
    ) throws(TemplateProblem) {
        guard !addresses.contains(reference.address) else { return }
        let parts = reference.address.split(separator: ".", maxSplits: 1)
        let message =
            switch parts[0] {
            case "var": "the variable \"\(parts[1])\" is not declared"
            case "local": "the local value \"\(parts[1])\" is not declared"
            case "module": "the module \"\(parts[1])\" is not declared"
            case "data": "the data source \(reference.address) is not declared"
            default: "the resource \(reference.address) is not declared"
            }
        throw configuration.problem(.reference, message, at: reference.place)
    }
}
