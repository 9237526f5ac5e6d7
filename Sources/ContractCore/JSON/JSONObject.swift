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

    /// Where the members are.
    private enum Storage: Sendable {
        /// In a list, with the place of the first member of each name where they are too many for a linear search.
        case made([Member], places: [ScalarText: Int])
        /// Still in the text that was read.
        case read(JSONTape, at: Int)
    }

    private var storage: Storage

    /// The number of members up to which a linear search is faster than hashing.
    static let linearLimit = 12

    /// Makes an object of members in that order, none unless told otherwise.
    public init(_ members: [Member] = []) {
        self.init(Self.storage(of: members))
    }

    private init(_ storage: Storage) {
        self.storage = storage
    }

    /// Takes the object at a node of a text that was read.
    init(_ tape: JSONTape, at place: Int) {
        let isSmall = tape.count(at: place) <= Self.linearLimit
        self.init(isSmall ? .read(tape, at: place) : Self.storage(of: tape.members(at: place)))
    }

    /// All members in document order.
    public var members: [Member] {
        switch storage {
        case .made(let members, _): members
        case .read(let tape, let place): tape.members(at: place)
        }
    }

    /// The number of members, each repetition of a name counted.
    public var count: Int {
        switch storage {
        case .made(let members, _): members.count
        case .read(let tape, let place): tape.count(at: place)
        }
    }

    /// Whether there is no member.
    public var isEmpty: Bool { count == 0 }

    /// The value of that name, the first one when the name is repeated; names are compared scalar by scalar.
    ///
    /// RFC 8259 (section 4) leaves open which of several members counts; most readers take the last, some the first.
    /// A caller that must know asks `values(of:)` or walks `members`.
    public subscript(_ name: String) -> JSONValue? {
        switch storage {
        case .made(let members, let places):
            guard places.isEmpty else { return places[ScalarText(name)].map { members[$0].value } }
            return members.first { $0.name.hasSameScalars(as: name) }?.value
        case .read(let tape, let place): return tape.value(named: name, at: place)
        }
    }

    /// All values of that name in document order.
    public func values(of name: String) -> [JSONValue] {
        members.filter { $0.name.hasSameScalars(as: name) }.map(\.value)
    }

    /// The names that occur more than once, each listed once, in the order of their first repetition.
    public var duplicateNames: [String] {
        var counts: [ScalarText: Int] = [:]
        return members.compactMap { member in
            counts[ScalarText(member.name), default: 0] += 1
            return counts[ScalarText(member.name)] == 2 ? member.name : nil
        }
    }

    /// Adds a member behind the others, and tells whether its name was there already.
    @discardableResult
    public mutating func append(_ name: String, _ value: JSONValue) -> Bool {
        guard case .made(var members, var places) = storage else {
            self = JSONObject(members)
            return append(name, value)
        }
        // Taken out, so that the lists are not copied.
        storage = .made([], places: [:])
        defer { storage = .made(members, places: places) }
        let last = members.count
        members.append(Member(name: name, value: value))
        guard members.count > Self.linearLimit else {
            return members[..<last].contains { $0.name.hasSameScalars(as: name) }
        }
        if places.isEmpty { places = Self.places(in: members) }
        let place = places[ScalarText(name), default: last]
        if place == last { places[ScalarText(name)] = last }
        return place < last
    }

    private static func storage(of members: [Member]) -> Storage {
        .made(members, places: places(in: members))
    }

    /// The place of the first member of each name, where they are too many for a linear search.
    private static func places(in members: [Member]) -> [ScalarText: Int] {
        guard members.count > linearLimit else { return [:] }
        var places: [ScalarText: Int] = [:]
        places.reserveCapacity(members.count)
        for (place, member) in members.enumerated() where places[ScalarText(member.name)] == nil {
            places[ScalarText(member.name)] = place
        }
        return places
    }
}

extension JSONObject: Hashable, ExpressibleByDictionaryLiteral {
    /// Makes an object in the order of the literal, repeated names included.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(name: $0.0, value: $0.1) })
    }

    /// Compares without regard to the order of different names.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        let (leftMembers, rightMembers) = (left.members, right.members)
        let leftNames = leftMembers.lazy.map { ScalarText($0.name) }
        if leftNames.elementsEqual(rightMembers.lazy.map { ScalarText($0.name) }) {
            return leftMembers.lazy.map(\.value).elementsEqual(rightMembers.lazy.map(\.value))
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
