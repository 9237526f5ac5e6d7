import Foundation

/// The files of this package, for tests that hold lists against folders.
public enum SourceTree {
    /// The folder of the package.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The names of the Swift files in a folder, without their extension.
    public static func swiftFiles(in folder: String) throws -> Set<String> {
        let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
        return Set(files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) })
    }

    /// The text of a file.
    public static func text(of file: String) throws -> String {
        try String(contentsOf: root.appending(path: file), encoding: .utf8)
    }
}
