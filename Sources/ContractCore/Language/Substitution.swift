/// Replaces what is known when the plan is made: the words of a family, a row, an operation.
struct Substitution: Sendable {
    /// The known values by root name.
    var values: [String: JSONValue]

    /// The node with every expression filled in whose root is known here; others are left for the run.
    func apply(to node: LocatedNode) throws(Diagnostic) -> LocatedNode {
        // Most nodes hold no expression: they stay the very same, without a copy.
        guard node.holdsTemplates else { return node }
        return try filled(node)
    }

    private func filled(_ node: LocatedNode) throws(Diagnostic) -> LocatedNode {
        switch node.value {
        case .scalar(let text, let isPlain):
            guard Template.isIn(text) else { return node }
            return try scalar(text, isPlain: isPlain, at: node.location)
        case .list(let elements):
            var result: [LocatedNode] = []
            for element in elements { result.append(try filled(element)) }
            return LocatedNode(.list(result), at: node.location)
        case .map(let entries):
            var result: [LocatedNode.Entry] = []
            for entry in entries {
                var key = entry.key
                if Template.isIn(key), let text = try scalar(key, isPlain: false, at: entry.keyLocation).text {
                    key = text
                }
                result.append(
                    LocatedNode.Entry(key: key, keyLocation: entry.keyLocation, value: try filled(entry.value)))
            }
            return LocatedNode(.map(result), at: node.location)
        }
    }

    private func scalar(_ text: String, isPlain: Bool, at location: Location) throws(Diagnostic) -> LocatedNode {
        let lookup: ValueLookup = { (expression) throws(TemplateError) in values[expression.root] }
        // A text that cannot be read is reported with all others of its rule, when that is read.
        guard let template = try? Template(text) else {
            return LocatedNode(.scalar(text, isPlain: isPlain), at: location)
        }
        do throws(TemplateError) {
            if let whole = template.whole {
                guard values[whole.root] != nil else {
                    return LocatedNode(.scalar(text, isPlain: isPlain), at: location)
                }
                return LocatedNode(json: try whole.value(lookup), at: location)
            }
            var result = ""
            for part in template.parts {
                switch part {
                case .text(let text): result += Template.isIn(text) ? text.replacing("${", with: "$${") : text
                case .expression(let expression) where values[expression.root] != nil:
                    result += try expression.value(lookup).asText
                case .expression(let expression): result += "${\(expression.source)}"
                }
            }
            return LocatedNode(.scalar(result, isPlain: isPlain), at: location)
        } catch {
            throw Diagnostic(
                error.code, error.message, at: location, length: text.unicodeScalars.count, hint: error.hint)
        }
    }
}

extension LocatedNode {
    /// Makes a node of a JSON value; strings are quoted, so that they stay strings.
    init(json: JSONValue, at location: Location) {
        switch json {
        case .null: self.init(.scalar("null", isPlain: true), at: location)
        case .bool(let value): self.init(.scalar(value ? "true" : "false", isPlain: true), at: location)
        case .number(let number): self.init(.scalar(number.text, isPlain: true), at: location)
        case .string(let text): self.init(.scalar(text, isPlain: false), at: location)
        case .array(let elements):
            self.init(.list(elements.map { LocatedNode(json: $0, at: location) }), at: location)
        case .object(let object):
            self.init(
                .map(
                    object.members.map {
                        Entry(key: $0.name, keyLocation: location, value: LocatedNode(json: $0.value, at: location))
                    }), at: location)
        }
    }

    /// This map with the entries of another laid over it, maps inside merged and everything else replaced.
    func merging(_ other: LocatedNode) -> LocatedNode {
        guard case .map(var entries) = value, let others = other.entries else { return other }
        for entry in others {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = entries[index].value.merging(entry.value)
            } else {
                entries.append(entry)
            }
        }
        return LocatedNode(.map(entries), at: location)
    }
}
