import CYaml

/// Drives a composer by the events that libyaml reads from a text.
enum YAMLEvents {
    /// Reads the text of a file; repeated keys come in the order of their places.
    static func compose(
        _ file: SourceFile
    ) -> (outcome: YAMLComposer.Outcome, repeated: [YAMLComposer.RepeatedKey]) {
        let fileNumber = FileNames.number(of: file.name)
        var composer = YAMLComposer()
        var text = file.text
        if let mistake = text.withUTF8({ compose($0, fileNumber, &composer) }) {
            return (.mistake(mistake), composer.repeated)
        }
        return (composer.outcome, composer.repeated)
    }

    /// What is wrong with the YAML; the parser reads from the bytes while this call lasts, and from nothing else.
    private static func compose(
        _ bytes: UnsafeBufferPointer<UInt8>, _ fileNumber: UInt32, _ composer: inout YAMLComposer
    ) -> YAMLMistake? {
        // A parser holds its own address, so it has a place that does not change.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { return .memory }
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { return YAMLMistake(parser.pointee) }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT { return nil }
            if event.type == YAML_DOCUMENT_START_EVENT, composer.root != nil {
                return .syntax("but found another document", location(of: event, fileNumber))
            }
            guard take(event, at: location(of: event, fileNumber), &composer) else { return nil }
            if composer.repeated.count > YAMLReader.duplicateLimit { return .tooManyRepeatedKeys }
        }
    }

    private static func location(of event: yaml_event_t, _ fileNumber: UInt32) -> Location {
        Location(
            fileNumber: fileNumber, line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
    }

    /// Takes an event in; whether reading can go on.
    private static func take(_ event: yaml_event_t, at location: Location, _ composer: inout YAMLComposer) -> Bool {
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE || scalar.style == YAML_ANY_SCALAR_STYLE
            return composer.scalar(text, isPlain: isPlain, anchor: name(scalar.anchor), at: location)
        case YAML_ALIAS_EVENT:
            return composer.alias(name(event.data.alias.anchor) ?? "", at: location)
        case YAML_SEQUENCE_START_EVENT:
            return composer.begin(isMap: false, anchor: name(event.data.sequence_start.anchor), at: location)
        case YAML_MAPPING_START_EVENT:
            return composer.begin(isMap: true, anchor: name(event.data.mapping_start.anchor), at: location)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            return composer.end()
        default:
            return true
        }
    }

    /// A name that ends in a zero byte, as libyaml keeps those of anchors.
    private static func name(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }
}
