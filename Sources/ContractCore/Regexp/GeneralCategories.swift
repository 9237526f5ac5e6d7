/// A set of general categories of Unicode, one bit each.
struct GeneralCategories: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The one category of a scalar.
    init(of scalar: Unicode.Scalar) {
        self = Self.category(scalar.properties.generalCategory)
    }

    /// The categories that RFC 9485 lets `\p{…}` name: one letter for a group, two for a single category.
    ///
    /// Surrogates (Cs) are no scalars and cannot be named.
    init?(name: String) {
        guard let categories = Self.named[name] else { return nil }
        self = categories
    }

    /// All other categories.
    var complement: GeneralCategories {
        Self.all.subtracting(self)
    }

    private static let all = named.values.reduce(into: GeneralCategories()) { $0.formUnion($1) }

    private static let singles: [(String, Unicode.GeneralCategory)] = [
        ("Ll", .lowercaseLetter), ("Lm", .modifierLetter), ("Lo", .otherLetter), ("Lt", .titlecaseLetter),
        ("Lu", .uppercaseLetter), ("Mc", .spacingMark), ("Me", .enclosingMark), ("Mn", .nonspacingMark),
        ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
        ("Pd", .dashPunctuation), ("Pe", .closePunctuation), ("Pf", .finalPunctuation), ("Pi", .initialPunctuation),
        ("Po", .otherPunctuation), ("Ps", .openPunctuation), ("Zl", .lineSeparator), ("Zp", .paragraphSeparator),
        ("Zs", .spaceSeparator), ("Sc", .currencySymbol), ("Sk", .modifierSymbol), ("Sm", .mathSymbol),
        ("So", .otherSymbol), ("Cc", .control), ("Cf", .format), ("Cn", .unassigned), ("Co", .privateUse),
    ]

    private static let named: [String: GeneralCategories] = singles.reduce(into: [:]) { named, single in
        let (name, category) = single
        named[name] = Self.category(category)
        named[String(name.prefix(1)), default: []].formUnion(Self.category(category))
    }

    private static func category(_ category: Unicode.GeneralCategory) -> GeneralCategories {
        let place: UInt32 =
            switch category {
            case .uppercaseLetter: 0
            case .lowercaseLetter: 1
            case .titlecaseLetter: 2
            case .modifierLetter: 3
            case .otherLetter: 4
            case .nonspacingMark: 5
            case .spacingMark: 6
            case .enclosingMark: 7
            case .decimalNumber: 8
            case .letterNumber: 9
            case .otherNumber: 10
            case .connectorPunctuation: 11
            case .dashPunctuation: 12
            case .openPunctuation: 13
            case .closePunctuation: 14
            case .initialPunctuation: 15
            case .finalPunctuation: 16
            case .otherPunctuation: 17
            case .mathSymbol: 18
            case .currencySymbol: 19
            case .modifierSymbol: 20
            case .otherSymbol: 21
            case .spaceSeparator: 22
            case .lineSeparator: 23
            case .paragraphSeparator: 24
            case .control: 25
            case .format: 26
            case .surrogate: 27
            case .privateUse: 28
            case .unassigned: 29
            @unknown default: 30
            }
        return GeneralCategories(rawValue: 1 << place)
    }
}
