/// Digests of rules: equal when the rule and its cases stand as they stood.
enum Revision {
    /// Sixteen hexadecimal digits of FNV-1a over the node's text; places do not count.
    static func digest(of node: LocatedNode) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in JSONWriter.bytes(of: node.json) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
