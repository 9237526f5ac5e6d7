import TestSupport
import Testing

@testable import hallmark

struct CommandRegistryTests {
    @Test func `every command of the folder is in the list, and nothing else`() throws {
        let files = try SourceTree.swiftFiles(in: "Sources/hallmark/Commands").filter { $0.hasSuffix("Command") }
        #expect(files == Set(Commands.all.map { String(describing: $0) }))
    }
}
