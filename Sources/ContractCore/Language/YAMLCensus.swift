import CYaml

/// Counts the nodes that a YAML text stands for before any of them is made.
///
/// Aliases of aliases multiply: a page of text may stand for more nodes than there is memory, and a key that is such
/// a node would be hashed without end. The count goes over libyaml's events, which are as many as the text is long.
struct YAMLCensus {
    /// What one anchor stands for.
    private struct Weight {
        var nodes: Int
        var isText: Bool
    }

    /// A list or map whose end has not come.
    private struct Open {
        var isMap: Bool
        var anchor: String?
        var nodes = 1
        var isAtKey = true
    }

    private var anchors: [String: Weight] = [:]
    private var open: [Open] = []
    private var total = 0

    /// Ends with a mistake when the text stands for more nodes than the limit, or has a key that is no text.
    ///
    /// Texts that are no YAML pass: reading them tells what is wrong.
    static func check(_ file: SourceFile, limit: Int) throws(Diagnostic) {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return }
        defer { yaml_parser_delete(&parser) }
        let bytes = Array(file.text.utf8)
        let mistake = bytes.withUnsafeBufferPointer { buffer -> Diagnostic? in
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            var census = YAMLCensus()
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1, event.type != YAML_NO_EVENT else { return nil }
                defer { yaml_event_delete(&event) }
                if event.type == YAML_STREAM_END_EVENT { return nil }
                let isSoundKey = census.take(event)
                let place = Location(
                    file: file.name, line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
                guard isSoundKey else { return Diagnostic("key", "a key must be text, not a list or a map", at: place) }
                guard census.total <= limit else {
                    return Diagnostic("too-large", "more than \(limit) nodes once aliases are resolved", at: place)
                }
            }
        }
        if let mistake { throw mistake }
    }

    /// Takes an event in; false when it begins a key that is no text.
    private mutating func take(_ event: yaml_event_t) -> Bool {
        switch event.type {
        case YAML_SCALAR_EVENT:
            add(1)
            if let anchor = Self.text(event.data.scalar.anchor) { anchors[anchor] = Weight(nodes: 1, isText: true) }
        case YAML_ALIAS_EVENT:
            let weight = Self.text(event.data.alias.anchor).flatMap { anchors[$0] } ?? Weight(nodes: 1, isText: true)
            if !weight.isText, isAtKey { return false }
            add(weight.nodes)
        case YAML_SEQUENCE_START_EVENT:
            if isAtKey { return false }
            open.append(Open(isMap: false, anchor: Self.text(event.data.sequence_start.anchor)))
        case YAML_MAPPING_START_EVENT:
            if isAtKey { return false }
            open.append(Open(isMap: true, anchor: Self.text(event.data.mapping_start.anchor)))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            guard let closed = open.popLast() else { return true }
            if let anchor = closed.anchor { anchors[anchor] = Weight(nodes: closed.nodes, isText: false) }
            total = Self.sum(total, 1)
            attach(closed.nodes)
        default: break
        }
        return true
    }

    private var isAtKey: Bool { open.last.map { $0.isMap && $0.isAtKey } ?? false }

    private mutating func add(_ nodes: Int) {
        total = Self.sum(total, nodes)
        attach(nodes)
    }

    private mutating func attach(_ nodes: Int) {
        guard !open.isEmpty else { return }
        open[open.count - 1].nodes = Self.sum(open[open.count - 1].nodes, nodes)
        open[open.count - 1].isAtKey.toggle()
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflows) = left.addingReportingOverflow(right)
        return overflows ? .max : sum
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }
}
