import ContractCore
import Foundation
import RFSEmulator
import Testing

@testable import hallmark

struct ProofScopeTests {
    private static let family = "Contracts/rfs/families/lists.yaml"
    private static let operation = "Contracts/rfs/private-modules/list-private-modules.yaml"

    @Test func `what a diff touches is read with its lines`() {
        let diff = """
            diff --git a/A.yaml b/A.yaml
            --- a/A.yaml
            +++ b/A.yaml
            @@ -3 +3,2 @@ rules:
            -old
            +new
            +newer
            @@ -9,2 +10,0 @@
            diff --git a/gone.yaml b/gone.yaml
            --- a/gone.yaml
            +++ /dev/null
            @@ -1,2 +0,0 @@
            diff --git a/new.yaml b/new.yaml
            --- /dev/null
            +++ b/new.yaml
            @@ -0,0 +1,3 @@
            """
        #expect(
            Changes(diff: diff, untracked: "unknown.yaml\n")
                == Changes(files: ["A.yaml": [3...4, 10...11], "gone.yaml": nil, "new.yaml": [1...3], "unknown.yaml": nil]))
    }

    @Test func `changes lead to rules, and what all share leads to all`() throws {
        let loaded = try SuiteLoader.load(["\(ownContracts)/rfs"])
        let rules = loaded.plan.rules
        let operations = loaded.suite.operations.map(\.name)
        func touched(_ files: [String: [ClosedRange<Int>]?]) -> Set<String>? {
            Changes(files: files).touched(rules, operations)
        }
        func all(of operation: String) -> Set<String> { Set(rules.map(\.id).filter { $0.hasPrefix("\(operation).") }) }
        let length = try #require(rules.first { $0.id == "list-private-modules.marker-length" }).location.line
        let own = try #require(rules.first { $0.id == "list-private-modules.region-scope" }).location.line

        #expect(touched([:]) == [])
        #expect(touched(["README.md": nil, "Tests/RFSEmulatorTests/PagingTests.swift": nil]) == [])
        #expect(touched(["Sources/ContractReports/Headline.swift": [1...2]]) == [])
        #expect(touched(["Sources/RFSEmulator/Rules/Validator.swift": [1...2]]) == nil)
        #expect(touched(["Contracts/rfs/vocabulary.yaml": [1...2]]) == nil)
        #expect(
            touched(["Sources/RFSEmulator/Operations/ListPrivateModules.swift": [1...2]]) == all(of: "list-private-modules"))
        #expect(touched([Self.operation: [1...1]]) == all(of: "list-private-modules"))
        #expect(touched([Self.operation: nil]) == all(of: "list-private-modules"))
        #expect(touched([Self.operation: [own...own]]) == ["list-private-modules.region-scope"])
        #expect(
            touched([Self.family: [(length + 1)...(length + 1)]])
                == Set(rules.map(\.id).filter { $0.hasSuffix(".marker-length") }))
        #expect(touched([Self.family: [1...1]]) == Set(rules.filter { $0.location.file.hasSuffix(Self.family) }.map(\.id)))
    }

    @Test func `rules that repeat a part of a changed rule are touched with it`() throws {
        let loaded = try SuiteLoader.load(["\(ownContracts)/rfs"])
        let rules = loaded.plan.rules
        // Its `with` is repeated by other rules about pages of ten.
        let line = try #require(rules.first { $0.id == "list-private-modules.limit-respected" }).location.line
        let touched = Changes(files: [Self.family: [(line + 4)...(line + 4)]])
            .touched(rules, loaded.suite.operations.map(\.name))
        #expect(touched?.contains("list-private-modules.marker-next-page") == true)
        #expect(touched?.contains("list-private-modules.marker-length") == false)
    }

    @Test func `every tested must rule has a mutant, and every mutant a rule that is tested`() throws {
        let loaded = try SuiteLoader.load(["\(ownContracts)/rfs"])
        let tested = Set(loaded.plan.cases.map(\.rule))
        let broken = Set(Mutants.all.map(\.rule))
        let binding = loaded.plan.rules.filter { $0.level == .must && tested.contains($0.id) }.map(\.id)
        #expect(binding.count > 1_000)
        #expect(binding.filter { !broken.contains($0) } == [])
        #expect(broken.subtracting(tested).sorted() == [])
        // A rule whose mutants are all equivalent has none that it could fail for.
        let breakable = Set(Mutants.all.filter { $0.equivalent == nil }.map(\.rule))
        #expect(binding.filter { !breakable.contains($0) } == [])
    }

    @Test func `degenerate targets have names of their own`() {
        #expect(Set(DegenerateTarget.all.map(\.id)).count == DegenerateTarget.all.count)
        #expect(DegenerateTarget.all.count >= 12)
    }
}
