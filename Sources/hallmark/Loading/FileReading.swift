import ContractCore
import Foundation

/// Reads files from disk, with messages for what goes wrong.
enum FileReading {
    /// The largest input file that is read, in bytes.
    static let sizeLimit = 16 << 20

    /// The bytes of a file.
    static func bytes(_ path: String, limit: Int = sizeLimit) throws(Failure) -> [UInt8] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw Failure(status: .invalidFile, message: "there is no file '\(path)'")
        }
        guard !isDirectory.boolValue else {
            throw Failure(status: .invalidFile, message: "'\(path)' is a folder, not a file")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(status: .invalidFile, message: "the file '\(path)' cannot be read")
        }
        guard data.count <= limit else {
            throw Failure(status: .invalidFile, message: "the file '\(path)' has more than \(limit >> 20) MiB")
        }
        return Array(data)
    }

    /// A text file.
    static func source(_ path: String) throws(Failure) -> SourceFile {
        let bytes = try bytes(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(status: .invalidFile, message: "the file '\(path)' is not UTF-8 text")
        }
        return SourceFile(name: path, text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    }
}
