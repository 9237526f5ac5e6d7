/// Reads the configuration files of a template and checks all that can be checked without values.
enum TemplateReader {
    /// Reads the `.tf` and `.tf.json` files of the root folder; other files are not looked at.
    static func read(
        _ files: TemplateFiles, limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> TemplateConfiguration {
        TemplateConfiguration()
    }
}
