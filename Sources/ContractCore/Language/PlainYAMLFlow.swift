/// Lists and maps in brackets and braces, over as many lines as they take.
extension PlainYAML {
    /// What has been read last of the innermost list or map.
    private enum Last {
        /// Its bracket or brace, or a comma.
        case separator
        case key, colon, anchor
        /// An element, or the value of a key.
        case node
    }

    /// Reads a list or map from its opening bracket or brace to past the closing one.
    mutating func readFlow(_ text: Span<UInt8>) throws(Unusual) {
        let outside = levels.count
        var last = try enter(text)
        while levels.count > outside {
            guard try goToToken(text), let level = levels.last else { throw Unusual() }
            switch text[place] {
            case UInt8(ascii: ","):
                guard last != .separator, last != .anchor else { throw Unusual() }
                try fillIn(behind: last)
                place += 1
                last = .separator
            case UInt8(ascii: "]"):
                guard level.kind == .flowList, last != .anchor else { throw Unusual() }
                last = try leave()
            case UInt8(ascii: "}"):
                guard level.kind == .flowMap, last != .anchor else { throw Unusual() }
                try fillIn(behind: last)
                last = try leave()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                guard last == .anchor || last == .colon || last == .separator && level.kind == .flowList else {
                    throw Unusual()
                }
                last = try enter(text)
            case UInt8(ascii: "*"):
                guard last == .colon || last == .separator && level.kind == .flowList else { throw Unusual() }
                try readAlias(text)
                last = .node
            case UInt8(ascii: "&"):
                guard last == .colon || last == .separator && level.kind == .flowList else { throw Unusual() }
                try readAnchor(text)
                last = .anchor
            default:
                guard last == .anchor || last == .colon || last == .separator else { throw Unusual() }
                last = try readText(text, isKey: last == .separator && level.kind == .flowMap)
            }
        }
    }

    private mutating func enter(_ text: Span<UInt8>) throws(Unusual) -> Last {
        let kind: Level.Kind = text[place] == UInt8(ascii: "{") ? .flowMap : .flowList
        try begin(kind, column: 0, at: location)
        place += 1
        return .separator
    }

    private mutating func leave() throws(Unusual) -> Last {
        try end()
        place += 1
        return .node
    }

    /// Puts null in front of what stands here, if a value was left out.
    private mutating func fillIn(behind last: Last) throws(Unusual) {
        if last == .key || last == .colon { try add("", isPlain: true, at: location) }
    }

    /// Reads a text, and the colon if it is a key and has one.
    private mutating func readText(_ text: Span<UInt8>, isKey: Bool) throws(Unusual) -> Last {
        let (start, startLocation) = (place, location)
        let first = text[start]
        let scalar = try readScalar(text, inFlow: true)
        try add(scalar, isPlain: Self.isPlain(first), at: startLocation)
        guard isKey else { return .node }
        skipBlanks(text)
        guard place < text.count, text[place] == UInt8(ascii: ":") else { return .key }
        guard isShort(from: start) else { throw Unusual() }
        place += 1
        return .colon
    }
}
