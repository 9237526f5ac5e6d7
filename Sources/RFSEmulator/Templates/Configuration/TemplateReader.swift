/// Reads the configuration files of a template and checks all that can be checked without values.
enum TemplateReader {
    /// Reads the `.tf` and `.tf.json` files of the root folder; other files are not looked at.
    static func read(
        _ files: TemplateFiles, limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> TemplateConfiguration {
        var size = 0
        var reader = DeclarationReader()
        for file in files.files where file.isConfiguration {
            let source = try SourceText(name: file.name, bytes: file.bytes, limits: limits)
            size += file.bytes.count
            guard size <= limits.size else {
                throw TemplateProblem(
                    .size, "the template has more than \(limits.size) bytes", file: file.name)
            }
            let index = reader.configuration.sources.count
            reader.configuration.sources.append(source)
            let body =
                file.isJSON
                ? try JSONBodyReader.parse(source, file: index, limits: limits)
                : try TemplateParser.parse(source, file: index, limits: limits)
            try reader.add(body)
        }
        guard !reader.configuration.sources.isEmpty else {
            throw TemplateProblem(
                .noConfiguration, "the root folder holds no .tf or .tf.json file",
                file: files.files.first?.name ?? "template")
        }
        return try DependencyGraph.order(try reader.finish(), limits: limits)
    }
}
