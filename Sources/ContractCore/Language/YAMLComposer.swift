/// Makes nodes of what a text consists of, as it is read: in one pass, without recursion, every limit kept on the way.
///
/// Aliases of aliases multiply: a page of text may stand for more nodes than there is memory. An alias shares the nodes
/// of its anchor, and what it stands for is counted before anything walks it.
struct YAMLComposer {
    /// What composing a text comes to.
    enum Outcome {
        /// The root of the only document.
        case root(LocatedNode)
        /// There is no document.
        case nothing
        /// The text cannot be used.
        case mistake(YAMLMistake)
    }

    /// A key that stands a second time in its map; the entry is left out.
    struct RepeatedKey {
        let key: String
        let location: Location
    }

    /// A list or map whose end has not come.
    private struct Open {
        let isMap: Bool
        let location: Location
        let anchor: String?
        /// Where its elements or entries begin among those that are waiting for an end.
        let start: Int
        /// How many nodes it stands for, and how many levels.
        var nodes = 1
        var height = 1
        /// The key whose value comes next.
        var key: Key?
        /// The keys so far, once there are too many to compare one by one.
        var keys: Set<String> = []
    }

    private struct Key {
        var text: String
        var location: Location
        /// Whether the entry is left out.
        var isLeftOut: Bool
    }

    /// What an anchor names.
    private struct Anchored {
        let node: LocatedNode
        let nodes: Int
        let height: Int
    }

    /// The number of keys from which they are looked up in a set.
    private static let linearLimit = 8

    private var open: [Open] = []
    /// Elements of all open lists, and entries of all open maps, the innermost last.
    private var elements: [LocatedNode] = []
    private var entries: [LocatedNode.Entry] = []
    private var anchors: [String: Anchored] = [:]
    private var total = 0
    private(set) var root: LocatedNode?
    /// The first key that is no text; reading goes on, since a mistake in the YAML itself comes before it.
    private var unsoundKey: Location?
    private(set) var repeated: [RepeatedKey] = []

    /// What a text comes to that has been read to its end.
    var outcome: Outcome {
        if let unsoundKey { return .mistake(.diagnostic(Self.unsoundKey(at: unsoundKey))) }
        return root.map { .root($0) } ?? .nothing
    }

    /// Takes a text in.
    mutating func scalar(
        _ text: String, isPlain: Bool, anchor: String? = nil, at location: Location
    ) -> YAMLMistake? {
        guard open.count < YAMLReader.depthLimit else { return .diagnostic(YAMLReader.tooDeep(at: location)) }
        total += 1
        let node = LocatedNode(.scalar(text, isPlain: isPlain), at: location)
        return attach(Anchored(node: node, nodes: 1, height: 1), anchor: anchor, at: location)
    }

    /// Takes in what an anchor names.
    mutating func alias(_ name: String, at location: Location) -> YAMLMistake? {
        guard let named = anchors[name] else { return .syntax("found undefined alias", location) }
        guard open.count + named.height <= YAMLReader.depthLimit else {
            return .diagnostic(YAMLReader.tooDeep(at: location))
        }
        total = Self.sum(total, named.nodes)
        return attach(named, anchor: nil, at: location)
    }

    /// Begins a list or map.
    mutating func begin(isMap: Bool, anchor: String? = nil, at location: Location) -> YAMLMistake? {
        guard open.count < YAMLReader.depthLimit else { return .diagnostic(YAMLReader.tooDeep(at: location)) }
        total += 1
        open.append(
            Open(isMap: isMap, location: location, anchor: anchor, start: isMap ? entries.count : elements.count))
        return nil
    }

    /// Ends the innermost list or map.
    mutating func end() -> YAMLMistake? {
        guard let closed = open.popLast() else { return nil }
        let value: LocatedNode.Value
        if closed.isMap {
            value = .map(Array(entries[closed.start...]))
            entries.removeSubrange(closed.start...)
        } else {
            value = .list(Array(elements[closed.start...]))
            elements.removeSubrange(closed.start...)
        }
        let made = Anchored(
            node: LocatedNode(value, at: closed.location), nodes: closed.nodes, height: closed.height)
        return attach(made, anchor: closed.anchor, at: closed.location)
    }

    /// Puts a node where it belongs: into the innermost list or map, or at the root.
    private mutating func attach(_ made: Anchored, anchor: String?, at location: Location) -> YAMLMistake? {
        if let anchor { anchors[anchor] = made }
        guard total <= YAMLReader.nodeLimit else { return Self.tooLarge(at: location) }
        guard let last = open.indices.last else {
            root = made.node
            return nil
        }
        open[last].nodes = Self.sum(open[last].nodes, made.nodes)
        open[last].height = max(open[last].height, made.height + 1)
        guard open[last].isMap else {
            elements.append(made.node)
            return nil
        }
        guard let key = open[last].key else {
            open[last].key = self.key(made.node, at: location, in: last)
            return nil
        }
        open[last].key = nil
        if !key.isLeftOut {
            entries.append(LocatedNode.Entry(key: key.text, keyLocation: key.location, value: made.node))
        }
        return nil
    }

    /// What a node comes to as a key: one that is no text, or stands there already, is noted and left out.
    private mutating func key(_ node: LocatedNode, at location: Location, in map: Int) -> Key {
        guard case .scalar(let text, _) = node.value else {
            unsoundKey = unsoundKey ?? location
            return Key(text: "", location: location, isLeftOut: true)
        }
        let isRepeated = stands(text, in: map)
        if isRepeated { repeated.append(RepeatedKey(key: text, location: location)) }
        return Key(text: text, location: node.location, isLeftOut: isRepeated)
    }

    /// Whether a key stands in an open map already.
    private mutating func stands(_ key: String, in map: Int) -> Bool {
        let start = open[map].start
        if !open[map].keys.isEmpty { return !open[map].keys.insert(key).inserted }
        for place in start..<entries.count where entries[place].key == key { return true }
        if entries.count - start == Self.linearLimit {
            open[map].keys = Set(entries[start...].map(\.key))
            open[map].keys.insert(key)
        }
        return false
    }

    private static func tooLarge(at location: Location) -> YAMLMistake {
        .diagnostic(
            Diagnostic(
                "too-large", "more than \(YAMLReader.nodeLimit) nodes once aliases are resolved", at: location))
    }

    private static func unsoundKey(at location: Location) -> Diagnostic {
        Diagnostic("key", "a key must be text, not a list or a map", at: location)
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflows) = left.addingReportingOverflow(right)
        return overflows ? .max : sum
    }
}
