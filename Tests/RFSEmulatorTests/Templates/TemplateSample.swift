@testable import RFSEmulator

/// Short ways to read and resolve template texts in tests.
enum TemplateSample {
    static func read(_ text: String, name: String? = nil) throws(TemplateProblem) -> TemplateConfiguration {
        try TemplateReader.read(TemplateFiles.single(body: Array(text.utf8), name: name))
    }

    static func resolve(
        _ text: String, tfvars: String = "", deployed: DeployedAttributes = [:], limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> ResolvedTemplate {
        let values = try VariableValues.read(tfvars: Array(tfvars.utf8))
        return try read(text).resolve(variables: values, deployed: deployed, limits: limits)
    }

    /// The value of an expression as JSON, or its problem.
    static func value(_ expression: String) -> String {
        do {
            let template = try resolve("output \"o\" {\n  value = \(expression)\n}\n")
            let value = template.outputs[0].value
            if case .unknown(let reason) = value { return "unknown: \(reason)" }
            return value.json
        } catch {
            return error.description
        }
    }

    /// The problem of a template, nil when it is sound.
    static func problem(_ text: String, tfvars: String = "") -> String? {
        do {
            _ = try resolve(text, tfvars: tfvars)
            return nil
        } catch {
            return error.description
        }
    }
}
