import Foundation
import Testing

@testable import RFSEmulator

/// Breaks some of the rules of stacks and plans and looks for a difference in a long conversation.
struct StackAlterationTests {
    private static let operations = Operations.all.filter { $0.path.hasPrefix("/v1/{project_id}/stacks") }
    private static let kinds: [Alteration] = [.drop, .signal(status: 418, code: "RF.1"), .effect, .tighten, .shift]

    /// Rules that this conversation does not show, with the reason.
    private static let hidden: Set<String> = [
        // A request of a race is refused for the status where the rule about races is dropped.
        "concurrent-409",
        // The project of somebody else is refused either way.
        "project-id-charset",
    ]

    /// The rules that the sources name.
    static func rules() throws -> [String] {
        var names: Set<String> = []
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/RFSEmulator").standardized
        for part in ["Operations/Stacks", "Operations/ExecutionPlans", "Stacks"] {
            for file in try FileManager.default.contentsOfDirectory(
                at: folder.appending(path: part), includingPropertiesForKeys: nil)
            {
                let text = try String(contentsOf: file, encoding: .utf8)
                for match in text.matches(of: #/"([a-z][a-z0-9]+(?:-[a-z0-9]+)+)"/#) { names.insert(String(match.1)) }
            }
        }
        for name in ["description", "enable-deletion-protection", "enable-auto-rollback", "agencies"] {
            names.formUnion(["updates-\(name)", "keeps-\(name)"])
        }
        for name in ["event-type", "resource-type", "resource-name"] { names.insert("filter-\(name)") }
        return names.subtracting(operations.map(\.name)).subtracting(hidden).sorted()
    }

    /// Every how many-th rule is broken: the conversation is long, and `hallmark prove` breaks them all.
    private static let stride = 12

    @Test func `rules of stacks and plans can be broken so that it shows`() throws {
        let faithful = try StackTranscript.lines(RuleBook())
        #expect(faithful.allSatisfy { !$0.hasPrefix("500") })
        #expect(try StackTranscript.lines(RuleBook(), expected: faithful) == faithful)
        let sample = try Self.rules().enumerated().filter { $0.offset % Self.stride == 0 }.map(\.element)
        #expect(sample.count > 10)
        let inert = sample.filter { rule in
            !Self.kinds.contains { kind in
                let altered = Dictionary(
                    uniqueKeysWithValues: Self.operations.map { (RuleID(operation: $0.name, rule: rule), kind) })
                return (try? StackTranscript.lines(RuleBook(alterations: altered), expected: faithful)) == nil
            }
        }
        #expect(inert == [])
    }
}
