import TestSupport
import Testing

@testable import ContractCore

/// The page that explains the language must know every word that the readers know.
struct ReferenceKeyTests {
    static let keys: [(what: String, keys: [String])] = [
        ("a suite", SuiteReader.suiteKeys), ("a vocabulary", SuiteReader.vocabularyKeys), ("a family", SuiteReader.familyKeys),
        ("a contract", SuiteReader.contractKeys), ("a fixture", SuiteReader.fixtureKeys), ("kinds of file", SuiteReader.kinds),
        ("an operation", OperationReader.keys), ("an environment", EnvironmentReader.keys), ("a pace", EnvironmentReader.paceKeys),
        ("a capability", EnvironmentReader.capabilityKeys), ("a rule", RuleReader.ruleKeys + RuleReader.familyRuleKeys),
        ("a step", StepReader.keys),
        ("given", Given.keys), ("paging", Paging.keys), ("a file", DeclaredFile.kinds), ("rows", RowMaker.kinds),
        ("for each", Family.Subject.allCases.map(\.rawValue)), ("assertions", Assertions.all.map { $0.key }),
        ("matchers", Matchers.all.map { "<\($0.key)>" }), ("filters", Filter.known.keys.sorted()),
        ("fields", Array(OperationReader.types.keys).sorted()), ("who asks", ["nobody", "wrong-credentials"]),
        ("removals", Array(Removal.keys.suffix(4))),
        ("levels", Level.allCases.map(\.rawValue)), ("holes", Hole.names.map { "<\($0)>" }),
        ("values", ScopeChecker.builtIn.keys.filter { $0 != "row" }.sorted().map { "${\($0)" }),
    ]

    @Test(arguments: keys.indices)
    func `the reference names every key`(_ index: Int) throws {
        let (what, keys) = Self.keys[index]
        let page = try SourceTree.text(of: "Contracts/README.md")
        let words = Self.words(in: page)
        for key in keys {
            let isThere =
                switch key {
                case _ where key.hasPrefix("${"): page.contains("`\(key)}") || page.contains("`\(key).") || page.contains("`\(key)[")
                case _ where key.hasPrefix("<"): page.contains("`\(key)") || page.contains("`\(key.dropLast()) ")
                case _ where RequestTemplate.methods.contains(key): page.contains("`\(key)`") || page.contains("…")
                default: words.contains(key)
                }
            #expect(isThere, "'\(key)' of \(what) is missing in Contracts/README.md")
        }
    }

    /// What stands between backticks: as a whole, its first word, and the keys in it.
    private static func words(in page: String) -> Set<String> {
        var result: Set<String> = []
        for line in page.split(separator: "\n") {
            for (number, part) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated() where number % 2 == 1 {
                result.insert(String(part))
                if let first = part.split(separator: " ").first { result.insert(String(first)) }
                for piece in part.split(whereSeparator: { "{,}".contains($0) }) {
                    if let colon = piece.firstIndex(of: ":") { result.insert(String(piece[..<colon].drop { $0 == " " })) }
                }
            }
        }
        return result
    }
}
