import Synchronization

/// Templates that were read before; most stacks are made of the same few.
final class TemplateShelf: Sendable {
    private struct Key: Hashable {
        let files: TemplateFiles
        let limits: TemplateLimits

        func hash(into hasher: inout Hasher) {
            for file in files.files { file.bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
        }
    }

    /// The most templates, and the most bytes of all their files, that are kept.
    private static let maximumCount = 100
    private static let maximumSize = 1 << 20

    private struct Content {
        var templates: [Key: TemplateConfiguration] = [:]
        var size = 0
    }

    private let content = Mutex(Content())

    /// What the files declare, read only if it is not known yet.
    func read(_ files: TemplateFiles, limits: TemplateLimits) throws(TemplateProblem) -> TemplateConfiguration {
        let key = Key(files: files, limits: limits)
        if let known = content.withLock({ $0.templates[key] }) { return known }
        let template = try TemplateReader.read(files, limits: limits)
        let size = files.files.reduce(0) { $0 + $1.bytes.count }
        content.withLock { content in
            if content.templates.count >= Self.maximumCount || content.size + size > Self.maximumSize {
                content = Content()
            }
            guard size <= Self.maximumSize / 16 else { return }
            content.size += size
            content.templates[key] = template
        }
        return template
    }
}
