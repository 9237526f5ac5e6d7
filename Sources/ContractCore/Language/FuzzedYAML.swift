/// The two ways in which YAML is read, for the program that compares them over damaged input.
@_spi(Fuzz) public enum FuzzedYAML {
    /// What one way makes of a text, spelled out to the last byte and column; nil when it makes nothing of it.
    public typealias Reading = String

    /// What is read straight from the bytes.
    public static func plainReading(of text: String) -> Reading? {
        PlainYAML.root(of: SourceFile(name: "fuzz.yaml", text: text)).map(spelled)
    }

    /// What libyaml reads without a mistake or a repeated key.
    public static func fullReading(of text: String) -> Reading? {
        let (outcome, repeated) = YAMLEvents.compose(SourceFile(name: "fuzz.yaml", text: text))
        guard repeated.isEmpty, case .root(let root) = outcome else { return nil }
        return spelled(root)
    }

    /// A node by its Unicode scalars: texts that are equal to Swift may still differ in them.
    private static func spelled(_ node: LocatedNode) -> Reading {
        let place = "\(node.location) "
        switch node.value {
        case .scalar(let text, let isPlain): return place + (isPlain ? "plain " : "quoted ") + spelled(text)
        case .list(let elements): return place + "[" + elements.map(spelled).joined(separator: "\n") + "]"
        case .map(let entries):
            let texts = entries.map { "\($0.keyLocation) \(spelled($0.key)): \(spelled($0.value))" }
            return place + "{" + texts.joined(separator: "\n") + "}"
        }
    }

    private static func spelled(_ text: String) -> String {
        text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
    }
}
