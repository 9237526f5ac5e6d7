/// One application of a query to a value, with the count of what it has cost.
struct JSONPathEvaluation {
    let root: JSONValue
    private let limit: Int
    private var left: Int
    /// The pattern that was read last from a value and not from the query; values tend to repeat it.
    var lastPattern: (text: String, pattern: JSONPathPattern)?

    init(root: JSONValue, limit: Int) {
        self.root = root
        self.limit = limit
        left = limit
    }

    /// Counts work, and fails when there was too much.
    mutating func spend(_ amount: Int) throws(JSONPathLimitError) {
        left -= amount
        guard left >= 0 else { throw JSONPathLimitError(limit: limit) }
    }

    /// All nodes that a query finds; `current` is where a relative one starts.
    mutating func nodes(of query: JSONPathQuery, from current: JSONValue) throws(JSONPathLimitError) -> [JSONPath.Node]
    {
        try spend(1)
        var nodes = [JSONPath.Node(path: .root, value: query.isRelative ? current : root)]
        for segment in query.segments {
            var found: [JSONPath.Node] = []
            for node in nodes {
                if segment.isDescendant {
                    try selectFromDescendants(of: node, segment.selectors, into: &found)
                } else {
                    for selector in segment.selectors { try select(selector, from: node, into: &found) }
                }
            }
            nodes = found
        }
        return nodes
    }

    /// The value that a singular query finds, nil for none.
    mutating func value(of query: JSONPathQuery, from current: JSONValue) throws(JSONPathLimitError) -> JSONValue? {
        try spend(1)
        var value = query.isRelative ? current : root
        for segment in query.segments {
            guard let selector = segment.selectors.first, let child = Self.child(selector, of: value) else {
                return nil
            }
            value = child.value
        }
        return value
    }

    /// Applies selectors to a node and all below it, each node in front of its children.
    private mutating func selectFromDescendants(
        of node: JSONPath.Node, _ selectors: [JSONPathSelector], into found: inout [JSONPath.Node]
    ) throws(JSONPathLimitError) {
        var waiting = [node]
        while let node = waiting.popLast() {
            try spend(1)
            for selector in selectors { try select(selector, from: node, into: &found) }
            let start = waiting.count
            appendChildren(of: node, to: &waiting) { $0.kind == .array || $0.kind == .object }
            waiting[start...].reverse()
        }
    }

    /// Appends the children of a node in order.
    private func appendChildren(
        of node: JSONPath.Node, to nodes: inout [JSONPath.Node], where isWanted: (JSONValue) -> Bool = { _ in true }
    ) {
        switch node.value {
        case .array(let elements):
            for (index, element) in elements.enumerated() where isWanted(element) {
                nodes.append(JSONPath.Node(path: node.path.appending(.index(index)), value: element))
            }
        case .object(let object):
            for member in object.members where isWanted(member.value) {
                nodes.append(JSONPath.Node(path: node.path.appending(.name(member.name)), value: member.value))
            }
        default: return
        }
    }

    private mutating func select(
        _ selector: JSONPathSelector, from node: JSONPath.Node, into found: inout [JSONPath.Node]
    ) throws(JSONPathLimitError) {
        switch selector {
        case .name, .index:
            try spend(1)
            guard let child = Self.child(selector, of: node.value) else { return }
            found.append(JSONPath.Node(path: node.path.appending(child.step), value: child.value))
        case .wildcard:
            try spend(Self.childCount(of: node.value))
            appendChildren(of: node, to: &found)
        case .slice(let slice):
            guard case .array(let elements) = node.value else { return }
            for index in slice.indices(in: elements.count) {
                try spend(1)
                found.append(JSONPath.Node(path: node.path.appending(.index(index)), value: elements[index]))
            }
        case .filter(let condition):
            try spend(Self.childCount(of: node.value))
            var children: [JSONPath.Node] = []
            appendChildren(of: node, to: &children)
            for child in children where try holds(condition, for: child.value) { found.append(child) }
        }
    }

    private static func childCount(of value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.count
        case .object(let object): object.count
        default: 0
        }
    }

    /// The child that a name or an index selects.
    private static func child(
        _ selector: JSONPathSelector, of value: JSONValue
    ) -> (step: NormalizedPath.Step, value: JSONValue)? {
        switch (selector, value) {
        case (.name(let name), .object(let object)):
            return object[name].map { (.name(name), $0) }
        case (.index(let index), .array(let elements)):
            let place = index < 0 ? index + elements.count : index
            return elements.indices.contains(place) ? (.index(place), elements[place]) : nil
        default: return nil
        }
    }
}
