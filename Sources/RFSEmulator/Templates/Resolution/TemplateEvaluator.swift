/// Computes expressions; what needs a deployment or an unsupported function is unknown.
///
/// Every computed piece is charged to a budget, so that no template makes values without bound.
struct TemplateEvaluator {
    let configuration: TemplateConfiguration
    let limits: TemplateLimits
    let deployed: DeployedAttributes
    var variables: [String: TemplateValue] = [:]
    var locals: [String: TemplateValue] = [:]
    /// The copies of the resources computed so far, by address.
    var groups: [String: ResourceGroup] = [:]
    private var budget: Int

    /// The names of enclosing loops, and the copy of the resource that is being computed.
    struct Scope {
        var names: [String: TemplateValue] = [:]
        var key: InstanceKey?
        var eachValue: TemplateValue?
    }

    init(configuration: TemplateConfiguration, limits: TemplateLimits, deployed: DeployedAttributes) {
        self.configuration = configuration
        self.limits = limits
        self.deployed = deployed
        budget = limits.values
    }

    func problem(_ message: String, at place: SourcePlace) -> TemplateProblem {
        configuration.problem(.configuration, message, at: place)
    }

    // MARK: - Budget

    mutating func charge(_ amount: Int, at place: SourcePlace) throws(TemplateProblem) {
        budget -= amount
        if budget < 0 {
            throw configuration.problem(
                .size, "the values of the template are larger than \(limits.values) characters and elements", at: place)
        }
    }

    /// Charges a whole value and checks how deep it is nested.
    mutating func charge(_ value: TemplateValue, at place: SourcePlace, depth: Int = 0) throws(TemplateProblem) {
        guard depth <= limits.depth else {
            throw configuration.problem(.size, "values are nested deeper than \(limits.depth)", at: place)
        }
        switch value {
        case .null, .bool, .unknown: try charge(1, at: place)
        case .number(let text), .string(let text): try charge(1 + text.utf8.count, at: place)
        case .list(let elements), .set(let elements):
            try charge(1, at: place)
            for element in elements { try charge(element, at: place, depth: depth + 1) }
        case .map(let entries):
            try charge(1, at: place)
            for entry in entries {
                try charge(entry.key.utf8.count, at: place)
                try charge(entry.value, at: place, depth: depth + 1)
            }
        }
    }

    // MARK: - Expressions

