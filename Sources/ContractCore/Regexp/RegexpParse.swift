/// A recursive descent through the grammar of RFC 9485, section 3.
struct RegexpParse {
    let scalars: [Unicode.Scalar]
    var position = 0
    private var depth = 0

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    var peek: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    mutating func next(in place: String) throws(IRegexpError) -> Unicode.Scalar {
        guard let scalar = peek else { throw error(.unexpectedEnd, "the pattern ends inside \(place)") }
        position += 1
        return scalar
    }

    func error(_ kind: IRegexpError.Kind, _ message: String, at offset: Int? = nil) -> IRegexpError {
        IRegexpError(kind: kind, message: message, offset: offset ?? position)
    }

    mutating func wholePattern() throws(IRegexpError) -> RegexpNode {
        let node = try choice()
        guard peek == nil else {
            throw error(.unexpectedCharacter, "found ')' without '(', expected '\\)' for the character itself")
        }
        return node
    }

    /// Reads `i-regexp = branch *( "|" branch )`.
    private mutating func choice() throws(IRegexpError) -> RegexpNode {
        var branches = [try branch()]
        while take("|") { branches.append(try branch()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    /// Reads `branch = *piece`.
    private mutating func branch() throws(IRegexpError) -> RegexpNode {
        var pieces: [RegexpNode] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            pieces.append(try quantified(try atom()))
        }
        return pieces.count == 1 ? pieces[0] : .sequence(pieces)
    }

    /// Reads `atom = NormalChar / charClass / ( "(" i-regexp ")" )`.
    private mutating func atom() throws(IRegexpError) -> RegexpNode {
        let start = position
        let scalar = try next(in: "the pattern")
        switch scalar {
        case "(": return try group(from: start)
        case "[": return .one(try RegexpClassParse.classExpression(&self))
        case ".": return .one(.dot)
        case "^": return .start
        case "$": return .end
        case "\\": return .one(try escape().set)
        case "*", "+", "?", "{":
            throw error(.unexpectedCharacter, "found '\(scalar)' with nothing in front of it to repeat", at: start)
        case "]", "}":
            let message = "found '\(scalar)', expected '\\\(scalar)' for the character itself"
            throw error(.unexpectedCharacter, message, at: start)
        default: return .one(ScalarSet(scalar))
        }
    }

    private mutating func group(from start: Int) throws(IRegexpError) -> RegexpNode {
        depth += 1
        guard depth <= IRegexp.deepestGroup else {
            throw error(.tooLarge, "groups are nested deeper than \(IRegexp.deepestGroup)", at: start)
        }
        let node = try choice()
        guard take(")") else { throw error(.unexpectedEnd, "the pattern ends inside a group, expected ')'") }
        depth -= 1
        return node
    }

    /// What an escape stands for: one character, or a set that cannot be an end of a range.
    enum Escape {
        case character(Unicode.Scalar)
        case category(GeneralCategories)

        var set: ScalarSet {
            switch self {
            case .character(let scalar): ScalarSet(scalar)
            case .category(let categories): ScalarSet(ranges: [], categories: categories)
            }
        }
    }

    /// Reads a SingleCharEsc or charClassEsc from behind its backslash.
    mutating func escape() throws(IRegexpError) -> Escape {
        let start = position - 1
        let letter = try next(in: "an escape")
        switch letter {
        case "n": return .character("\n")
        case "r": return .character("\r")
        case "t": return .character("\t")
        case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}": return .character(letter)
        case "p": return .category(try category())
        case "P": return .category(try category().complement)
        default: throw error(.invalidEscape, "'\\\(letter)' is no escape of an I-Regexp", at: start)
        }
    }

    /// Reads the braces and the name behind `\p`.
    private mutating func category() throws(IRegexpError) -> GeneralCategories {
        guard take("{") else {
            throw error(peek == nil ? .unexpectedEnd : .unexpectedCharacter, "expected '{' behind '\\p' or '\\P'")
        }
        let start = position
        var name = ""
        while try next(in: "a category") != "}" { name.unicodeScalars.append(scalars[position - 1]) }
        guard let categories = GeneralCategories(name: name) else {
            throw error(.unknownCategory, "'\(name)' is no general category such as L or Nd", at: start)
        }
        return categories
    }
}
