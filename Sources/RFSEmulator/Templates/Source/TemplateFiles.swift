/// The files of a template: one document, or what an archive holds.
struct TemplateFiles: Sendable, Hashable {
    /// A file with its path, folders separated by slashes.
    struct File: Sendable, Hashable {
        var name: String
        var bytes: [UInt8]

        /// Whether the file belongs to the configuration; files in folders do not.
        var isConfiguration: Bool { !name.contains("/") && (name.hasSuffix(".tf") || isJSON) }

        /// Whether the file is in the JSON syntax.
        var isJSON: Bool { name.hasSuffix(".tf.json") }
    }

    /// All files in the order of the archive.
    var files: [File]

    init(files: [File]) {
        self.files = files
    }

    /// One document; without a name, text that begins with a brace is JSON and all other text native.
    static func single(body: [UInt8], name: String? = nil) -> TemplateFiles {
        let isJSON = SourceText(name: "", bytes: body).beginsWithBrace
        return TemplateFiles(files: [File(name: name ?? (isJSON ? "main.tf.json" : "main.tf"), bytes: body)])
    }

    /// The files of a zip archive; files of variable values are refused.
    static func unpack(
        zip: [UInt8], limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> TemplateFiles {
        let archive: ZipArchive
        do {
            archive = try ZipArchive(zip)
        } catch {
            throw problem(error, file: "template.zip", limits: limits)
        }
        let entries = archive.entries.filter { !$0.isFolder }
        guard entries.count <= limits.files else {
            throw TemplateProblem(
                .archive, "the archive holds \(entries.count) files, more than \(limits.files)", file: "template.zip")
        }
        var result = TemplateFiles(files: [])
        var names: Set<String> = []
        var rest = limits.size
        for entry in entries {
            guard !entry.path.hasSuffix(".tfvars") else {
                throw TemplateProblem(
                    .variablesInPackage, "a template may not hold files of variable values", file: entry.path)
            }
            guard names.insert(entry.path).inserted else {
                throw TemplateProblem(.archive, "the archive holds two files with this path", file: entry.path)
            }
            do {
                let bytes = try archive.unpack(entry, limit: rest)
                rest -= bytes.count
                result.files.append(File(name: entry.path, bytes: bytes))
            } catch {
                throw problem(error, file: entry.path, limits: limits)
            }
        }
        return result
    }

    private static func problem(
        _ failure: ZipArchive.Failure, file: String, limits: TemplateLimits
    ) -> TemplateProblem {
        let message =
            switch failure {
            case .notAnArchive: "expected a zip archive"
            case .malformed(let reason), .unsupported(let reason): "the archive cannot be read: \(reason)"
            case .tooLarge: "the archive unpacks to more than \(limits.size) bytes"
            }
        return TemplateProblem(.archive, message, file: file)
    }
}
