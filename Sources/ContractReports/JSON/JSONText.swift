/// JSON text that is laid out while it grows: what has no members inside and is short stands on one line.
///
/// The innermost object or array is written as one line for as long as it may be one. As soon as it is too long, or
/// something with members comes into it, its members are moved to lines of their own; that happens at most once to each,
/// and never to more than one line's length and one member.
///
/// Objects and arrays are told apart by the numbers in which they began, from 1. One that is at its end takes no more
/// members: what is written to it all the same makes the text misused, which is no JSON then.
struct JSONText {
    /// The most bytes between the brackets of what stands on one line.
    private static let lineLimit = 100
    /// A line feed and the margin of most depths.
    private static let margin = Array(("\n" + String(repeating: " ", count: 64)).utf8)

    /// An object or an array that is not at its end yet.
    private struct Level {
        /// 0 stands for the text itself, in which there is one value.
        var number: Int
        var isObject: Bool
        var isEmpty = true
    }

    /// What was written since the last `take`.
    private var bytes: [UInt8] = []
    private var innermost = Level(number: 0, isObject: false)
    private var outer: [Level] = []
    /// How many objects and arrays have begun.
    private(set) var begun = 0
    /// Whether the value is still to come: that of the text, or that of the member which has begun.
    private var awaitsValue = true
    /// Whether something was written where nothing may be.
    private(set) var isMisused = false
    /// Whether the innermost object or array stands on one line so far.
    private var isOnLine = false
    /// Where that line's first member begins.
    private var lineStart = 0
    /// Where its members end, but for the last.
    private var lineBreaks: [Int] = []

    /// A place for one value.
    struct Place {
        /// The object or array that it is in.
        fileprivate let outer: Int
        /// What the value becomes, when it becomes an object or an array.
        fileprivate let own: Int
    }

    /// The place for the value that is to come.
    var place: Place { Place(outer: innermost.number, own: begun + 1) }

    // MARK: Values

    /// Begins an object or an array as the value of a place, unless that was done; gives its number.
    mutating func begin(isObject: Bool, at place: Place) -> Int {
        if begun < place.own {
            if awaitsValue { begin(isObject: isObject) } else { isMisused = true }
        }
        return place.own
    }

    private mutating func begin(isObject: Bool) {
        if isOnLine { breakLine() }
        bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        begun += 1
        outer.append(innermost)
        innermost = Level(number: begun, isObject: isObject)
        isOnLine = true
        lineStart = bytes.count
        lineBreaks.removeAll(keepingCapacity: true)
        awaitsValue = false
    }

    /// Writes a value without members as the value that is to come.
    mutating func addScalar(_ append: (inout [UInt8]) -> Void) {
        guard awaitsValue else { return isMisused = true }
        append(&bytes)
        awaitsValue = false
        if isOnLine, bytes.count - lineStart > Self.lineLimit { breakLine() }
    }

    /// Writes a member without members of its own.
    mutating func addMember(_ name: String, of number: Int, _ append: (inout [UInt8]) -> Void) {
        beginMember(name, of: number)
        addScalar(append)
    }

    /// Begins a member of the object or array of a number, and ends those inside; the name of an element is not written.
    mutating func beginMember(_ name: String, of number: Int) {
        endLevels(inside: number)
        guard innermost.number == number, number > 0 else { return isMisused = true }
        if isOnLine {
            if !innermost.isEmpty {
                lineBreaks.append(bytes.count)
                bytes.append(UInt8(ascii: ","))
                bytes.append(UInt8(ascii: " "))
            }
        } else {
            if !innermost.isEmpty { bytes.append(UInt8(ascii: ",")) }
            startLine(depth: outer.count)
        }
        innermost.isEmpty = false
        awaitsValue = true
        guard innermost.isObject else { return }
        JSONLiteral.append(text: name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
    }

    /// Ends the value of a place; one that is not there is null.
    mutating func finish(_ place: Place) { endLevels(inside: place.outer) }

    /// Hands over what will not change any more, when it is at least so many bytes.
    mutating func take(atLeast size: Int) -> String? {
        guard bytes.count >= size, !isOnLine else { return nil }
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Layout

    private mutating func endLevels(inside number: Int) {
        if awaitsValue { addScalar { $0.append(contentsOf: "null".utf8) } }
        while innermost.number > number { end() }
    }

    private mutating func end() {
        guard let level = outer.popLast() else { return }
        if !isOnLine { startLine(depth: outer.count) }
        bytes.append(innermost.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        innermost = level
        isOnLine = false
    }

    /// Gives each member of the innermost object or array, which are on one line, a line of its own.
    private mutating func breakLine() {
        let members = Array(bytes[lineStart...])
        bytes.removeSubrange(lineStart...)
        var index = 0
        for lineBreak in lineBreaks {
            let end = lineBreak - lineStart
            startLine(depth: outer.count)
            bytes.append(contentsOf: members[index...end])
            // The comma is taken along, the space behind it is not.
            index = end + 2
        }
        startLine(depth: outer.count)
        bytes.append(contentsOf: members[index...])
        isOnLine = false
    }

    private mutating func startLine(depth: Int) {
        let count = 1 + 2 * depth
        bytes.append(contentsOf: Self.margin.prefix(count))
        if count > Self.margin.count {
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count - Self.margin.count))
        }
    }
}
