import Foundation
import Testing

@testable import hallmark

struct FilePathTests {
    @Test(arguments: [
        ("a", ""), ("a/", ""), ("a/b", "a"), ("a/b/", "a"), ("a//b", "a"), ("/", "/"), ("//", "/"), ("/a", "/"),
        ("/a/b", "/a"), ("./a", "."), ("../a", ".."), ("a/b/c.yaml", "a/b"), ("", ""),
    ])
    func `a path lies in the folder that is before its last name`(path: String, folder: String) {
        #expect(FilePath.parent(path) == folder)
    }

    @Test(arguments: ["", "a", "a/b", "a/b/", "/", "/a", ".", ".."])
    func `a name in a folder has the path that Foundation makes`(folder: String) {
        #expect(FilePath.joined(folder, "x.y") == (folder as NSString).appendingPathComponent("x.y"))
    }

    @Test func `an absolute name in a folder is below it`() {
        #expect(FilePath.joined("a", "/x") == "a//x")
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
