/// Words of a command line for a POSIX shell.
enum ShellWord {
    /// A text as one word: as it stands when no character of it means anything to a shell, else in quotes.
    ///
    /// A reference `${NAME}` that `original` does not have was put there by redaction and is left for the shell to
    /// expand, in double quotes; one that `original` has is text like any other. Names that no shell knows, such as
    /// those with a hyphen, are text too.
    static func text(_ text: String, original: String? = nil) -> String {
        let pieces = pieces(of: text, original: original ?? text)
        guard pieces.contains(where: \.isReference) else { return literal(text) }
        let isSafe = pieces.allSatisfy { $0.isReference || $0.text.utf8.allSatisfy { !#"$`"\!"#.utf8.contains($0) } }
        if isSafe { return "\"\(text)\"" }
        return pieces.map { $0.isReference ? "\"\($0.text)\"" : literal($0.text) }.joined()
    }

    /// The arguments with which `printf` writes some bytes: letters, digits and some signs as they are, all else in octal.
    ///
    /// References are arguments of their own behind the format, so that nothing in a secret is taken for a format.
    static func printf(_ content: [UInt8], original: String) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            return "'\(format(content, isFirst: true))'"
        }
        var result = ""
        var arguments: [String] = []
        for piece in pieces(of: text, original: original) {
            if piece.isReference {
                result += "%s"
                arguments.append("\"\(piece.text)\"")
            } else {
                result += format(Array(piece.text.utf8), isFirst: result.isEmpty)
            }
        }
        return (["'\(result)'"] + arguments).joined(separator: " ")
    }

    private static func format(_ content: [UInt8], isFirst: Bool) -> String {
        var format: [UInt8] = []
        for (index, byte) in content.enumerated() {
            if (0x20...0x7E).contains(byte), byte != 0x25, byte != 0x27, byte != 0x5C,
                index > 0 || !isFirst || byte != 0x2D
            {
                format.append(byte)
            } else {
                format += [0x5C, 0x30 + byte >> 6, 0x30 + byte >> 3 & 7, 0x30 + byte & 7]
            }
        }
        return String(decoding: format, as: UTF8.self)
    }

    private struct Piece {
        var text: String
        var isReference: Bool
    }

    private static func pieces(of text: String, original: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while !rest.isEmpty {
            if let reference = reference(at: rest), !original.contains(reference) {
                if !plain.isEmpty { pieces.append(Piece(text: plain, isReference: false)) }
                plain = ""
                pieces.append(Piece(text: String(reference), isReference: true))
                rest = rest[reference.endIndex...]
            } else {
                plain.unicodeScalars.append(rest.unicodeScalars.removeFirst())
            }
        }
        return plain.isEmpty ? pieces : pieces + [Piece(text: plain, isReference: false)]
    }

    /// The `${NAME}` that a text begins with, when a shell would expand it.
    private static func reference(at text: Substring) -> Substring? {
        guard text.utf8.starts(with: "${".utf8), let end = text.utf8.firstIndex(of: UInt8(ascii: "}")) else {
            return nil
        }
        let name = text.utf8.dropFirst(2).prefix { $0 != UInt8(ascii: "}") }
        guard let first = name.first, !(0x30...0x39).contains(first), name.allSatisfy(isName) else { return nil }
        return text[...end]
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func literal(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { isName($0) || "@%+=:,./-".utf8.contains($0) }
        if isPlain, !word.isEmpty { return word }
        var quoted = "'"
        for scalar in word.unicodeScalars {
            if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
        }
        return quoted + "'"
    }
}
