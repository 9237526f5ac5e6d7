import HTTPTypes

/// One parameter of an operation: where it stands, what it may be, and the rule behind each demand on it.
final class Parameter: Sendable {
    /// Where a parameter stands in the request.
    enum Place: Sendable, Hashable {
        case header, path, query, body
    }

    /// What a parameter holds.
    enum Kind: Sendable, Hashable {
        case string, integer
        /// Text that may be given several times.
        case strings
        /// True or false, in a body only.
        case boolean
        /// A JSON array, in a body only; the operation reads it.
        case structure
    }

    /// One demand on the value, with the rule (of the operation that the parameter belongs to) that states it.
    enum Check: Sendable, Hashable {
        /// The number of characters.
        case length(rule: String, Bounds)
        /// The first character.
        case first(rule: String, CharacterSet, ErrorCode)
        /// All characters.
        case characters(rule: String, CharacterSet, ErrorCode)
        /// The form of an id: its length, its characters, and no hyphen in front.
        case identifier(rule: String, length: Bounds)
        /// One of the listed texts.
        case oneOf(rule: String, [String])
        /// A whole number between bounds.
        case range(rule: String, Bounds)
        /// A semantic version.
        case semanticVersion(rule: String)
        /// The three numbers of a semantic version fit 64 bits.
        case versionNumbers(rule: String)
        /// An http or https link whose path ends in .zip.
        case packageLink(rule: String)
        /// An http or https link whose path ends in .tf, .tf.json or .zip.
        case templateLink(rule: String)
        /// An http or https link whose path ends in .tfvars.
        case variablesLink(rule: String)
        /// An IPv4 address with the length of its network prefix.
        case addressBlock(rule: String)
    }

    let name: String
    /// The name of a header field; nil for parameters at other places.
    let field: HTTPField.Name?
    let place: Place
    let kind: Kind
    /// Whether the parameter must be given.
    let isRequired: Bool
    /// The rules that are not a check of the value.
    let requiredRule: String
    let typeRule: String
    let checks: [Check]

    init(
        _ name: String, in place: Place, _ kind: Kind = .string, required: Bool = false, checks: [Check] = []
    ) {
        self.name = name
        field = place == .header ? HTTPField.Name(name) : nil
        self.place = place
        self.kind = kind
        isRequired = required
        let stem = Parameter.ruleStem(name)
        requiredRule = "\(stem)-required"
        typeRule = kind == .integer ? "\(stem)-integer" : "\(stem)-type"
        self.checks = checks
    }

    /// The name of a parameter as rule ids spell it.
    static func ruleStem(_ name: String) -> String {
        String(name.lowercased().map { $0 == "_" ? "-" : $0 })
    }
}

/// A set of characters that documents describe.
enum CharacterSet: Sendable, Hashable {
    /// Chinese characters (U+4E00 to U+9FA5) and letters.
    case nameStart
    /// Chinese characters, letters, digits, underscore, hyphen.
    case name
    /// Letters and digits.
    case alphanumeric
    /// Letters, digits, hyphen.
    case requestID
    /// Lower-case hexadecimal digits.
    case lowerHexadecimal
    /// Lower-case letters, digits, hyphen.
    case networkID
    /// Letters, digits, underscore.
    case word

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .nameStart: isLetter(scalar) || (0x4E00...0x9FA5).contains(scalar.value)
        case .name:
            isLetter(scalar) || isDigit(scalar) || scalar == "_" || scalar == "-"
                || (0x4E00...0x9FA5).contains(scalar.value)
        case .alphanumeric: isLetter(scalar) || isDigit(scalar)
        case .requestID: isLetter(scalar) || isDigit(scalar) || scalar == "-"
        case .lowerHexadecimal: isDigit(scalar) || (scalar >= "a" && scalar <= "f")
        case .networkID: isDigit(scalar) || scalar == "-" || (scalar >= "a" && scalar <= "z")
        case .word: isLetter(scalar) || isDigit(scalar) || scalar == "_"
        }
    }

    /// Whether all characters of a text belong to the set.
    func containsAll(of text: String) -> Bool {
        for byte in text.utf8 {
            // A byte of ASCII is a character; most texts have no other.
            guard byte < 0x80 else { return text.unicodeScalars.allSatisfy(contains) }
            guard contains(Unicode.Scalar(byte)) else { return false }
        }
        return true
    }

    private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        (scalar >= "a" && scalar <= "z") || (scalar >= "A" && scalar <= "Z")
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
}
