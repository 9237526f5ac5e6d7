/// References and the paths behind them.
extension TemplateEvaluator {
    mutating func reference(
        _ root: String, _ steps: [TraversalStep], _ scope: Scope, at place: SourcePlace
    ) throws(TemplateProblem) -> TemplateValue {
        if let value = scope.names[root] { return try follow(steps[...], from: value, scope, at: place) }
        guard case .attribute(let name)? = steps.first else {
            throw configuration.problem(.reference, "the reference \"\(root)\" is incomplete", at: place)
        }
        let rest = steps.dropFirst()
        switch root {
        case "var": return try follow(rest, from: variables[name] ?? .null, scope, at: place)
        case "local": return try follow(rest, from: locals[name] ?? .null, scope, at: place)
        case "module":
            let address = "module.\(name)"
            guard case .attribute(let output)? = rest.first else { return .unknown(.module(address)) }
            guard let value = deployed[address]?[output] else { return .unknown(.module("\(address).\(output)")) }
            return try follow(rest.dropFirst(), from: value, scope, at: place)
        case "path": return name == "cwd" ? .unknown(.other("path.cwd is known to the service only")) : .string(".")
        case "terraform": return .string("default")
        case "count": return if case .count(let index)? = scope.key { .integer(index) } else { unknownCopy }
        case "each":
            guard case .each(let key)? = scope.key else { return unknownCopy }
            let value = name == "key" ? .string(key) : scope.eachValue ?? .null
            return try follow(rest, from: value, scope, at: place)
        case "data":
            guard case .attribute(let second)? = rest.first else {
                throw configuration.problem(.reference, "the reference \"data\" is incomplete", at: place)
            }
            return try resource("data.\(name).\(second)", rest.dropFirst(), scope, at: place)
        default: return try resource("\(root).\(name)", rest, scope, at: place)
        }
    }

    private var unknownCopy: TemplateValue { .unknown(.other("the copies of the resource are not known yet")) }

    /// Follows a path; in attributes of resources missing parts are set by the service and unknown.
    mutating func follow(
        _ steps: ArraySlice<TraversalStep>, from start: TemplateValue, _ scope: Scope, at place: SourcePlace,
        resource: String? = nil
    ) throws(TemplateProblem) -> TemplateValue {
        var value = start
        for step in steps {
            if case .unknown = value { return value }
            switch step {
            case .attribute(let name):
                value = try member(name, of: value, at: place, resource: resource)
            case .index(let index):
                let key = try evaluate(index, scope)
                if case .unknown = key { return key }
                value = try element(key, of: value, at: index.place, resource: resource)
            case .splat(let inner):
                value = try each(value) { (evaluator, element) throws(TemplateProblem) in
                    try evaluator.follow(inner[...], from: element, scope, at: place, resource: resource)
                }
                try charge(value, at: place)
            }
        }
        return value
    }

    /// A list of what the closure makes of every element; a value that is no list counts as its only element.
    private mutating func each(
        _ value: TemplateValue,
        _ body: (inout TemplateEvaluator, TemplateValue) throws(TemplateProblem) -> TemplateValue
    ) throws(TemplateProblem) -> TemplateValue {
        let elements: [TemplateValue]
        switch value {
        case .list(let list), .set(let list): elements = list
        case .null: elements = []
        default: elements = [value]
        }
        var results: [TemplateValue] = []
        for element in elements { results.append(try body(&self, element)) }
        return .list(results)
    }

    private func member(
        _ name: String, of value: TemplateValue, at place: SourcePlace, resource: String?
    ) throws(TemplateProblem) -> TemplateValue {
        if let found = value[name] { return found }
        if let resource { return .unknown(.attribute(resource)) }
        if case .map = value { throw problem("the value has no attribute \"\(name)\"", at: place) }
        throw problem("\(value.kindText) has no attributes, found \".\(name)\"", at: place)
    }

    private func element(
        _ key: TemplateValue, of value: TemplateValue, at place: SourcePlace, resource: String?
    ) throws(TemplateProblem) -> TemplateValue {
        switch value {
        case .map:
            guard let name = ConstantReader.key(key) else {
                throw problem("a key has to be text, found \(key.kindText)", at: place)
            }
            return try member(name, of: value, at: place, resource: resource)
        case .list(let elements):
            guard case .number(let text)? = try? TypeConstraint.number.convert(key), let index = Int(text) else {
                throw problem("an index has to be a whole number, found \(key.kindText)", at: place)
            }
            guard elements.indices.contains(index) else {
                if let resource { return .unknown(.attribute(resource)) }
                throw problem("the index \(index) is outside of the \(elements.count) elements", at: place)
            }
            return elements[index]
        default: throw problem("\(value.kindText) has no elements to pick by index", at: place)
        }
    }
}
