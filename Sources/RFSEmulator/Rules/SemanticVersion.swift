/// The grammar of Semantic Versioning 2.0.0, section "Backus-Naur Form".
enum SemanticVersion {
    /// Whether a text is a semantic version, numbers of any size.
    static func isValid(_ text: String) -> Bool { numbers(of: text) != nil }

    /// Whether the three numbers of a semantic version fit 64 bits without a sign.
    static func fitsUInt64(_ text: String) -> Bool {
        guard let numbers = numbers(of: text) else { return false }
        return numbers.allSatisfy { UInt64($0) != nil }
    }

    /// Major, minor and patch as written; nil when the text is no semantic version.
    static func numbers(of text: String) -> [Substring]? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let build = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        if build.count == 2, !identifiers(build[1], areValid: isIdentifier) { return nil }
        let release = build[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        if release.count == 2, !identifiers(release[1], areValid: isPreRelease) { return nil }
        let numbers = release[0].split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy(isNumber) else { return nil }
        return numbers
    }

    private static func identifiers(_ text: Substring, areValid: (Substring) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(areValid)
    }

    private static func isIdentifier(_ text: Substring) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy(CharacterSet.requestID.contains)
    }

    private static func isPreRelease(_ text: Substring) -> Bool {
        isIdentifier(text) && (isNumber(text) || !text.utf8.allSatisfy(isDigit))
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isDigit) && (text.utf8.count == 1 || text.utf8.first != 0x30)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