    mutating func evaluate(_ expression: Expression, _ scope: Scope) throws(TemplateProblem) -> TemplateValue {
        let place = expression.place
        try charge(1, at: place)
        switch expression.kind {
        case .literal(let value):
            try charge(value, at: place)
            return value
        case .template(let parts):
            var text = ""
            if let reason = try append(parts, to: &text, scope, at: place) { return .unknown(reason) }
            return .string(text)
        case .list(let elements):
            var values: [TemplateValue] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(try evaluate(element, scope)) }
            return .list(values)
        case .object(let items): return try object(items, scope)
        case .reference(let root, let steps):
            let value = try reference(root, steps, scope, at: place)
            try charge(value, at: place)
            return value
        case .traversal(let base, let steps):
            return try follow(steps[...], from: try evaluate(base, scope), scope, at: place)
        case .call(let name, let arguments, let spreads):
            return try call(name, arguments, spreads: spreads, scope, at: place)
        case .unary(let symbol, let operand): return try unary(symbol, operand, scope)
        case .chain(let first, let rest):
            var value = try evaluate(first, scope)
            for link in rest { value = try combine(value, link, scope, at: place) }
            return value
        case .conditional(let condition, let positive, let negative):
            switch try flag(condition, scope) {
            case .known(let flag): return try evaluate(flag ? positive : negative, scope)
            case .unknown(let reason): return .unknown(reason)
            }
        case .forList(let clause, let value): return try list(clause, value, scope, at: place)
        case .forObject(let clause, let key, let value, let groups):
            return try map(clause, key, value, groups: groups, scope, at: place)
        }
    }

    private mutating func object(_ items: [ObjectItem], _ scope: Scope) throws(TemplateProblem) -> TemplateValue {
        var values: [String: TemplateValue] = [:]
        var unknown: UnknownReason?
        for item in items {
            let key = try evaluate(item.key, scope)
            let value = try evaluate(item.value, scope)
            if case .unknown(let reason) = key {
                unknown = unknown ?? reason
            } else if let text = ConstantReader.key(key) {
                values[text] = value
            } else {
                throw problem("a key has to be text, found \(key.kindText)", at: item.key.place)
            }
        }
        return unknown.map { .unknown($0) } ?? .map(from: values)
    }

    /// A condition: true, false or unknown.
    enum Flag {
        case known(Bool)
        case unknown(UnknownReason)
    }

    mutating func flag(_ expression: Expression, _ scope: Scope) throws(TemplateProblem) -> Flag {
        let value = try evaluate(expression, scope)
        if case .unknown(let reason) = value { return .unknown(reason) }
        guard case .bool(let flag)? = try? TypeConstraint.bool.convert(value) else {
            throw problem("expected true or false, found \(value.kindText)", at: expression.place)
        }
        return .known(flag)
    }

    // MARK: - Template text

    /// Appends the text of the parts; the reason when one is unknown.
    private mutating func append(
        _ parts: [TemplatePart], to text: inout String, _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> UnknownReason? {
        var unknown: UnknownReason?
        for part in parts {
            switch part {
            case .text(let literal):
                try charge(literal.utf8.count, at: place)
                text += literal
            case .value(let expression):
                let value = try evaluate(expression, scope)
                if case .unknown(let reason) = value {
                    unknown = unknown ?? reason
                    continue
                }
                guard case .string(let inserted)? = try? TypeConstraint.string.convert(value) else {
                    throw problem(
                        "expected text, a number or a boolean in the text, found \(value.kindText)",
                        at: expression.place)
                }
                text += inserted
            case .conditional(let condition, let positive, let negative):
                switch try flag(condition, scope) {
                case .known(let flag):
                    let reason = try append(flag ? positive : negative, to: &text, scope, at: place)
                    unknown = unknown ?? reason
                case .unknown(let reason): unknown = unknown ?? reason
                }
            case .loop(let clause, let inner):
                guard let rounds = try rounds(clause, scope) else {
                    unknown = unknown ?? .other("the text repeats over a value that is not known yet")
                    continue
                }
                for round in rounds {
                    let reason = try append(inner, to: &text, round, at: place)
                    unknown = unknown ?? reason
                }
            }
        }
        return unknown
    }

    // MARK: - Loops

    /// The scopes of the rounds of a loop that its condition lets pass; nil when they are not known.
    private mutating func rounds(_ clause: ForClause, _ scope: Scope) throws(TemplateProblem) -> [Scope]? {
        let collection = try evaluate(clause.collection, scope)
        guard let pairs = Self.pairs(collection) else {
            if case .unknown = collection { return nil }
            throw problem("expected a list, a set or a map, found \(collection.kindText)", at: clause.collection.place)
        }
        var rounds: [Scope] = []
        for (key, value) in pairs {
            try charge(1 + scope.names.count, at: clause.collection.place)
            var round = scope
            if let name = clause.keyName { round.names[name] = key }
            round.names[clause.valueName] = value
            if let condition = clause.condition {
                switch try flag(condition, round) {
                case .known(true): break
                case .known(false): continue
                case .unknown: return nil
                }
            }
            rounds.append(round)
        }
        return rounds
    }

    /// The keys and values of a collection; nil when the value is none.
    static func pairs(_ collection: TemplateValue) -> [(key: TemplateValue, value: TemplateValue)]? {
        switch collection {
        case .list(let elements): elements.enumerated().map { (.integer($0), $1) }
        case .set(let elements): elements.map { ($0, $0) }
        case .map(let entries): entries.map { (.string($0.key), $0.value) }
        case .null, .bool, .number, .string, .unknown: nil
        }
    }

    private mutating func list(
        _ clause: ForClause, _ value: Expression, _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        guard let rounds = try rounds(clause, scope) else { return .unknown(Self.unknownLoop) }
        var values: [TemplateValue] = []
        for round in rounds { values.append(try evaluate(value, round)) }
        return .list(values)
    }

    private static let unknownLoop = UnknownReason.other("the value repeats over a value that is not known yet")

    private mutating func map(
        _ clause: ForClause, _ key: Expression, _ value: Expression, groups: Bool, _ scope: Scope,
        at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        guard let rounds = try rounds(clause, scope) else { return .unknown(Self.unknownLoop) }
        var values: [String: [TemplateValue]] = [:]
        for round in rounds {
            let keyValue = try evaluate(key, round)
            if case .unknown(let reason) = keyValue { return .unknown(reason) }
            guard let name = ConstantReader.key(keyValue) else {
                throw problem("a key has to be text, found \(keyValue.kindText)", at: key.place)
            }
            guard groups || values[name] == nil else {
                throw problem("two rounds make the same key", at: key.place)
            }
            values[name, default: []].append(try evaluate(value, round))
        }
        return .map(from: values.mapValues { groups ? .list($0) : $0[0] })
    }
}
