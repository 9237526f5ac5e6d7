import Foundation
import TestSupport
import Testing

struct GoldenFileTests {
    @Test func `a difference is shown by its lines and a little of what is around them`() {
        let expected = (1...20).map { "line \($0)" }.joined(separator: "\n")
        let actual = expected.replacing("line 10", with: "line ten").replacing("\nline 20", with: "")
        #expect(
            GoldenDifference.text(expected: expected, actual: actual) == """
                 8: line 8
                 9: line 9
                -10: line 10
                +10: line ten
                 11: line 11
                 12: line 12
                 18: line 18
                 19: line 19
                -20: line 20
                """)
    }

    @Test func `an end of line more or less is a difference`() {
        #expect(GoldenDifference.text(expected: "a\n", actual: "a") == " 1: a\n-2: ")
    }

    @Test func `a difference and a missing file are issues`() {
        withKnownIssue { expectGolden("other text", named: "console-conformant.txt", updating: false) }
        withKnownIssue { expectGolden("text", named: "no-such-file.txt", updating: false) }
    }

    @Test func `a file that is written anew has the text and is left alone from then on`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let test = folder.appending(path: "Test.swift").path
        withKnownIssue { expectGolden("first\n", named: "a.txt", beside: test, updating: true) }
        expectGolden("first\n", named: "a.txt", beside: test, updating: false)
        #expect(try String(contentsOf: folder.appending(path: "Golden/a.txt"), encoding: .utf8) == "first\n")
        withKnownIssue { expectGolden("second\n", named: "a.txt", beside: test, updating: false) }
    }
}
