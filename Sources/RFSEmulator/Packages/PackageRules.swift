/// The documented demands on a module package; what its templates say is not looked at.
struct PackageRules: Sendable {
    /// The largest size of a package, packed and unpacked, in bytes.
    static let maximumSize = 1 << 20
    /// The largest number of files.
    static let maximumFiles = 100
    /// The longest path and the longest file name, in characters.
    static let maximumPath = 2048
    static let maximumFileName = 255

    let rules: OperationRules

    /// Refuses a package that breaks a demand.
    func check(_ package: [UInt8]) throws(Refusal) {
        if !rules.admits("package-size-packed", package.count, Bounds(0, Self.maximumSize)).0 {
            try rules.refuse(
                "package-size-packed",
                Refusal(.packagePackedSize, "the package has \(package.count) bytes, more than \(Self.maximumSize)"))
        }
        if rules.breaks("package-zip-only", by: "all") {
            throw Refusal(.packageUnreadable, "the package cannot be read")
        }
        let archive: ZipArchive
        do {
            archive = try ZipArchive(package)
        } catch {
            try rules.require("package-zip-only", false, else: Self.refusal(error))
            return
        }
        try checkPaths(archive)
        try checkContent(archive)
    }

    private func checkPaths(_ archive: ZipArchive) throws(Refusal) {
        let files = archive.entries.filter { !$0.isFolder }
        if !rules.admits("package-file-count", files.count, Bounds(0, Self.maximumFiles)).0 {
            try rules.refuse(
                "package-file-count",
                Refusal(.packageFileCount, "the package holds \(files.count) files, more than \(Self.maximumFiles)"))
        }
        for entry in archive.entries { try checkPath(entry) }
        let variables = files.first { $0.path.hasSuffix(".tfvars") }?.path
        if rules.breaks("package-no-tfvars", by: "names"), files.contains(where: { $0.path.contains("tfvars") }) {
            throw Refusal(.packageHoldsVariables, "the package holds a file of variables")
        }
        try rules.require(
            "package-no-tfvars", variables == nil, on: variables ?? "",
            else: Refusal(.packageHoldsVariables, "the package holds a .tfvars file"))
        let template = files.first { $0.path.hasSuffix(".tf") || $0.path.hasSuffix(".tf.json") }?.path
        try rules.require(
            "package-has-template", template != nil, on: template ?? "",
            else: Refusal(.packageWithoutTemplate, "the package holds no .tf or .tf.json file"))
    }

    private func checkPath(_ entry: ZipArchive.Entry) throws(Refusal) {
        let path = entry.path
        let length = path.unicodeScalars.count
        if !rules.admits("package-path-length", length, Bounds(0, Self.maximumPath)).0 {
            try rules.refuse(
                "package-path-length",
                Refusal(.packagePathLength, "a path in the package is longer than \(Self.maximumPath)"))
        }
        try rules.require(
            "package-no-leading-slash", !path.hasPrefix("/"), on: path,
            else: Refusal(.packageLeadingSlash, "a path in the package begins with a slash"))
        var segments = path.split(separator: "/", omittingEmptySubsequences: false)
        if entry.isFolder { segments.removeLast() }
        let areNamed = segments.allSatisfy { segment in
            segment != "." && segment != ".." && !segment.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        }
        try rules.require(
            "package-path-segments", areNamed || path.hasPrefix("/"), on: path,
            else: Refusal(.packagePathSegment, "a path in the package has a segment that is blank, . or .."))
        let name = segments.last?.unicodeScalars.count ?? 0
        if !rules.admits("package-file-name-length", name, Bounds(0, Self.maximumFileName)).0 {
            try rules.refuse(
                "package-file-name-length",
                Refusal(.packageFileNameLength, "a file name in the package is longer than \(Self.maximumFileName)"))
        }
    }

    private func checkContent(_ archive: ZipArchive) throws(Refusal) {
        let limit = min(rules.bounds("package-size-unpacked", Bounds(0, Self.maximumSize)).upper, 64 * Self.maximumSize)
        var total = 0
        for entry in archive.entries where !entry.isFolder {
            guard let content = try unpack(entry, of: archive, limit: limit - total) else { continue }
            total += content.count
            if total > Self.maximumSize {
                _ = rules.admits("package-size-unpacked", total, Bounds(0, Self.maximumSize))
            }
            if !rules.keeps("shallow-validation"), !Self.bracesMatch(content) {
                throw Refusal(.packageUnreadable, "the braces of a file do not match")
            }
        }
    }

    /// The content of an entry; nil when it cannot be read and an alteration lets that pass.
    private func unpack(
        _ entry: ZipArchive.Entry, of archive: ZipArchive, limit: Int
    ) throws(Refusal) -> [UInt8]? {
        do {
            return try archive.unpack(entry, limit: limit)
        } catch .tooLarge {
            throw rules.signal(
                "package-size-unpacked",
                Refusal(.packageUnpackedSize, "the package unpacks to more than \(Self.maximumSize) bytes"))
        } catch {
            try rules.require("package-zip-only", false, else: Self.refusal(error))
            return nil
        }
    }

    private static func bracesMatch(_ text: [UInt8]) -> Bool {
        text.count { $0 == UInt8(ascii: "{") } == text.count { $0 == UInt8(ascii: "}") }
    }

    private static func refusal(_ failure: ZipArchive.Failure) -> Refusal {
        let reason =
            switch failure {
            case .notAnArchive: "the package is not a zip archive"
            case .malformed(let reason), .unsupported(let reason): "the package cannot be read: \(reason)"
            case .tooLarge: "the package is too large"
            }
        return Refusal(.packageUnreadable, reason)
    }
}
