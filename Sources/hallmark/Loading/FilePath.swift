import Foundation

/// Paths as texts, and what stands at them, asked of the system itself.
///
/// Foundation's file manager and its strings do the same, but bring in so much on their first use that starting would
/// take twice as long.
enum FilePath {
    /// The working directory; `.` when it is gone.
    static var working: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// Whether a file, folder or anything else stands there, links followed.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether a folder stands there, links followed.
    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a link stands there, wherever it leads.
    static func isLink(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
    }

    /// A name in a folder; the folder may be empty for the working directory, or end in a slash.
    static func joined(_ folder: String, _ name: String) -> String {
        if folder.isEmpty { return name }
        return folder.utf8.last == slash ? folder + name : "\(folder)/\(name)"
    }

    /// The folder that a path lies in: empty for a name alone, and the root for the root.
    static func parent(_ path: String) -> String {
        var bytes = path.utf8[...]
        func trim() { while bytes.count > 1, bytes.last == slash { bytes.removeLast() } }
        trim()
        guard let last = bytes.lastIndex(of: slash) else { return "" }
        bytes = bytes[...last]
        trim()
        return String(Substring(bytes))
    }

    /// The paths of all that lies below a folder, relative to it; links are not followed, and hidden names left out.
    static func contents(of folder: String) -> [String] {
        var found: [String] = []
        var open = [""]
        while let inner = open.popLast() {
            guard let stream = opendir(inner.isEmpty ? folder : "\(folder)/\(inner)") else { continue }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                guard name.utf8.first != UInt8(ascii: ".") else { continue }
                let path = inner.isEmpty ? name : "\(inner)/\(name)"
                found.append(path)
                var isFolder = Int32(entry.pointee.d_type) == Int32(DT_DIR)
                if Int32(entry.pointee.d_type) == Int32(DT_UNKNOWN) {
                    var facts = stat()
                    isFolder = lstat("\(folder)/\(path)", &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
                }
                if isFolder { open.append(path) }
            }
        }
        return found
    }

    private static let slash = UInt8(ascii: "/")
}
