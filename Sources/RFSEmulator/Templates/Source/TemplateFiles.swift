/// The files of a template: one document, or what an archive holds.
struct TemplateFiles: Sendable, Hashable {
    /// A file with its path, folders separated by slashes.
    struct File: Sendable, Hashable {
        var name: String
        var bytes: [UInt8]
    }

    /// All files in the order of the archive.
    var files: [File]

    init(files: [File]) {
        self.files = files
    }

    /// One document; text that begins with a brace is JSON, all other text is in the native syntax.
    static func single(body: [UInt8], name: String? = nil) throws(TemplateProblem) -> TemplateFiles {
        TemplateFiles(files: [File(name: name ?? "main.tf", bytes: body)])
    }

    /// The files of a zip archive; files of variable values are refused.
    static func unpack(
        zip: [UInt8], limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> TemplateFiles {
        TemplateFiles(files: [])
    }
}
