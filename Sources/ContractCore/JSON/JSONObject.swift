/// The members of a JSON object in document order, repeated names included.
///
/// Two objects are equal when they have the same members whatever the order of different names; the values of a
/// repeated name must be the same in the same order.
public struct JSONObject: Sendable {
    /// One name with its value.
    public struct Member: Sendable, Hashable {
        /// The name, escapes resolved.
        public var name: String
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }

        /// Compares the names scalar by scalar and the values by meaning.
        public static func == (left: Member, right: Member) -> Bool {
            left.name.hasSameScalars(as: right.name) && left.value == right.value
        }

        /// Feeds name and value.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(ScalarText(name))
            hasher.combine(value)
        }
    }

    /// All members in document order.
    public private(set) var members: [Member]
    /// The place of the first member of each name, kept only for objects too large for a linear search.
    private var places: [ScalarText: Int]

    /// The number of members up to which a linear search is faster than hashing.
    private static let linearLimit = 12

    /// Makes an object of members in that order, none unless told otherwise.
    public init(_ members: [Member] = []) {
        self.members = members
        places = [:]
        if members.count > Self.linearLimit { indexMembers() }
    }

    /// The number of members, each repetition of a name counted.
    public var count: Int { members.count }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The value of that name, the first one when the name is repeated; names are compared scalar by scalar.
    ///
    /// RFC 8259 (section 4) leaves open which of several members counts; most readers take the last, some the first.
    /// A caller that must know asks `duplicateNames` or walks `members`.
    public subscript(_ name: String) -> JSONValue? {
        place(of: name).map { members[$0].value }
    }

    /// All values of that name in document order.
    public func values(of name: String) -> [JSONValue] {
        members.filter { $0.name.hasSameScalars(as: name) }.map(\.value)
    }

    /// The names that occur more than once, each listed once, in the order of their first repetition.
    public var duplicateNames: [String] {
        if !places.isEmpty && places.count == members.count { return [] }
        var counts: [ScalarText: Int] = [:]
        return members.compactMap { member in
            counts[ScalarText(member.name), default: 0] += 1
            return counts[ScalarText(member.name)] == 2 ? member.name : nil
        }
    }

    /// Adds a member behind the others, and tells whether its name was there already.
    @discardableResult
    public mutating func append(_ name: String, _ value: JSONValue) -> Bool {
        members.append(Member(name: name, value: value))
        let last = members.count - 1
        guard members.count > Self.linearLimit else {
            return members[..<last].contains { $0.name.hasSameScalars(as: name) }
        }
        if places.isEmpty { indexMembers() }
        let place = places[ScalarText(name), default: last]
        if place == last { places[ScalarText(name)] = last }
        return place < last
    }

    private func place(of name: String) -> Int? {
        guard places.isEmpty else { return places[ScalarText(name)] }
        return members.firstIndex { $0.name.hasSameScalars(as: name) }
    }

    private mutating func indexMembers() {
        places.reserveCapacity(members.count)
        for (place, member) in members.enumerated() where places[ScalarText(member.name)] == nil {
            places[ScalarText(member.name)] = place
        }
    }
}

extension JSONObject: Hashable, ExpressibleByDictionaryLiteral {
    /// Makes an object in the order of the literal, repeated names included.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(name: $0.0, value: $0.1) })
    }

    /// Compares without regard to the order of different names.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        let leftNames = left.members.lazy.map { ScalarText($0.name) }
        if leftNames.elementsEqual(right.members.lazy.map { ScalarText($0.name) }) {
            return left.members.lazy.map(\.value).elementsEqual(right.members.lazy.map(\.value))
        }
        return left.membersByName == right.membersByName
    }

    /// Feeds the members in an order that does not depend on the document.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(membersByName)
    }

    /// The members sorted by name; those of one name stay in document order, for the sort is stable.
    private var membersByName: [Member] {
        members.sorted { ScalarText($0.name) < ScalarText($1.name) }
    }
}
