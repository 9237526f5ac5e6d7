import Testing

@testable import hallmark

struct ProofScopeTests {
    private static let known = ["create-private-module", "list-private-modules"]

    @Test func `changed files lead to operations, and what all share leads to all`() {
        let rows: [([String], Set<String>?)] = [
            ([], []),
            (["Contracts/rfs/private-modules/create-private-module.yaml"], ["create-private-module"]),
            (["Sources/RFSEmulator/Operations/ListPrivateModules.swift"], ["list-private-modules"]),
            (["README.md", "Tests/RFSEmulatorTests/PagingTests.swift"], []),
            (["Contracts/rfs/families/lists.yaml"], nil),
            (["Sources/RFSEmulator/Rules/Validator.swift", "README.md"], nil),
        ]
        for (names, operations) in rows {
            #expect(ChangedFiles(names: names).operations(among: Self.known) == operations, "\(names)")
        }
    }

    @Test func `degenerate targets have names of their own`() {
        #expect(Set(DegenerateTarget.all.map(\.id)).count == DegenerateTarget.all.count)
        #expect(DegenerateTarget.all.count >= 12)
    }
}
