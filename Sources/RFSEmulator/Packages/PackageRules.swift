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
        let largest = rules.bounds("package-size-packed", Bounds(0, Self.maximumSize)).upper
        if package.count > largest {
            throw rules.signal(
                "package-size-packed",
                Refusal(.packagePackedSize, "the package has \(package.count) bytes, more than \(Self.maximumSize)"))
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
        let most = rules.bounds("package-file-count", Bounds(0, Self.maximumFiles)).upper
        if files.count > most {
            throw rules.signal(
                "package-file-count",
                Refusal(.packageFileCount, "the package holds \(files.count) files, more than \(Self.maximumFiles)"))
        }
        for entry in archive.entries { try checkPath(entry) }
        try rules.require(
            "package-no-tfvars", !files.contains { $0.path.hasSuffix(".tfvars") },
            else: Refusal(.packageHoldsVariables, "the package holds a .tfvars file"))
        try rules.require(
            "package-has-template", files.contains { $0.path.hasSuffix(".tf") || $0.path.hasSuffix(".tf.json") },
            else: Refusal(.packageWithoutTemplate, "the package holds no .tf or .tf.json file"))
    }

    private func checkPath(_ entry: ZipArchive.Entry) throws(Refusal) {
        let path = entry.path
        let length = path.unicodeScalars.count
        if length > rules.bounds("package-path-length", Bounds(0, Self.maximumPath)).upper {
            throw rules.signal(
                "package-path-length",
                Refusal(.packagePathLength, "a path in the package is longer than \(Self.maximumPath)"))
        }
        try rules.require(
            "package-no-leading-slash", !path.hasPrefix("/"),
            else: Refusal(.packageLeadingSlash, "a path in the package begins with a slash"))
        var segments = path.split(separator: "/", omittingEmptySubsequences: false)
        if entry.isFolder { segments.removeLast() }
        let areNamed = segments.allSatisfy { segment in
            segment != "." && segment != ".." && !segment.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        }
        try rules.require(
            "package-path-segments", areNamed || path.hasPrefix("/"),
            else: Refusal(.packagePathSegment, "a path in the package has a segment that is blank, . or .."))
        let name = segments.last?.unicodeScalars.count ?? 0
        if name > rules.bounds("package-file-name-length", Bounds(0, Self.maximumFileName)).upper {
            throw rules.signal(
                "package-file-name-length",
                Refusal(.packageFileNameLength, "a file name in the package is longer than \(Self.maximumFileName)"))
        }
    }

    private func checkContent(_ archive: ZipArchive) throws(Refusal) {
        let limit = min(rules.bounds("package-size-unpacked", Bounds(0, Self.maximumSize)).upper, 64 * Self.maximumSize)
        var total = 0
        for entry in archive.entries where !entry.isFolder {
            do {
                total += try archive.unpack(entry, limit: limit - total).count
            } catch .tooLarge {
                throw rules.signal(
                    "package-size-unpacked",
                    Refusal(.packageUnpackedSize, "the package unpacks to more than \(Self.maximumSize) bytes"))
            } catch {
                try rules.require("package-zip-only", false, else: Self.refusal(error))
            }
        }
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
