// What each matcher states, in words, and which members it looks at: one extension for each of `Matchers.all`.

extension EachMatcher {
    var inner: [Shape] { [shape] }

    func words(of subject: String) -> String { "for each element of \(subject), \(shape.clause)" }
}

extension ContainsMatcher {
    var inner: [Shape] { shapes }

    func words(of subject: String) -> String {
        shapes.map { "some element of \(subject) is so that \($0.clause)" }.joined(separator: ", and ")
    }
}

extension NoneMatcher {
    var inner: [Shape] { [shape] }

    func words(of subject: String) -> String { "no element of \(subject) is so that \(shape.clause)" }
}

extension AnyOrderMatcher {
    var inner: [Shape] { shapes }

    func words(of subject: String) -> String {
        let elements = shapes.map { "one so that \($0.clause)" }.joined(separator: "; ")
        return "\(subject) has exactly \(shapes.count) elements, in any order: \(elements)"
    }
}

extension SortedByMatcher {
    var members: Set<String> { [member] }

    func words(of subject: String) -> String {
        "\(subject) is sorted by \(member), \(descending ? "descending" : "ascending")"
    }
}

extension UniqueByMatcher {
    var members: Set<String> { [member] }

    func words(of subject: String) -> String { "no two elements of \(subject) have the same \(member)" }
}

extension CountMatcher {
    func words(of subject: String) -> String {
        let bounds = count.constant.flatMap { try? ClosedBounds($0) }
        return
            "\(subject) has \(bounds?.words ?? count.source) element\(bounds == ClosedBounds(lower: 1, upper: 1) ? "" : "s")"
    }
}

extension OptionalMatcher {
    var inner: [Shape] { [shape] }

    func words(of subject: String) -> String {
        "\(subject) is absent, or else \(shape.statements(of: subject).joined(separator: " and "))"
    }
}

extension OneOfMatcher {
    var inner: [Shape] { shapes }

    func words(of subject: String) -> String {
        shapes.map { $0.statements(of: subject).joined(separator: " and ") }.joined(separator: ", or else ")
    }
}

extension NotMatcher {
    var inner: [Shape] { [shape] }

    func words(of subject: String) -> String {
        "it is not so that \(shape.statements(of: subject).joined(separator: " and "))"
    }
}

extension AllMatcher {
    var inner: [Shape] { shapes }

    func words(of subject: String) -> String {
        shapes.flatMap { $0.statements(of: subject) }.joined(separator: " and ")
    }
}

extension EqualsMatcher {
    var members: Set<String> { Set(expected.source.objectValue?.members.map(\.name) ?? []) }

    func words(of subject: String) -> String { "\(subject) is exactly \(Words.of(expected.source))" }
}

extension TimestampMatcher {
    func words(of subject: String) -> String {
        "\(subject) is a time " + comparisons.map { "\($0.relation) \($0.other.source)" }.joined(separator: " and ")
    }
}

extension OnlyMatcher {
    func words(of subject: String) -> String {
        "\(subject) has no other members than \(names.sorted().joined(separator: ", "))"
    }
}

extension ContainsTextMatcher {
    func words(of subject: String) -> String { "\(subject) contains the text \(text.words)" }
}
