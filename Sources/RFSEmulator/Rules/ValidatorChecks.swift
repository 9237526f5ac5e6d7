extension Validator {
    /// Holds one value against one demand.
    func apply(_ check: Parameter.Check, to value: String, of parameter: Parameter) throws(Refusal) {
        let name = parameter.name
        switch check {
        case .length(let rule, let documented):
            let count = value.scalarCount
            let (isAdmitted, isBelow) = rules.admits(rule, count, documented, of: value)
            guard isAdmitted else {
                let allowed = "\(documented.lower) to \(documented.upper)"
                return try rules.refuse(
                    rule,
                    Refusal(isBelow ? .tooShort : .tooLong, "\(name) is \(count) characters long, not \(allowed)"))
            }
        case .first(let rule, let set, let error):
            guard let first = value.unicodeScalars.first else { return }
            try rules.require(
                rule, set.contains(first), on: value,
                else: Refusal(error, "\(name) begins with a character that is not allowed"))
        case .characters(let rule, let set, let error):
            try rules.require(
                rule, set.containsAll(of: value), on: value,
                else: Refusal(error, "\(name) holds a character that is not allowed"))
        case .identifier(let rule, let length):
            try checkIdentifier(rule, length, value, name)
        case .oneOf(let rule, let allowed):
            try rules.require(
                rule, allowed.contains(value), on: value,
                else: Refusal(.notInEnumeration, "\(name) is not one of \(allowed.joined(separator: ", "))"))
        case .range(let rule, let documented):
            guard let number = Int(value), value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }) else {
                return try rules.require(
                    parameter.typeRule, false, on: value, else: Refusal(.notInteger, "\(name) is not an integer"))
            }
            guard rules.admits(rule, number, documented).0 else {
                return try rules.refuse(
                    rule,
                    Refusal(.outOfRange, "\(name) is \(number), not \(documented.lower) to \(documented.upper)"))
            }
        case .semanticVersion(let rule):
            try rules.require(
                rule, SemanticVersion.isValid(value), on: value,
                else: Refusal(.version, "\(name) is not a semantic version"))
        case .versionNumbers(let rule):
            try rules.require(
                rule, !SemanticVersion.isValid(value) || SemanticVersion.fitsUInt64(value), on: value,
                else: Refusal(.version, "a number of \(name) is larger than 64 bits hold"))
        case .packageLink(let rule):
            try rules.require(
                rule, Validator.isPackageLink(value), on: value,
                else: Refusal(.linkForm, "\(name) is not an http or https link to a .zip file"))
        case .templateLink(let rule):
            let isLink = Validator.isLink(value, endings: [""])
            try rules.require(
                rule, Validator.isLink(value, endings: [".tf", ".tf.json", ".zip"]),
                else: Refusal(
                    isLink ? .templateExtension : .templateLink,
                    "\(name) is not an http or https link to a .tf, .tf.json or .zip file"))
        case .variablesLink(let rule):
            try rules.require(
                rule, Validator.isLink(value, endings: [".tfvars"]),
                else: Refusal(.variablesLink, "\(name) is not an http or https link to a .tfvars file"))
        case .addressBlock(let rule):
            try rules.require(
                rule, Validator.isAddressBlock(value),
                else: Refusal(.addressBlock, "\(name) holds \(value), which is not an IPv4 address with a mask"))
        }
    }

    private func checkIdentifier(
        _ rule: String, _ length: Bounds, _ value: String, _ name: String
    ) throws(Refusal) {
        let count = value.scalarCount
        let (isAdmitted, isBelow) = rules.admits(rule, count, length, of: value)
        guard isAdmitted else {
            return try rules.refuse(
                rule,
                Refusal(isBelow ? .tooShort : .tooLong, "\(name) is \(count) characters long, not \(length.lower)"))
        }
        let isLowerCase = value.utf8.allSatisfy {
            ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D
        }
        try rules.require(
            rule, isLowerCase && value.utf8.first != 0x2D, on: value,
            else: Refusal(.letterDigitHyphen, "\(name) is not made of lower-case letters, digits and hyphens"))
    }

    /// Whether a text is an http or https link whose path ends in .zip, with or without a query.
    static func isPackageLink(_ text: String) -> Bool { isLink(text, endings: [".zip"]) }

    /// Whether a text is an http or https link whose path has one of the endings, with or without a query.
    static func isLink(_ text: String, endings: [String]) -> Bool {
        let rest: Substring
        if text.hasPrefix("http://") {
            rest = text.dropFirst(7)
        } else if text.hasPrefix("https://") {
            rest = text.dropFirst(8)
        } else {
            return false
        }
        guard !rest.hasWhitespace else { return false }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return endings.contains { parts[0].hasSuffix($0) } && (parts.count == 1 || !parts[1].isEmpty)
    }

    /// Whether a text is an IPv4 address and the length of a network prefix, for instance `10.0.0.0/8`.
    static func isAddressBlock(_ text: String) -> Bool {
        func isNumber(_ text: Substring, upTo limit: Int) -> Bool {
            (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
                && (text.utf8.count == 1 || text.utf8.first != 0x30) && Int(text).map { $0 <= limit } == true
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, isNumber(parts[1], upTo: 32) else { return false }
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { isNumber($0, upTo: 255) }
    }
}

extension String {
    /// The number of Unicode scalars, which is the number of bytes that begin one.
    var scalarCount: Int { utf8.count { $0 & 0xC0 != 0x80 } }
}

extension Substring {
    /// Whether a character is white space, by the property of Unicode.
    fileprivate var hasWhitespace: Bool {
        let isPlain = utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return !isPlain && unicodeScalars.contains(where: \.properties.isWhitespace)
    }
}
