/// A change of a JSON value at the places that a path leads to.
struct JSONChange: Sendable, Hashable {
    /// What is done at a place.
    enum Act: Sendable, Hashable {
        case remove
        case set(JSONValue)
        /// Another text in place of one.
        case replace(String, with: String)
        case change(TextChange)
        /// Elements in reverse order.
        case reverse
        /// The first element twice.
        case doubleFirst
        case removeFirst
        case removeLast
        /// Members in reverse order, in all objects from here on.
        case turnMembers
        /// A further member, in all objects from here on.
        case addMember(String, JSONValue)
    }

    /// Names of members from the root on; `*` stands for all elements of a list.
    var path: [String]
    var act: Act

    /// The value with the change; the same value when the path leads nowhere.
    func applied(to value: JSONValue) -> JSONValue { Self.apply(act, path[...], value) ?? .null }

    /// Nil when the value is to be removed.
    private static func apply(_ act: Act, _ path: ArraySlice<String>, _ value: JSONValue) -> JSONValue? {
        guard let name = path.first else { return apply(act, value) }
        let rest = path.dropFirst()
        switch value {
        case .array(let elements) where name == "*": return .array(elements.compactMap { apply(act, rest, $0) })
        case .object(let members):
            if case .set(let new) = act, rest.isEmpty, !members.contains(where: { $0.name == name }) {
                return .object(members + [JSONValue.Member(name: name, value: new)])
            }
            return .object(
                members.compactMap { member in
                    guard member.name == name else { return member }
                    return apply(act, rest, member.value).map { JSONValue.Member(name: name, value: $0) }
                })
        default: return value
        }
    }

    private static func apply(_ act: Act, _ value: JSONValue) -> JSONValue? {
        switch (act, value) {
        case (.remove, _): return nil
        case (.set(let other), _): return other
        case (.replace(let old, let new), .string(let text)) where text == old: return .string(new)
        case (.change(let change), .string(let text)): return .string(change.applied(to: text))
        case (.reverse, .array(let elements)): return .array(elements.reversed())
        case (.doubleFirst, .array(let elements)): return .array(elements.prefix(1) + elements)
        case (.removeFirst, .array(let elements)): return .array(Array(elements.dropFirst()))
        case (.removeLast, .array(let elements)): return .array(elements.dropLast())
        case (.turnMembers, _): return everywhere(value) { $0.reversed() }
        case (.addMember(let name, let new), _):
            return everywhere(value) { [JSONValue.Member(name: name, value: new)] + $0 }
        default: return value
        }
    }

    /// The members of all objects changed, the innermost first.
    private static func everywhere(
        _ value: JSONValue, _ change: ([JSONValue.Member]) -> [JSONValue.Member]
    ) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map { everywhere($0, change) })
        case .object(let members):
            .object(
                change(members.map { JSONValue.Member(name: $0.name, value: everywhere($0.value, change)) }))
        default: value
        }
    }
}
