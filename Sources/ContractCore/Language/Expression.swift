/// What stands between `${` and `}`: a reference, and filters that make another value of it.
public struct Expression: Sendable, Hashable {
    /// One way into a value.
    public enum Step: Sendable, Hashable {
        /// A member by name.
        case member(String)
        /// An element by index from zero.
        case element(Int)
    }

    /// The expression as written.
    public let source: String
    /// The first name.
    public let root: String
    /// The way from the root's value to the value meant.
    public let steps: [Step]
    /// What is made of the value, in order.
    public let filters: [Filter]

    /// Reads an expression.
    public init(_ source: String) throws(TemplateError) {
        self.source = source
        let pieces = source.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        let reference = Substring(pieces[0]).trimmed
        var root: String?
        var steps: [Step] = []
        var rest = reference.utf8[...]
        while !rest.isEmpty {
            let end = rest.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") } ?? rest.endIndex
            if end > rest.startIndex {
                let name = String(Substring(rest[..<end]))
                if root == nil { root = name } else { steps.append(.member(name)) }
            }
            rest = rest[end...]
            guard let mark = rest.popFirst(), mark == UInt8(ascii: "[") else { continue }
            guard let close = rest.firstIndex(of: UInt8(ascii: "]")), let number = Int(Substring(rest[..<close])),
                number >= 0, root != nil
            else {
                throw TemplateError(code: "template", message: "'\(source)' has no index between '[' and ']'")
            }
            steps.append(.element(number))
            rest = rest[close...].dropFirst()
        }
        guard let root else {
            throw TemplateError(code: "template", message: "'${\(source)}' names nothing")
        }
        self.root = root
        self.steps = steps
        var filters: [Filter] = []
        for piece in pieces.dropFirst() { filters.append(try Filter(Substring(piece).trimmed)) }
        self.filters = filters
    }

    /// The value, with the filters applied.
    public func value(_ values: ValueLookup) throws(TemplateError) -> JSONValue {
        guard var value = try values(self) else {
            throw TemplateError(code: "undefined-variable", message: "nothing here is called '\(root)'")
        }
        for step in steps {
            let inner: JSONValue? =
                switch step {
                case .member(let name): value[name]
                case .element(let index): value[index]
                }
            guard let inner else {
                throw TemplateError(
                    code: "undefined-variable", message: "'\(root)' has no '\(step.text)'",
                    hint: value.objectValue.map { "it has: \($0.members.map(\.name).joined(separator: ", "))" })
            }
            value = inner
        }
        for filter in filters { value = try filter.apply(to: value) }
        return value
    }
}

extension Expression.Step {
    /// The step as written.
    public var text: String {
        switch self {
        case .member(let name): name
        case .element(let index): "[\(index)]"
        }
    }
}
