/// A frozen, versioned list of the rules that a claim of conformance requires.
public struct Profile: Sendable, Hashable {
    /// The name that `--profile` takes.
    public var name: String
    /// The version; a changed list of rules is a new version.
    public var version: String
    /// What the profile is about, for people.
    public var title: String
    /// The digest that froze the list, as the file states it: "sha256:" and hexadecimal digits.
    public var digest: String
    /// Where the digest stands.
    public var digestLocation: Location
    /// The required rules by their identifiers, in the order of the file, each once.
    public var rules: [Rule]

    /// One required rule.
    public struct Rule: Sendable, Hashable {
        /// The identifier.
        public var id: String
        /// Where it stands in the file.
        public var location: Location
    }

    /// The text that the digest is taken of: name, version and the rules in order of their identifiers, a line each.
    public var canonicalText: String { Self.canonicalText(name: name, version: version, rules: rules.map(\.id)) }

    /// The text that the digest of a profile of these facts is taken of.
    public static func canonicalText(name: String, version: String, rules: [String]) -> String {
        ([name, version] + rules.sorted()).map { $0 + "\n" }.joined()
    }

    /// What a run that claims this profile writes into its report.
    public var claim: ProfileClaim {
        ProfileClaim(name: name, version: version, title: title, digest: digest, rules: rules.map(\.id))
    }

    /// The mistakes of a profile whose digest is not the one that its list has, or that names rules nobody knows.
    ///
    /// - Parameters:
    ///   - actual: The digest of `canonicalText`.
    ///   - known: Every rule of the suite.
    public func diagnostics(actual: String, known: Set<String>) -> [Diagnostic] {
        var found: [Diagnostic] = []
        if actual != digest {
            found.append(
                Diagnostic(
                    "profile-digest",
                    "the rules of the profile '\(name)' \(version) are not those that its digest froze",
                    at: digestLocation, length: digest.unicodeScalars.count,
                    hint: "a changed list is a new version; the digest of this one is \(actual)"))
        }
        for rule in rules where !known.contains(rule.id) {
            found.append(
                Diagnostic(
                    "unknown-rule", "no rule is called '\(rule.id)'", at: rule.location,
                    length: rule.id.unicodeScalars.count,
                    hint: Suggestion.nearest(to: rule.id, among: known.sorted()).map { "did you mean '\($0)'?" }))
        }
        return found
    }
}

/// The profile that a run claims, with the whole list, so that the report alone tells what was not assessed.
public struct ProfileClaim: Sendable, Hashable, Codable {
    /// The profile's name.
    public var name: String
    /// The profile's version.
    public var version: String
    /// What the profile is about.
    public var title: String
    /// The digest that froze the list.
    public var digest: String
    /// Every rule that the profile requires.
    public var rules: [String]

    /// Makes a claim.
    public init(name: String, version: String, title: String, digest: String, rules: [String]) {
        self.name = name
        self.version = version
        self.title = title
        self.digest = digest
        self.rules = rules
    }
}
