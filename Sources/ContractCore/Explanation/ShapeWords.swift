extension Shape {
    /// What the shape says, a clause for each value in it; nil stands for the content as a whole.
    func statements(of subject: String? = nil) -> [String] {
        let name = subject ?? "the body"
        switch self {
        case .literal(let template, _, _): return ["\(name) is \(template.words)"]
        case .constant(let value, _): return ["\(name) is \(Words.of(value))"]
        case .hole(let hole, _): return [hole.kinds == [.absent] ? "\(name) is absent" : "\(name) is \(hole.words)"]
        case .object(let members, _):
            guard !members.isEmpty else { return ["\(name) is an object"] }
            return members.flatMap { member in
                member.shape.statements(of: subject.map { "\($0).\(member.name.source)" } ?? member.name.source)
            }
        case .list(let shapes, _):
            return ["\(name) is a list of \(shapes.count)"]
                + shapes.enumerated().flatMap { $1.statements(of: "\(subject ?? "")[\($0)]") }
        case .matchers(let matchers, _): return matchers.map { $0.words(of: name) }
        case .all(let shapes): return shapes.flatMap { $0.statements(of: subject) }
        }
    }

    /// What the shape says of a value that was just spoken of, in one clause.
    var clause: String {
        switch self {
        case .object(let members, _) where !members.isEmpty: statements().joined(separator: " and ")
        case .all(let shapes): shapes.map(\.clause).joined(separator: " and ")
        default: statements(of: "it").joined(separator: " and ")
        }
    }

    /// The names of all members that the shape looks at, at any depth.
    var memberNames: Set<String> {
        switch self {
        case .literal, .constant, .hole: []
        case .object(let members, _):
            members.reduce(into: []) { $0.formUnion($1.shape.memberNames.union([$1.name.source])) }
        case .list(let shapes, _), .all(let shapes): shapes.reduce(into: []) { $0.formUnion($1.memberNames) }
        case .matchers(let matchers, _):
            matchers.reduce(into: []) { names, matcher in
                names.formUnion(matcher.members)
                for shape in matcher.inner { names.formUnion(shape.memberNames) }
            }
        }
    }
}

extension ValueTemplate {
    /// The value as it stands in a sentence: an expression bare, anything else as JSON.
    var words: String {
        if case .text(let template) = self { template.words } else { Words.of(source) }
    }
}

extension Template {
    /// The text as it stands in a sentence: an expression bare, anything else in quotes.
    var words: String { whole == nil ? Words.of(.string(source)) : source }
}
