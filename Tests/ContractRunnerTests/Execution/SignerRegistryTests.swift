import TestSupport
import Testing

@testable import ContractRunner

struct SignerRegistryTests {
    @Test func `every signer of the folder is in the list, and nothing else`() throws {
        let files = try SourceTree.swiftFiles(in: "Sources/ContractRunner/Signing").filter { $0.hasSuffix("Signer") && $0 != "Signer" }
        #expect(files == Set(Signers.all.map { String(describing: $0) }))
        #expect(Set(Signers.all.map { $0.kind }).count == Signers.all.count)
    }
}
