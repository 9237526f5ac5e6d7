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
    struct RepeatedKey: Hashable {
        let key: String
        let location: Location
    }

    /// A list or map whose end has not come; what holds the root is a list of one.
    private struct Open {
        let isMap: Bool
        let location: Location
        /// Where its elements or entries begin among those that are waiting for an end.
        let start: Int
        /// Whether an anchor names it.
        let isNamed: Bool
        /// Whether a key waits for its value.
        var hasKey = false
        /// Whether its keys are in a set.
        var hasKeySet = false
        /// How many nodes it stands for, and how many levels.
        var nodes = 1
        var height = 1
    }

    private struct Key {
        let text: String
        let location: Location
        /// Whether the entry is left out.
        let isLeftOut: Bool
    }

    /// What an anchor names.
    private struct Anchored {
        let node: LocatedNode
        let nodes: Int
        let height: Int
    }

    /// The number of keys from which they are looked up in a set.
    private static let linearLimit = 8

    /// The innermost open list or map, and those around it.
    private var innermost = Open(
        isMap: false, location: Location(fileNumber: 0, line: 1, column: 1), start: 0, isNamed: false)
    private var outer: [Open] = []
    /// Elements of all open lists, and entries of all open maps, the innermost last.
    private var elements: [LocatedNode] = []
    private var entries: [LocatedNode.Entry] = []
    /// Keys of open maps that wait for their values, the innermost last.
    private var keys: [Key] = []
    /// The keys so far of those open maps that have too many to compare one by one, the innermost last.
    private var keySets: [Set<String>] = []
    /// The anchors of open lists and maps, the innermost last, and what anchors name.
    private var names: [String] = []
    private var anchors: [String: Anchored] = [:]
    private var total = 0
    /// The first key that is no text; reading goes on, since a mistake in the YAML itself comes before it.
    private var unsoundKey: Location?
    private(set) var repeated: [RepeatedKey] = []
    /// What ended the reading.
    private(set) var mistake: YAMLMistake?

    /// The root, once it is whole.
    var root: LocatedNode? { outer.isEmpty ? elements.first : nil }

    /// What a text comes to that has been read to its end.
    var outcome: Outcome {
        if let mistake { return .mistake(mistake) }
        if let unsoundKey { return .mistake(.diagnostic(Self.unsoundKey(at: unsoundKey))) }
        return root.map { .root($0) } ?? .nothing
    }

    /// Takes a text in; whether reading can go on.
    mutating func scalar(_ text: String, isPlain: Bool, anchor: String? = nil, at location: Location) -> Bool {
        guard outer.count < YAMLReader.depthLimit else { return end(.diagnostic(YAMLReader.tooDeep(at: location))) }
        total += 1
        let node = LocatedNode(.scalar(text, isPlain: isPlain), at: location)
        if let anchor { anchors[anchor] = Anchored(node: node, nodes: 1, height: 1) }
        return attach(node, nodes: 1, height: 1, at: location)
    }

    /// Takes in what an anchor names; whether reading can go on.
    mutating func alias(_ name: String, at location: Location) -> Bool {
        guard let named = anchors[name] else { return end(.syntax("found undefined alias", location)) }
        guard outer.count + named.height <= YAMLReader.depthLimit else {
            return end(.diagnostic(YAMLReader.tooDeep(at: location)))
        }
        total = Self.sum(total, named.nodes)
        return attach(named.node, nodes: named.nodes, height: named.height, at: location)
    }

    /// Begins a list or map; whether reading can go on.
    mutating func begin(isMap: Bool, anchor: String? = nil, at location: Location) -> Bool {
        guard outer.count < YAMLReader.depthLimit else { return end(.diagnostic(YAMLReader.tooDeep(at: location))) }
        total += 1
        if let anchor { names.append(anchor) }
        outer.append(innermost)
        innermost = Open(
            isMap: isMap, location: location, start: isMap ? entries.count : elements.count, isNamed: anchor != nil)
        return true
    }

    /// Ends the innermost list or map; whether reading can go on.
    mutating func end() -> Bool {
        guard let around = outer.popLast() else { return true }
        let closed = innermost
        innermost = around
        if closed.hasKeySet { keySets.removeLast() }
        let value: LocatedNode.Value =
            closed.isMap
            ? .map(Self.takeAll(from: &entries, behind: closed.start))
            : .list(Self.takeAll(from: &elements, behind: closed.start))
        let node = LocatedNode(value, at: closed.location)
        if closed.isNamed {
            anchors[names.removeLast()] = Anchored(node: node, nodes: closed.nodes, height: closed.height)
        }
        return attach(node, nodes: closed.nodes, height: closed.height, at: closed.location)
    }

    /// Takes away all that waits behind a place: one by one, since what is moved need not be counted as held twice.
    private static func takeAll<Waiting>(from all: inout [Waiting], behind start: Int) -> [Waiting] {
        var taken: [Waiting] = []
        taken.reserveCapacity(all.count - start)
        while all.count > start { taken.append(all.removeLast()) }
        taken.reverse()
        return taken
    }

    /// Puts a node where it belongs, into the innermost list or map.
    private mutating func attach(_ node: LocatedNode, nodes: Int, height: Int, at location: Location) -> Bool {
        if innermost.isMap, !innermost.hasKey { return addKey(node, nodes: nodes, height: height, at: location) }
        guard count(nodes: nodes, height: height, at: location) else { return false }
        guard innermost.isMap else {
            elements.append(node)
            return true
        }
        innermost.hasKey = false
        let key = keys.removeLast()
        if !key.isLeftOut {
            entries.append(LocatedNode.Entry(key: key.text, keyLocation: key.location, value: node))
        }
        return true
    }

    /// Counts a node for the innermost list or map; false if that is one too many.
    private mutating func count(nodes: Int, height: Int, at location: Location) -> Bool {
        guard total <= YAMLReader.nodeLimit else { return end(Self.tooLarge(at: location)) }
        innermost.nodes = Self.sum(innermost.nodes, nodes)
        innermost.height = max(innermost.height, height + 1)
        return true
    }

    /// Takes a node as a key: one that is no text, or stands there already, is noted and left out.
    private mutating func addKey(_ node: LocatedNode, nodes: Int, height: Int, at location: Location) -> Bool {
        guard count(nodes: nodes, height: height, at: location) else { return false }
        innermost.hasKey = true
        guard case .scalar(let text, _) = node.value else {
            unsoundKey = unsoundKey ?? location
            keys.append(Key(text: "", location: location, isLeftOut: true))
            return true
        }
        let isRepeated = stands(text)
        if isRepeated { repeated.append(RepeatedKey(key: text, location: location)) }
        keys.append(Key(text: text, location: node.location, isLeftOut: isRepeated))
        return true
    }

    /// Whether a key stands in the innermost map already.
    private mutating func stands(_ key: String) -> Bool {
        if innermost.hasKeySet { return !keySets[keySets.count - 1].insert(key).inserted }
        for place in innermost.start..<entries.count where entries[place].key == key { return true }
        if entries.count - innermost.start == Self.linearLimit {
            var set = Set(entries[innermost.start...].map(\.key))
            set.insert(key)
            keySets.append(set)
            innermost.hasKeySet = true
        }
        return false
    }

    private mutating func end(_ mistake: YAMLMistake) -> Bool {
        self.mistake = mistake
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
