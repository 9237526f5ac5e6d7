/// The documented demands on an archive with a template.
struct TemplateArchiveRules: Sendable {
    /// The largest size of an archive, packed and unpacked, in bytes.
    static let maximumSize = 1 << 20
    /// The largest number of files.
    static let maximumFiles = 100
    /// The longest path and the longest name of a file or folder, in bytes.
    static let maximumPath = 2048
    static let maximumName = 255

    let rules: OperationRules

    /// The files of an archive, refused unless it keeps the demands.
    func files(in bytes: [UInt8]) throws(Refusal) -> TemplateFiles {
        let largest = rules.bounds("template-zip-size-packed", Bounds(0, Self.maximumSize)).upper
        if bytes.count > largest {
            throw rules.signal(
                "template-zip-size-packed",
                Refusal(.packagePackedSize, "the archive has \(bytes.count) bytes, more than \(Self.maximumSize)"))
        }
        let archive: ZipArchive
        do {
            archive = try ZipArchive(bytes)
        } catch {
            try rules.require(
                "template-file-extension", false,
                else: Refusal(.packageUnreadable, "the file behind template_uri is not a zip archive that can be read"))
            // An altered emulator takes a file that is no archive for a template in plain text.
            return TemplateFiles.single(body: bytes)
        }
        let entries = archive.entries.filter { !$0.isFolder }
        let most = rules.bounds("template-zip-count", Bounds(0, Self.maximumFiles)).upper
        if entries.count > most {
            throw rules.signal(
                "template-zip-count",
                Refusal(.packageFileCount, "the archive holds \(entries.count) files, more than \(Self.maximumFiles)"))
        }
        for entry in archive.entries { try checkPath(entry) }
        try rules.require(
            "template-zip-no-tfvars", !entries.contains { $0.path.hasSuffix(".tfvars") },
            else: Refusal(.packageHoldsVariables, "the archive holds a .tfvars file"))
        return try unpack(entries, of: archive)
    }

    private func checkPath(_ entry: ZipArchive.Entry) throws(Refusal) {
        let longest = rules.bounds("template-zip-path", Bounds(0, Self.maximumPath)).upper
        if entry.path.utf8.count > longest {
            throw rules.signal(
                "template-zip-path",
                Refusal(.packagePathLength, "a path in the archive is longer than \(Self.maximumPath) bytes"))
        }
        if entry.path.hasPrefix("/") {
            throw Refusal(.packageLeadingSlash, "a path in the archive begins with a slash")
        }
        var names = entry.path.split(separator: "/", omittingEmptySubsequences: false)
        if entry.isFolder { names.removeLast() }
        guard names.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            throw Refusal(.packagePathSegment, "a path in the archive has a part that is empty, . or ..")
        }
        let longestName = rules.bounds("template-zip-file-name", Bounds(0, Self.maximumName)).upper
        if names.contains(where: { $0.utf8.count > longestName }) {
            throw rules.signal(
                "template-zip-file-name",
                Refusal(.packageFileNameLength, "a name in the archive is longer than \(Self.maximumName) bytes"))
        }
    }

    private func unpack(_ entries: [ZipArchive.Entry], of archive: ZipArchive) throws(Refusal) -> TemplateFiles {
        let limit = rules.bounds("template-zip-size-unpacked", Bounds(0, Self.maximumSize)).upper
        var left = min(limit, Self.largestSize)
        var files: [TemplateFiles.File] = []
        for entry in entries {
            do {
                let content = try archive.unpack(entry, limit: left)
                left -= content.count
                files.append(TemplateFiles.File(name: entry.path, bytes: content))
            } catch .tooLarge {
                throw rules.signal(
                    "template-zip-size-unpacked",
                    Refusal(.packageUnpackedSize, "the archive unpacks to more than \(Self.maximumSize) bytes"))
            } catch {
                throw Refusal(.packageUnreadable, "the file \(entry.path) in the archive cannot be read")
            }
        }
        let size = files.reduce(0) { $0 + $1.bytes.count }
        if size > Self.maximumSize { rules.note() }
        return TemplateFiles(files: files)
    }

    /// The most that is unpacked when a rule is altered, in bytes.
    static let largestSize = 64 * maximumSize

    /// The limits of the reader of templates, which takes what these rules let through.
    var limits: TemplateLimits {
        var limits = TemplateLimits()
        let size = rules.bounds("template-zip-size-unpacked", Bounds(0, Self.maximumSize)).upper
        limits.size = max(limits.size, min(size, Self.largestSize))
        return limits
    }
}
