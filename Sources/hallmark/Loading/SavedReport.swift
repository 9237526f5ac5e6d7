import ContractCore
import Foundation

/// Reads reports that were saved: a report.json, or a folder that holds one.
enum SavedReport {
    /// The largest report that is read, in bytes.
    static let sizeLimit = 256 << 20

    /// The path of the report that a file or folder means.
    static func path(_ path: String) -> String {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        return exists && isDirectory.boolValue ? (path as NSString).appendingPathComponent("report.json") : path
    }

    /// The report that a file or folder holds.
    static func read(_ path: String) throws(Failure) -> RunReport {
        try read(try FileReading.bytes(Self.path(path), limit: sizeLimit), from: Self.path(path))
    }

    /// The report in a file's bytes.
    static func read(_ bytes: [UInt8], from path: String) throws(Failure) -> RunReport {
        do {
            return try ReportReader.read(bytes)
        } catch {
            throw Failure(status: .invalidFile, message: "'\(path)' is no report that can be used: \(error)")
        }
    }
}
