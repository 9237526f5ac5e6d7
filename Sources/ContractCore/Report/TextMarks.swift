/// Which bytes a text holds of those without which most of redaction has nothing to do.
struct TextMarks {
    /// Whether any coding that `DecodedText` undoes can occur: percent signs, plus signs, escapes, quotes, references.
    private(set) var hasCodings = false
    /// Whether a credential can stand behind its name: a colon or an equals sign.
    private(set) var hasFields = false
    /// Whether there is neither.
    var isPlain: Bool { !hasCodings && !hasFields }

    /// Looks at each byte once.
    init(in bytes: some Sequence<UInt8>) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "&"):
                hasCodings = true
            case UInt8(ascii: ":"), UInt8(ascii: "="): hasFields = true
            default: continue
            }
            if hasCodings, hasFields { return }
        }
    }
}
