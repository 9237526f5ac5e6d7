/// Attributes that resources got by their deployment: by address with index, then by attribute name.
typealias DeployedAttributes = [String: [String: TemplateValue]]

extension TemplateConfiguration {
    /// Fills in the values; attributes that the template does not set come from the deployment or stay unknown.
    func resolve(
        variables: VariableValues, deployed: DeployedAttributes = [:], limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateProblem) -> ResolvedTemplate {
        ResolvedTemplate()
    }
}
