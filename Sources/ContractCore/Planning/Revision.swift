/// A digest of what is tested, gathered while contracts are read: requests, expectations, what is given, and files.
///
/// Names are followed, so that a changed fixture, outcome, shape, file or valid request changes the revision of each rule
/// that comes to use it. Words for people, places, comments, layout and the order of keys do not count.
struct Revision: Sendable, Hashable {
    private(set) var bits: UInt64
    /// The declared files that were come across, whose content is still to be added.
    private(set) var files: Set<String> = []

    /// Begins with nothing.
    init() { bits = Self.basis }

    /// The digest of one node.
    init(_ node: LocatedNode) {
        self.init()
        add(node)
    }

    /// Adds a text; texts, numbers and nodes that follow one another differ from any others that do.
    mutating func add(_ text: String) {
        var (bits, mayNameFile) = (bits, false)
        let bytes = text.utf8.span
        for place in bytes.indices {
            bits = Self.mixed(bits, bytes[place])
            if bytes[place] == UInt8(ascii: "$") { mayNameFile = true }
        }
        self.bits = Self.mixed(bits, 0xFF)
        guard mayNameFile, Template.isIn(text), text.contains("${files."), let template = try? Template(text) else {
            return
        }
        for expression in template.expressions where expression.root == "files" {
            if case .member(let name)? = expression.steps.first { files.insert(name) }
        }
    }

    /// Adds a node: what it means, not how it is laid out.
    mutating func add(_ node: LocatedNode) {
        switch node.value {
        case .scalar(let text, isPlain: false): addString(text)
        case .scalar(let text, isPlain: true): add(LocatedNode.resolve(text))
        case .list(let elements):
            mix(UInt8(ascii: "["))
            for element in elements { add(element) }
            mix(UInt8(ascii: "]"))
        case .map(let entries):
            addMembers(entries) { member, entry in
                member.add(entry.key)
                member.add(entry.value)
            }
        }
    }

    /// Adds a value.
    mutating func add(_ value: JSONValue) {
        switch value {
        case .null: add("~")
        case .bool(let flag): add(flag ? "+" : "-")
        case .number(let number):
            mix(UInt8(ascii: "#"))
            add(number.text)
        case .string(let text): addString(text)
        case .array(let elements):
            mix(UInt8(ascii: "["))
            for element in elements { add(element) }
            mix(UInt8(ascii: "]"))
        case .object(let object):
            addMembers(object.members) { member, entry in
                member.add(entry.name)
                member.add(entry.value)
            }
        }
    }

    private mutating func addString(_ text: String) {
        mix(UInt8(ascii: "'"))
        add(text)
    }

    /// Adds what was gathered apart.
    mutating func add(_ other: Revision) {
        mix(other.bits)
        mention(other.files)
    }

    /// Adds several of which it does not matter which comes first.
    mutating func add(inAnyOrder others: some Sequence<Revision>) {
        var sum = Revision()
        for other in others { sum.join(other) }
        add(sum)
    }

    /// Takes in another one so that it does not matter which of several comes first.
    mutating func join(_ other: Revision) {
        bits &+= other.scattered
        mention(other.files)
    }

    /// Notes declared files that are sent or compared.
    mutating func mention(_ names: Set<String>) {
        if !names.isEmpty { files.formUnion(names) }
    }

    /// Takes in all that another one took in, which began with nothing.
    mutating func joinAll(of other: Revision) {
        bits &+= other.bits &- Self.basis
        mention(other.files)
    }

    /// Adds the content of the files that were come across.
    mutating func addFiles(of vocabulary: Vocabulary) {
        guard !files.isEmpty else { return }
        for name in files.sorted() {
            if let file = vocabulary.files[name] { add(file.revision) }
        }
    }

    /// Sixteen hexadecimal digits.
    var text: String {
        let bits = scattered
        var digits = [UInt8](repeating: 0, count: 16)
        for place in digits.indices {
            let digit = UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * place)) & 15
            digits[place] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The text of a rule that no case tests.
    static let untested = Revision().text

    // MARK: Numbers

    private mutating func addMembers<Entry>(_ entries: [Entry], _ add: (inout Revision, Entry) -> Void) {
        mix(UInt8(ascii: "{"))
        // Each member is gathered from nothing in the same place; files come together there as they are found.
        let before = bits
        var sum = Self.basis
        for place in entries.indices {
            bits = Self.basis
            add(&self, entries[place])
            sum &+= scattered
        }
        bits = before
        mix(sum)
    }

    private mutating func mix(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// FNV-1a of 64 bits.
    private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func mixed(_ bits: UInt64, _ byte: UInt8) -> UInt64 { (bits ^ UInt64(byte)) &* 0x100_0000_01b3 }

    private mutating func mix(_ byte: UInt8) { bits = Self.mixed(bits, byte) }

    /// The bits with each depending on all, so that sums tell their terms (the finisher of SplitMix64).
    private var scattered: UInt64 {
        var value = bits
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
