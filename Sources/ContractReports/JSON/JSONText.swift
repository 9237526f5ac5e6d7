/// JSON text that is laid out while it grows: what has no members inside and is short stands on one line.
///
/// The innermost object or array is written as one line for as long as it may be one. As soon as it is too long, or
/// something with members comes into it, its members are moved to lines of their own; that happens at most once to each,
/// and never to more than one line's length.
struct JSONText {
    /// The most bytes between the brackets of what stands on one line.
    private static let lineLimit = 100

    /// An object or an array that is not at its end yet.
    private struct Level {
        /// Which of all objects and arrays of the text it is, counted from one.
        let number: Int
        let isObject: Bool
        var isEmpty = true
    }

    /// What was written since the last `take`.
    private(set) var bytes: [UInt8] = []
    private var levels: [Level] = []
    /// How many objects and arrays have begun.
    private(set) var begun = 0
    /// Whether the value is still to come: that of the whole text, or that of the member which has begun.
    private(set) var awaitsValue = true
    /// Whether the innermost level stands on one line so far.
    private var isOnLine = false
    /// Where that line's first member begins.
    private var lineStart = 0
    /// Where its members end, but for the last.
    private var lineBreaks: [Int] = []

    /// The number of the innermost object or array that is not at its end, 0 outside of all.
    var innermost: Int { levels.last?.number ?? 0 }

    /// Begins an object or an array as the value that is to come.
    mutating func begin(isObject: Bool) {
        if isOnLine { breakLine() }
        bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        begun += 1
        levels.append(Level(number: begun, isObject: isObject))
        isOnLine = true
        lineStart = bytes.count
        lineBreaks.removeAll(keepingCapacity: true)
        awaitsValue = false
    }

    /// Ends the innermost object or array.
    mutating func end() {
        finishMember()
        guard let level = levels.popLast() else { return }
        if !isOnLine { startLine() }
        bytes.append(level.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        isOnLine = false
    }

    /// Begins a member of the innermost object or array; the name of an element is not written.
    mutating func beginMember(_ name: String) {
        finishMember()
        guard let level = levels.last else { return }
        if isOnLine {
            if !level.isEmpty {
                lineBreaks.append(bytes.count)
                bytes.append(contentsOf: ", ".utf8)
            }
        } else {
            if !level.isEmpty { bytes.append(UInt8(ascii: ",")) }
            startLine()
        }
        levels[levels.count - 1].isEmpty = false
        if level.isObject {
            JSONLiteral.append(name, to: &bytes)
            bytes.append(contentsOf: ": ".utf8)
        }
        awaitsValue = true
    }

    /// Writes the value that is to come, which has no members.
    mutating func addScalar(_ append: (inout [UInt8]) -> Void) {
        append(&bytes)
        awaitsValue = false
        if isOnLine, bytes.count - lineStart > Self.lineLimit { breakLine() }
    }

    /// Hands over what will not change any more, when it is at least so many bytes.
    mutating func take(atLeast size: Int) -> String? {
        guard bytes.count >= size, !isOnLine else { return nil }
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Gives a member that got no value the value null.
    private mutating func finishMember() {
        if awaitsValue { addScalar { $0.append(contentsOf: "null".utf8) } }
    }

    /// Gives each member of the innermost level, which are on one line, a line of its own.
    private mutating func breakLine() {
        let members = Array(bytes[lineStart...])
        bytes.removeSubrange(lineStart...)
        var index = 0
        for lineBreak in lineBreaks {
            let end = lineBreak - lineStart
            startLine()
            bytes.append(contentsOf: members[index..<end])
            bytes.append(UInt8(ascii: ","))
            index = end + 2
        }
        startLine()
        bytes.append(contentsOf: members[index...])
        isOnLine = false
    }

    private mutating func startLine() {
        bytes.append(UInt8(ascii: "\n"))
        for _ in levels { bytes.append(contentsOf: "  ".utf8) }
    }
}
