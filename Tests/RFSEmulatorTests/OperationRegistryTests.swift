import Foundation
import Testing

@testable import RFSEmulator

struct OperationRegistryTests {
    @Test func `every operation of the folder is in the list, and nothing else`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Sources/RFSEmulator/Operations")
        var files: Set<String> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
            let type = String((name as NSString).lastPathComponent.dropLast(6))
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            if text.contains("struct \(type): Operation") { files.insert(type) }
        }
        #expect(!files.isEmpty)
        #expect(files == Set(Operations.all.map { String(describing: type(of: $0)) }))
    }
}
