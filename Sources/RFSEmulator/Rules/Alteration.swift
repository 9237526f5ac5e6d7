/// One way in which an emulator can be made to break a rule.
///
/// The faithful emulator has none. Where a rule is decided, its alteration is looked up by the id of the rule.
enum Alteration: Sendable, Hashable {
    /// The rule is not enforced; a field is left out; an effect does not take place.
    case drop
    /// Something that the rule allows is refused: bounds are narrower by one at both ends, sets lose an element.
    case tighten
    /// Bounds are wider by one at both ends.
    case shift
    /// The ends of the bounds are moved by so many; a positive number moves an end up.
    case move(lower: Int = 0, upper: Int = 0)
    /// Lengths are taken in bytes of UTF-8, not in characters.
    case bytes
    /// Texts of a class are accepted that the rule refuses.
    case accept(TextClass)
    /// Texts of a class are refused that the rule accepts.
    case refuse(TextClass)
    /// The decision is right, its signal is not: another status, another code, a field of another type.
    case signal(status: Int? = nil, code: String? = nil)
    /// The answer is right, what it says was done was not: a refusal acts, a success does not.
    case effect
    /// A field is written in another form.
    case form(FieldForm)
    /// One of several ways to break a rule that has a name of its own where the rule is decided.
    case way(String)
}

/// Texts that have something in common.
enum TextClass: Sendable, Hashable {
    /// The very text.
    case equal(String)
    /// Texts that hold a character of the text.
    case anyOf(String)
    /// Texts that begin with a character of the text.
    case startingWith(String)
    /// Texts that do not hold the text.
    case without(String)
    /// Texts that end in the text.
    case ending(String)
    /// Texts with a Chinese character.
    case chinese
    /// Texts that begin with a Chinese character.
    case startingChinese
    /// Texts with a character outside ASCII that is not Chinese.
    case accented
    /// Texts with an upper-case letter.
    case upperCase
    /// Texts that begin with an upper-case letter.
    case startingUpperCase
    /// Texts of so many parts between full stops.
    case parts(Int)
    /// Texts of so many characters.
    case length(Int)

    /// Whether a text belongs to the class.
    func contains(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return switch self {
        case .equal(let other): text == other
        case .anyOf(let set): scalars.contains { set.unicodeScalars.contains($0) }
        case .startingWith(let set): scalars.first.map(set.unicodeScalars.contains) ?? false
        case .without(let part): !text.contains(part)
        case .ending(let end): text.hasSuffix(end)
        case .chinese: scalars.contains(where: Self.isChinese)
        case .startingChinese: scalars.first.map(Self.isChinese) ?? false
        case .accented: scalars.contains { $0.value > 0x7F && !Self.isChinese($0) }
        case .upperCase: scalars.contains { ("A"..."Z").contains($0) }
        case .startingUpperCase: scalars.first.map { ("A"..."Z").contains($0) } ?? false
        case .parts(let count): text.split(separator: ".", omittingEmptySubsequences: false).count == count
        case .length(let count): scalars.count == count
        }
    }

    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FA5).contains(scalar.value) }
}

/// How a response field is written.
enum FieldForm: Sendable, Hashable {
    case documented
    case absent
    case null
    case otherType
    case malformed
    /// The text is changed in a way that has a name.
    case changed(TextChange)
}

/// Ways to change the text of a field.
enum TextChange: String, Sendable, Hashable {
    case upper, lower, empty, cut, doubled, trimmedEnd
    /// The three digits of milliseconds are left out.
    case seconds
    /// The zone is an offset of zero in place of a Z.
    case offset
    /// The zone is left out.
    case zoneless
    /// The time of Beijing with its offset.
    case beijing
    /// A blank stands in place of the T.
    case blank
    /// Three digits of milliseconds where there are none.
    case milliseconds
    /// Three digits more.
    case microseconds
    /// Hyphens are left out.
    case unhyphenated
    /// A character that is no hexadecimal digit.
    case foreignDigit
    /// Braces around it.
    case braced
    /// Characters outside ASCII become question marks.
    case ascii
    /// Markup characters become references.
    case markup

    /// The changed text.
    func applied(to text: String) -> String {
        switch self {
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case .empty: ""
        case .cut: String(text.dropLast())
        case .doubled: text + text
        case .trimmedEnd: String(text.prefix(20))
        case .seconds: text.count == 24 ? text.prefix(19) + "Z" : text
        case .offset: text.hasSuffix("Z") ? text.dropLast() + "+00:00" : text
        case .zoneless: text.hasSuffix("Z") ? String(text.dropLast()) : text
        case .beijing: text.hasSuffix("Z") ? text.dropLast() + "+08:00" : text
        case .blank: text.replacing("T", with: " ")
        case .milliseconds: text.count == 20 ? text.dropLast() + ".000Z" : text
        case .microseconds: text.hasSuffix("Z") ? text.dropLast() + "000Z" : text
        case .unhyphenated: text.replacing("-", with: "")
        case .foreignDigit: text.dropLast() + "g"
        case .braced: "{\(text)}"
        case .ascii: String(text.map { $0.isASCII ? $0 : "?" })
        case .markup: text.replacing("&", with: "&amp;").replacing("'", with: "&#39;")
        }
    }
}

/// The id of a documented rule: operation and rule in kebab case, joined by a full stop.
struct RuleID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The operation, for instance `create-private-module`.
    let operation: String
    /// The rule within the operation, for instance `module-name-length`.
    let rule: String

    init(operation: String, rule: String) {
        self.operation = operation
        self.rule = rule
    }

    init(stringLiteral value: String) {
        let parts = value.split(separator: ".", maxSplits: 1)
        operation = String(parts.first ?? "")
        rule = parts.count == 2 ? String(parts[1]) : ""
    }

    var description: String { "\(operation).\(rule)" }
}
