import Foundation
import Testing

@testable import hallmark

struct FilePathTests {
    @Test(arguments: ["a", "a/b", "a/b/", "/", "/a", "/a/b", "a//b", "./a", "../a", "a/b/c.yaml"])
    func `the folder that a path lies in is the one that Foundation names`(path: String) {
        #expect(FilePath.parent(path) == (path as NSString).deletingLastPathComponent)
    }

    @Test(arguments: ["", "a", "a/b", "a/b/", "/", "/a", ".", ".."])
    func `a name in a folder has the path that Foundation makes`(folder: String) {
        #expect(FilePath.joined(folder, "x.y") == (folder as NSString).appendingPathComponent("x.y"))
    }

    @Test func `an absolute name in a folder is below it, and above the root there is nothing`() {
        #expect(FilePath.joined("a", "/x") == "a//x")
        #expect(FilePath.parent("//") == "/")
    }

    @Test func `what lies below a folder is found without hidden names and without following links`() throws {
        let folder = try TemporaryFolder([
            "a.yaml": "", "b/c.yaml": "", "b/d/e.txt": "", ".hidden/f.yaml": "", "b/.g.yaml": "",
        ])
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: folder.file("b"))
        #expect(
            FilePath.contents(of: folder.path).sorted() == ["a.yaml", "b", "b/c.yaml", "b/d", "b/d/e.txt", "link"])
        #expect(FilePath.isFolder(folder.file("link")))
        #expect(!FilePath.isFolder(folder.file("a.yaml")))
        #expect(FilePath.exists(folder.file("a.yaml")))
        #expect(!FilePath.exists(folder.file("nothing")))
        #expect(FilePath.contents(of: folder.file("nothing")).isEmpty)
    }
}
