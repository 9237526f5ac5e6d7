import TestSupport
import Testing

@testable import ContractCore

struct RegistryTests {
    @Test func `every assertion of the folder is in the list, and nothing else`() throws {
        let files = try SourceTree.swiftFiles(in: "Sources/ContractCore/Assertions").filter {
            $0.hasSuffix("Assertion") && $0 != "Assertion"
        }
        #expect(files == Set(Assertions.all.map { String(describing: $0) }))
        #expect(Set(Assertions.all.map { $0.key }).count == Assertions.all.count)
    }

    @Test func `every matcher of the folder is in the list, and nothing else`() throws {
        let files = try SourceTree.swiftFiles(in: "Sources/ContractCore/Shapes/Matchers")
        #expect(files == Set(Matchers.all.map { String(describing: $0) }))
        #expect(Matchers.byKey.count == Matchers.all.count)
    }
}
