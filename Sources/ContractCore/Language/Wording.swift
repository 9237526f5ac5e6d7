/// What nodes say, apart from the lines that they stand on: what is made of one is made of all that say the same.
///
/// A part that stands before its node, or in another file, has a place of its own: it must be the very same in both.
enum Wording {
    /// Whether two nodes say the same, and stand alike: each part as far from where its node begins.
    static func same(_ left: LocatedNode, _ right: LocatedNode) -> Bool {
        same(left, right, left.location, right.location)
    }

    private static func same(
        _ left: LocatedNode, _ right: LocatedNode, _ origin: Location, _ place: Location
    ) -> Bool {
        switch (left.value, right.value) {
        case (.scalar(let text, let isPlain), .scalar(let otherText, let isOtherPlain)):
            guard isPlain == isOtherPlain, text == otherText else { return false }
        case (.list(let elements), .list(let others)):
            guard elements.count == others.count else { return false }
            for index in elements.indices where !same(elements[index], others[index], origin, place) { return false }
        case (.map(let entries), .map(let others)):
            guard entries.count == others.count else { return false }
            for index in entries.indices {
                guard entries[index].key == others[index].key,
                    entries[index].keyLocation.moved(from: origin, to: place) == others[index].keyLocation,
                    same(entries[index].value, others[index].value, origin, place)
                else { return false }
            }
        default: return false
        }
        return left.location.moved(from: origin, to: place) == right.location
    }

    /// Whether each part of a node stands behind what it is a part of; what an alias stands for need not.
    static func isInOrder(_ node: LocatedNode) -> Bool {
        switch node.value {
        case .scalar: return true
        case .list(let elements):
            return elements.allSatisfy { $0.location.follows(node.location) && isInOrder($0) }
        case .map(let entries):
            return entries.allSatisfy {
                $0.keyLocation.follows(node.location) && $0.value.location.follows(node.location)
                    && isInOrder($0.value)
            }
        }
    }

    /// Whether no part of a node stands behind a place.
    static func isBefore(_ node: LocatedNode, _ place: Location) -> Bool {
        guard !node.location.follows(place) else { return false }
        switch node.value {
        case .scalar: return true
        case .list(let elements): return elements.allSatisfy { isBefore($0, place) }
        case .map(let entries):
            return entries.allSatisfy { !$0.keyLocation.follows(place) && isBefore($0.value, place) }
        }
    }

    /// A digest of what a node says; nodes that say the same have the same.
    static func digest(_ node: LocatedNode) -> UInt64 {
        var digest = Fingerprint()
        add(node, to: &digest)
        return digest.bits
    }

    private static func add(_ node: LocatedNode, to digest: inout Fingerprint) {
        switch node.value {
        case .scalar(let text, _): digest.add(text)
        case .list(let elements): for place in elements.indices { add(elements[place], to: &digest) }
        case .map(let entries):
            for place in entries.indices {
                digest.add(entries[place].key)
                add(entries[place].value, to: &digest)
            }
        }
    }
}
